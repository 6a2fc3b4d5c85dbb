"""Checkups of the ways in: proxies, names, https, keys, and who else may read the files."""

import datetime as dt
from dataclasses import dataclass
from ipaddress import ip_network

from webapp.domain.checkups import Checkup, CheckupGroup, Judgement, failure, ok, warning

# No home has more machines than these: a shorter prefix is half the internet.
_SHORTEST_PREFIX = {4: 8, 6: 16}
# A few are somebody who mistypes; so many in a day are somebody who guesses.
MOST_WRONG_PASSWORDS = 20
UNUSED_AFTER = dt.timedelta(days=90)
# The certificate is renewed by itself while the server runs, within half a minute of its day.
RENEWED_WITHIN = dt.timedelta(days=7)
# Every phone in the house has to learn the next one.
TOLD_BEFORE = dt.timedelta(days=60)
_MOST_FILES = 3


class _OfDoor(Checkup):
    group = CheckupGroup.DOOR


@dataclass(frozen=True)
class FileModes(_OfDoor):
    """The private files that other users of the machine can read, and those that belong to another user."""

    name = "file-modes"
    readable: tuple[str, ...]
    foreign: tuple[str, ...]

    def judged(self) -> Judgement:
        if self.readable:
            return warning("readable", files=", ".join(self.readable[:_MOST_FILES]))
        return warning("foreign", files=", ".join(self.foreign[:_MOST_FILES])) if self.foreign else ok()


@dataclass(frozen=True)
class BelievedProxies(_OfDoor):
    """The networks whose forwarded headers are believed."""

    name = "believed-proxies"
    networks: tuple[str, ...]

    def judged(self) -> Judgement:
        for network in map(ip_network, self.networks):
            if network.prefixlen < _SHORTEST_PREFIX[network.version]:
                return failure("everybody", network=str(network))
        return ok("networks", networks=", ".join(self.networks)) if self.networks else ok("nobody")


@dataclass(frozen=True)
class ForwardedBy(_OfDoor):
    """The address that sent forwarded headers and is no proxy that was named."""

    name = "forwarded"
    address: str | None

    def judged(self) -> Judgement:
        return warning("unknown", address=self.address) if self.address else ok()


@dataclass(frozen=True)
class ProxyNames(_OfDoor):
    """The header in which a proxy names people, and whether any proxy is believed."""

    name = "proxy-names"
    header: str | None
    believes: bool

    def judged(self) -> Judgement:
        if self.header is None:
            return ok("off")
        return ok("header", header=self.header) if self.believes else warning("nobody", header=self.header)


@dataclass(frozen=True)
class SignInProvider(_OfDoor):
    """The provider by which people sign in, and whether it is this machine itself."""

    name = "provider"
    issuer: str | None
    is_here: bool

    def judged(self) -> Judgement:
        if self.issuer is None:
            return ok("none")
        is_safe = self.issuer.startswith("https:") or self.is_here
        return ok("address", address=self.issuer) if is_safe else warning("plain", address=self.issuer)


@dataclass(frozen=True)
class OpenDoor(_OfDoor):
    """To which networks a diary is open without a sign-in, and whether its person is here and no owner."""

    name = "open-home"
    networks: tuple[str, ...]
    person: str
    may_be_open: bool

    def judged(self) -> Judgement:
        if not self.networks:
            return ok("closed")
        if not self.may_be_open:
            return warning("nobody", name=self.person)
        return warning("open", name=self.person, networks=", ".join(self.networks))


@dataclass(frozen=True)
class PublicAddress(_OfDoor):
    """BACKSTRIDE_BASE_URL, whether its name is one of the home, and whether pages under it came over http."""

    name = "public-address"
    base_url: str | None
    is_home: bool
    came_plainly: bool

    def judged(self) -> Judgement:
        if self.base_url is None:
            return ok("none")
        if self.base_url.startswith("https:"):
            return warning("plain") if self.came_plainly else ok("address", address=self.base_url)
        return ok("address", address=self.base_url) if self.is_home else warning("not-https", address=self.base_url)


@dataclass(frozen=True)
class RefusedHost(_OfDoor):
    """The last name under which somebody came and found nobody."""

    name = "refused-host"
    host: str | None

    def judged(self) -> Judgement:
        return warning("refused", host=self.host) if self.host else ok()


@dataclass(frozen=True)
class Ports(_OfDoor):
    """The port for http, and those that something else has taken."""

    name = "ports"
    port: int
    taken: tuple[int, ...]

    def judged(self) -> Judgement:
        if self.port in self.taken:
            return failure("taken", port=str(self.port))
        return warning("tls-taken", port=str(self.taken[0])) if self.taken else ok()


@dataclass(frozen=True)
class CertificateDays(_OfDoor):
    """When the server's certificate is to be made anew and when its authority ends; None while https is off."""

    name = "certificate"
    now: dt.datetime
    renew_after: dt.datetime | None = None
    authority_ends: dt.datetime | None = None

    def judged(self) -> Judgement:
        if self.renew_after is None:
            return ok("off")
        if self.authority_ends and self.authority_ends < self.now:
            return failure("ended", day=self.authority_ends.date())
        if self.authority_ends and self.authority_ends < self.now + TOLD_BEFORE:
            return warning("ends", day=self.authority_ends.date())
        if self.renew_after + RENEWED_WITHIN < self.now:
            return warning("late", day=self.renew_after.date())
        return ok("renewed", day=self.renew_after.date())


@dataclass(frozen=True)
class WrongPasswords(_OfDoor):
    """How many were typed lately."""

    name = "wrong-passwords"
    tries: int

    def judged(self) -> Judgement:
        return warning("many", tries=self.tries) if self.tries > MOST_WRONG_PASSWORDS else ok("few", tries=self.tries)


@dataclass(frozen=True)
class UnusedKeys(_OfDoor):
    """How many keys were made long ago and never used."""

    name = "unused-keys"
    keys: int

    def judged(self) -> Judgement:
        return warning("unused", keys=self.keys) if self.keys else ok()


@dataclass(frozen=True)
class Servers(_OfDoor):
    """How many servers run on this data; None where a system does not tell."""

    name = "servers"
    running: int | None

    def judged(self) -> Judgement:
        if self.running is None:
            return ok()
        return failure("two") if self.running > 1 else ok("running" if self.running else "none")
