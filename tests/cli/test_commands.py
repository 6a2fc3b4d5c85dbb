import sqlite3
from contextlib import closing

import pytest

from tests.cli.commands import Command
from tests.factories import PASSWORD
from webapp.config import Settings
from webapp.storage import schema, users, walks
from webapp.storage.engine import Database


def test_a_demo_can_be_signed_in_to_and_made_again(database: Database, command: Command) -> None:
    first, second = command("demo"), command("demo")

    assert first.status == second.status == 0
    assert "Sign in as demo with the password " in first.output
    assert second.output == "The account demo has 0 new walks.\nIts password is as it was.\n"
    with database.reading() as session:
        user = users.find_named(session, "demo")
        assert user and not user.is_owner and walks.latest(session, user.diary)


def test_an_upgrade_makes_the_database_and_says_where_it_is(settings: Settings, command: Command) -> None:
    expected = (0, f"The database is at {schema.revisions()[-1]}.\n")

    assert command("upgrade") == command("upgrade") == expected
    assert settings.database_file and settings.database_file.exists()
    assert settings.data.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("setting", "value"),
    [("PORT", "eighty"), ("TRUSTED_PROXIES", "*"), ("BASE_URL", "walks.example.org"), ("BASE_URL", "http://[::1")],
)
@pytest.mark.parametrize("arguments", [["upgrade"], ["user", "list"], ["serve"], []])
def test_a_wrong_setting_is_told_in_a_sentence(
    command: Command, arguments: list[str], setting: str, value: str
) -> None:
    ran = command(*arguments, **{setting: value})

    assert ran.status == 1
    assert ran.output.startswith(f"BACKSTRIDE_{setting} must ") and ran.output.rstrip().endswith(".")


def test_a_database_of_another_program_is_told_in_a_sentence(settings: Settings, command: Command) -> None:
    settings.data.mkdir()
    with closing(sqlite3.connect(settings.data / "backstride.db")) as connection:
        connection.execute("CREATE TABLE photos (name)")

    ran = command("upgrade")
    assert ran.status == 1 and ran.output.startswith("This database belongs to another program.")


def test_a_file_that_is_no_database_is_told_in_a_sentence(settings: Settings, command: Command) -> None:
    settings.data.mkdir()
    (settings.data / "backstride.db").write_text("Dear diary, today I walked backward. " * 50)

    ran = command("upgrade")
    assert ran.status == 1 and ran.output.startswith("The database can't be used: file is not a database")


def test_a_data_folder_that_is_a_file_is_told_in_a_sentence(settings: Settings, command: Command) -> None:
    settings.data.write_text("not a folder")

    ran = command("upgrade")
    assert ran.status == 1 and "BACKSTRIDE_DATA" in ran.output


def test_an_unknown_command_is_refused_with_the_usage(command: Command) -> None:
    ran = command("walk")

    assert ran.status == 2 and "No such command 'walk'" in ran.output


def test_help_names_every_command(command: Command) -> None:
    ran = command("--help")

    assert ran.status == 0
    assert all(f"\n  {name} " in ran.output for name in ("serve", "user", "token", "import", "upgrade", "demo"))


def test_a_password_is_never_printed(database: Database, command: Command) -> None:
    assert PASSWORD not in command("user", "add", "Alice", "--password-stdin", typed=PASSWORD).output
