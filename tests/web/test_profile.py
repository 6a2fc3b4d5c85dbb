"""You: usual paces and the password."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import PASSWORD, SAME_ORIGIN, signed_in
from tests.web.pages import Page
from webapp.storage.models import User


@pytest.mark.parametrize("mph", ["3.3", "2", "0.9", "4.25", "15.5"])
def test_miles_an_hour_typed_are_those_that_are_shown(as_alice: FlaskClient, mph: str) -> None:
    as_alice.post("/settings/units", data={"distance_unit": "mi"})
    sent = {"pace_forward_walk": mph, "sure": f"pace_forward_walk={mph}"}
    assert as_alice.post("/settings/paces", data=sent).status_code == 303
    assert float(Page(as_alice.get("/settings/you")).form("/paces")["pace_forward_walk"]) == float(mph)


def test_usual_paces_are_saved_and_taken_back(as_alice: FlaskClient) -> None:
    as_alice.post("/settings/paces", data={"pace_forward_walk": "5,2", "pace_backward_walk": "3"})
    form = Page(as_alice.get("/settings/you")).form("/paces")
    assert (float(form["pace_forward_walk"]), float(form["pace_backward_walk"])) == (5.2, 3.0)
    as_alice.post("/settings/paces", data={"pace_forward_walk": "", "pace_backward_walk": "3"})
    assert Page(as_alice.get("/settings/you")).form("/paces")["pace_forward_walk"] == ""


@pytest.mark.parametrize("pace", ["0", "26", "-3", "NaN", "1e400", "fast"])
def test_a_pace_that_cannot_be_is_refused(as_alice: FlaskClient, pace: str) -> None:
    answer = as_alice.post("/settings/paces", data={"pace_backward_walk": pace})
    assert answer.status_code == 422
    assert Page(answer).refuses("pace_backward_walk")
    assert Page(answer).form("/paces")["pace_backward_walk"] == pace


def test_a_new_password_signs_out_every_other_browser(as_alice: FlaskClient, app: Flask, alice: User) -> None:
    elsewhere = signed_in(app.test_client(), alice)
    fields = {"current_password": PASSWORD, "new_password": "three odd green hats"}
    assert as_alice.post("/settings/password", data=fields).status_code == 303
    assert as_alice.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    old, new = ({"name": "Alice", "password": word} for word in (PASSWORD, "three odd green hats"))
    assert elsewhere.post("/login", data=old, headers=SAME_ORIGIN).status_code == 422
    assert elsewhere.post("/login", data=new, headers=SAME_ORIGIN).status_code == 303


@pytest.mark.parametrize(
    ("field", "now", "new"),
    [
        *(("current_password", now, "three odd green hats") for now in ("", "wrong", "x" * 9000)),
        *(("new_password", PASSWORD, new) for new in ("", "short", "password1", "alice2026", "x" * 201)),
    ],
)
def test_a_password_that_cannot_be_is_refused(as_alice: FlaskClient, field: str, now: str, new: str) -> None:
    answer = as_alice.post("/settings/password", data={"current_password": now, "new_password": new})
    assert answer.status_code == 422
    page = Page(answer)
    assert page.refuses(field)
    assert set(page.form("/password").values()) == {""}


def test_guessing_the_password_in_the_settings_has_to_wait_too(as_alice: FlaskClient) -> None:
    """Who finds an open browser must not be able to try passwords there without end."""
    tries = [
        as_alice.post("/settings/password", data={"current_password": f"guess {number}", "new_password": "x"})
        for number in range(8)
    ]
    assert tries[-1].status_code == 429


@pytest.mark.parametrize(("says", "is_left"), [({}, True), ({"ends_keys": "yes"}, False)])
def test_a_new_password_ends_the_keys_when_that_is_asked_for(
    as_alice: FlaskClient, phone: FlaskClient, bobs_script: FlaskClient, says: dict[str, str], is_left: bool
) -> None:
    fields = {"current_password": PASSWORD, "new_password": "three odd green hats"}
    assert "ends_keys" in as_alice.get("/settings/you").text
    assert as_alice.post("/settings/password", data=fields | says).status_code == 303
    assert phone.post("/api/v1/walks", json={}).status_code == (422 if is_left else 401)
    assert bobs_script.get("/api/v1/walks").status_code == 200


def test_a_wrong_password_keeps_the_tick_and_no_password(as_alice: FlaskClient) -> None:
    answer = as_alice.post("/settings/password", data={"current_password": "wrong", "ends_keys": "yes"})
    form = Page(answer).form("/settings/password")
    assert form == {"current_password": "", "new_password": "", "ends_keys": "yes"}


@pytest.mark.parametrize("kmh", ["0.1", "25"])
def test_the_slowest_and_the_fastest_pace_can_be_saved_unchanged_in_miles(as_alice: FlaskClient, kmh: str) -> None:
    sure = f"pace_forward_walk={kmh}"
    as_alice.post("/settings/paces", data={"pace_forward_walk": kmh, "sure": sure})
    as_alice.post("/settings/units", data={"distance_unit": "mi"})
    shown = Page(as_alice.get("/settings/you")).form("/paces")
    shown |= {"sure": f"pace_forward_walk={shown['pace_forward_walk']}"}
    saved = as_alice.post("/settings/paces", data=shown)
    assert saved.status_code == 303
    emptied = as_alice.post("/settings/paces", data=shown | {"pace_forward_walk": ""})
    notice = Page(as_alice.get(emptied.location)).notice
    assert notice and as_alice.post(notice[0], data=notice[1]).status_code == 303
