"""Work for a process of its own: what it loads is given back when that ends."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from typing import Any

Asked = dict[str, Any]
_PROGRAM = """
import importlib, json, sys
asked = json.load(sys.stdin)
sys.path[:] = asked["path"]
done = getattr(importlib.import_module(asked["module"]), asked["name"])
print(json.dumps(done(asked["asked"])))
"""

_log = logging.getLogger(__name__)


def apart(done: Callable[[Asked], Any], asked: Asked, *, patience_s: float, what: str) -> Any:
    """Have a function of a module do what is asked; where no process can be started, as in some containers, do it here.

    What is asked and answered goes as JSON, and never where others see it. The log says `what` no process could do.
    """
    sent = {"path": sys.path, "module": done.__module__, "name": done.__name__, "asked": asked}
    try:
        made = subprocess.run(  # noqa: S603 - this very Python, with the program above.
            [sys.executable, "-c", _PROGRAM],
            input=json.dumps(sent),
            capture_output=True,
            text=True,
            check=True,
            timeout=patience_s,
        )
        return json.loads(made.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        # Without what the process was told: it may be secret.
        _log.warning("No process could %s (%s), so the server does it.", what, type(error).__name__)
        return done(asked)
