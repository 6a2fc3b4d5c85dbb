"""Certificates made in a process of its own: what `cryptography` takes, 13 MB, is given back when that ends."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from webapp.storage.apart import apart

_PATIENCE_S = 120


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


def _ask(asked: dict[str, Any]) -> Any:
    return apart(made, asked, patience_s=_PATIENCE_S, what="make a certificate")
