"""What a person typed is text on every page: it never becomes an element or an attribute."""

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import PARIS, add_user, log, signed_in
from tests.web.pages import Page
from webapp.storage.engine import Database
from webapp.storage.models import User

CANARY = """'"><canary onload=x autofocus></textarea></title><canary style='x'>{{ 86**3 }}{% canary %}&lt;canary&gt;"""
ZONES = ("Asia/Tokyo", PARIS)


def shape(client: FlaskClient, path: str, data: dict[str, str] | None = None) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes."""
    answer = client.get(path) if data is None else client.post(path, data=data)
    assert answer.status_code in (200, 422), path
    assert "636056" not in answer.text or path != "/settings"
    return [(tag, sorted(found)) for tag, found in Page(answer).elements]


@pytest.fixture
def mallory(database: Database) -> User:
    """Somebody whose name is markup."""
    return add_user(database, CANARY[:60], role="owner")


def browser(app: Flask, user: User) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return signed_in(client, user)


def log_note(database: Database, user: User, note: str) -> UUID:
    with database.writing() as session:
        return log(session, user, note=note).uuid


def test_no_name_and_no_note_becomes_markup_on_any_page(
    app: Flask, database: Database, alice: User, mallory: User
) -> None:
    uuids = {alice: log_note(database, alice, "Fog."), mallory: log_note(database, mallory, CANARY)}
    shapes = {}
    for user, uuid in uuids.items():
        client = browser(app, user)
        paths = (
            "/",
            "/health",
            "/settings",
            "/settings/you",
            "/settings/phones",
            "/settings/passkeys",
            "/household",
            "/walks/",
            "/progress",
            f"/walks/{uuid}",
            f"/walks/{uuid}/edit",
            "/walks/new",
            "/physio",
            "/records",
            "/records/2026",
        )
        client_shapes = [shape(client, path) for path in paths]
        client.post(f"/walks/{uuid}/delete")
        shapes[user.name] = [*client_shapes, shape(client, "/walks/bin"), shape(client, f"/walks/?deleted={uuid}")]
    assert shapes["Alice"] == shapes[mallory.name]


FORMS = {
    "/walks/": [
        *("id", "minutes", "backward", "date", "time", "note", "effort", "pace", "speed", "backward_pace"),
        *("backward_speed", "forward_mode", "backward_mode", "sled", "place", "rails", "slope", "load"),
    ],
    "/body/weight": ["weight", "weighed_on", "back"],
    "/settings/goal": ["goal", "counting"],
    "/settings/paces": ["pace_forward_walk", "pace_backward_walk"],
    "/settings/calendar": ["walks_at"],
    "/settings/reminders": ["rings_at"],
    "/settings/messages/targets": ["kind", "address"],
    "/settings/messages/phone/contact": ["contact"],
    "/settings/units": ["language", "weight_unit", "distance_unit", "theme"],
    "/settings/weeks": ["first_weekday", "time_zone"],
    "/physio": ["first", "last", "line", "answers"],
    "/safety": ["birth_year", "sex", "fall", "is_cleared", "none"],
    "/plan/week": ["week"],
    "/plan/level": ["level", "lane"],
    "/plan/sessions": ["id", "level", "session", "sets"],
    "/plan/sled": ["id", "load", "metres", "sets", "seconds", "held_form"],
    "/settings/password": ["current_password", "new_password"],
    "/household/invite": ["role"],
}
LONG = [f"segments.0.{name}" for name in ("mode", "minutes", "speed", "distance", "slope", "load", "sled")]


@pytest.mark.parametrize(
    ("path", "field"),
    [*((path, field) for path, fields in FORMS.items() for field in fields), *(("/walks/", field) for field in LONG)],
)
def test_no_refused_field_becomes_markup(as_alice: FlaskClient, path: str, field: str) -> None:
    # Two numbers make sure that the form is refused, whatever this field allows.
    base = {
        "minutes": "x",
        "weight": "x",
        "goal": "x",
        "pace_forward_walk": "x",
        "weight_unit": "x",
        "birth_year": "x",
        "time_zone": "x",
    }
    if field in LONG:
        base |= {"segments": "2", "segments.0.minutes": "5", "segments.1.minutes": "x"}
    harmless, canary = (shape(as_alice, path, base | {field: value}) for value in ("odd &", CANARY))
    assert harmless == canary


@pytest.mark.parametrize("field", ["name", "password", "code", "time_zone"])
def test_nothing_typed_at_the_door_becomes_markup(stranger: FlaskClient, alice: User, field: str) -> None:
    form = {"name": "x", "password": "x"}
    assert shape(stranger, "/login", form | {field: "odd &"}) == shape(stranger, "/login", form | {field: CANARY})


@pytest.mark.parametrize("field", ["name", "password", "code", "time_zone"])
def test_nothing_typed_into_the_set_up_becomes_markup(stranger: FlaskClient, field: str) -> None:
    form = {"name": "x", "password": "x", "code": "x", "time_zone": "x"}
    assert shape(stranger, "/setup", form | {field: "odd &"}) == shape(stranger, "/setup", form | {field: CANARY})


@pytest.mark.parametrize(
    "path",
    [
        "/?saved=",
        "/walks/?before=",
        "/walks/?deleted=",
        "/walks/new?date=",
        "/progress?span=",
        "/settings/goal?done=",
        "/plan?done=",
        "/safety?done=",
        "/import?done=",
    ],
)
def test_no_address_becomes_markup(as_alice: FlaskClient, path: str) -> None:
    quoted = "".join(f"%{byte:02x}" for byte in CANARY.encode())
    assert shape(as_alice, path + "odd") == shape(as_alice, path + quoted)


def test_the_token_of_a_browser_is_never_in_a_page(as_alice: FlaskClient) -> None:
    cookie = as_alice.get_cookie("backstride")
    assert cookie
    for path in ("/", "/settings", "/health", "/walks/new"):
        assert cookie.value not in as_alice.get(path).text
