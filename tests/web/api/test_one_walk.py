"""One walk for scripts: read, replaced, deleted, restored; and the week for a dashboard."""

from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tests.factories import backward, forward, log
from webapp.domain.walks import Pain, Site, WarningSign
from webapp.storage.engine import Database
from webapp.storage.models import User

URL = "/api/v1/walks"
SEGMENT = {"mode": "backward_walk", "seconds": 300}
OTHER = {"started_at": "2026-11-19T08:00:00+01:00", "segments": [SEGMENT]}


@pytest.fixture
def walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice, note="Along the river.").uuid


def test_a_walk_is_answered_as_in_the_list(script: FlaskClient, walk: UUID) -> None:
    answer = script.get(f"{URL}/{walk}")
    assert answer.status_code == 200
    assert [answer.get_json()] == script.get(URL).get_json()["walks"]


def test_another_walk_takes_its_place_and_leaves_nothing_of_it(script: FlaskClient, walk: UUID) -> None:
    answer = script.put(f"{URL}/{walk}", json=OTHER | {"id": str(walk)})
    assert answer.status_code == 200
    now = answer.get_json()
    assert (now["id"], now["minutes"], now["note"]) == (str(walk), 5, "")
    assert now["started_at"] == "2026-11-19T08:00:00+01:00"
    assert script.get(f"{URL}/{walk}").get_json() == now
    assert script.put(f"{URL}/{walk}", json=OTHER).get_json() == now


def test_what_was_read_can_be_sent_back_with_a_change_and_its_figures_are_worked_out_anew(
    script: FlaskClient, database: Database, alice: User
) -> None:
    felt: dict[str, Any] = {
        "effort": 4,
        "warning_signs": (WarningSign.FAINTNESS,),
        "pain": (Pain(site=Site.KNEE_LEFT, before=3, after=2),),
    }
    with database.writing() as session:
        address = f"{URL}/{log(session, alice, forward(20), backward(10), **felt).uuid}"
    read = script.get(address).get_json()
    assert script.put(address, json=read).get_json() == script.get(address).get_json() == read

    changed = read | {"note": "Along the river.", "minutes": 999, "model": "another"}
    assert script.put(address, json=changed).get_json() == read | {"note": "Along the river."}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11"}, "id"),
        ({"segments": []}, "segments"),
        ({"started_at": "2027-01-01T00:00:00Z"}, "started_at"),
        ({"minuets": 5}, "minuets"),
        ({"minutes": "five"}, "minutes"),
        ({"segments": [SEGMENT | {"mets": 5}]}, "segments.0.mets"),
    ],
)
def test_what_cannot_be_takes_no_place(script: FlaskClient, walk: UUID, change: dict[str, object], field: str) -> None:
    before = script.get(f"{URL}/{walk}").get_json()
    answer = script.put(f"{URL}/{walk}", json=OTHER | change)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]
    assert script.get(f"{URL}/{walk}").get_json() == before


def test_a_deleted_walk_is_gone_until_it_is_restored(script: FlaskClient, walk: UUID) -> None:
    before = script.get(f"{URL}/{walk}").get_json()
    assert [script.delete(f"{URL}/{walk}").status_code for _ in range(2)] == [204, 204]
    assert script.get(f"{URL}/{walk}").status_code == script.put(f"{URL}/{walk}", json=OTHER).status_code == 404
    assert script.get("/api/v1/summary").get_json()["minutes"] == 0
    for _ in range(2):
        answer = script.post(f"{URL}/{walk}/restore")
        assert (answer.status_code, answer.get_json()) == (200, before)
    assert script.get("/api/v1/summary").get_json()["minutes"] == 28


def test_a_walk_that_never_was_is_not_there(script: FlaskClient) -> None:
    for name in ("0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11", "7", "%00"):
        answer = script.get(f"{URL}/{name}")
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_summary_is_the_week_at_one_glance(script: FlaskClient, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(20), backward(10))
    summary = script.get("/api/v1/summary").get_json()
    assert not [value for value in summary.values() if isinstance(value, list | dict)]
    assert (summary["date"], summary["start"], summary["days_left"]) == ("2026-11-20", "2026-11-16", 3)
    assert (summary["minutes"], summary["backward_minutes"], summary["walks"]) == (30, 10, 1)
    assert (summary["today_minutes"], summary["today_backward_minutes"]) == (30, 10)
    assert (summary["goal_minutes"], summary["minutes_to_go"], summary["is_goal_met"]) == (150, 120, False)
    assert (summary["streak_weeks"], summary["kcal"]) == (0, None)
