"""Which requests are let in: the name they ask for, the proxy they come through, and the page that sent them."""

import ipaddress
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from werkzeug.datastructures import Headers

from webapp.config import Network
from webapp.security import open_home, proxied
from webapp.security.addresses import is_among
from webapp.security.sightings import Sightings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Names that only a home network can answer for. A page elsewhere can't take one of them to reach in by DNS rebinding.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s\[\]\\]+?)(:\d+)?")
# Every name of two letters but "pi" is kept for a country.
_REGISTRIES = frozenset({"arpa", "com", "dev", "edu", "gov", "int", "mil", "net", "org"})
# Browsers that have seen it ask this name, and those below it, over https alone.
HTTPS_FOR_A_YEAR = "max-age=31536000; includeSubDomains"
_HOME_SUFFIXES = (".local", ".lan", ".home", ".home.arpa", ".internal", ".localhost", ".fritz.box")


def is_home_host(host: str, base_url: str | None) -> bool:
    """Whether a Host header names this server: an address, a home network's name, or the public one that was set."""
    parts = _split(host)
    if parts is None or parts.hostname is None or parts.username is not None:
        return False
    name = parts.hostname.removesuffix(".")
    if not _is_name(name):
        return False
    if base_url and name == urlsplit(base_url).hostname:
        return True
    return _is_address(name) or _is_machine(name) or name.endswith(_HOME_SUFFIXES)


def is_own_page(method: str, headers: Headers, scheme: str, host: str) -> bool:
    """Whether an unsafe request comes from a page of this server.

    Browsers say so by Sec-Fetch-Site on https and localhost. On plain http in the home network that header never
    arrives; there the Origin has to be this server's own. A request with neither is refused.
    """
    if method in SAFE_METHODS:
        return True
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("Origin")
    return origin is not None and origin.casefold() == f"{scheme}://{host}".casefold()


class TrustedProxies:
    """WSGI middleware: believes the headers of the proxies that were named, and drops everybody else's."""

    def __init__(
        self,
        app: "WSGIApplication",
        networks: tuple[Network, ...],
        sightings: Sightings,
        *,
        user_header: str | None = None,
    ) -> None:
        self.app = app
        self.networks = networks
        self.user_header = f"HTTP_{proxied.header_key(user_header)}" if user_header else ""
        self.sightings = sightings

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        is_handed_on = open_home.is_handed_on(environ)
        forwarded = {
            name: environ.pop(f"HTTP_X_FORWARDED_{name.upper()}", "") for name in ("for", "proto", "host", "port")
        }
        environ.pop("HTTP_FORWARDED", None)
        named = environ.pop(self.user_header, "")
        peer = environ.get("REMOTE_ADDR", "")
        if self._is_trusted(peer):
            environ[proxied.NAMED] = named
            self._believe(environ, forwarded)
        else:
            environ[open_home.DIRECT] = not is_handed_on
        if any(forwarded.values()) and not self._is_trusted(peer):
            self.sightings.forwarded_by = peer
        return self.app(environ, start_response)

    def _believe(self, environ: "WSGIEnvironment", forwarded: dict[str, str]) -> None:
        hops = [_without_port(hop.strip()) for hop in forwarded["for"].split(",") if hop.strip()]
        # From the right, past the proxies that are trusted: the first other address is who asks.
        while len(hops) > 1 and self._is_trusted(hops[-1]):
            hops.pop()
        if hops:
            environ["REMOTE_ADDR"] = hops[-1]
        scheme = forwarded["proto"].rsplit(",", 1)[-1].strip().lower()
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        host = forwarded["host"].rsplit(",", 1)[-1].strip()
        if host:
            environ["HTTP_HOST"] = host

    def _is_trusted(self, address: str) -> bool:
        return is_among(address, self.networks)


def headers_for(*, draws: bool, secure: bool, connects: str = "") -> dict[str, str]:
    """The security headers of every answer.

    `draws` allows the empty style element that Plotly fills by script; `connects` is another origin to ask.
    Browsers know the opener policy on https only, and complain of it elsewhere.
    """
    empty_style = " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" if draws else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self'{empty_style}",
        "img-src": "'self' data:",
        "connect-src": f"'self' {connects}".rstrip(),
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
    }
    opener = {"Cross-Origin-Opener-Policy": "same-origin"} if secure else {}
    return opener | {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        # For browsers that are older than frame-ancestors.
        "X-Frame-Options": "DENY",
        # With "no-referrer" browsers would send "Origin: null" with forms, and is_own_page could not tell.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), payment=()",
    }


def _split(host: str) -> SplitResult | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.netloc == host and _HOST.fullmatch(host) else None


def _is_name(name: str) -> bool:
    """Whether a name has parts of one to 63 letters each: no page can be addressed under another."""
    try:
        return bool(name.encode("idna"))
    except UnicodeError:
        return False


def _is_machine(name: str) -> bool:
    """Whether this is a bare name of a machine. Registries may give their own bare name an address, and some do."""
    is_registry = name in _REGISTRIES or (len(name) == 2 and name.isalpha() and name != "pi")
    return "." not in name and not is_registry


def _without_port(hop: str) -> str:
    """The address of a hop. Some proxies add the port, which is another one for each connection."""
    host = hop.rpartition(":")[0] if hop.count(":") == 1 or (hop.startswith("[") and "]:" in hop) else hop
    return host.strip("[]")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
