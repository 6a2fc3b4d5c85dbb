import datetime as dt

import pytest
from sqlalchemy import delete, func, select

from tests.actions.importing import kept, outcomes, say, waiting, walk_at
from tests.factories import NOW
from tests.importers import fit_files, xml_files
from webapp.actions import import_answers, imports
from webapp.domain.energy import Mode
from webapp.domain.imports import Outcome, UnsureAs
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.import_models import ImportQuestion
from webapp.storage.models import User

FIT = fit_files.fit([fit_files.session(), fit_files.activity()])
UNKNOWN = walk_at(xml_files.START, sport="unknown")


@pytest.mark.parametrize(("said", "outcome"), [(UnsureAs.WALK, [Outcome.NEW]), (UnsureAs.SKIP, [])])
def test_a_question_ends_with_its_answer(
    database: Database, alice: User, said: UnsureAs, outcome: list[Outcome]
) -> None:
    assert outcomes(database, alice, UNKNOWN) == [Outcome.UNSURE]
    assert say(database, alice, said) == outcome
    assert waiting(database, alice) == []


def test_an_answered_recording_is_there_when_it_comes_again(database: Database, alice: User) -> None:
    outcomes(database, alice, UNKNOWN, UNKNOWN)
    say(database, alice, UnsureAs.RUN)

    assert outcomes(database, alice, UNKNOWN) == [Outcome.KNOWN]
    with database.reading() as session:
        row = store.latest(session, alice.diary, whole=True)
        assert row and [segment.mode for segment in row.segments] == [Mode.FORWARD_RUN]


def test_a_question_ends_by_itself_after_a_day(database: Database, alice: User) -> None:
    outcomes(database, alice, UNKNOWN)
    later = NOW + imports.QUESTIONS_LAST + dt.timedelta(seconds=1)

    assert waiting(database, alice, later) == []
    with database.writing() as session:
        ids = [imports.id_of(xml_files.START, turn=0)]
        assert import_answers.answer(session, alice.diary, ids, UnsureAs.WALK, now=later) == []
    assert kept(database, alice) == []


def test_nothing_is_kept_of_a_question_once_the_server_has_been_at_work_for_two_days_more(
    database: Database, alice: User
) -> None:
    outcomes(database, alice, UNKNOWN)
    for days in (1, 2):
        outcomes(database, alice, FIT, now=NOW + dt.timedelta(days=days))

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportQuestion)) == 0


def test_a_question_ends_when_another_file_says_what_it_was(database: Database, alice: User) -> None:
    outcomes(database, alice, UNKNOWN, walk_at(xml_files.START))

    assert waiting(database, alice) == []


def test_two_recordings_of_one_outing_that_both_wait_become_one_walk(database: Database, alice: User) -> None:
    outcomes(database, alice, UNKNOWN, walk_at(xml_files.START + dt.timedelta(seconds=20), sport="other"))

    assert sorted(say(database, alice, UnsureAs.WALK)) == [Outcome.KNOWN, Outcome.NEW]
    assert len(kept(database, alice)) == 1


def test_an_answer_finds_a_walk_that_came_meanwhile_and_asks_whether_it_is_the_same(
    database: Database, alice: User
) -> None:
    outcomes(database, alice, UNKNOWN, walk_at(xml_files.START + dt.timedelta(seconds=200)))

    assert say(database, alice, UnsureAs.WALK) == [Outcome.ALIKE]
    assert [question.answers for question in waiting(database, alice)] == [(UnsureAs.SKIP, UnsureAs.WALK)]
    assert say(database, alice, UnsureAs.WALK) == [Outcome.NEW]


def test_no_more_than_some_questions_wait_at_once(
    database: Database, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_QUESTIONS", 1)

    later = walk_at(xml_files.START + dt.timedelta(hours=5), sport="unknown")
    assert outcomes(database, alice, UNKNOWN, UNKNOWN, later) == [Outcome.UNSURE, Outcome.UNSURE, Outcome.REFUSED]


@pytest.mark.parametrize(
    ("unsure", "outcome"), [(UnsureAs.WALK, Outcome.NEW), (UnsureAs.RUN, Outcome.NEW), (UnsureAs.SKIP, Outcome.UNSURE)]
)
def test_a_shell_answers_before_it_is_asked(
    database: Database, alice: User, unsure: UnsureAs, outcome: Outcome
) -> None:
    assert outcomes(database, alice, UNKNOWN, unsure=unsure) == [outcome]
    assert waiting(database, alice) == []


def test_a_question_goes_with_its_person(database: Database, alice: User) -> None:
    outcomes(database, alice, UNKNOWN)
    with database.writing() as session:
        session.execute(delete(User))

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportQuestion)) == 0
