"""A plan that has stopped: what Today says of it, and the way on."""

import datetime as dt
from uuid import uuid4

from flask.testing import FlaskClient

from tests.factories import NOW, PARIS, TODAY, forward, log
from tests.web.pages import Page
from tests.web.test_plan import MONDAY, answer, begin
from webapp.actions import self_tests
from webapp.domain.self_tests import Result, SelfTestKind
from webapp.domain.walks import Pain, Planned, Site, WarningSign
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_after_a_clinicians_word_today_goes_on_in_one_tap(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer(database, alice)
    begin(database, alice, day=MONDAY, week=2)
    with database.writing() as session:
        log(session, alice, day=MONDAY, warning_signs=(WarningSign.BREATHLESSNESS,), planned=Planned(1, 4))
    answer(database, alice, is_cleared=True)
    page = Page(as_alice.get("/"))
    assert "You can go on with the plan" in page.text and "Talk with a doctor" not in page.text
    assert "You logged a warning sign: unusual breathlessness." in page.text
    assert "Open Backstride at home to go on" in as_alice.get("/phone/walker").get_json()["note"]
    assert as_alice.post("/plan/resume", data=page.form("/plan/resume")).status_code == 303
    assert "Week 2 of 6" in as_alice.get("/plan").text


def test_a_word_from_before_does_not_speak_of_the_pain_after_it(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer(database, alice)
    begin(database, alice, day=MONDAY)
    answer(database, alice, is_cleared=True)
    with database.writing() as session:
        for number in (1, 2):
            sore = Pain(site=Site.KNEE_LEFT, before=2, during=8)
            log(session, alice, day=MONDAY + dt.timedelta(days=number), planned=Planned(1, number), pain=(sore,))
    assert "Ask a doctor" in as_alice.get("/plan").text
    with database.writing() as session:
        log(session, alice, forward(20), day=TODAY, pain=(Pain(site=Site.KNEE_LEFT, before=2, during=2),))
    assert "Talk with a doctor or physiotherapist before you walk backward again" in as_alice.get("/").text
    answer(database, alice, is_cleared=True)
    assert "You can go on with the plan" in as_alice.get("/").text


def test_a_plan_that_has_stopped_comes_before_every_question(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer(database, alice)
    begin(database, alice, day=MONDAY)
    with database.writing() as session:
        log(session, alice)
        log(session, alice, forward(20), day=MONDAY, falls=1)
    text = as_alice.get("/").text
    assert 0 < text.index("Ask a doctor first, because you fell.") < text.index("How was your walk?")


def test_after_a_warning_sign_today_says_what_to_do_until_it_is_cleared(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer(database, alice)
    with database.writing() as session:
        log(session, alice, warning_signs=(WarningSign.BREATHLESSNESS,))
    warned = Page(as_alice.get("/")).text
    assert "Your family doctor or a physiotherapist can tell you if it suits you." in warned
    assert "Until then, walk forward as usual." in warned


def test_while_a_plan_has_stopped_tests_come_as_seldom_as_without_one(
    as_alice: FlaskClient, database: Database, alice: User
) -> None:
    answer(database, alice)
    begin(database, alice, day=MONDAY)
    with database.writing() as session:
        tug = Result(id=uuid4(), kind=SelfTestKind.TUG, done_at=NOW, time_zone=PARIS, tries=(9.0,))
        self_tests.log_result(session, alice.diary, tug, now=NOW)
    assert "Next around 11 Dec." in Page(as_alice.get("/tests")).text
    with database.writing() as session:
        log(session, alice, day=MONDAY, falls=1)
    assert "Next around 1 Jan 2027." in Page(as_alice.get("/tests")).text
