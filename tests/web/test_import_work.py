"""The work of an import goes on by itself: how far it is, after a restart, and with a file that was lost."""

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.uploads import OTHER, TCX, address_of, read, save, send, walks
from webapp import importers
from webapp.actions import import_saving
from webapp.importers import Reading
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.right_of_way import RightOfWay
from webapp.storage.troubles import CannotWrite, Trouble
from webapp.web.import_rests import Rests


def test_while_it_works_the_page_says_how_far_it_is_and_asks_again(
    as_alice: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["backstride_imports"], "call", lambda: None)
    monkeypatch.setattr(app.extensions["backstride_imports"], "patience_s", 0)
    page = read(as_alice, ("one.tcx", TCX))
    assert '<progress class="progress" max="1" value="0.000"' in page.text
    assert 'hx-trigger="every 1s"' in page.text and "See how far it is" in page.text
    assert '<meta http-equiv="refresh"' in page.text


def test_what_was_begun_goes_on_when_the_server_starts_again(
    as_alice: FlaskClient, app: Flask, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = app.extensions["backstride_imports"]
    with monkeypatch.context() as patched:
        patched.setattr(worker, "call", lambda: None)
        patched.setattr(worker, "patience_s", 0)
        address = send(as_alice, ("one.tcx", TCX)).location
    (worker.uploads.folder / "left.part").write_bytes(b"What a crash has left.")
    worker.resume()
    worker.wait(alice.diary, UUID(Path(address).name))
    assert "Import 1 walk" in as_alice.get(address).text
    assert list(worker.uploads.folder.iterdir()) == []


def test_a_file_that_was_lost_is_damaged_and_takes_nothing_from_the_others(
    as_alice: FlaskClient, app: Flask, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = app.extensions["backstride_imports"]
    with monkeypatch.context() as patched:
        patched.setattr(worker, "call", lambda: None)
        patched.setattr(worker, "patience_s", 0)
        address = send(as_alice, ("one.tcx", TCX), ("other.tcx", OTHER)).location
    min(worker.uploads.folder.iterdir()).unlink()
    worker.call()
    worker.wait(alice.diary, UUID(Path(address).name))
    text = as_alice.get(address).text
    assert "Import 1 walk" in text and "1 could not be read" in text


def test_what_no_reader_expected_is_damaged_and_tells_the_log_no_value(
    as_alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    readings = importers.read

    def surprised(name: str, file: BinaryIO, *more: Any) -> Iterator[Reading]:
        if name == "odd.tcx":
            raise ValueError("71.5 kg is no date")
        return readings(name, file, *more)

    monkeypatch.setattr(importers, "read", surprised)
    text = read(as_alice, ("odd.tcx", TCX), ("other.tcx", OTHER)).text
    assert "Import 1 walk" in text and "1 could not be read" in text
    assert "A file can't be read (ValueError, test_import_work.py line" in caplog.text and "71.5" not in caplog.text


@pytest.fixture
def errors(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the next tries to save or to take back meet, each one of them."""
    waiting: list[Exception] = []

    def failing(action: Callable[..., None]) -> Callable[..., None]:
        def tried(*args: Any, **fields: Any) -> None:
            action(*args, **fields)
            if waiting:
                raise waiting.pop(0)

        return tried

    for name in ("save_piece", "undo_piece"):
        monkeypatch.setattr(import_saving, name, failing(getattr(import_saving, name)))
    return waiting


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk of your server is full."),
        (CannotWrite(Trouble.BUSY), "Something else is saving just now."),
        (ValueError("71.5 kg is odd"), "Something went wrong on our side."),
    ],
)
def test_the_page_says_what_the_work_waits_for(
    as_alice: FlaskClient, app: Flask, errors: list[Exception], error: Exception, why: str
) -> None:
    app.extensions["backstride_imports"].rests.first_s = 600
    errors.append(error)
    page = save(as_alice, ("one.tcx", TCX)).text

    assert "We are saving your walks" in page and f"{why} We try again by ourselves at" in page


def test_what_failed_is_tried_again_by_itself_and_saved_once(
    as_alice: FlaskClient, app: Flask, alice: User, errors: list[Exception], database: Database
) -> None:
    app.extensions["backstride_imports"].rests.first_s = 0
    errors += [OSError(errno.ENOSPC, "Full"), ValueError("odd"), CannotWrite(Trouble.BUSY)]
    page = save(as_alice, ("one.tcx", TCX)).text

    assert "1 walk saved" in page and "We try again" not in page
    assert len(walks(database, alice)) == 1


def test_one_that_rests_holds_up_no_other_and_can_be_cancelled(
    as_alice: FlaskClient, app: Flask, alice: User, errors: list[Exception], database: Database
) -> None:
    app.extensions["backstride_imports"].rests.first_s = 600
    errors.append(ValueError("odd"))
    resting = address_of(save(as_alice, ("one.tcx", TCX)))

    assert "1 walk saved" in save(as_alice, ("other.tcx", OTHER)).text
    as_alice.post(f"{resting}/cancel")
    assert "0 walks taken back" in as_alice.get(resting).text
    assert len(walks(database, alice)) == 1


def test_each_rest_is_longer_than_the_one_before_up_to_ten_minutes() -> None:
    rests = Rests()
    assert [rests.begin(1, ValueError()) for _ in range(9)] == [5, 10, 20, 40, 80, 160, 320, 600, 600]
    rests.end(1)
    assert rests.begin(1, ValueError()) == 5


def test_it_reads_nothing_while_somebody_is_answered(
    as_alice: FlaskClient, app: Flask, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, database = app.extensions["backstride_imports"], app.extensions["backstride_database"]
    with monkeypatch.context() as patched:
        patched.setattr(worker, "call", lambda: None)
        patched.setattr(worker, "patience_s", 0)
        address = send(as_alice, ("one.tcx", TCX)).location
    database.way = RightOfWay(most_aside_s=600)
    has_begun, path_of = threading.Event(), worker.uploads.path

    def path(stored: str) -> Path:
        has_begun.set()
        return Path(path_of(stored))

    monkeypatch.setattr(worker.uploads, "path", path)
    with database.way.answering():
        worker.call()
        assert not has_begun.wait(0.05)
    assert has_begun.wait(30)
    worker.wait(alice.diary, UUID(Path(address).name))
    assert "Import 1 walk" in as_alice.get(address).text
