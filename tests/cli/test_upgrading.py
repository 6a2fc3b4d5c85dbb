"""A server that has to upgrade its database first."""

from pathlib import Path

import pytest

from webapp.cli.serve import upgrade_apart
from webapp.config import Settings
from webapp.storage import schema
from webapp.storage.engine import Database


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a data folder that is not there yet."""
    monkeypatch.setenv("BACKSTRIDE_DATA", str(tmp_path / "new"))
    return Settings.from_env()


def test_another_process_does_it_so_that_the_server_holds_nothing_of_it(fresh: Settings) -> None:
    upgrade_apart(fresh)
    assert schema.is_newest(fresh.database_file)
    assert {file.name for file in fresh.data.glob("backstride.db*")} >= {"backstride.db"}


def test_where_no_process_can_be_started_the_server_does_it(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
    upgrade_apart(fresh)
    assert not fresh.database_file.exists()


def test_a_database_that_is_new_enough_starts_no_process(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("a process was started"))
    upgrade_apart(settings)
