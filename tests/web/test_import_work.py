"""The work of an import goes on by itself: how far it is, after a restart, and with a file that was lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.uploads import OTHER, TCX, read, send
from webapp import importers
from webapp.importers import Reading
from webapp.storage.models import User


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
