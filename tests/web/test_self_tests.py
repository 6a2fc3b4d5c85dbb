"""Tests at home: each is saved, compared with one's own last result, refused when it can't be, and taken back."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, PARIS, TODAY
from tests.web.pages import Page
from tests.web.test_escaping import CANARY, shape
from tests.web.test_queries import counts
from webapp.actions import self_tests as actions
from webapp.domain.safety import Check, Sex
from webapp.domain.self_tests import RULES, Result, SelfTestKind
from webapp.storage import safety
from webapp.storage import self_tests as store
from webapp.storage.engine import Database
from webapp.storage.models import User

every_kind = pytest.mark.parametrize("kind", SelfTestKind)


def log(database: Database, user: User, kind: SelfTestKind, *values: float, first: int = 0) -> list[UUID]:
    """A result of each value, a week apart, the last one of today."""
    sides = RULES[kind].sides or (None,)
    found = []
    with database.writing() as session:
        for weeks, value in enumerate(reversed(values), start=first):
            done_at = NOW - dt.timedelta(weeks=weeks)
            result = Result(
                id=uuid4(), kind=kind, done_at=done_at, time_zone=PARIS, tries=(value,), side=sides[weeks % len(sides)]
            )
            found.append(actions.log_result(session, user.diary, result, now=NOW).result.uuid)
    return found


def results(database: Database, user: User, kind: SelfTestKind) -> list[Any]:
    with database.reading() as session:
        return [*store.newest_first(session, user.diary, kind)]


def form(client: FlaskClient, kind: SelfTestKind, **fields: str) -> dict[str, str]:
    """What the form of a test would send."""
    typed = {"try_1": "9"} | ({"side": "left"} if RULES[kind].sides else {})
    return Page(client.get(f"/tests/{kind}")).form(f"/tests/{kind}") | typed | fields


@every_kind
def test_a_result_is_saved_and_shown(
    as_alice: FlaskClient, database: Database, alice: User, kind: SelfTestKind
) -> None:
    answer = as_alice.post(f"/tests/{kind}", data=form(as_alice, kind))
    (row,) = results(database, alice, kind)
    assert (answer.status_code, answer.location) == (303, f"/tests/{kind}?saved={row.uuid}")
    page = Page(as_alice.get(answer.location))
    assert "Saved: " in page.text
    assert "Your first result." in page.text
    assert f"/tests/results/{row.uuid}/delete" in page.forms


def test_tries_are_typed_with_a_comma_or_a_point(as_alice: FlaskClient, database: Database, alice: User) -> None:
    sent = form(as_alice, SelfTestKind.BACKWARD_3M, try_1="4,2", try_2="3.8", had_helper="yes", note="On the porch.")
    as_alice.post("/tests/backward_3m", data=sent | {"date": "2026-10-01"})
    (row,) = results(database, alice, SelfTestKind.BACKWARD_3M)
    assert (row.value, row.timed, row.done_on) == (4.0, [4.2, 3.8], dt.date(2026, 10, 1))
    assert (row.had_helper, row.note, row.done_at.hour) == (True, "On the porch.", 10)


def test_standing_up_with_the_arms_scores_nought(as_alice: FlaskClient, database: Database, alice: User) -> None:
    as_alice.post("/tests/chair_stand", data=form(as_alice, SelfTestKind.CHAIR_STAND, used_arms="yes"))
    assert results(database, alice, SelfTestKind.CHAIR_STAND)[0].value == 0
    assert "9 with the arms" in as_alice.get("/tests/chair_stand").text


def test_sent_twice_it_is_saved_once(as_alice: FlaskClient, database: Database, alice: User) -> None:
    sent = form(as_alice, SelfTestKind.TUG)
    for _ in range(2):
        assert as_alice.post("/tests/tug", data=sent).status_code == 303
    assert len(results(database, alice, SelfTestKind.TUG)) == 1


WRONG = [
    *((SelfTestKind.TUG, "try_1", value) for value in ("", "x", "1", "181", "NaN", "1e400", "-9", "7" * 5000)),
    *(
        (SelfTestKind.TUG, "date", value)
        for value in ("", "soon", "2026-11-30", "9999-12-31", "1999-12-31", "0001-01-01")
    ),
    *((SelfTestKind.TUG, "note", value) for value in ("x" * 2001,)),
    *((SelfTestKind.BACKWARD_3M, "try_2", value) for value in ("0.4", "61", "quick")),
    *((SelfTestKind.CHAIR_STAND, "try_1", value) for value in ("12.5", "-1", "61")),
    *((SelfTestKind.ONE_LEG, "try_3", value) for value in ("45.1",)),
    *((SelfTestKind.ONE_LEG, "side", value) for value in ("", "both", "tail")),
    *((SelfTestKind.HEEL_RISE, "side", value) for value in ("", "tail")),
]


@pytest.mark.parametrize(("kind", "field", "value"), WRONG)
def test_what_cannot_be_is_refused_with_what_was_typed(
    as_alice: FlaskClient, database: Database, alice: User, kind: SelfTestKind, field: str, value: str
) -> None:
    sent = form(as_alice, kind, had_helper="yes") | {field: value}
    answer = as_alice.post(f"/tests/{kind}", data=sent)
    page = Page(answer)
    assert answer.status_code == 422
    assert page.refuses(field)
    kept = page.form(f"/tests/{kind}")
    assert {name: kept[name] for name in kept if name not in ("had_helper", "side")} == {
        name: sent[name] for name in kept if name not in ("had_helper", "side")
    }
    assert not results(database, alice, kind)


@pytest.mark.parametrize("uuid", ["", "x", "12345"])
def test_a_result_without_an_id_is_refused(as_alice: FlaskClient, uuid: str) -> None:
    assert as_alice.post("/tests/tug", data=form(as_alice, SelfTestKind.TUG, id=uuid)).status_code == 422


@pytest.mark.parametrize("kind", ["results", "plank", "Tug", "tug "])
def test_a_test_that_is_not_known_is_not_there(as_alice: FlaskClient, kind: str) -> None:
    assert as_alice.get(f"/tests/{kind}").status_code == 404
    assert as_alice.post(f"/tests/{kind}", data={"try_1": "9"}).status_code == 404


def test_delete_and_undo(as_alice: FlaskClient, database: Database, alice: User) -> None:
    (uuid,) = log(database, alice, SelfTestKind.TUG, 9)
    answer = as_alice.post(f"/tests/results/{uuid}/delete")
    assert (answer.status_code, answer.location) == (303, f"/tests/tug?deleted={uuid}")
    assert not results(database, alice, SelfTestKind.TUG)
    assert f"/tests/results/{uuid}/restore" in Page(as_alice.get(answer.location)).forms
    assert as_alice.post(f"/tests/results/{uuid}/restore").location == f"/tests/tug?saved={uuid}"
    assert len(results(database, alice, SelfTestKind.TUG)) == 1


@pytest.mark.parametrize("ending", ["delete", "restore"])
def test_what_is_alices_is_not_there_for_bob_nor_for_a_stranger(
    stranger: FlaskClient, as_bob: FlaskClient, database: Database, alice: User, ending: str
) -> None:
    (uuid,) = log(database, alice, SelfTestKind.TUG, 77)
    assert as_bob.post(f"/tests/results/{uuid}/{ending}").status_code == 404
    assert stranger.post(f"/tests/results/{uuid}/{ending}").location == "/login"
    assert len(results(database, alice, SelfTestKind.TUG)) == 1
    assert "77 s" not in as_bob.get("/tests").text
    assert "77 s" not in as_bob.get(f"/tests/tug?saved={uuid}&deleted={uuid}").text


def test_bobs_result_may_have_the_id_of_alices(as_bob: FlaskClient, database: Database, alice: User, bob: User) -> None:
    (uuid,) = log(database, alice, SelfTestKind.TUG, 9)
    as_bob.post("/tests/tug", data=form(as_bob, SelfTestKind.TUG, id=str(uuid), try_1="11"))
    assert [results(database, user, SelfTestKind.TUG)[0].value for user in (alice, bob)] == [9, 11]


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (SelfTestKind.BACKWARD_3M, (7.0, 4.0), "Your second result."),
        (SelfTestKind.BACKWARD_3M, (5.0, 5.0, 9.0, 9.0, 4.0), "Better than your first two"),
        (SelfTestKind.BACKWARD_3M, (4.0, 4.0, 4.5), "About the same as your first two"),
        (SelfTestKind.TUG, (8.0, 8.0, 11.0), "Not as good as your first two"),
        (SelfTestKind.WALK_10M, (10.0, 10.0, 9.4), "A little better than your first two"),
        (SelfTestKind.CHAIR_STAND, (12,), "Your first result."),
    ],
)
def test_ones_own_first_results_are_what_it_compares_with(
    as_alice: FlaskClient, database: Database, alice: User, kind: SelfTestKind, values: tuple[float, ...], words: str
) -> None:
    log(database, alice, kind, *values)
    page = as_alice.get(f"/tests/{kind}").text
    assert words in page
    assert page.index(words) < page.index("What studies found")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SelfTestKind.BACKWARD_3M, ("0.9 s", "1.7 s with multiple", "2.9 s after a knee", "4.3 s after a hip")),
        (SelfTestKind.TUG, ("2 s", "1.1 s with knee arthritis (65 people)", "1.3 s after a partial knee")),
        (SelfTestKind.CHAIR_STAND, ("2 stands", "0.96 stands after a knee replacement (33 people)")),
    ],
)
def test_what_counts_as_a_change_is_said_with_its_people(
    as_alice: FlaskClient, kind: SelfTestKind, words: tuple[str, ...]
) -> None:
    page = as_alice.get(f"/tests/{kind}").text
    assert all(word in page for word in words)


def test_each_leg_compares_with_itself(as_alice: FlaskClient, database: Database, alice: User) -> None:
    # Left and right take turns.
    log(database, alice, SelfTestKind.ONE_LEG, 10, 20, 30, 40)
    text = Page(as_alice.get("/tests")).text
    assert "40 s left leg" in " ".join(text.split())
    assert "before: 20 s" in text
    assert "before: 10 s" in text


def test_after_the_left_leg_the_form_offers_the_right_one(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    assert form(as_alice, SelfTestKind.ONE_LEG, side="")["side"] == ""
    log(database, alice, SelfTestKind.ONE_LEG, 10)
    assert Page(as_alice.get("/tests/one_leg")).form("/tests/one_leg")["side"] == "right"


@pytest.mark.parametrize(("value", "is_shown"), [(4.5, False), (4.6, True)])
def test_past_four_and_a_half_seconds_the_supported_way_is_suggested(
    as_alice: FlaskClient, database: Database, alice: User, value: float, is_shown: bool
) -> None:
    log(database, alice, SelfTestKind.BACKWARD_3M, value)
    page = as_alice.get("/tests/backward_3m").text
    assert ("show this to a physiotherapist" in page) is is_shown
    assert ("many people who never fell take longer too" in page) is is_shown


@pytest.mark.parametrize(
    ("kind", "is_said"), [(kind, kind in (SelfTestKind.TUG, SelfTestKind.ONE_LEG)) for kind in SelfTestKind]
)
def test_figures_from_memory_say_so(as_alice: FlaskClient, kind: SelfTestKind, is_said: bool) -> None:
    page = as_alice.get(f"/tests/{kind}").text
    assert ("We have not checked this number again." in page) is (is_said or kind is SelfTestKind.WALK_10M)
    assert "No single test tells how likely you are to fall" in page


def test_with_the_year_of_birth_the_own_band_comes_first(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    assert "What is usual for your age" not in as_alice.get("/tests/chair_stand").text
    with database.writing() as session:
        safety.keep(session, alice.diary, Check(birth_year=1954, sex=Sex.WOMAN), now=NOW)
    text = " ".join(Page(as_alice.get("/tests/chair_stand")).text.split())
    assert "10 to 15 stands 70 to 74 years, women" in text.partition("What is usual at all ages")[0]
    assert "Men" not in text.partition("What is usual at all ages")[0]


@pytest.mark.parametrize(("days", "words"), [(0, "Next around 1 Jan 2027"), (42, "A good time to do it again.")])
def test_it_is_due_again_after_six_weeks(
    as_alice: FlaskClient, database: Database, alice: User, days: int, words: str
) -> None:
    log(database, alice, SelfTestKind.TUG, 9, first=days // 7)
    assert words in as_alice.get("/tests").text


def test_the_first_day_says_what_the_tests_are_for(as_alice: FlaskClient) -> None:
    page = Page(as_alice.get("/tests"))
    assert "Begin with the chair stand" in page.text
    assert all(f"/tests/{kind}" in [found.get("href") for _, found in page.elements] for kind in SelfTestKind)


def test_ten_years_take_as_many_queries_as_one(as_alice: FlaskClient, database: Database, alice: User) -> None:
    found = []
    for first, years in ((0, 1), (53, 9)):
        for kind in SelfTestKind:
            log(database, alice, kind, *[10.0] * (9 * years), first=first)
        found.append(counts(dict.fromkeys(["/tests", *(f"/tests/{kind}" for kind in SelfTestKind)], as_alice)))
    assert found[0] == found[1]
    assert max(found[1].values()) <= 8


@pytest.mark.parametrize("field", ["id", "try_1", "try_2", "date", "note", "side", "had_helper"])
@pytest.mark.parametrize("kind", [SelfTestKind.BACKWARD_3M, SelfTestKind.ONE_LEG, SelfTestKind.CHAIR_STAND])
def test_nothing_typed_becomes_markup(as_alice: FlaskClient, kind: SelfTestKind, field: str) -> None:
    base = {"try_1": "x", "date": TODAY.isoformat()}
    harmless, canary = (shape(as_alice, f"/tests/{kind}", base | {field: value}) for value in ("odd &", CANARY))
    assert harmless == canary


def test_no_note_and_no_address_becomes_markup(as_alice: FlaskClient) -> None:
    shapes = []
    for note in ("odd &", CANARY):
        location = as_alice.post("/tests/tug", data=form(as_alice, SelfTestKind.TUG, note=note)).location
        uuid = location.rpartition("=")[2]
        shapes.append(shape(as_alice, location))
        as_alice.post(f"/tests/results/{uuid}/delete")
        shapes[-1] += shape(as_alice, f"/tests/tug?deleted={uuid}")
    assert shapes[0] == shapes[1]
    quoted = "".join(f"%{byte:02x}" for byte in CANARY.encode())
    for name in ("saved", "deleted"):
        assert shape(as_alice, f"/tests/tug?{name}=odd") == shape(as_alice, f"/tests/tug?{name}={quoted}")
