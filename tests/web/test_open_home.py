"""A diary that is open at home: to its network, straight, under listed names, and for the diary alone."""

from dataclasses import replace
from ipaddress import ip_network
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import PASSWORD, SAME_ORIGIN, log, signed_in
from tests.web.declared import OWN, OWNED, OWNERS
from tests.web.test_access import ask, rules
from webapp import create_app
from webapp.config import OpenHome, Settings
from webapp.security import door_looks
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.web import unasked

# The pages that are open, and no others: for everything else somebody signs in.
OPEN = {
    *("body", "bulk_edits", "direction_rules", "first_run", "goals", "health", "learn", "moved", "pain", "physio"),
    *("plan", "progress", "recalculations", "records", "reviews", "safety", "self_tests", "settings", "sleds"),
    *("today", "units", "walk", "walks", "works"),
}
HOME = OpenHome(networks=(ip_network("192.168.1.0/24"),), hosts=frozenset({"localhost"}), name="Bob")
TABLET, PROXY = "192.168.1.30", "192.168.1.2"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, open_home=HOME, trusted_proxies=(ip_network(PROXY),))


@pytest.fixture
def tablet(app: Flask, alice: User, bob: User) -> FlaskClient:
    """The one in the kitchen, on which nobody is signed in."""
    client = app.test_client()
    client.environ_base |= {"REMOTE_ADDR": TABLET}
    client.environ_base |= {"HTTP_SEC_FETCH_SITE": SAME_ORIGIN["Sec-Fetch-Site"]}
    return client


def is_open(client: FlaskClient, **environ: str) -> bool:
    return client.get("/", environ_overrides=environ).status_code == 200


def test_everybody_at_home_reads_and_writes_and_is_told_so(tablet: FlaskClient) -> None:
    assert "everybody in this network can read it and write in it, without a password" in tablet.get("/").text
    assert tablet.post("/body/weight", data={"weight": "70"}).status_code == 303
    assert "data-person" not in tablet.get("/").text
    settings_page = tablet.get("/settings").text
    assert ("Sign in as somebody else" in settings_page, 'id="sign-out"' in settings_page) == (True, False)


CLOSED = {
    "from elsewhere": {"REMOTE_ADDR": "203.0.113.9"},
    "from the next network": {"REMOTE_ADDR": "192.168.2.30"},
    "from this machine": {"REMOTE_ADDR": "127.0.0.1"},
    "by another name": {"HTTP_HOST": "pi.local:8150"},
    "by its address": {"HTTP_HOST": "192.168.1.5:8150"},
    "by a name before it": {"HTTP_HOST": "evil.localhost"},
    "by a foreign name": {"HTTP_HOST": "evil.example"},
    "by the proxy": {"REMOTE_ADDR": PROXY},
    "by the proxy for the tablet": {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": TABLET},
    "by a proxy that nobody named": {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
    "with an empty hop": {"HTTP_X_FORWARDED_FOR": ""},
    "by X-Forwarded-Host": {"HTTP_X_FORWARDED_HOST": "localhost"},
    "by X-Forwarded-Server": {"HTTP_X_FORWARDED_SERVER": "x"},
    "by Forwarded": {"HTTP_FORWARDED": "for=203.0.113.9"},
    "by Via": {"HTTP_VIA": "1.1 proxy"},
    "by X-Real-IP": {"HTTP_X_REAL_IP": "203.0.113.9"},
}


@pytest.mark.parametrize("environ", CLOSED.values(), ids=CLOSED)
def test_it_is_closed_to_all_that_does_not_come_straight_from_home(
    tablet: FlaskClient, environ: dict[str, str]
) -> None:
    assert is_open(tablet)
    assert not is_open(tablet, **environ)


@pytest.mark.parametrize("name", ["Alice", "Nobody"])
def test_an_owners_diary_is_never_open(settings: Settings, database: Database, alice: User, name: str) -> None:
    app = create_app(replace(settings, open_home=replace(HOME, name=name)))
    environ = {"REMOTE_ADDR": TABLET}
    assert not is_open(app.test_client(), **environ)
    with database.reading() as session:
        assert not door_looks.open_door(replace(settings, open_home=replace(HOME, name=name)), session).may_be_open
    app.extensions["backstride_database"].close()


def test_it_closes_when_its_person_becomes_an_owner_or_goes(tablet: FlaskClient, database: Database, bob: User) -> None:
    with database.writing() as session:
        users.get(session, bob.id).role = "owner"
    assert not is_open(tablet)


def test_a_page_elsewhere_can_change_nothing(tablet: FlaskClient) -> None:
    answer = tablet.post("/body/weight", data={"weight": "70"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_whoever_signs_in_has_their_own(tablet: FlaskClient, alice: User) -> None:
    assert tablet.get("/login").status_code == 200
    tablet.post("/login", data={"name": "Alice", "password": PASSWORD})
    page = tablet.get("/settings").text
    assert ('data-name="Alice"' in page, "open-home" in page) == (True, False)


def test_only_the_diary_is_open(app: Flask, tablet: FlaskClient, database: Database, alice: User) -> None:
    """Nothing that lasts longer than being there, that goes elsewhere, or that is the account's."""
    assert unasked.OPEN_PAGES == OPEN
    with database.writing() as session:
        alices_walk: UUID = log(session, alice).uuid
    for rule, method in rules(app):
        blueprint = rule.endpoint.partition(".")[0]
        if rule.endpoint in OWNERS | OWNED | OWN and blueprint not in OPEN:
            answer = ask(tablet, rule, method, alices_walk)
            assert (answer.status_code, (answer.location or "").partition("?")[0]) == (303, "/login"), rule
        elif rule.endpoint in OWNED:
            assert ask(tablet, rule, method, alices_walk).status_code == 404, rule


def test_no_script_gets_in_by_being_at_home(tablet: FlaskClient, app: Flask, bob: User) -> None:
    assert tablet.get("/api/v1/walks").status_code == 401
    assert signed_in(tablet, bob).get("/api/v1/walks").status_code == 401
