"""Who gets in: every route against strangers, other users, other pages, other hosts. declared.py says who."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.factories import SAME_ORIGIN, log
from tests.web.declared import OWN, OWNED, OWNERS, PUBLIC, READERS
from tests.web.declared_calls import API_OWN, API_OWNED, FOR_PHONES
from webapp import create_app
from webapp.config import Settings
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User


def rules(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with each of its methods."""
    methods = [(rule, method) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ())]
    return [(rule, method) for rule, method in methods if method not in ("HEAD", "OPTIONS")]


def unsafe(app: Flask) -> list[tuple[Rule, str]]:
    return [(rule, method) for rule, method in rules(app) if method != "GET"]


def ask(
    client: FlaskClient, rule: Rule, method: str, uuid: UUID, *, number: int = 1, code: str = "x", **more: Any
) -> TestResponse:
    values = {
        "uuid": uuid,
        "number": number,
        "name": "css/base.css",
        "kind": "tug",
        "year": 2026,
        "topic": "balance",
        "key": "x",
        "code": code,
    }
    _, path = rule.build({name: values[name] for name in rule.arguments}) or ("", "")
    return client.open(path, method=method, **more)


@pytest.fixture
def alices_walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice).uuid


def test_every_route_says_here_who_may_use_it(app: Flask) -> None:
    declared = PUBLIC | OWNERS | READERS | OWNED | OWN | API_OWN | API_OWNED
    assert {rule.endpoint for rule, _ in rules(app)} == declared


def test_a_stranger_is_led_to_the_login_from_every_page(app: Flask, stranger: FlaskClient, alices_walk: UUID) -> None:
    for rule, method in rules(app):
        if rule.endpoint in OWNERS | READERS | OWNED | OWN:
            answer = ask(stranger, rule, method, alices_walk)
            assert (answer.status_code, (answer.location or "").partition("?")[0]) == (303, "/login"), rule


def test_htmx_is_told_to_go_to_the_login(stranger: FlaskClient) -> None:
    answer = stranger.get("/progress", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/login")


def test_a_script_without_a_token_is_refused_everywhere(app: Flask, alices_walk: UUID) -> None:
    for rule, method in rules(app):
        if rule.endpoint in API_OWN | API_OWNED:
            answer = ask(app.test_client(), rule, method, alices_walk, json={})
            assert (answer.status_code, answer.mimetype) == (401, "application/problem+json"), rule


def test_a_cookie_does_not_open_the_api(app: Flask, as_alice: FlaskClient, alices_walk: UUID) -> None:
    for rule, method in rules(app):
        if rule.endpoint in API_OWN | API_OWNED:
            assert ask(as_alice, rule, method, alices_walk, json={}).status_code == 401, rule


def test_the_key_of_a_phone_only_adds_walks_and_takes_them_back(
    app: Flask, phone: FlaskClient, alices_walk: UUID
) -> None:
    for rule, method in rules(app):
        if rule.endpoint in API_OWN | API_OWNED:
            answer = ask(phone, rule, method, alices_walk, json={})
            assert (answer.status_code == 403) == (rule.endpoint not in FOR_PHONES), rule
            assert answer.status_code == 204 or answer.mimetype == "application/problem+json"


def test_a_token_does_not_open_the_pages(app: Flask, script: FlaskClient, alices_walk: UUID) -> None:
    for rule, method in rules(app):
        if rule.endpoint in OWNERS | READERS | OWNED | OWN:
            assert ask(script, rule, method, alices_walk).status_code in (303, 403), rule


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic YWxpY2U6eA==", "Bearer \x7f"])
def test_a_wrong_token_is_refused(app: Flask, alice: User, header: str) -> None:
    answer = app.test_client().get("/api/v1/walks", headers={"Authorization": header})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


def test_what_is_alices_is_not_there_for_bob(app: Flask, as_bob: FlaskClient, alices_walk: UUID) -> None:
    for rule, method in rules(app):
        if rule.endpoint in OWNED:
            assert ask(as_bob, rule, method, alices_walk).status_code == 404, rule


def test_what_is_alices_is_not_there_for_bobs_script(app: Flask, bobs_script: FlaskClient, alices_walk: UUID) -> None:
    for rule, method in rules(app):
        if rule.endpoint in API_OWNED:
            assert ask(bobs_script, rule, method, alices_walk, json={}).status_code == 404, rule
    assert bobs_script.get("/api/v1/walks").get_json() == {"walks": [], "next": None}


def test_bobs_walk_may_have_the_id_of_alices(script: FlaskClient, bobs_script: FlaskClient, alices_walk: UUID) -> None:
    mine: dict[str, object] = {"id": str(alices_walk), "started_at": "2026-11-20T08:00:00+01:00"}
    mine |= {"segments": [{"mode": "backward_walk", "seconds": 300}]}
    assert bobs_script.post("/api/v1/walks", json=mine).status_code == 201
    assert [walk["minutes"] for walk in script.get("/api/v1/walks").get_json()["walks"]] == [28]


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "https://localhost"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_no_other_page_can_change_anything(
    app: Flask, as_alice: FlaskClient, database: Database, alice: User, alices_walk: UUID, headers: dict[str, str]
) -> None:
    del as_alice.environ_base["HTTP_SEC_FETCH_SITE"]
    for rule, method in unsafe(app):
        assert ask(as_alice, rule, method, alices_walk, headers=headers).status_code == 403, rule
    with database.reading() as session:
        assert [row.uuid for row in store.page(session, alice.diary, first=None, last=None, before=None, limit=9)]


@pytest.mark.parametrize(
    "headers", [SAME_ORIGIN, {"Origin": "http://localhost"}, {"Origin": "HTTP://LOCALHOST"}], ids=str
)
def test_its_own_page_can(as_alice: FlaskClient, headers: dict[str, str]) -> None:
    del as_alice.environ_base["HTTP_SEC_FETCH_SITE"]
    assert as_alice.post("/body/weight", data={"weight": "70"}, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8150",
        "walk.local.evil.example",
        "localhost@evil.example",
        "192.168.1.2.evil.example",
        "evil.example.",
        "a b",
        "",
        "x" * 300 + ".com",
        "[::1",
        "evil.example/.local",
    ],
)
def test_a_name_from_outside_gets_no_page(app: Flask, as_alice: FlaskClient, alices_walk: UUID, host: str) -> None:
    """By DNS rebinding, a page elsewhere could else read Alice's walks through her own browser."""
    for path in (
        "/",
        f"/walks/{alices_walk}",
        "/login",
        "/api/ping",
        "/api/v1/walks",
        "/nothing",
        "/static/css/base.css",
    ):
        answer = as_alice.get(path, headers={"Host": host})
        assert answer.status_code in (400, 421), path
        assert str(alices_walk) not in answer.text


@pytest.mark.parametrize(
    "host",
    [
        "192.168.1.2:8150",
        "[::1]:8150",
        "walk.local",
        "walk.local:8150",
        "pi",
        "nas.lan",
        "WALK.LOCAL",
        "walk.local.",
        "walk.fritz.box",
    ],
)
def test_addresses_and_names_of_the_home_network_are_answered(app: Flask, host: str) -> None:
    assert app.test_client().get("/healthz", headers={"Host": host}).status_code == 200


def test_the_public_name_that_was_set_is_answered(settings: Settings, database: Database) -> None:
    app = create_app(Settings(data=settings.data, base_url="https://walks.example.org"))
    for host, status in (("walks.example.org", 200), ("example.org", 421), ("192.168.1.2", 200)):
        assert app.test_client().get("/healthz", headers={"Host": host}).status_code == status
    app.extensions["backstride_database"].close()
