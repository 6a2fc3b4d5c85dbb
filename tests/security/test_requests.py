from collections.abc import Callable, Iterable
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers

from webapp.security import requests
from webapp.security.requests import TrustedProxies, is_home_host, is_own_page
from webapp.security.sightings import Sightings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HOST = "walks.lan:8150"
PROXY, OTHER_PROXY, PHONE, STRANGER = "10.0.0.2", "10.0.0.3", "192.168.1.20", "203.0.113.9"
# What a page may say of where it comes from, and whether the Origin is the server's own.
ORIGINS = {
    None: False,
    "http://walks.lan:8150": True,
    "HTTP://WALKS.LAN:8150": True,
    "null": False,
    "": False,
    "http://evil.example": False,
    "https://walks.lan:8150": False,
    "http://walks.lan": False,
    "http://walks.lan:8151": False,
    "http://walks.lan:8150.evil.example": False,
    "http://evil.example/http://walks.lan:8150": False,
}
SITES = {"same-origin": True, "none": True, "same-site": False, "cross-site": False, "": False, "Same-Origin": False}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "post", "BREW"])
@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("site", [None, *SITES])
def test_only_a_page_of_this_server_may_change_something(method: str, origin: str | None, site: str | None) -> None:
    headers = Headers()
    if site is not None:
        headers["Sec-Fetch-Site"] = site
    if origin is not None:
        headers["Origin"] = origin
    # What the browser says by Sec-Fetch-Site counts; only without it, on plain http, the Origin does.
    expected = ORIGINS[origin] if site is None else SITES[site]

    assert is_own_page(method, headers, "http", HOST) is expected


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_is_allowed_from_anywhere(method: str) -> None:
    assert is_own_page(method, Headers({"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"}), "http", HOST)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "localhost:8150", "127.0.0.1:8150", "192.168.1.20", "[::1]:8150", "[fe80::1]", "raspberrypi",
        "raspberrypi.local:8150", "walks.lan", "walks.home.arpa", "pi.fritz.box", "a.internal", "WALKS.LAN",
        "walks.lan.",
    ],
)  # fmt: skip
def test_a_name_that_only_the_home_network_has_is_let_in(host: str) -> None:
    assert is_home_host(host, None)


HOSTILE = [
    "", "evil.example", "evil.example:8150", "walks.lan.evil.example", "192.168.1.20.evil.example", "evil.example#.lan",
    "evil.example/.lan", "evil.example?.lan", "evil.example\\.lan", "alice@evil.example", "evil@localhost",
    "localhost@evil.example", "localhost:80:80", "localhost:port", "localhost:99999", "local host", "localhost\t",
    "localhost\r\nX: y", "[::1", "[::1]evil.example", ":8150", ".", "evil.example.", "//localhost",
    "1.2.3.4.5", "xn--evil.example", "localhost/../evil", ".local", "..local", "a..local", ".lan", "..", "pi.local..",
    "x" * 64, "x" * 64 + ".local",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTILE)
@pytest.mark.parametrize("base_url", [None, "https://walks.example.org"])
def test_a_hostile_host_is_refused(host: str, base_url: str | None) -> None:
    assert not is_home_host(host, base_url)


def test_the_public_name_is_let_in_once_it_is_set() -> None:
    base_url = "https://walks.example.org:8443"

    assert is_home_host("walks.example.org", base_url) and is_home_host("WALKS.example.org:8443", base_url)
    assert not is_home_host("walks.example.org", None)
    assert not is_home_host("evil.walks.example.org", base_url)
    assert not is_home_host("walks.example.org.evil.example", base_url)


@given(st.text())
def test_any_host_is_answered_with_yes_or_no(host: str) -> None:
    assert is_home_host(host, None) in (True, False)


@pytest.mark.parametrize("host", ["evil.example", "evil@localhost", "localhost:99999"])
def test_the_application_answers_no_hostile_host(app: Flask, host: str) -> None:
    answer = app.test_client().get("/login", headers={"Host": host})

    assert answer.status_code in (400, 421)
    assert host not in answer.text and "evil" not in str(answer.headers)


def seen(*trusted: str, peer: str, **forwarded: str) -> tuple[str, str, str]:
    """Address, scheme and host that the application sees."""
    found: dict[str, Any] = {}

    def app(environ: "WSGIEnvironment", _start: "StartResponse") -> Iterable[bytes]:
        found.update(environ)
        return []

    environ: dict[str, Any] = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": HOST}
    environ |= {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in forwarded.items()}
    start: Callable[..., Any] = lambda *_: None  # noqa: E731
    TrustedProxies(app, tuple(map(ip_network, trusted)), Sightings())(environ, start)
    assert not [name for name in found if "FORWARDED" in name]
    return found["REMOTE_ADDR"], found["wsgi.url_scheme"], found["HTTP_HOST"]


SPOOFED = {"for": "127.0.0.1", "proto": "https", "host": "evil.example", "port": "443"}


@pytest.mark.parametrize("name", SPOOFED)
@pytest.mark.parametrize("trusted", [[], ["10.0.0.0/24"]])
def test_a_stranger_is_not_believed(name: str, trusted: list[str]) -> None:
    assert seen(*trusted, peer=STRANGER, **{name: SPOOFED[name]}) == (STRANGER, "http", HOST)


def test_nobody_is_believed_while_no_proxy_is_named() -> None:
    for peer in (PROXY, PHONE, "127.0.0.1", "::1", "", "not an address"):
        assert seen(peer=peer, **SPOOFED) == (peer, "http", HOST)


def test_a_proxy_that_was_named_is_believed() -> None:
    found = seen(PROXY, peer=PROXY, **{"for": PHONE}, proto="https", host="walks.example.org")

    assert found == (PHONE, "https", "walks.example.org")


@pytest.mark.parametrize(
    ("hops", "address"),
    [
        (f"{PHONE}", PHONE),
        (f"{PHONE}, {OTHER_PROXY}", PHONE),
        (f"127.0.0.1, {STRANGER}, {OTHER_PROXY}", STRANGER),
        (f"{PROXY}, {STRANGER}", STRANGER),
        (f" {STRANGER} ,, {OTHER_PROXY},", STRANGER),
        (f"{OTHER_PROXY}", OTHER_PROXY),
        ("", PROXY),
        (" , ", PROXY),
    ],
)
def test_the_chain_is_walked_from_the_right(hops: str, address: str) -> None:
    assert seen(PROXY, OTHER_PROXY, peer=PROXY, **{"for": hops})[0] == address


@pytest.mark.parametrize(
    ("proto", "scheme"),
    [
        ("https", "https"),
        ("HTTPS", "https"),
        ("http, https", "https"),
        ("https, http", "http"),
        ("gopher", "http"),
        ("", "http"),
    ],
)
def test_a_scheme_is_the_nearest_proxys_and_http_or_https(proto: str, scheme: str) -> None:
    assert seen(PROXY, peer=PROXY, proto=proto)[1] == scheme


def test_a_host_is_the_nearest_proxys() -> None:
    assert seen(PROXY, peer=PROXY, host="evil.example, walks.example.org")[2] == "walks.example.org"


@pytest.mark.parametrize(
    ("network", "peer", "is_trusted"),
    [
        ("10.0.0.0/24", "10.0.0.255", True),
        ("10.0.0.0/24", "10.0.1.0", False),
        ("fd00::/8", "fd12::1", True),
        ("fd00::/8", "fe80::1", False),
        ("0.0.0.0/0", "::1", False),
    ],
)
def test_a_network_is_trusted_within_its_limits(network: str, peer: str, is_trusted: bool) -> None:
    assert (seen(network, peer=peer, proto="https")[1] == "https") is is_trusted


def test_every_answer_carries_the_security_headers(app: Flask) -> None:
    for path in ("/login", "/healthz", "/nowhere"):
        headers = app.test_client().get(path).headers
        assert requests.headers_for(draws=False, secure=False).items() <= dict(headers).items()

    policy = requests.headers_for(draws=True, secure=True)["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy


@pytest.mark.parametrize("host", ["com", "ai", "dev.", "AI:8150", "org", "to"])
def test_a_registry_is_no_machine_at_home(host: str) -> None:
    assert not is_home_host(host, None)


@pytest.mark.parametrize("host", ["pi", "nas", "minerva", "PI:8150", "tv.local", "n2"])
def test_a_bare_name_of_a_machine_still_is(host: str) -> None:
    assert is_home_host(host, None)
