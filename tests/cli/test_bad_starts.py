"""Whatever is wrong at a start is one plain sentence and status 1, never a traceback."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.cli.commands import Command
from webapp import open_database
from webapp.cli import serve
from webapp.config import Settings
from webapp.storage import marks, servers
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

SETTINGS = {
    "no host": {"HOST": "no such host"},
    "nonsense for a database": {"DATABASE_URL": "nonsense"},
    "PostgreSQL": {"DATABASE_URL": "postgresql+psycopg://alice:secret@walks/diary"},
    "blanks in the address": {"BASE_URL": "https://a b"},
    "one port for both": {"PORT": "8150", "TLS_PORT": "8150"},
}


def is_one_sentence(output: str) -> bool:
    return len(output.strip().splitlines()) == 1 and output.strip().endswith(".") and "Traceback" not in output


@pytest.mark.parametrize("env", SETTINGS.values(), ids=SETTINGS.keys())
def test_a_wrong_setting_is_one_sentence(command: Command, env: dict[str, str]) -> None:
    ran = command("serve", **env)

    assert ran.status == 1
    assert is_one_sentence(ran.output)
    assert "secret" not in ran.output


def is_marked(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return marks.is_in_use(connection)


def test_a_server_that_could_not_start_does_not_seem_to_run(settings: Settings, command: Command) -> None:
    command("serve", **SETTINGS["no host"])
    assert settings.database_file.exists() and not is_marked(settings.database_file)


def test_of_two_servers_on_the_same_data_the_last_one_closes_it(database: Database, settings: Settings) -> None:
    marks.begin_to_serve(database)
    with servers.place(settings.data):
        with servers.place(settings.data):
            serve.take_mark_away(database, settings)
        assert is_marked(settings.database_file)
        serve.take_mark_away(database, settings)

    assert not is_marked(settings.database_file)


def folder(file: Path) -> None:
    file.mkdir(parents=True)


def of_no_version(file: Path) -> None:
    open_database(Settings(data=file.parent)).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()


def without_pages(file: Path) -> None:
    open_database(Settings(data=file.parent)).close()
    content = file.read_bytes()
    file.write_bytes(content[:5000])


def noise(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"walk backward " * 1000)


@pytest.mark.parametrize("make", [folder, of_no_version, without_pages, noise])
@pytest.mark.parametrize("name", ["serve", "upgrade", "user list"])
def test_a_database_that_is_none_is_one_sentence(
    command: Command, settings: Settings, make: Callable[[Path], None], name: str
) -> None:
    make(settings.data / "backstride.db")
    ran = command(*name.split())

    assert ran.status == 1
    assert is_one_sentence(ran.output)


def test_a_token_is_printed_once_it_is_on_the_disk(command: Command, database: Database, alice: User) -> None:
    def fail(_: Session) -> None:
        raise OperationalError("COMMIT", {}, sqlite3.OperationalError("database or disk is full"))

    event.listen(Session, "before_commit", fail)
    try:
        ran = command("token", "create", "Alice")
    finally:
        event.remove(Session, "before_commit", fail)

    expected = "The disk is full. Nothing was changed. BACKSTRIDE_DATA names the folder of the database."
    assert (ran.status, ran.output) == (1, expected)


def test_a_folder_that_takes_nothing_is_told_at_the_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkstemp", fail)
    serve.warn_of_a_folder_that_takes_nothing(settings)

    printed = capsys.readouterr().err
    assert len(printed.splitlines()) == 1
    assert printed.startswith("Nothing can be saved: ") and "read-only" in printed
