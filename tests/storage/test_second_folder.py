"""The second folder: what is sent there, whole or not at all, and what a share that is away costs: nothing."""

import shutil
from pathlib import Path

import pytest

from tests.factories import NOW
from webapp.config import Settings
from webapp.domain.backup_rules import BackupReason
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.storage import files, locked_files, proofs
from webapp.storage.backups import Backup, Backups, FailedBackup
from webapp.storage.engine import Database
from webapp.storage.second_folder import SecondFolder
from webapp.storage.troubles import Trouble


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def second(settings: Settings, share: Path, filled: Database) -> SecondFolder:
    second = SecondFolder(settings.data, settings.database_file, "1a2b3c4d-0000")
    second.choose(str(share))
    return second


@pytest.fixture
def made(settings: Settings, filled: Database) -> Backup:
    return Backups(settings.database_file).make(BackupReason.HAND, now=NOW)


def test_what_is_sent_is_the_same_file_in_a_folder_of_this_server(
    second: SecondFolder, made: Backup, share: Path
) -> None:
    second.send(made)
    second.send(made)

    own = share / "backstride-1a2b3c4d"
    assert {path.name for path in own.iterdir()} == {made.file.name, made.file.with_suffix(".json").name}
    assert proofs.prove(own / made.file.name) == made.proof
    assert second.place and second.place.last_at == NOW


def test_a_share_that_is_not_mounted_gets_nothing_and_says_so(second: SecondFolder, made: Backup, share: Path) -> None:
    shutil.rmtree(share)
    share.mkdir()
    with pytest.raises(FailedBackup) as failed:
        second.send(made)
    assert failed.value.trouble is Trouble.AWAY
    assert list(share.iterdir()) == []


def test_what_arrives_changed_does_not_stay(
    second: SecondFolder, made: Backup, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "sync", lambda path: path.is_file() and path.write_bytes(b"other"))
    with pytest.raises(FailedBackup) as failed:
        second.send(made)
    assert failed.value.trouble is Trouble.DAMAGED
    assert list((share / "backstride-1a2b3c4d").iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Reason.NOT_A_FOLDER),
        ("share", Reason.NOT_A_FOLDER),
        ("/no/such/folder", Reason.NOT_A_FOLDER),
        ("/" + "x" * 2000, Reason.NOT_A_FOLDER),
        ("{data}", Reason.OF_THE_DATA_FOLDER),
        ("{data}/backups/..", Reason.OF_THE_DATA_FOLDER),
        ("/proc", Reason.TAKES_NOTHING),
    ],
)
def test_a_folder_is_taken_once_something_could_be_written_there(
    settings: Settings, made: Backup, typed: str, reason: Reason
) -> None:
    second = SecondFolder(settings.data, settings.database_file, "1a2b3c4d-0000")
    with pytest.raises(Invalid) as invalid:
        second.choose(typed.format(data=settings.data))
    assert invalid.value.problems == (Problem("folder", reason),)
    assert second.place is None


def test_once_it_is_forgotten_nothing_is_sent_and_what_is_there_stays(
    second: SecondFolder, made: Backup, share: Path
) -> None:
    second.send(made)
    second.forget()
    second.forget()
    second.send(made)
    assert second.backups is None
    assert len(list((share / "backstride-1a2b3c4d").iterdir())) == 2


def test_with_a_pass_phrase_what_is_sent_is_locked(
    second: SecondFolder, made: Backup, share: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(locked_files, "_ask", locked_files.done)
    second.lock_of_copies.set("forty miles of bad road")
    second.send(made)
    second.send(made)

    (sent,) = second.backups.newest_first() if second.backups else []
    assert sent.file == share / "backstride-1a2b3c4d" / f"{made.file.stem}.locked"
    assert not sent.is_damaged
    with (tmp_path / "opened.db").open("wb") as opened:
        locked_files.unlock_file(sent.file, opened, "forty miles of bad road")
    assert (tmp_path / "opened.db").read_bytes() == made.file.read_bytes()
    assert {path.suffix for path in made.file.parent.iterdir()} == {".db", ".json", ""}
