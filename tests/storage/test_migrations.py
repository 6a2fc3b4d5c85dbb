"""Each migration on a database that people have filled."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError

from tests.factories import NOW
from webapp.domain.imports import ImportGroup
from webapp.paths import MIGRATIONS
from webapp.storage import imports, schema
from webapp.storage.engine import Database
from webapp.storage.import_models import ImportBatch, ImportRow

# What stood in the first tables.
ALICE = """INSERT INTO account VALUES
    (1, 'Alice', 'alice', '', 1, '2026-11-20 17:10:00', 'Europe/Paris', 0, 'kg', 'km', 'plain', 'system')"""
KEYS = """INSERT INTO api_token (user_id, name, token_hash, created_at)
    VALUES (1, 'watch', x'01', '2026-11-20 17:10:00'), (1, 'script', x'02', '2026-11-21 17:10:00')"""

ASKED = r"""INSERT INTO import_question VALUES
    (1, 1, '0199f3b26f0e4d7c9d2e4c1f6f5f0a11', '2026-11-24 17:10:00', 'sport', NULL, 'Other', 'walk.tcx',
    '0199f3b26f0e4d7c9d2e4c1f6f5f0a12', '{"started_at"\: "2026-11-23T18\:10\:00+01\:00", "segments"\:
    [{"mode"\: "forward_walk", "seconds"\: 600}]}', NULL)"""


def filled(file: Path, revision: str, *statements: str) -> Database:
    """A database of an older schema, with rows in it."""
    database = Database.in_file(file)
    with database.rebuilding() as connection:
        _migrate(connection, revision)
        for statement in statements:
            connection.execute(text(statement))
        connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    return database


def _migrate(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def rows(file: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608 - a name of this test.


def test_keys_from_before_there_were_scopes_may_still_do_everything(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    database = filled(file, "20261123_create_tables", ALICE, KEYS)
    accounts, keys = rows(file, "account"), rows(file, "api_token")
    schema.upgrade(database, now=NOW)

    assert len(keys) == 2
    assert rows(file, "api_token") == [(*key, "all", None, None) for key in keys]
    # Who was an owner is one by role.
    assert rows(file, "account") == [
        (*account[:4], *account[5:], "system", "owner", None, "off") for account in accounts
    ]
    database.close()


def test_a_key_of_today_has_to_say_what_it_may_do(tmp_path: Path) -> None:
    database = filled(tmp_path / "backstride.db", "20261123_create_tables", ALICE)
    schema.upgrade(database, now=NOW)

    with pytest.raises(IntegrityError, match=r"NOT NULL.*scope"), database.writing() as session:
        session.execute(text(KEYS))
    database.close()


def test_a_running_walk_goes_with_its_person(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    database = filled(file, "20261123_key_scopes", ALICE)
    schema.upgrade(database, now=NOW)
    with database.writing() as session:
        session.execute(text("INSERT INTO running_walk VALUES (1, '0199f3b26f0e4d7c9d2e4c1f6f5f0a11', '[]')"))
    with database.writing() as session:
        session.execute(text("DELETE FROM account"))

    assert rows(file, "running_walk") == []
    database.close()


def test_walks_and_pain_from_before_the_coach_keep_what_they_said(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    walk = """INSERT INTO walk (id, user_id, uuid, started_at, time_zone, walked_on, rails, stumbles, note, source,
        created_at, seconds, backward_seconds, light_seconds, vigorous_seconds, model)
        VALUES (7, 1, '0199f3b26f0e4d7c9d2e4c1f6f5f0a11', '2026-11-20 17:10:00', 'Europe/Paris', '2026-11-20', 1, 2,
        'Fog.', 'form', '2026-11-20 17:10:00', 600, 60, 0, 0, 'v1')"""
    database = filled(
        file,
        "20261123_running_walks",
        ALICE,
        walk,
        "INSERT INTO pain (walk_id, site, before, after) VALUES (7, 'heel', 3, 2)",
    )
    schema.upgrade(database, now=NOW)

    with closing(sqlite3.connect(file)) as connection:
        said = "rails, stumbles, note, falls, attention, warning_signs, with_partner, plan_level"
        found = connection.execute(f"SELECT {said} FROM walk").fetchall()  # noqa: S608 - names of this test.
        pains = connection.execute("SELECT site, before, during, after, next_morning FROM pain").fetchall()
    assert found == [(1, 2, "Fog.", None, None, "", 0, None)]
    assert pains == [("heel", 3, None, 2, None)]
    database.close()


def test_a_warning_sign_from_before_was_logged_when_its_walk_was(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    walks = [
        f"""INSERT INTO walk (id, user_id, uuid, started_at, time_zone, walked_on, rails, note, source, created_at,
        seconds, backward_seconds, light_seconds, vigorous_seconds, model, had_warning_sign, with_partner)
        VALUES ({number}, 1, '0199f3b26f0e4d7c9d2e4c1f6f5f0a1{number}', '2026-11-20 17:10:00', 'Europe/Paris',
        '2026-11-20', 1, '', 'form', '2026-11-20 17:30:00', 600, 60, 0, 0, 'v1', {number}, 0)"""  # noqa: S608 - numbers of this test.
        for number in (0, 1)
    ]
    database = filled(file, "20261123_safety_plan_tests", ALICE, *walks)
    schema.upgrade(database, now=NOW)

    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT warned_at, warning_signs FROM walk ORDER BY id").fetchall()
    assert found == [(None, ""), ("2026-11-20 17:30:00", "unspecified")]
    database.close()


def test_walks_from_before_get_their_longest_stretch_backward(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    walk = """INSERT INTO walk (id, user_id, uuid, started_at, time_zone, walked_on, rails, note, source, created_at,
        seconds, backward_seconds, light_seconds, vigorous_seconds, model, had_warning_sign, with_partner)
        VALUES (1, 1, '0199f3b26f0e4d7c9d2e4c1f6f5f0a11', '2026-11-20 17:10:00', 'Europe/Paris',
        '2026-11-20', 1, '', 'form', '2026-11-20 17:30:00', 900, 600, 0, 0, 'v1', 0, 0)"""
    segments = """INSERT INTO segment (walk_id, position, mode, seconds, grade_percent, load_kg, sled_kg, speed_assumed)
        VALUES (1, 0, 'backward_walk', 240, 0, 0, 0, 0), (1, 1, 'forward_walk', 300, 0, 0, 0, 0),
        (1, 2, 'backward_run', 360, 0, 0, 0, 0)"""
    database = filled(file, "20261125_02_warned_at", ALICE, walk, segments)
    schema.upgrade(database, now=NOW)

    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT longest_backward_seconds FROM walk").fetchall() == [(360,)]
    database.close()


def test_falls_and_signs_of_before_are_told_apart_by_the_check(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    check = """INSERT INTO safety_check (user_id, answered_at, answers, is_cleared, is_supported)
        VALUES (1, '2026-11-20 12:00:00.000000', '[]', 1, 0)"""
    walks = [
        f"""INSERT INTO walk (id, user_id, uuid, started_at, time_zone, walked_on, rails, note, source, created_at,
        seconds, backward_seconds, light_seconds, vigorous_seconds, model, with_partner, longest_backward_seconds,
        falls, warning_signs, warned_at)
        VALUES ({hour}, 1, '0199f3b26f0e4d7c9d2e4c1f6f5f0a{hour}', '2026-11-19 17:10:00.000000', 'Europe/Paris',
        '2026-11-19', 1, '', 'form', '2026-11-20 {hour}:00:00.000000', 600, 60, 0, 0, 'v1', 0, 60,
        1, 'faintness', '2026-11-20 {hour}:00:00.000000')"""  # noqa: S608 - numbers of this test.
        for hour in (11, 13)
    ]
    database = filled(file, "20261125_09_warning_signs", ALICE, check, *walks)
    schema.upgrade(database, now=NOW)

    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT fell_since_check, warned_since_check FROM walk ORDER BY id").fetchall()
    assert found == [(0, 0), (1, 1)]
    database.close()


def test_much_pain_of_before_asks_until_a_clinician_cleared_it(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    check = """INSERT INTO safety_check (user_id, answered_at, answers, is_cleared, is_supported)
        VALUES (1, '2026-11-20 12:00:00.000000', '[]', 1, 0)"""
    walks = [
        f"""INSERT INTO walk (id, user_id, uuid, started_at, time_zone, walked_on, rails, note, source, created_at,
        seconds, backward_seconds, light_seconds, vigorous_seconds, model, with_partner, longest_backward_seconds)
        VALUES ({hour}, 1, '0199f3b26f0e4d7c9d2e4c1f6f5f0a{hour}', '2026-11-19 17:10:00.000000', 'Europe/Paris',
        '2026-11-19', 1, '', 'form', '2026-11-20 {hour}:00:00.000000', 600, 60, 0, 0, 'v1', 0, 60)"""  # noqa: S608 - numbers of this test.
        for hour in (11, 13, 14)
    ]
    pains = "INSERT INTO pain (walk_id, site, during) VALUES (11, 'heel', 8), (13, 'heel', 6), (14, 'heel', 5)"
    database = filled(file, "20261125_10_since_check", ALICE, check, *walks, pains)
    schema.upgrade(database, now=NOW)

    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT hurt_since_cleared FROM walk ORDER BY id").fetchall()
    assert found == [(0,), (1,), (0,)]
    database.close()


def test_what_an_import_has_asked_before_is_asked_still(tmp_path: Path) -> None:
    file = tmp_path / "backstride.db"
    database = filled(file, "20261125_11_since_cleared", ALICE, ASKED)
    schema.upgrade(database, now=NOW)

    with database.reading() as session:
        batch, row = session.scalars(select(ImportBatch)).one(), session.scalars(select(ImportRow)).one()
        assert (batch.uuid, batch.state, batch.started_at.isoformat()) == (
            row.batch,
            "done",
            "2026-11-24T17:10:00+00:00",
        )
        assert (row.outcome, row.doubt, row.word, row.file) == ("unsure", "sport", "Other", "walk.tcx")
        assert row.started_at and (row.started_at.isoformat(), row.seconds) == ("2026-11-23T17:10:00+00:00", 600)
        assert imports.counts(session, batch) == {ImportGroup.UNSURE: 1}
    database.close()
