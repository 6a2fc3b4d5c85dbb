"""A backup from the shell."""

import re
from pathlib import Path

from tests.cli.commands import Command
from tests.factories import log
from webapp.config import Settings
from webapp.storage import locked_files, proofs
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_it_goes_among_the_others_of_the_server(command: Command, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)
    ran = command("backup")

    assert ran.status == 0
    said = re.fullmatch(r"(.*) is made and proven\. People: 1, walks: 1\.\n", ran.output)
    assert said and proofs.prove(Path(said[1])).walks == 1


def test_it_goes_to_a_file_and_takes_the_place_of_none(command: Command, alice: User, tmp_path: Path) -> None:
    file = tmp_path / "mine.db"
    assert command("backup", str(file)).status == 0
    assert proofs.prove(file).people == 1
    assert "is there already. Nothing was changed." in command("backup", str(file)).output
    assert [path.name for path in tmp_path.glob("mine*")] == ["mine.db"]


def test_where_it_can_not_be_made_it_says_why(
    command: Command, settings: Settings, alice: User, database: Database, tmp_path: Path
) -> None:
    assert "The backup failed:" in command("backup", str(tmp_path / "no" / "mine.db")).output
    database.close()
    settings.database_file.unlink()
    ran = command("backup")
    assert (ran.status, "There is no diary yet at" in ran.output) == (1, True)


def test_a_locked_copy_is_opened_by_its_pass_phrase_alone(command: Command, alice: User, tmp_path: Path) -> None:
    file, locked = tmp_path / "mine.db", tmp_path / "mine.db.locked"
    command("backup", str(file))
    with locked.open("wb") as content:
        locked_files.lock_file(file, content, locked_files.new_lock("forty miles of bad road"))
    content_before = file.read_bytes()

    assert "Open it first: backstride unlock" in command("restore", str(locked)).output
    assert "is there already" in command("unlock", str(locked)).output
    file.unlink()
    assert "The pass phrase is another" in command("unlock", str(locked), typed="other words\n").output
    assert not file.exists()
    assert command("unlock", str(locked), typed="forty miles of bad road\n").status == 0
    assert file.read_bytes() == content_before
