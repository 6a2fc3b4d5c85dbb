"""The shell's doctor: a line per check, of whatever there is, and nothing is changed by it."""

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest

from tests.cli.commands import Command
from tests.factories import PASSWORD, TODAY, log
from webapp.cli import serve
from webapp.config import Settings
from webapp.security import keys
from webapp.storage import servers
from webapp.storage.engine import Database
from webapp.storage.models import User


@pytest.fixture(autouse=True)
def _made_before_the_clock_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.storage.machine_looks.made_on", lambda: TODAY)


def test_each_check_is_a_line_with_its_state_its_name_and_a_sentence(database: Database, command: Command) -> None:
    lines = command("doctor").output.splitlines()

    assert len(lines) >= 35
    assert {line.split()[0] for line in lines} <= {"ok", "warning", "failure"}
    assert (
        "warning  Owner: Nobody has an account yet. Please open the link that the server shows at its start." in lines
    )
    assert "ok       Servers on this data: No server is running." in lines


def test_a_set_up_without_a_failure_ends_well(database: Database, alice: User, command: Command) -> None:
    ran = command("doctor")
    assert (ran.status, "failure" in ran.output) == (0, False)


def test_a_failure_is_told_by_the_status_and_to_programs(database: Database, alice: User, command: Command) -> None:
    with closing(sqlite3.connect(str(database.file), isolation_level=None)) as connection:
        connection.execute("DROP INDEX ix_walk_day")
    ran = command("doctor", "--json")
    told = json.loads(ran.output)
    parts = next(check for check in told["checks"] if check["name"] == "schema-parts")

    assert (ran.status, told["state"], parts["state"]) == (1, "failure", "failure")
    assert parts["figures"] == {"parts": "ix_walk_day"}
    assert parts["sentence"].startswith("These are missing: ix_walk_day.")


def test_a_folder_without_a_database_gets_none(settings: Settings, command: Command) -> None:
    assert command("doctor").status == 1
    settings.data.mkdir()
    ran = command("doctor")

    assert ran.status == 1 and "failure  Database: There is no database here yet." in ran.output
    assert list(settings.data.iterdir()) == []


@pytest.mark.parametrize("content", [b"Dear diary, today I walked backward. " * 50, None])
def test_a_database_that_can_not_be_used_is_told_and_left_alone(
    settings: Settings, command: Command, content: bytes | None
) -> None:
    settings.data.mkdir()
    file = settings.data / "backstride.db"
    if content:
        file.write_bytes(content)
    else:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE photos (name)")
    before = file.read_bytes()
    ran = command("doctor")

    assert ran.status == 1 and "failure  Database: " in ran.output and "Free space" in ran.output
    assert file.read_bytes() == before and len(list(settings.data.iterdir())) == 1


def test_an_older_database_is_not_upgraded_by_looking_at_it(database: Database, command: Command) -> None:
    with closing(sqlite3.connect(str(database.file), isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20261120_01_first'")
    first, second = command("doctor"), command("doctor")

    assert first.status == 1 and "failure  Version of the database: It is of" in first.output
    assert first.output.count("\n") == second.output.count("\n")


def test_two_servers_on_the_same_data_are_a_failure(database: Database, settings: Settings, command: Command) -> None:
    with servers.place(settings.data), servers.place(settings.data):
        ran = command("doctor")

    assert ran.status == 1 and "failure  Servers on this data: Two servers use the same data." in ran.output


def test_the_start_of_a_second_server_says_so(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with servers.place(settings.data):
        serve.warn_of_another_server(settings)
        with servers.place(settings.data):
            serve.warn_of_another_server(settings)

    assert capsys.readouterr().err == f"Another server uses {settings.data} already. Please stop one of the two.\n"


def test_nothing_secret_and_nothing_of_a_diary_is_printed(database: Database, alice: User, command: Command) -> None:
    with database.writing() as session:
        token = keys.add(session, alice, "watch", now=alice.created_at)
        log(session, alice, note="Along the river.")
        secret = session.merge(alice).password_hash
    printed = command("doctor", "--json").output + command("doctor").output

    hashed = hashlib.sha256(token.encode()).hexdigest()
    assert not [word for word in (token, hashed, secret, PASSWORD, "river", "watch") if word in printed]
