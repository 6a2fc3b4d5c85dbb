"""A message by the package Apprise, which knows the way to Telegram, Matrix, mail and many more.

It takes 44 MB, and goes its own ways: nobody here can check what it reaches. So it works in a process of its own that
ends, and for the owner of the server alone. The message goes there by a pipe, and so does the address, which has
passwords in it: no list of processes and no log shows them. What Apprise says may hold them and is heard by nobody.
"""

import json
import subprocess
import sys
from importlib.util import find_spec

from webapp.domain.messages import Failure, Reply, Telling

PATIENCE_S = 30.0
# No redirect is followed, and no message has a picture, which would be asked for at a stranger's.
_PROGRAM = """
import json, sys
told = json.load(sys.stdin)
sys.path[:] = told["path"]
import apprise
ours = {"app_id": "Backstride", "app_desc": "Backstride", "image_url_mask": "", "http_redirects": False}
ways = apprise.Apprise(asset=apprise.AppriseAsset(**ours))
if not ways.add(told["address"]):
    sys.exit(3)
sys.exit(0 if ways.notify(title=told["title"], body=told["text"], body_format="text") else 4)
"""
_ANSWERS = {0: None, 3: Failure.APPRISE_ADDRESS}
# Windows opens no socket for a process that is told of nothing.
_ENVIRONMENT = None if sys.platform == "win32" else dict[str, str]()


def is_there() -> bool:
    """Whether the package is installed; this loads nothing of it."""
    return find_spec("apprise") is not None


def send(address: str, telling: Telling, *, patience_s: float = PATIENCE_S) -> Reply:
    """Send it by a process that is ended where it takes longer; its exit status says what became of it."""
    if not is_there():
        return Reply(Failure.APPRISE_MISSING)
    told = {"path": sys.path, "address": address, "title": telling.title, "text": telling.text}
    try:
        done = subprocess.run(  # noqa: S603 - this very Python, with the program above.
            [sys.executable, "-I", "-c", _PROGRAM],
            input=json.dumps(told).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            timeout=patience_s,
        )
    except subprocess.TimeoutExpired:
        return Reply(Failure.NO_ANSWER)
    except OSError:
        return Reply(Failure.APPRISE_FAILED)
    return Reply(_ANSWERS.get(done.returncode, Failure.APPRISE_FAILED))
