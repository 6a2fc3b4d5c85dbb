"""Headers of proxies at a real door: who is believed, and in what."""

from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from tests.security.calling import HEAD, ask, served
from webapp.security.doors import Door
from webapp.security.requests import TrustedProxies
from webapp.security.sightings import Sightings

STRANGER, PROXY = "127.0.0.1", "127.0.0.2"
# Whatever somebody may send to seem to be another, from another address or at another host.
SPOOFS = {
    "for": b"X-Forwarded-For: 203.0.113.9",
    "for, twice": b"X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-For: 203.0.113.9",
    "for, in small letters": b"x-forwarded-for: 203.0.113.9",
    "for, with low lines": b"X_Forwarded_For: 203.0.113.9",
    "proto": b"X-Forwarded-Proto: https",
    "proto, twice": b"X-Forwarded-Proto: http\r\nX-Forwarded-Proto: https",
    "host": b"X-Forwarded-Host: walks.example",
    "host, twice": b"X-Forwarded-Host: evil.example\r\nX-Forwarded-Host: walks.example",
    "port": b"X-Forwarded-Port: 443",
    "prefix": b"X-Forwarded-Prefix: /elsewhere",
    "script name": b"X-Script-Name: /elsewhere\r\nSCRIPT_NAME: /elsewhere",
    "forwarded": b"Forwarded: for=203.0.113.9;proto=https;host=walks.example",
    "real ip": b"X-Real-IP: 203.0.113.9\r\nTrue-Client-IP: 203.0.113.9\r\nCF-Connecting-IP: 203.0.113.9",
    "url": b"X-Original-URL: /household\r\nX-Rewrite-URL: /household",
    "method": b"X-HTTP-Method-Override: DELETE\r\nX-Method-Override: DELETE",
    "scheme": b"X-Forwarded-Scheme: https\r\nX-Forwarded-Ssl: on\r\nFront-End-Https: on\r\nX-Url-Scheme: https",
}
PLAIN = ("http", "nas", "", "/", "GET")
BELIEVED = {
    **dict.fromkeys(("for", "for, twice", "for, in small letters"), ("203.0.113.9", *PLAIN)),
    **dict.fromkeys(("proto", "proto, twice"), (PROXY, "https", *PLAIN[1:])),
    **dict.fromkeys(("host", "host, twice"), (PROXY, "http", "walks.example", *PLAIN[2:])),
}


def told(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answers what the application is told of a request."""
    start_response("200 OK", [])
    names = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "REQUEST_METHOD")
    return ["|".join(str(environ.get(name, "")) for name in names).encode()]


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with served(app=TrustedProxies(told, (ip_network(f"{PROXY}/32"),), Sightings())) as door:
        yield door


def seen(door: Door, spoof: bytes, source: str) -> tuple[str, ...]:
    answer = ask(door, HEAD + spoof + b"\r\nConnection: close\r\n\r\n", source)
    return tuple(answer.rpartition(b"\r\n")[2].decode().split("|"))


@pytest.mark.parametrize("spoof", SPOOFS)
def test_forwarded_headers_change_nothing_at_a_real_door(door: Door, spoof: str) -> None:
    assert seen(door, SPOOFS[spoof], STRANGER) == (STRANGER, *PLAIN)


@pytest.mark.parametrize("spoof", SPOOFS)
def test_a_proxy_that_was_named_is_believed_in_three_things_alone(door: Door, spoof: str) -> None:
    assert seen(door, SPOOFS[spoof], PROXY) == BELIEVED.get(spoof, (PROXY, *PLAIN))


def test_what_a_visitor_sends_through_a_proxy_is_not_the_nearest(door: Door) -> None:
    """A proxy adds what it sees behind what the visitor has claimed."""
    claimed = b"X-Forwarded-For: 127.0.0.1, 203.0.113.9\r\nX-Forwarded-Proto: https, http"
    assert seen(door, claimed, PROXY) == ("203.0.113.9", *PLAIN)
