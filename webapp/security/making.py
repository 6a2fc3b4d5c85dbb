"""Certificates made in a process of its own: what `cryptography` takes, 13 MB, is given back when that ends.

Where no process can be started, as in some containers, they are made in this one.
"""

import datetime as dt
import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

_PROGRAM = """
import json, sys
asked = json.load(sys.stdin)
sys.path[:] = asked["path"]
from webapp.security import making
print(json.dumps(making.made(asked)))
"""
_PATIENCE_S = 120

_log = logging.getLogger(__name__)


class Leaf(NamedTuple):
    """A server's certificate with its key, as PEM, and when the authority that signed it ends."""

    pem: bytes
    authority_ends_at: dt.datetime


def authority(machine: str, *, now: dt.datetime) -> bytes:
    """A new authority's certificate and key, as PEM."""
    made = _ask({"make": "authority", "machine": machine, "now": now.isoformat()})
    return str(made["pem"]).encode()


def leaf(authority: bytes, hosts: Sequence[str], *, now: dt.datetime) -> Leaf:
    """A server's certificate for these names and addresses, signed by the authority (PEM with its key)."""
    asked = {"make": "leaf", "authority": authority.decode(), "hosts": list(hosts), "now": now.isoformat()}
    made = _ask(asked)
    return Leaf(str(made["pem"]).encode(), dt.datetime.fromisoformat(made["authority_ends_at"]))


def made(asked: dict[str, Any]) -> dict[str, str]:
    """What was asked for, made here."""
    from webapp.security import certificates

    now = dt.datetime.fromisoformat(asked["now"])
    if asked["make"] == "authority":
        return {"pem": certificates.new_authority(asked["machine"], now=now).decode()}
    authority = asked["authority"].encode()
    pem = certificates.new_leaf(authority, asked["hosts"], now=now).decode()
    return {"pem": pem, "authority_ends_at": certificates.end_of(authority).isoformat()}


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - this very Python, with the program above.
            [sys.executable, "-c", _PROGRAM],
            input=json.dumps(asked | {"path": sys.path}),
            capture_output=True,
            text=True,
            check=True,
            timeout=_PATIENCE_S,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        # Without what the process was told: the authority's key is in it.
        _log.warning("No process could make a certificate (%s), so the server does it.", type(error).__name__)
        return made(asked)
    return answer
