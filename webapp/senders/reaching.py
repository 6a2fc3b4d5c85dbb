"""One request to an address that a person named, and never to what its host must not reach.

The name is looked up once. Every address that it has is checked, and the connection goes to one that was: a name that
changes its mind in between reaches nothing. No redirect is followed; the answer has an end in time and in bytes.
"""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse
from io import BytesIO
from ipaddress import IPv4Address, IPv6Address
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from webapp.domain.messages import Failure, Reply, host_of

PATIENCE_S = 10.0
# Somebody looks at an empty page meanwhile.
PATIENCE_TO_ASK_S = 5.0
MOST_BYTES = 65536
SHOWN_LETTERS = 200
# Nothing waits longer.
LONGEST_REST = dt.timedelta(days=1)
Address = IPv4Address | IPv6Address
# A socket's family, and where it connects to.
Spot = tuple[int, tuple[Any, ...]]
# The second one where the first is of IPv6, and the way there is only said to exist.
_MOST_SPOTS = 2
# They hold an address of IPv4 in their last 32 bits.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
# All of IPv6 that is given out to the internet.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
_ONE_HOUSE_BITS = 64


class WholeAnswer(NamedTuple):
    """What a server said, whole."""

    status: int
    body: bytes


def ask(url: str, form: bytes | None = None, headers: Mapping[str, str] | None = None) -> WholeAnswer:
    """What the server at an address answers that the owner of this one has set, at home or outside; with a form, to it.

    Raises OSError, also for an answer that is too long or ends in its middle.
    """
    parts = urlsplit(url)
    places = _reachable(parts, is_allowed=True)
    if isinstance(places, Failure):
        raise OSError(places)
    method = "GET" if form is None else "POST"
    data = _exchange(parts, places, _request(parts, form or b"", headers or {}, method), PATIENCE_TO_ASK_S)
    try:
        response = HTTPResponse(_Heard(data), method=method)  # type: ignore[arg-type]  # It only makes a file of it.
        response.begin()
        return WholeAnswer(response.status, response.read())
    except (HTTPException, ValueError) as error:
        raise OSError("this is no whole answer") from error


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, allowed: Collection[str], patience_s: float = PATIENCE_S
) -> Reply:
    """Send a body, and answer what came back. `allowed` are hosts with their port that may be in the own network."""
    parts = urlsplit(url)
    try:
        places = _reachable(parts, is_allowed=host_of(url) in allowed)
        if isinstance(places, Failure):
            return Reply(places)
        return _read(_exchange(parts, places, _request(parts, body, headers), patience_s))
    except ssl.SSLCertVerificationError:
        return Reply(Failure.BAD_CERTIFICATE)
    except OSError:
        return Reply(Failure.NO_ANSWER)


def is_in_own_network(url: str, *, allowed: Collection[str]) -> bool:
    """Whether an address that was checked leads to what its host must not reach."""
    return _reachable(urlsplit(url), is_allowed=host_of(url) in allowed) is Failure.OWN_NETWORK


def is_outside(address: Address) -> bool:
    """Whether an address is one of the internet, also by what it is translated to."""
    within = _within(address)
    if within is not None:
        return is_outside(within)
    is_given_out = isinstance(address, IPv4Address) or address in _GIVEN_OUT
    return is_given_out and address.is_global and not address.is_multicast and not address.is_reserved


def _reachable(parts: SplitResult, *, is_allowed: bool) -> list[Spot] | Failure:
    """Where to connect to, in the order of trying."""
    try:
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Failure.UNKNOWN_HOST
    spots: list[Spot] = [(family, place) for family, _, _, _, place in found]
    if not is_allowed and not all(_is_elsewhere(family, place) for family, place in spots):
        return Failure.OWN_NETWORK
    return spots[:_MOST_SPOTS]


def _is_elsewhere(family: int, place: tuple[Any, ...]) -> bool:
    address = ipaddress.ip_address(str(place[0]).partition("%")[0])
    return is_outside(address) and not _is_of_this_house(family, place, address)


def _is_of_this_house(family: int, place: tuple[Any, ...], address: Address) -> bool:
    """Whether a public address is this machine's own, or of its network: in IPv6 every machine at home has one."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: it only asks the kernel from which of its addresses it would go.
            probe.connect(place)
            own = ipaddress.ip_address(str(probe.getsockname()[0]).partition("%")[0])
        except OSError:
            return False
    if isinstance(address, IPv6Address) and isinstance(own, IPv6Address):
        return int(address) >> _ONE_HOUSE_BITS == int(own) >> _ONE_HOUSE_BITS
    return address == own


def _within(address: Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _request(parts: SplitResult, body: bytes, headers: Mapping[str, str], method: str = "POST") -> bytes:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    fields = {"Host": host, "User-Agent": "Backstride", "Connection": "close", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in (fields | dict(headers)).items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _exchange(parts: SplitResult, spots: Iterable[Spot], request: bytes, patience_s: float) -> bytes:
    """Send a request, and answer what came back until it ended, was too long or took too long."""
    trouble = OSError()
    for family, place in spots:
        with socket.socket(family, socket.SOCK_STREAM) as plain:
            plain.settimeout(patience_s)
            try:
                plain.connect(place)
            except OSError as error:
                trouble = error
                continue
            with _ended_after(plain, patience_s):
                if parts.scheme == "http":
                    return _talk(plain, request)
                context = ssl.create_default_context()
                with context.wrap_socket(plain, server_hostname=parts.hostname) as secure:
                    return _talk(secure, request)
    raise trouble


@contextmanager
def _ended_after(connection: socket.socket, patience_s: float) -> Iterator[None]:
    """However slowly an answer comes, letter by letter: after this time its connection is over."""
    # A handle of its own: the number of a closed one may be another connection's by then.
    with connection.dup() as handle:
        ending = threading.Timer(patience_s, _shut, [handle])
        ending.start()
        try:
            yield
        finally:
            ending.cancel()
            ending.join()


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _talk(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    answer = b""
    while len(answer) < MOST_BYTES:
        try:
            piece = connection.recv(4096)
        except OSError:
            # What was said until then may be whole.
            break
        if not piece:
            break
        answer += piece
    return answer


class _Heard:
    """What was heard, as a socket that HTTPResponse can read."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_mode: str) -> BytesIO:
        return BytesIO(self._data)


def _read(data: bytes) -> Reply:
    if not data:
        return Reply(Failure.NO_ANSWER)
    response = HTTPResponse(_Heard(data), method="POST")  # type: ignore[arg-type]  # It only makes a file of it.
    try:
        response.begin()
    except (HTTPException, ValueError, OSError):
        return Reply(Failure.NOT_HTTP)
    try:
        said = response.read(SHOWN_LETTERS * 4)
    except HTTPException as error:
        said = getattr(error, "partial", b"")
    return Reply.of(response.status, _shown(said), _rest(response.headers))


def _rest(headers: HTTPMessage) -> dt.timedelta:
    """How long to leave a server alone, by its Retry-After: seconds, or a date of its own clock."""
    said = headers.get("Retry-After", "")
    if said.isascii() and said.isdecimal():
        return min(dt.timedelta(seconds=int(said[:9])), LONGEST_REST)
    try:
        rest = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError):
        return dt.timedelta()
    return min(max(rest, dt.timedelta()), LONGEST_REST)


def _shown(said: bytes) -> str:
    text = "".join(letter if letter.isprintable() else " " for letter in said.decode("utf-8", "replace"))
    return " ".join(text.split())[:SHOWN_LETTERS]
