"""Who may read somebody else's diary: every page of it against each who asks, and every way in which a right ends."""

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import NOW, SAME_ORIGIN, add_user, log, signed_in
from tests.web.declared import OWN, OWNED, READERS
from tests.web.declared_calls import API_OWN, API_OWNED
from tests.web.test_access import ask, rules
from webapp.domain.reading_rights import Lasts, ReadsAs
from webapp.domain.roles import Role
from webapp.security import accounts, reading_rights
from webapp.storage import reading_rights as store
from webapp.storage import users
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

A_WEEK = dt.timedelta(days=7)
SECRET = "Along the river with Alice."


@pytest.fixture
def alices_walk(database: Database, alice: User) -> UUID:
    with database.writing() as session:
        return log(session, alice, note=SECRET).uuid


@pytest.fixture
def code(database: Database, alice: User, bob: User) -> str:
    """The address of Alice's diary for Bob, who may read it for a week."""
    with database.writing() as session:
        reading_rights.give(session, alice, bob, ReadsAs.HELPER, Lasts.WEEK, by=alice, now=NOW)
        return store.given(session, alice.diary, now=NOW)[0][0].code


def answers(app: Flask, client: FlaskClient, walk: UUID, code: str) -> set[int]:
    pages = [rule for rule, _ in rules(app) if rule.endpoint in READERS]
    return {ask(client, rule, "GET", walk, code=code).status_code for rule in pages}


def test_who_was_given_a_diary_reads_every_page_of_it(
    app: Flask, as_bob: FlaskClient, alices_walk: UUID, code: str
) -> None:
    assert answers(app, as_bob, alices_walk, code) == {200}
    assert SECRET in as_bob.get(f"/diaries/{code}/walks/{alices_walk}").text


@pytest.mark.parametrize("role", list(Role))
def test_for_everybody_else_it_is_not_there(
    app: Flask, database: Database, alices_walk: UUID, code: str, role: Role
) -> None:
    client = signed_in(app.test_client(), add_user(database, "Carol", role=role))
    assert answers(app, client, alices_walk, code) == {404}


def test_its_own_person_has_other_pages(app: Flask, as_alice: FlaskClient, alices_walk: UUID, code: str) -> None:
    assert answers(app, as_alice, alices_walk, code) == {404}


@pytest.mark.parametrize("guess", ["1", "x", "%00", "a" * 500])
def test_an_address_that_never_was_is_not_there(
    app: Flask, as_bob: FlaskClient, alices_walk: UUID, code: str, guess: str
) -> None:
    assert answers(app, as_bob, alices_walk, guess) == {404}


def test_nobody_can_send_anything_into_it(app: Flask, as_bob: FlaskClient, alices_walk: UUID, code: str) -> None:
    methods = {method for rule, method in rules(app) if rule.endpoint in READERS}
    assert methods == {"GET"}
    for method in ("POST", "PUT", "DELETE"):
        assert as_bob.open(f"/diaries/{code}/walks/{alices_walk}", method=method).status_code == 405


def test_the_pages_of_ones_own_diary_show_nothing_of_it(
    app: Flask, as_bob: FlaskClient, alices_walk: UUID, code: str
) -> None:
    for rule, method in rules(app):
        if rule.endpoint in OWNED:
            assert ask(as_bob, rule, method, alices_walk, code=code).status_code == 404, rule
        elif rule.endpoint in OWN and method == "GET":
            with closing(ask(as_bob, rule, method, alices_walk, code=code)) as answer:
                assert SECRET not in answer.text, rule


def test_a_key_of_the_reader_reads_nothing_of_it(
    app: Flask, bobs_script: FlaskClient, alices_walk: UUID, code: str
) -> None:
    for rule, method in rules(app):
        if rule.endpoint in READERS:
            assert ask(bobs_script, rule, method, alices_walk, code=code).status_code in (303, 403), rule
        elif rule.endpoint in API_OWN | API_OWNED:
            with closing(ask(bobs_script, rule, method, alices_walk, code=code, json={})) as answer:
                assert SECRET not in answer.text, rule


def _end(session: Session, alice: User, bob: User) -> None:
    reading_rights.take_back(session, alice, bob, by=alice)


def _take_out_bob(session: Session, alice: User, bob: User) -> None:
    accounts.take_out(session, users.get(session, bob.id), by=alice, now=NOW)
    accounts.take_in(session, users.get(session, bob.id), by=alice)


def _take_out_alice(session: Session, alice: User, bob: User) -> None:
    accounts.take_out(session, users.get(session, alice.id), by=bob, now=NOW)


def _make_bob_a_child(session: Session, alice: User, bob: User) -> None:
    accounts.set_role(session, users.get(session, bob.id), Role.CHILD, by=alice)


def _remove_alice(session: Session, alice: User, bob: User) -> None:
    accounts.remove(session, users.get(session, alice.id))


@pytest.mark.parametrize("end", [_end, _take_out_bob, _take_out_alice, _make_bob_a_child, _remove_alice])
def test_once_the_right_has_ended_it_is_not_there(
    app: Flask,
    as_bob: FlaskClient,
    database: Database,
    alice: User,
    bob: User,
    alices_walk: UUID,
    code: str,
    end: Callable[[Session, User, User], None],
) -> None:
    with database.writing() as session:
        end(session, alice, bob)
    assert answers(app, as_bob, alices_walk, code) == {404}


def test_on_its_last_day_the_right_ends_by_itself(
    app: Flask, as_bob: FlaskClient, alices_walk: UUID, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for after, statuses in ((A_WEEK - dt.timedelta(seconds=1), {200}), (A_WEEK, {404})):
        monkeypatch.setattr("webapp.clock.now", lambda after=after: NOW + after)
        assert answers(app, as_bob, alices_walk, code) == statuses


def test_what_was_deleted_is_not_read(as_bob: FlaskClient, as_alice: FlaskClient, alices_walk: UUID, code: str) -> None:
    as_alice.post(f"/walks/{alices_walk}/delete", headers=SAME_ORIGIN)
    assert as_bob.get(f"/diaries/{code}/walks/{alices_walk}").status_code == 404
    assert SECRET not in as_bob.get(f"/diaries/{code}/walks/").text
