"""What the page of the plan offers is what the plan takes: each choice from each place, also from an older page."""

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories import NOW, TODAY, log
from tests.web.pages import Page
from tests.web.test_plan import answer, begin, choices_of
from webapp.domain.safety import Answer
from webapp.domain.standings import Choice, ChoiceKind, Standing, Status, offered
from webapp.domain.walks import Planned
from webapp.storage import plan as store
from webapp.storage.engine import Database
from webapp.storage.models import User

A_MINUTE = dt.timedelta(minutes=1)
# Where each choice goes, with fields of which some page of it offers every one.
ACTIONS = {
    ChoiceKind.START: ("/plan/start", {}),
    ChoiceKind.GO_TO: ("/plan/week", {"week": "3", "level": "2"}),
    ChoiceKind.RESUME: ("/plan/resume", {"week": "1", "level": "2"}),
    ChoiceKind.STOP: ("/plan/stop", {}),
    ChoiceKind.LEVEL: ("/plan/level", {"level": "1"}),
    ChoiceKind.LENGTH: ("/plan/length", {"is_gentle": "yes"}),
}
ComeTo = Callable[[str, bool], None]
PLACES = {
    "none": None,
    "off": Standing(status=Status.OFF, level=2, week=2),
    "running": Standing(status=Status.RUNNING, level=2, week=2),
    "stopped": Standing(status=Status.STOPPED, level=2, week=2),
}
SAYS = {
    "none": "you have no plan now",
    "off": "your plan is put away, at week 2 of level 2",
    "running": "your plan is in week 2 of level 2 now, with all the sets",
    "stopped": "your plan has stopped, at week 2 of level 2",
}


@pytest.fixture
def come_to(database: Database, alice: User) -> ComeTo:
    def come_to(place: str, allows_plan: bool) -> None:
        answer(database, alice)
        if place != "none":
            begin(database, alice, level=2, week=2)
        with database.writing() as session:
            if place == "off":
                store.add(session, alice.diary, Choice(kind=ChoiceKind.STOP, at=NOW - A_MINUTE, day=TODAY))
            if place == "stopped":
                log(session, alice, day=TODAY, planned=Planned(2, 1), falls=1)
        answer(database, alice, *(() if allows_plan else (Answer.STROKE,)), is_cleared=True)

    return come_to


@pytest.mark.parametrize("allows_plan", [True, False])
@pytest.mark.parametrize("place", PLACES)
def test_the_page_offers_what_the_plan_takes(
    as_alice: FlaskClient,
    database: Database,
    alice: User,
    come_to: ComeTo,
    place: str,
    allows_plan: bool,
) -> None:
    come_to(place, allows_plan)
    kinds = offered(PLACES[place], allows_plan=allows_plan)
    shown = Page(as_alice.get("/plan")).forms
    assert {kind for kind, (action, _) in ACTIONS.items() if action in shown} == set(kinds)
    before = choices_of(database, alice)
    for kind in set(ChoiceKind) - set(kinds):
        action, fields = ACTIONS[kind]
        refused = as_alice.post(action, data=fields)
        assert refused.status_code == 422, kind
        says = SAYS[place] if allows_plan else "your plan waits for the check below"
        assert f"Nothing was changed: {says}." in Page(refused).text, kind
    assert choices_of(database, alice) == before


@pytest.mark.parametrize(
    ("place", "kind"),
    [(place, kind) for place, there in PLACES.items() for kind in sorted(offered(there, allows_plan=True))],
)
def test_what_is_offered_is_taken(as_alice: FlaskClient, come_to: ComeTo, place: str, kind: ChoiceKind) -> None:
    come_to(place, True)
    action, fields = ACTIONS[kind]
    assert as_alice.post(action, data=fields).status_code == 303


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("/plan/week", {"week": "5", "level": "1"}),
        ("/plan/level", {"level": "2"}),
        ("/plan/length", {}),
        ("/plan/whole", {}),
    ],
)
def test_what_an_older_page_offered_of_a_running_plan_says_what_it_is_now(
    as_alice: FlaskClient,
    database: Database,
    alice: User,
    come_to: ComeTo,
    action: str,
    fields: dict[str, str],
) -> None:
    come_to("running", True)
    refused = as_alice.post(action, data=fields)
    assert (refused.status_code, SAYS["running"] in Page(refused).text) == (422, True)
    assert len(choices_of(database, alice)) == 3
