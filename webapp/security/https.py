"""Https at home: whether it is on, for which names, and the listener while a server runs."""

import datetime as dt
import logging
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from webapp import clock
from webapp.security import certificates
from webapp.security.certificates import Certificates

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from waitress.task import ThreadedTaskDispatcher

    from webapp.security.doors import Rules
    from webapp.security.tls import Listener

MOST_ASKED = 10
# Connecting a datagram socket sends nothing; it asks the kernel which of its addresses it would use for that network.
_PROBES = ("192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254")

_log = logging.getLogger(__name__)


class HomeHttps:
    """On is who has a server's certificate in the folder; so a server that was on is on again after a restart."""

    def __init__(self, folder: Path, *, host: str, port: int | None) -> None:
        self.certificates = Certificates(folder)
        self.host = host
        self.port = port
        self.machine = machine_name()
        self.problem: str | None = None
        self._lock = threading.Lock()
        self._served: tuple[WSGIApplication, ThreadedTaskDispatcher, Rules] | None = None
        self._listener: Listener | None = None

    @property
    def is_on(self) -> bool:
        return bool(self.port) and self.certificates.server_file.exists()

    @property
    def authority(self) -> bytes | None:
        """The authority's certificate in DER; None while https is off."""
        return self.certificates.authority() if self.is_on else None

    def covers(self, host: str) -> bool:
        """Whether the server's certificate is good for this name or address."""
        facts = self.certificates.facts()
        return facts is not None and host in facts.hosts

    def serve(self, app: "WSGIApplication", dispatcher: "ThreadedTaskDispatcher", rules: "Rules") -> None:
        """From now on a server runs: listen as soon as https is on, and answer with the server's own threads."""
        self._served = app, dispatcher, rules
        self._keep_up()

    def end(self, patience_s: float) -> None:
        """The server stops: answer who has asked, and listen no more."""
        with self._lock:
            if self._listener:
                self._listener.end(patience_s)
                self._listener.wait(patience_s)

    def turn_on(self, host: str, *, now: dt.datetime) -> None:
        """Turn https on, for the machine's own names and for the one by which somebody has come."""
        with self._lock:
            if self.port:
                self._refresh(host, now=now)

    def turn_off(self) -> None:
        """Stop listening. The authority stays: a phone that trusts it need not learn a new one."""
        with self._lock:
            self.certificates.server_file.unlink(missing_ok=True)
            if self._listener:
                self._listener.close()
                self._listener = None

    def keep_up(self, *, now: dt.datetime) -> None:
        """Renew what is due, follow the machine's addresses, and listen."""
        with self._lock:
            if self.is_on:
                self._refresh(now=now)

    def _refresh(self, host: str | None = None, *, now: dt.datetime) -> None:
        facts = self.certificates.facts()
        asked = facts.asked if facts else []
        if host and host not in asked and certificates.is_permitted(host):
            asked = [*asked, host][-MOST_ASKED:]
        self.certificates.make_authority(self.machine, now=now)
        is_new = self.certificates.refresh(own_hosts(self.machine), asked, now=now)
        if self._listener is None:
            self._listen()
        elif is_new:
            self._listener.reload(self.certificates.server_file)

    def _listen(self) -> None:
        if self._served is None or not self.port:
            return
        from webapp.security.tls import Listener

        app, dispatcher, rules = self._served
        try:
            self._listener = Listener(
                app,
                dispatcher,
                host=self.host,
                port=self.port,
                rules=rules,
                certificate=self.certificates.server_file,
                keep_up=self._keep_up,
            )
            self.problem = None
        except OSError as error:
            self.problem = error.strerror or str(error)
            _log.warning("Port %s can't be used for https: %s.", self.port, self.problem)

    def _keep_up(self) -> None:
        try:
            self.keep_up(now=clock.now())
        except Exception:
            # The old certificate is good for months yet, and http and the loop that asks must go on.
            _log.exception("The certificate for https could not be renewed.")


def machine_name() -> str:
    """The first label of the machine's name, by which it is found as NAME.local."""
    first = socket.gethostname().lower().partition(".")[0]
    label = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in first)
    return label.strip("-") or "localhost"


def own_hosts(machine: str) -> list[str]:
    """The names and addresses by which a phone in the same network finds this machine."""
    return [machine, f"{machine}.local", socket.gethostname().lower(), "localhost", "127.0.0.1", *_addresses()]


def _addresses() -> list[str]:
    addresses = set()
    for target in _PROBES:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
                addresses.add(str(probe.getsockname()[0]))
            except OSError:
                continue
    return sorted(addresses)
