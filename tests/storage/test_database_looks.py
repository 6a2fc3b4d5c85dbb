"""Looks at the database, each provoked, and within its time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.factories import log
from webapp.actions import profile, walks
from webapp.domain.checkups import Checkup, CheckupState
from webapp.domain.database_checkups import LARGEST_LOG_BYTES
from webapp.storage import database_looks as looks
from webapp.storage import schema
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

SLOWLY = 60.0
LOOKS: dict[str, Callable[[Session], Checkup]] = {
    "journal": looks.journal,
    "size": lambda session: looks.size(session, patience_s=SLOWLY),
    "schema": looks.schema_version,
    "schema-parts": looks.schema_parts,
    "pages": lambda session: looks.pages(session, patience_s=SLOWLY),
    "parents": lambda session: looks.parents(session, patience_s=SLOWLY),
    "week-sums": looks.week_sums,
}


def found(database: Database, name: str) -> tuple[CheckupState, str]:
    with database.reading() as session:
        judgement = LOOKS[name](session).judged()
    return judgement.state, str(dict(judgement.figures))


def change(database: Database, *statements: str) -> None:
    """What no program of ours does, done past it."""
    with closing(sqlite3.connect(str(database.file), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("name", LOOKS)
def test_a_filled_database_is_fine(filled: Database, name: str) -> None:
    assert found(filled, name)[0] is CheckupState.OK


@pytest.mark.parametrize(
    ("name", "statements", "told"),
    [
        ("schema", ["UPDATE alembic_version SET version_num = '20990101_01_later'"], ""),
        ("schema", ["DROP TABLE alembic_version"], ""),
        ("schema-parts", ["DROP INDEX ix_walk_day"], "ix_walk_day"),
        ("schema-parts", ["DROP TABLE waist"], "waist"),
        ("schema-parts", ["ALTER TABLE walk DROP COLUMN looked_back"], "walk.looked_back"),
        ("parents", ["PRAGMA foreign_keys = OFF", "DELETE FROM walk WHERE id = 1"], "segment"),
    ],
)
def test_what_is_not_as_it_should_be_is_a_failure(
    filled: Database, name: str, statements: list[str], told: str
) -> None:
    change(filled, *statements)

    state, figures = found(filled, name)
    assert state is CheckupState.FAILURE and told in figures


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE walk SET seconds = seconds + 60 WHERE id = 1",
        "UPDATE walk SET walked_on = '2020-01-06' WHERE id = 1",
        "UPDATE week_total SET walks = walks - 1 WHERE user_id = 1",
        "DELETE FROM week_total",
    ],
)
def test_a_week_that_differs_from_its_walks_is_told(filled: Database, statement: str) -> None:
    change(filled, statement)

    assert found(filled, "week-sums")[0] is CheckupState.WARNING


def test_walks_in_the_bin_and_weeks_that_begin_on_sunday_add_up(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        for user, weekday in ((alice, 6), (bob, 5)):
            log(session, user)
            walks.delete_walk(session, user.diary, log(session, user), now=user.created_at)
            profile.choose(session, session.merge(user), first_weekday=weekday)

    assert found(database, "week-sums")[0] is CheckupState.OK


def test_a_damaged_page_is_found(filled: Database) -> None:
    filled.close()
    assert filled.file
    with closing(sqlite3.connect(filled.file)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'segment'").fetchone()[0]
        page = connection.execute("PRAGMA page_size").fetchone()[0]
    with filled.file.open("r+b") as file:
        file.seek((root - 1) * page)
        file.write(b"\xff" * 64)

    assert found(filled, "pages")[0] is CheckupState.FAILURE


def test_a_look_that_takes_too_long_is_left_and_found_nothing(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_INSTRUCTIONS_PER_LOOK", 1)
    with filled.reading() as session:
        assert not looks.pages(session, patience_s=-1).is_whole
        assert not looks.parents(session, patience_s=-1).is_whole
        assert looks.size(session, patience_s=-1).by_table == {}
        assert session.scalar(text("SELECT count(*) FROM walk")) == 3


def test_sizes_are_told_by_table_and_the_log_apart(filled: Database) -> None:
    with filled.reading() as session:
        size = looks.size(session, patience_s=SLOWLY)
    assert size.whole_bytes > 100_000
    assert not size.by_table or size.by_table.keys() >= {"walk", "segment", "alembic_version"}
    assert looks.log_size(filled).log_bytes > 0


def test_a_log_that_grew_is_told(tmp_path: Path) -> None:
    database = Database.in_file(tmp_path / "backstride.db")
    with (tmp_path / "backstride.db-wal").open("wb") as log_file:
        log_file.truncate(LARGEST_LOG_BYTES + 1)

    assert looks.log_size(database).judged().says == "large"


def test_a_database_that_a_power_cut_can_harm_is_a_failure(tmp_path: Path) -> None:
    # As on a share of the network, where SQLite can't have its log.
    engine = create_engine(f"sqlite:///{tmp_path / 'other.db'}")
    with Session(engine) as session:
        assert looks.journal(session).judged().state is CheckupState.FAILURE
    engine.dispose()


def test_a_damage_that_a_start_has_found_is_told(filled: Database) -> None:
    assert not looks.file(filled).is_damaged
    filled.damage = "wrong page"
    assert looks.file(filled).is_damaged


def test_this_sqlite_is_safe_or_guarded() -> None:
    version = looks.sqlite_version()
    assert version.version == sqlite3.sqlite_version_info
    assert version.judged().state is CheckupState.OK


def test_the_schema_is_the_newest_of_the_migrations(database: Database) -> None:
    with database.reading() as session:
        assert looks.schema_version(session).current == schema.revisions()[-1]
