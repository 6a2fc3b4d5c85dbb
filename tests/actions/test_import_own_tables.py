"""The tables that somebody took along, brought back: nothing new for their diary, and their walks for another."""

import io

from tests.actions.importing import imported, kept
from tests.factories import NOW, TODAY, backward, forward, log
from webapp.actions import exports, weights
from webapp.actions.exports import Format
from webapp.domain.imports import Outcome
from webapp.storage import walks as store
from webapp.storage import weights as weight_store
from webapp.storage.engine import Database
from webapp.storage.models import User


def tables_of(database: Database, user: User) -> bytes:
    file = io.BytesIO()
    with database.reading() as session:
        exports.export(session, user.diary, file, Format.CSV, now=NOW)
    return file.getvalue()


def test_ones_own_tables_add_nothing(database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(22), backward(8), note="=1+1")
        weights.set_weight(session, alice.diary, TODAY, 70, today=TODAY)

    outcomes = [line.outcome for line in imported(database, alice, tables_of(database, alice))]
    assert outcomes == [Outcome.KNOWN, Outcome.KNOWN]


def test_in_another_diary_they_are_the_same_walks(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        log(session, alice, forward(22), backward(8), note="=1+1")
        weights.set_weight(session, alice.diary, TODAY, 70.5, today=TODAY)
    imported(database, bob, tables_of(database, alice))

    assert kept(database, bob) == kept(database, alice)
    with database.reading() as session:
        (walk,) = store.page(session, bob.diary, first=None, last=None, before=None, limit=9)
        assert (walk.backward_seconds, walk.note) == (480, "=1+1")
        assert weight_store.find(session, bob.diary, TODAY) == 70.5
