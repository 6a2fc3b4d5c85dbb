"""Looks at the ways in: the facts of those checkups."""

import datetime as dt
import socket
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from webapp.config import Settings
from webapp.domain.door_checkups import (
    BelievedProxies,
    CertificateDays,
    FileModes,
    ForwardedBy,
    OpenDoor,
    Ports,
    ProxyNames,
    PublicAddress,
    RefusedHost,
    Servers,
    SignInProvider,
)
from webapp.security import open_home, requests
from webapp.security.addresses import is_loopback
from webapp.security.https import HomeHttps
from webapp.security.sightings import Sightings
from webapp.storage import servers, starts
from webapp.storage.engine import Session

_OF_OTHERS = 0o077


def file_modes(settings: Settings) -> FileModes | None:
    """None on Windows, which has other rights."""
    if sys.platform == "win32":
        return None
    owner = settings.data.stat().st_uid
    private = [(file, file.stat()) for file in _private(settings) if file.is_file()]
    return FileModes(
        readable=tuple(file.name for file, status in private if status.st_mode & _OF_OTHERS),
        foreign=tuple(file.name for file, status in private if status.st_uid != owner),
    )


def _private(settings: Settings) -> Iterator[Path]:
    database = settings.database_file
    yield from (database, *(starts.beside(database, ending) for ending in ("-wal", "-shm", "-lock", "-lock-queue")))
    yield settings.data / "instance"
    for folder in ("backups", "certificates", "uploads"):
        yield from sorted(settings.data.glob(f"{folder}/*"))


def believed_proxies(settings: Settings) -> BelievedProxies:
    return BelievedProxies(tuple(map(str, settings.trusted_proxies)))


def proxy_names(settings: Settings) -> ProxyNames:
    return ProxyNames(settings.proxy_user_header, believes=bool(settings.trusted_proxies))


def provider(settings: Settings) -> SignInProvider:
    """By the settings alone: nothing is asked of it, and whoever signs in finds out."""
    issuer = settings.provider.issuer if settings.provider else None
    return SignInProvider(issuer, is_here=is_loopback(urlsplit(issuer or "").hostname or ""))


def open_door(settings: Settings, session: Session) -> OpenDoor:
    home = settings.open_home
    if home is None:
        return OpenDoor((), "", may_be_open=False)
    is_here = open_home.person(session, home) is not None
    return OpenDoor(tuple(map(str, home.networks)), home.name, may_be_open=is_here)


def forwarded_by(seen: Sightings | None) -> ForwardedBy | None:
    return ForwardedBy(seen.forwarded_by) if seen else None


def refused_host(seen: Sightings | None) -> RefusedHost | None:
    return RefusedHost(seen.refused_host) if seen else None


def public_address(settings: Settings, seen: Sightings | None) -> PublicAddress:
    host = urlsplit(settings.base_url or "").netloc
    is_home = requests.is_home_host(host, None)
    return PublicAddress(settings.base_url, is_home, came_plainly=bool(seen and seen.came_plainly))


def ports(settings: Settings, https: HomeHttps, *, is_running: bool) -> Ports:
    """While a server runs it knows which port it did not get; without one each is tried."""
    taken: Iterable[int] = ()
    if https.problem and https.port:
        taken = (https.port,)
    elif not is_running:
        wanted = [settings.port, *([https.port] if https.is_on and https.port else [])]
        taken = (port for port in wanted if _is_taken(settings.host, port))
    return Ports(settings.port, tuple(taken))


def _is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As a server does: what has just ended keeps nobody out.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def certificate_days(https: HomeHttps, *, now: dt.datetime) -> CertificateDays:
    facts = https.certificates.facts() if https.is_on else None
    if facts is None:
        return CertificateDays(now)
    ends = dt.datetime.fromisoformat(facts.authority_ends) if facts.authority_ends else None
    return CertificateDays(now, dt.datetime.fromisoformat(facts.renew_after), ends)


def running_servers(settings: Settings) -> Servers:
    return Servers(servers.running(settings.data))
