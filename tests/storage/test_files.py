"""Data files are whole, and their owner's only."""

import stat
from pathlib import Path

import pytest

from tests.factories import add_user
from webapp import create_app, open_database
from webapp.config import Settings
from webapp.storage import files, instance


def modes(folder: Path) -> dict[str, int]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in found}


def test_a_folder_that_was_there_holds_files_for_their_owner_only(settings: Settings) -> None:
    settings.data.mkdir(mode=0o755)
    app = create_app(settings)
    database = app.extensions["backstride_database"]
    add_user(database, "Alice")

    found = modes(settings.data)
    assert {"backstride.db", "backstride.db-wal", "backstride.db-shm", "backstride.db-lock", "instance"} <= found.keys()
    assert set(found.values()) == {0o600}
    database.close()


def test_files_that_others_could_read_are_taken_back_at_the_start(settings: Settings) -> None:
    open_database(settings).close()
    for folder in ("backups", "certificates"):
        (settings.data / folder).mkdir()
        (settings.data / folder / "old").write_text("old")
    for path in settings.data.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    open_database(settings).close()

    assert set(modes(settings.data).values()) == {0o600}


def test_an_installation_keeps_its_name(tmp_path: Path) -> None:
    assert instance.read_or_make(tmp_path) == instance.read_or_make(tmp_path) != ""


@pytest.mark.parametrize("left", ["", "\n"])
def test_a_name_that_a_power_cut_left_empty_is_made_anew(tmp_path: Path, left: str) -> None:
    (tmp_path / "instance").write_text(left)
    made = instance.read_or_make(tmp_path)

    assert len(made) == 36
    assert instance.read_or_make(tmp_path) == made


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "instance"
    files.write_whole(file, b"before")
    monkeypatch.setattr("os.fsync", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        files.write_whole(file, b"after")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("instance", b"before")]
