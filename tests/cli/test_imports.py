import fcntl
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

import pytest

from tests.cli.commands import Command
from tests.factories import NOW, log
from tests.importers import fit_files, xml_files
from webapp import importers
from webapp.actions import walks
from webapp.domain import walks as walk_rules
from webapp.importers import Reading
from webapp.storage import imports as import_store
from webapp.storage import sheets
from webapp.storage import walks as store
from webapp.storage.engine import Database
from webapp.storage.models import User

FIT = fit_files.fit([fit_files.record(52.09, 5.12), fit_files.session(), fit_files.activity()])
TCX = xml_files.tcx(xml_files.activity(xml_files.lap(), notes="A walk"))
LINE = "walk.fit: 30 min, 2.4 km on 3 May 2026, 09:40 Europe/Amsterdam"


@pytest.fixture
def fit(tmp_path: Path) -> str:
    pytest.importorskip("tzfpy")
    return written(tmp_path, "walk.fit", FIT)


def written(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def count(database: Database, user: User) -> int:
    with database.reading() as session:
        return len(store.page(session, user.diary, first=None, last=None, before=None, limit=99))


def test_each_file_has_a_line_that_says_what_became_of_it(
    database: Database, alice: User, command: Command, fit: str, tmp_path: Path
) -> None:
    broken, none = written(tmp_path, "broken.gpx", b"<gpx><trk>"), str(tmp_path / "none.fit")
    ran = command("import", fit, written(tmp_path, "walk.tcx", TCX), broken, none)
    lines = ran.output.splitlines()

    assert (ran.status, len(lines), count(database, alice)) == (1, 4, 1)
    assert lines[0] == f"{LINE}, saved."
    assert lines[1].endswith("already saved.")
    assert lines[2].startswith("broken.gpx: ") and lines[2].endswith(".")
    assert lines[3] == "none.fit: can't be read, No such file or directory."


def test_a_table_is_read_by_the_columns_that_were_chosen_on_the_page(
    database: Database, alice: User, command: Command, tmp_path: Path
) -> None:
    data = b"Datum;Minuten\n2026-11-03 07:00;32\n2026-11-04 07:00;x\n2026-11-05 07:00;9\n"
    file = written(tmp_path, "my.csv", data)
    asked = command("import", file)
    (reading,) = importers.read("my.csv", BytesIO(data))
    assert reading.sheet
    with database.writing() as session:
        sheets.remember(session, alice.diary, reading.sheet.sheet.key, reading.sheet.layout, now=NOW)
    ran = command("import", file)

    assert (asked.status, "We don't know the columns of this table yet" in asked.output) == (1, True)
    assert ran.output.splitlines()[0] == "my.csv: 32 min on 3 Nov 2026, 07:00 Europe/Paris, saved."
    assert "my.csv: Row 3: We can't read this as a figure (x)." in ran.output.splitlines()


def test_a_dry_run_changes_nothing(database: Database, alice: User, command: Command, fit: str) -> None:
    assert command("import", "--dry-run", fit) == (0, f"{LINE}, would be saved.\n")
    assert count(database, alice) == 0
    assert command("import", fit) == (0, f"{LINE}, saved.\n")
    assert command("import", "--dry-run", fit) == (0, f"{LINE}, already saved.\n")


OTHER = TCX.replace(b'Sport="Walking"', b'Sport="Other"').replace(b"A walk", b"")
LEFT_OUT = "left out, because we can't tell what it was (Other). Use --unsure walk or --unsure run to save it."


@pytest.mark.parametrize(
    ("options", "ending", "walks"),
    [
        ([], LEFT_OUT, 0),
        (["--unsure", "skip"], LEFT_OUT, 0),
        (["--unsure", "walk"], "saved.", 1),
        (["--unsure", "run"], "saved.", 1),
        (["--unsure", "walk", "--dry-run"], "would be saved.", 0),
        (["--dry-run"], LEFT_OUT, 0),
    ],
)
def test_what_nobody_can_tell_follows_the_option_and_is_left_out_without_one(
    database: Database, alice: User, command: Command, tmp_path: Path, options: list[str], ending: str, walks: int
) -> None:
    ran = command("import", *options, written(tmp_path, "other.tcx", OTHER))

    assert (ran.status, ran.output.count("\n"), count(database, alice)) == (0, 1, walks)
    assert ran.output.endswith(f", {ending}\n")
    with database.reading() as session:
        assert import_store.count_open(session, alice.diary, started_since=walk_rules.EARLIEST) == 0


def test_an_answer_to_all_does_not_save_a_walk_of_the_same_time(
    database: Database, alice: User, command: Command, tmp_path: Path
) -> None:
    later = TCX.replace(b"07:40:12Z", b"07:43:12Z")
    files = [written(tmp_path, "one.tcx", TCX), written(tmp_path, "later.tcx", later)]

    ran = command("import", "--unsure", "walk", *files)

    assert ran.output.splitlines()[1].endswith("left out, because you have a walk at that time.")
    assert count(database, alice) == 1


def test_an_answer_that_is_none_is_refused(alice: User, command: Command, fit: str) -> None:
    assert command("import", "--unsure", "fly", fit).status == 2


def test_each_recording_in_a_zip_has_a_line_under_both_names(alice: User, command: Command, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "walks.zip", "w") as archive:
        archive.writestr("one.tcx", TCX)
        archive.writestr("ride.tcx", TCX.replace(b"Walking", b"Biking"))
    ran = command("import", str(tmp_path / "walks.zip"))

    assert [line.partition(": ")[0] for line in ran.output.splitlines()] == [
        "walks.zip, one.tcx",
        "walks.zip, ride.tcx",
    ]
    assert ran.status == 0


def test_a_file_is_read_before_anybody_has_to_wait_to_write(
    database: Database, alice: User, command: Command, fit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, was_free = importers.read, []

    def watched(name: str, file: BinaryIO, *more: Any) -> Iterator[Reading]:
        assert database.file
        with database.file.with_name(database.file.name + "-lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            was_free.append(True)
            found = list(read(name, file, *more))
        yield from found

    monkeypatch.setattr(importers, "read", watched)

    assert (command("import", fit).status, was_free) == (0, [True])


def test_a_deleted_walk_is_said_to_be_in_the_bin(database: Database, alice: User, command: Command, fit: str) -> None:
    command("import", fit)
    with database.writing() as session:
        row = store.latest(session, alice.diary)
        assert row
        walks.delete_walk(session, alice.diary, row, now=NOW)

    assert command("import", fit) == (0, f"{LINE}, already saved, in the bin.\n")


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


def test_what_was_exported_is_taken_back_whole(
    database: Database, alice: User, bob: User, command: Command, tmp_path: Path
) -> None:
    with database.writing() as session:
        log(session, alice)
    file = written(tmp_path, "all.txt", command("export", "--user", "alice").output.encode())

    tried = command("import", "--user", "bob", "--dry-run", file)
    assert tried == (0, "all.txt: 1 walk would come back.\nall.txt: Your settings would come back.\n")
    assert count(database, bob) == 0
    assert "all.txt: 1 walk is back." in command("import", "--user", "bob", file).output
    assert count(database, bob) == 1


def test_a_document_that_was_cut_is_refused(alice: User, command: Command, tmp_path: Path) -> None:
    whole = command("export").output.encode()

    ran = command("import", written(tmp_path, "all.json", whole[:-20]))
    assert ran.status == 1
    assert "The file is damaged" in ran.output and "Nothing was changed." in ran.output
