"""Looks at the ways in, each provoked."""

import dataclasses
import datetime as dt
import json
import socket
from ipaddress import ip_network

import pytest

from tests.factories import NOW
from webapp.config import Provider, Settings
from webapp.domain.door_checkups import CertificateDays
from webapp.security import door_looks as looks
from webapp.security.certificates import Facts
from webapp.security.https import HomeHttps
from webapp.security.sightings import LONGEST_NAME, Sightings
from webapp.storage.engine import Database


@pytest.fixture
def https(settings: Settings) -> HomeHttps:
    return HomeHttps(settings.data / "certificates", host=settings.host, port=settings.tls_port)


def turn_on(https: HomeHttps, renew_after: dt.datetime, authority_ends: str) -> None:
    https.certificates.folder.mkdir()
    facts = Facts([], [], "", renew_after.isoformat(), authority_ends)
    https.certificates.server_file.write_text(json.dumps(dataclasses.asdict(facts)) + "\n")


def test_a_private_file_that_others_can_read_is_named(database: Database, settings: Settings) -> None:
    (settings.data / "backups").mkdir()
    for name, mode in (("backstride.db", 0o600), ("instance", 0o640), ("backups/20261120.db", 0o604)):
        (settings.data / name).touch()
        (settings.data / name).chmod(mode)
    found = looks.file_modes(settings)

    assert found and (found.readable, found.foreign) == (("instance", "20261120.db"), ())


@pytest.mark.parametrize(
    ("base_url", "is_home"), [("https://walks.example", False), ("http://walks.lan:8150", True), (None, False)]
)
def test_a_public_address_is_one_of_the_home_or_not(settings: Settings, base_url: str | None, is_home: bool) -> None:
    found = looks.public_address(dataclasses.replace(settings, base_url=base_url), Sightings(came_plainly=True))
    assert (found.base_url, found.is_home, found.came_plainly) == (base_url, is_home, True)


def test_what_only_a_running_server_sees_is_not_known_elsewhere(settings: Settings) -> None:
    assert looks.forwarded_by(None) is None and looks.refused_host(None) is None
    seen = Sightings(forwarded_by="10.0.0.9")
    seen.refuse_host("x" * 1000)

    forwarded, refused = looks.forwarded_by(seen), looks.refused_host(seen)
    assert forwarded and refused
    assert (forwarded.address, refused.host) == ("10.0.0.9", "x" * LONGEST_NAME)


@pytest.mark.parametrize(("issuer", "is_here"), [("http://127.0.0.1:9091", True), ("http://auth.lan", False)])
def test_a_provider_is_this_machine_or_another(settings: Settings, issuer: str, is_here: bool) -> None:
    theirs = Provider(issuer=issuer, client_id="backstride", name="Authelia")
    found = looks.provider(dataclasses.replace(settings, provider=theirs, proxy_user_header="Remote-User"))
    assert (found.issuer, found.is_here) == (issuer, is_here)
    assert looks.provider(settings).issuer is None
    assert not looks.proxy_names(dataclasses.replace(settings, proxy_user_header="Remote-User")).believes


def test_proxies_are_those_that_were_named(settings: Settings) -> None:
    trusting = dataclasses.replace(settings, trusted_proxies=(ip_network("10.0.0.0/8"),))
    assert looks.believed_proxies(trusting).networks == ("10.0.0.0/8",)


def test_a_port_that_another_program_has_is_taken_while_no_server_runs(settings: Settings, https: HomeHttps) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        here = dataclasses.replace(settings, port=other.getsockname()[1])
        assert looks.ports(here, https, is_running=False).taken == (here.port,)
        assert looks.ports(here, https, is_running=True).taken == ()
        https.problem = "Address already in use"
        assert looks.ports(here, https, is_running=True).taken == (8151,)


def test_the_days_of_the_certificate_are_read_without_taking_it_apart(database: Database, https: HomeHttps) -> None:
    assert looks.certificate_days(https, now=NOW) == CertificateDays(NOW)
    turn_on(https, NOW, "")
    assert looks.certificate_days(https, now=NOW) == CertificateDays(NOW, NOW)


def test_the_end_of_the_authority_is_known_where_it_was_noted(database: Database, https: HomeHttps) -> None:
    turn_on(https, NOW, NOW.isoformat())
    assert looks.certificate_days(https, now=NOW) == CertificateDays(NOW, NOW, NOW)
