"""Cancel in the middle of the work: whatever the worker is at, nothing half done is left."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.importers import app_files as files
from tests.web.uploads import send, walks
from webapp.actions import import_saving, import_sheets
from webapp.domain.imports import BatchState
from webapp.storage import walks as walk_store
from webapp.storage import weights
from webapp.storage.engine import Database, Session
from webapp.storage.import_models import ImportBatch
from webapp.storage.models import User

MANY = import_saving.A_PIECE + 5
Hold = Callable[[str, BatchState], AbstractContextManager[None]]


@pytest.fixture
def address(as_alice: FlaskClient) -> str:
    """An import of more walks than one piece, and of a body weight, of which nothing is saved yet."""
    workouts = [files.auto_export_workout(after=number * 7200) for number in range(MANY)]
    return send(as_alice, ("all.json", files.auto_export(workouts, [files.auto_export_weights(70.5, "kg")]))).location


@pytest.fixture
def amid(app: Flask, as_alice: FlaskClient, alice: User, address: str, monkeypatch: pytest.MonkeyPatch) -> Hold:
    """A block that runs after the first piece of what a button began; at its end the worker goes on to the end."""
    worker, files_done = app.extensions["backstride_imports"], import_sheets.files_done

    @contextmanager
    def hold(button: str, state: BatchState) -> Iterator[None]:
        is_reached, may_go_on = Event(), Event()

        def wait(session: Session, batch: ImportBatch) -> list[str]:
            if batch.state == state and not is_reached.is_set():
                is_reached.set()
                may_go_on.wait(60)
            return files_done(session, batch)

        monkeypatch.setattr(import_sheets, "files_done", wait)
        monkeypatch.setattr(worker, "patience_s", 0)
        as_alice.post(f"{address}/{button}")
        assert is_reached.wait(60)
        yield
        may_go_on.set()
        worker.wait(alice.diary, UUID(Path(address).name), 60)

    return hold


def kept(database: Database, alice: User) -> tuple[int, int, int]:
    """How many walks the diary has, how many the bin, and how many weights there are."""
    with database.reading() as session:
        in_bin = walk_store.in_bin(session, alice.diary, limit=99)
        return len(walks(database, alice)), len(in_bin), len(weights.newest_first(session, alice.diary))


def test_cancel_while_walks_are_saved_takes_back_those_that_were(
    amid: Hold, as_alice: FlaskClient, address: str, database: Database, alice: User
) -> None:
    with amid("save", BatchState.SAVING):
        amid_saving = kept(database, alice)
        as_alice.post(f"{address}/cancel")
    page = as_alice.get(address).text

    assert (amid_saving, kept(database, alice)) == ((20, 0, 1), (0, 20, 0))
    assert "20 walks taken back" in page and "20 walks are in the bin" in page
    assert "new walk" not in page and "Nothing is saved" not in page


def test_cancel_while_walks_are_taken_back_lets_it_end(
    amid: Hold, as_alice: FlaskClient, address: str, database: Database, alice: User
) -> None:
    as_alice.post(f"{address}/save")
    with amid("undo", BatchState.UNDOING):
        amid_undo = kept(database, alice)
        as_alice.post(f"{address}/cancel")

    assert (amid_undo, kept(database, alice)) == ((5, 20, 1), (0, 25, 0))
    assert "25 walks taken back" in as_alice.get(address).text


def test_save_is_too_late_once_it_is_cancelled(
    amid: Hold, as_alice: FlaskClient, address: str, database: Database, alice: User
) -> None:
    with amid("save", BatchState.SAVING):
        as_alice.post(f"{address}/cancel")
        as_alice.post(f"{address}/save")
    as_alice.post(f"{address}/save")

    assert kept(database, alice) == (0, 20, 0)
