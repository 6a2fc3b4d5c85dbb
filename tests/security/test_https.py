"""Https at home as the server runs it: on after a restart, renewed while it runs, following the machine's addresses."""

import datetime as dt
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from waitress.task import ThreadedTaskDispatcher

from webapp.security import https as module
from webapp.security.doors import Rules
from webapp.security.https import HomeHttps

pytestmark = pytest.mark.usefixtures("certificates_here")

# TLS checks certificates by the clock of the system, which a test can't stop.
NOW = dt.datetime.now(dt.UTC)
RULES = Rules(most_bytes=lambda *_: 1000)
DAYS = dt.timedelta(days=1)


def app(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "0")])
    return []


@pytest.fixture
def dispatcher() -> Iterator[ThreadedTaskDispatcher]:
    made = ThreadedTaskDispatcher()
    yield made
    made.shutdown()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def https(tmp_path: Path, port: int, dispatcher: ThreadedTaskDispatcher) -> Iterator[HomeHttps]:
    made = HomeHttps(tmp_path / "certificates", host="127.0.0.1", port=port)
    made.serve(app, dispatcher, RULES)
    yield made
    made.turn_off()


def served(https: HomeHttps) -> x509.Certificate:
    """The certificate that a phone gets to see, once it trusts the authority."""
    context = ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(https.authority or b""))
    with (
        socket.create_connection(("127.0.0.1", https.port or 0), timeout=60) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as encrypted,
    ):
        return x509.load_der_x509_certificate(encrypted.getpeercert(binary_form=True) or b"")


def end(https: HomeHttps) -> None:
    """Close the listener as if the process had ended."""
    assert https._listener
    https._listener.close()


def names(certificate: x509.Certificate) -> set[str]:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in found}


def test_nothing_listens_before_somebody_turns_it_on(https: HomeHttps, port: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=60)
    https.turn_on("walk.local", now=NOW)
    assert {"walk.local", "localhost", "127.0.0.1", f"{https.machine}.local"} <= names(served(https))


def test_it_is_on_again_after_a_restart(https: HomeHttps, port: int, dispatcher: ThreadedTaskDispatcher) -> None:
    https.turn_on("walk.local", now=NOW)
    before = served(https)
    end(https)
    again = HomeHttps(https.certificates.folder, host="127.0.0.2", port=port)
    again.serve(app, dispatcher, RULES)
    with socket.create_connection(("127.0.0.2", port), timeout=60):
        assert again.certificates.server_file.read_bytes()
    assert x509.load_pem_x509_certificate(again.certificates.server_file.read_bytes()) == before
    end(again)


def test_it_is_renewed_while_it_runs(https: HomeHttps) -> None:
    https.turn_on("walk.local", now=NOW)
    before = served(https)
    https.keep_up(now=NOW + DAYS)
    assert served(https) == before
    https.keep_up(now=NOW + 265 * DAYS)
    renewed = https.certificates.server_file.read_bytes()
    assert x509.load_pem_x509_certificate(renewed).not_valid_after_utc > before.not_valid_after_utc
    assert names(x509.load_pem_x509_certificate(renewed)) == names(before)


def test_it_follows_the_machines_addresses_while_it_runs(https: HomeHttps, monkeypatch: pytest.MonkeyPatch) -> None:
    https.turn_on("walk.local", now=NOW)
    monkeypatch.setattr(module, "_addresses", lambda: ["192.168.7.7"])
    https.keep_up(now=NOW)
    assert "192.168.7.7" in names(served(https))
    monkeypatch.setattr(module, "_addresses", lambda: ["192.168.8.8"])
    https.keep_up(now=NOW)
    assert "192.168.7.7" not in names(served(https))
    assert {"192.168.8.8", "walk.local"} <= names(served(https))


def test_it_remembers_the_last_ten_names_by_which_people_came(https: HomeHttps) -> None:
    https.turn_on("walk.local", now=NOW)
    for number in range(12):
        https.turn_on(f"192.168.1.{number}", now=NOW)
    https.turn_on("example.com", now=NOW)
    facts = https.certificates.facts()
    assert facts is not None
    assert facts.asked == [f"192.168.1.{number}" for number in range(2, 12)]


def test_a_port_that_is_taken_is_said_and_tried_again(https: HomeHttps, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        https.turn_on("walk.local", now=NOW)
        assert https.problem == "Address already in use"
    https.keep_up(now=NOW)
    assert https.problem is None
    assert "walk.local" in names(served(https))


def test_a_failure_to_renew_does_not_stop_the_listener(https: HomeHttps, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> bool:
        raise OSError("no space left")

    https.turn_on("walk.local", now=NOW)
    before = served(https)
    monkeypatch.setattr(https.certificates, "refresh", fail)
    https._keep_up()
    assert served(https) == before


@pytest.mark.parametrize(
    ("found", "name"),
    [("nas", "nas"), ("NAS.lan", "nas"), ("my_pi", "my-pi"), ("-", "localhost"), ("münchen", "m-nchen")],
)
def test_the_machines_name_is_one_that_a_certificate_can_hold(
    monkeypatch: pytest.MonkeyPatch, found: str, name: str
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: found)
    assert module.machine_name() == name


def test_a_lost_authority_is_made_anew_and_a_damaged_one_does_not_stop_the_server(
    https: HomeHttps, dispatcher: ThreadedTaskDispatcher
) -> None:
    https.turn_on("walk.local", now=NOW)
    https.certificates.authority_file.unlink()
    https.keep_up(now=NOW)
    assert "walk.local" in names(served(https))
    https.certificates.authority_file.write_text("nothing")
    https.serve(app, dispatcher, RULES)


def test_when_the_server_ends_whoever_is_connected_is_let_go_and_nobody_comes_in(https: HomeHttps, port: int) -> None:
    https.turn_on("walk.local", now=NOW)
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connected:
        https.end(60)
        assert connected.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=60)
