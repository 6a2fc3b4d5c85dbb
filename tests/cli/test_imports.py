from pathlib import Path

import pytest

from tests.cli.commands import Command
from tests.factories import NOW
from tests.importers import fit_files, xml_files
from webapp.actions import walks
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

FIT = fit_files.fit([fit_files.record(52.09, 5.12), fit_files.session(), fit_files.activity()])
TCX = xml_files.tcx(xml_files.activity(xml_files.lap(), notes="A walk"))
LINE = "walk.fit: 30 min 0 s, 2400 m on 2026-05-03 09:40 Europe/Amsterdam"


@pytest.fixture
def fit(tmp_path: Path) -> str:
    pytest.importorskip("tzfpy")
    return written(tmp_path, "walk.fit", FIT)


def written(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def count(database: Database, user: User) -> int:
    with database.reading() as session:
        return len(store.page(session, user.id, first=None, last=None, before=None, limit=99))


def test_each_file_has_a_line_that_says_what_became_of_it(
    database: Database, alice: User, command: Command, fit: str, tmp_path: Path
) -> None:
    broken, none = written(tmp_path, "broken.gpx", b"<gpx><trk>"), str(tmp_path / "none.fit")
    ran = command("import", fit, written(tmp_path, "walk.tcx", TCX), broken, none)
    lines = ran.output.splitlines()

    assert (ran.status, len(lines), count(database, alice)) == (1, 4, 1)
    assert lines[0] == f"{LINE}, saved."
    assert lines[1].endswith("is there already.")
    assert lines[2].startswith("broken.gpx: ") and lines[2].endswith(".")
    assert lines[3] == "none.fit: can't be read, No such file or directory."


def test_a_dry_run_changes_nothing(database: Database, alice: User, command: Command, fit: str) -> None:
    assert command("import", "--dry-run", fit) == (0, f"{LINE}, would be saved.\n")
    assert count(database, alice) == 0
    assert command("import", fit) == (0, f"{LINE}, saved.\n")
    assert command("import", "--dry-run", fit) == (0, f"{LINE}, is there already.\n")


def test_a_deleted_walk_is_said_to_be_in_the_bin(database: Database, alice: User, command: Command, fit: str) -> None:
    command("import", fit)
    with database.writing() as session:
        row = store.latest(session, alice.id)
        assert row
        walks.delete_walk(session, alice, row, now=NOW)

    assert command("import", fit) == (0, f"{LINE}, is there already, in the bin.\n")


def test_among_several_people_one_has_to_be_named(
    database: Database, alice: User, bob: User, command: Command, fit: str
) -> None:
    refused = command("import", fit)

    assert refused.status == 1 and "Say which one with --user NAME." in refused.output
    assert command("import", "--user", "bob", fit).status == 0
    assert (count(database, alice), count(database, bob)) == (0, 1)


def test_without_an_account_there_is_nobody_to_import_for(database: Database, command: Command, fit: str) -> None:
    ran = command("import", fit)

    assert ran.status == 1 and "backstride user add NAME" in ran.output
