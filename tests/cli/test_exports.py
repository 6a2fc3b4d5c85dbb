"""Everything of a person from the shell."""

import json
import stat
from pathlib import Path

from tests.cli.commands import Command
from tests.factories import log
from webapp.storage.engine import Database
from webapp.storage.models import User


def test_it_is_printed_for_the_only_person_there_is(command: Command, database: Database, alice: User) -> None:
    with database.writing() as session:
        log(session, alice)

    printed = command("export")
    assert printed.status == 0
    assert len(json.loads(printed.output)["walks"]) == 1


def test_a_file_is_for_its_owner_alone_and_names_itself(command: Command, alice: User, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"

    assert f"Everything is in {file}." in command("export", "--format", "csv", "-o", str(file)).output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("all*")] == ["all.zip"]


def test_two_people_have_to_be_named_and_a_folder_has_to_be_there(
    command: Command, alice: User, bob: User, tmp_path: Path
) -> None:
    assert "Say which one with --user NAME." in command("export").output
    assert "There is no folder" in command("export", "--user", "alice", "-o", str(tmp_path / "no" / "all.json")).output


def test_no_other_file_gives_way_and_nothing_half_stays(command: Command, alice: User, tmp_path: Path) -> None:
    there, new = tmp_path / "there.json", tmp_path / "new.json"
    there.write_text("mine")

    assert "is there already" in command("export", "-o", str(there)).output
    assert there.read_text() == "mine"
    assert "no account named nobody" in command("export", "--user", "nobody", "-o", str(new)).output
    assert not new.exists()


def test_a_dash_is_printed(command: Command, alice: User) -> None:
    assert json.loads(command("export", "-o", "-").output)["walks"] == []
