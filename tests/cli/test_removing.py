"""Deleting an account from the shell."""

import json
from pathlib import Path

from tests.cli.commands import Command
from tests.factories import log
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_an_account_goes_with_everything_and_can_be_kept_in_a_file(
    database: Database, alice: User, bob: User, command: Command, tmp_path: Path
) -> None:
    with database.writing() as session:
        log(session, bob)
    file = tmp_path / "bob.json"

    ran = command("user", "remove", "bob", "--export", str(file))
    assert ran.output.startswith("Removed bob, with everything that belonged to them.\n")
    assert len(json.loads(file.read_text())["walks"]) == 1
    assert command("user", "list").output == "Alice  (owner)\n"


def test_where_the_file_cannot_be_written_nobody_is_removed(
    alice: User, bob: User, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "there.json").write_text("mine")

    assert "is there already" in command("user", "remove", "bob", "--export", str(tmp_path / "there.json")).output
    assert "There is no folder" in command("user", "remove", "bob", "--export", str(tmp_path / "no" / "b")).output
    assert command("user", "list").output == "Alice  (owner)\nBob\n"


def test_the_owner_and_the_last_one_are_told_what_happens(alice: User, bob: User, command: Command) -> None:
    assert "Bob is the owner now." in command("user", "remove", "Alice").output
    assert "prints a new set-up link" in command("user", "remove", "Bob").output
    assert command("user", "remove", "Bob").status == 1
