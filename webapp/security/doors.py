"""A port's door: waitress, so made that nobody who dawdles, floods or sends nonsense keeps anybody else waiting.

Waitress by itself knows no limit per address, no time for a whole head or body, and stops accepting at 100
connections. What is added here leans on parts of it that its manual does not name: tests/security/test_waitress.py
tells when a release changes one of them.
"""

import errno
import select
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from waitress import trigger, wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from webapp.config import Network
from webapp.security.addresses import group_of, is_among
from webapp.security.bodies import MostBytes, Parser
from webapp.security.channels import Channel
from webapp.security.proxied import PEER

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# A browser opens six connections; behind a router or a container's network a whole household has one address.
MOST_PER_ADDRESS = 60
MOST_CONNECTIONS = 500
LARGEST_HEAD = 32 * 1024


class WrongHost(ValueError):
    """A host name that has no address of this machine."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the application and its settings say about who comes."""

    most_bytes: MostBytes
    # Everybody comes from the address of such a proxy, so no limit of an address is meant for it.
    proxies: tuple[Network, ...] = ()


class _Trigger(trigger.trigger):
    """What wakes the loop. Closed, it writes nothing any more: its descriptor may be that of a file by now."""

    def __init__(self, sockets: Any) -> None:
        # A signal may pull while its own thread closes.
        self._one_at_a_time, self._is_closed = threading.RLock(), False
        super().__init__(sockets)

    def pull_trigger(self, thunk: Any = None) -> None:
        with self._one_at_a_time:
            if not self._is_closed:
                super().pull_trigger(thunk)

    def close(self) -> None:
        with self._one_at_a_time:
            self._is_closed = True
            super().close()


class Server(TcpWSGIServer):
    """A socket that listens."""

    channel_class = Channel
    rules: Rules

    def new_parser(self, adj: Adjustments, peer: str = "") -> Parser:
        most_bytes = self.rules.most_bytes
        return Parser(adj, lambda method, path, head: most_bytes(method, path, {**head, PEER: peer}))

    @property
    def channels(self) -> list[Channel]:
        active: Any = self.active_channels
        return list(active.values())

    def readable(self) -> bool:
        # Waitress looks after its connections here, by a clock that may leap, and stops accepting when there are many.
        return bool(self.accepting)

    def accept(self) -> Any:
        try:
            accepted = super().accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._close_idlest(self.channels)
                return None
            raise
        if accepted is not None and not self._has_room(group_of(accepted[1])):
            accepted[0].close()
            return None
        return accepted

    def sweep(self) -> None:
        """Close what has kept us waiting for too long."""
        now = monotonic()
        for channel in self.channels:
            if channel.is_overdue(now):
                channel.handle_close()

    def _has_room(self, group: str) -> bool:
        """Whether one more of these addresses may come in; where there are too many, the idlest of them goes."""
        channels = self.channels
        crowd = Counter(group_of(channel.addr) for channel in channels)
        if crowd[group] >= MOST_PER_ADDRESS and not is_among(group, self.rules.proxies):
            return self._close_idlest(channel for channel in channels if group_of(channel.addr) == group)
        if len(channels) >= MOST_CONNECTIONS:
            ((largest, _),) = crowd.most_common(1)
            return self._close_idlest(channel for channel in channels if group_of(channel.addr) == largest)
        return True

    @staticmethod
    def _close_idlest(channels: Iterable[Channel]) -> bool:
        """Close the connection that has waited longest, first among those that have not even asked for something."""
        idle = [channel for channel in channels if channel.is_idle]
        if not idle:
            return False
        min(idle, key=lambda channel: (channel.is_asking, channel.waits_since)).handle_close()
        return True


class Door:
    """The sockets of one host name and port, and the loop that serves them until they are closed."""

    def __init__(
        self,
        app: "WSGIApplication",
        dispatcher: ThreadedTaskDispatcher,
        *,
        host: str,
        port: int,
        rules: Rules,
        server_class: type[Server] = Server,
        scheme: str = "http",
    ) -> None:
        """Raises WrongHost for a host that is none, and OSError when the port can't be used."""
        adjustments = _adjustments(host, port, scheme)
        self._map: dict[int, Any] = {}
        self._ends_at: float | None = None
        self.servers: list[Any] = []
        try:
            # What the types call a text is the list of addresses that the host name has.
            addresses: list[Any] = list(adjustments.listen)
            for address in addresses:
                server: Any = server_class(app, self._map, dispatcher=dispatcher, adj=adjustments, sockinfo=address)
                server.rules = rules
                server.trigger.close()
                server.trigger = _Trigger(self._map)
                self.servers.append(server)
        except OSError:
            wasyncore.close_all(self._map)
            raise

    def run(self) -> None:
        """Serve until the door is closed or has ended."""
        # Windows has no poll; select can't watch more than 1,024 sockets, and is told of each one anew.
        poll = wasyncore.poll2 if hasattr(select, "poll") else wasyncore.poll
        while self._map and not self._has_ended():
            self.sweep()
            poll(1, self._map)
        wasyncore.close_all(self._map, ignore_all=True)

    def sweep(self) -> None:
        """What is to be done between two looks at the sockets."""
        for server in self.servers:
            server.sweep()

    def end(self, patience_s: float) -> None:
        """Let nobody else in, answer who has asked, then leave the loop; from any thread or signal."""
        self._ends_at = monotonic() + patience_s
        self._wake()

    def close(self) -> None:
        """Close every socket, from within the loop that uses them; once is enough."""
        if self._map:
            self.servers[0].trigger.pull_trigger(lambda: wasyncore.close_all(self._map, ignore_all=True))

    def _wake(self) -> None:
        if self._map:
            self.servers[0].pull_trigger()

    def _has_ended(self) -> bool:
        if self._ends_at is None:
            return False
        for server in self.servers:
            if server.accepting:
                server.accepting = False
                # Its trigger stays: the threads that answer wake the loop by it.
                wasyncore.dispatcher.close(server)
            for channel in server.channels:
                if channel.is_idle:
                    channel.handle_close()
        return monotonic() > self._ends_at or not any(server.channels for server in self.servers)


def make_room_for_connections() -> None:
    """Let this process open as many files as the system lets it: a connection is one."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MOST_CONNECTIONS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _adjustments(host: str, port: int, scheme: str) -> Adjustments:
    # An IPv6 socket of waitress takes no IPv4, so every address of both kinds is two sockets.
    hosts = ["0.0.0.0", "::"] if host == "::" and socket.has_dualstack_ipv6() else [host]  # noqa: S104 - as asked for.
    listen = " ".join(f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in hosts)
    options: dict[str, Any] = {"listen": listen, "ident": None, "url_scheme": scheme}
    # Waitress would drop the headers of every proxy; which ones to believe is decided by requests.TrustedProxies.
    options["clear_untrusted_proxy_headers"] = False
    options["max_request_header_size"] = LARGEST_HEAD
    # Parser decides, and gives the application what it refuses.
    options["max_request_body_size"] = sys.maxsize
    try:
        return Adjustments(**options)
    except ValueError as error:
        raise WrongHost(f"{host!r} is no address of this machine") from error
