import datetime as dt

import pytest
from sqlalchemy import delete, func, select

from tests.actions.importing import imported, kept, outcomes, read, save, say, waiting, walk_at
from tests.factories import NOW
from tests.importers import fit_files, xml_files
from webapp.actions import imports
from webapp.domain.energy import Mode
from webapp.domain.imports import Outcome, UnsureAs
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.models import User

FIT = fit_files.fit([fit_files.session(), fit_files.activity()])
UNKNOWN = walk_at(xml_files.START, sport="unknown")
LATER = walk_at(xml_files.START + dt.timedelta(seconds=200))


def count(database: Database) -> tuple[int, int]:
    """How many batches and rows of imports are kept."""
    with database.reading() as session:
        batches, rows = (session.scalar(select(func.count()).select_from(model)) for model in (ImportBatch, ImportRow))
        return batches or 0, rows or 0


@pytest.mark.parametrize(("said", "outcome"), [(UnsureAs.WALK, Outcome.NEW), (UnsureAs.SKIP, Outcome.UNSURE)])
def test_a_question_ends_with_its_answer(database: Database, alice: User, said: UnsureAs, outcome: Outcome) -> None:
    batch = read(database, alice, UNKNOWN)
    assert [question.count for question in waiting(database, alice, batch)] == [1]
    assert say(database, alice, batch, said) == [outcome]
    assert waiting(database, alice, batch) == []


def test_an_answered_recording_is_there_when_it_comes_again(database: Database, alice: User) -> None:
    say(database, alice, read(database, alice, UNKNOWN), UnsureAs.RUN)

    assert outcomes(database, alice, UNKNOWN) == [Outcome.KNOWN]
    with database.reading() as session:
        row = store.latest(session, alice.diary, whole=True)
        assert row and [segment.mode for segment in row.segments] == [Mode.FORWARD_RUN]


def test_nothing_is_saved_of_what_is_not_answered(database: Database, alice: User) -> None:
    batch = read(database, alice, UNKNOWN)
    save(database, alice, batch)

    assert kept(database, alice) == []
    assert say(database, alice, batch, UnsureAs.WALK) == [Outcome.NEW]


def test_an_import_is_forgotten_after_a_month_and_its_walks_stay(database: Database, alice: User) -> None:
    imported(database, alice, FIT)
    for days in range(1, imports.BATCHES_LAST.days + 2):
        with database.writing() as session:
            imports.forget_old(session, now=NOW + dt.timedelta(days=days))

    assert count(database) == (0, 0)
    assert len(kept(database, alice)) == 1


def test_a_file_that_knows_what_it_was_tells_it_for_one_that_does_not(database: Database, alice: User) -> None:
    batch = read(database, alice, UNKNOWN, walk_at(xml_files.START))

    assert waiting(database, alice, batch) == []
    save(database, alice, batch)
    assert len(kept(database, alice)) == 1


def test_two_recordings_of_one_outing_are_one_question(database: Database, alice: User) -> None:
    batch = read(database, alice, UNKNOWN, walk_at(xml_files.START + dt.timedelta(seconds=20), sport="other"))

    assert say(database, alice, batch, UnsureAs.WALK) == [Outcome.NEW, Outcome.KNOWN]
    assert len(kept(database, alice)) == 1


def test_what_was_saved_since_it_was_read_is_asked_about(database: Database, alice: User) -> None:
    batch = read(database, alice, UNKNOWN)
    outcomes(database, alice, LATER)

    assert say(database, alice, batch, UnsureAs.WALK) == [Outcome.ALIKE]
    assert [question.answers for question in waiting(database, alice, batch)] == [(UnsureAs.SKIP, UnsureAs.WALK)]
    assert say(database, alice, batch, UnsureAs.WALK) == [Outcome.NEW]


def test_the_same_file_twice_before_it_is_saved_is_one_walk(database: Database, alice: User) -> None:
    first, second = read(database, alice, FIT), read(database, alice, FIT)
    save(database, alice, first)
    save(database, alice, second)

    assert len(kept(database, alice)) == 1


@pytest.mark.parametrize(
    ("unsure", "outcome"), [(UnsureAs.WALK, Outcome.NEW), (UnsureAs.RUN, Outcome.NEW), (UnsureAs.SKIP, Outcome.UNSURE)]
)
def test_a_shell_answers_before_it_is_asked(
    database: Database, alice: User, unsure: UnsureAs, outcome: Outcome
) -> None:
    batch = read(database, alice, UNKNOWN, unsure=unsure)
    assert waiting(database, alice, batch) == []
    assert say(database, alice, batch, UnsureAs.SKIP) == [outcome]


def test_an_import_goes_with_its_person(database: Database, alice: User) -> None:
    read(database, alice, UNKNOWN)
    with database.writing() as session:
        session.execute(delete(User))

    assert count(database) == (0, 0)
