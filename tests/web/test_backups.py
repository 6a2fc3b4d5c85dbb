"""Backups: the owner's list, one more by a tap, one to take along, and Undo of what was deleted."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.factories import NOW, add_user, log
from tests.web.pages import Page
from webapp.actions.nights import FailedNight, Night
from webapp.domain import backup_rules
from webapp.security import accounts
from webapp.storage import backups, locked_files, users
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.second_folder import SecondPlace
from webapp.storage.troubles import Trouble
from webapp.words import backups as words

A_DAY = dt.timedelta(days=1)


@pytest.fixture
def night(app: Flask) -> Night:
    found: Night = app.extensions["backstride_night"]
    return found


def numbers(night: Night) -> list[int]:
    """Those of the backups, the newest first."""
    return [backup.number for backup in night.newest_first()]


@pytest.fixture
def two(as_alice: FlaskClient, alice: User, database: Database) -> FlaskClient:
    """Alice, the owner, with a walk and two backups."""
    with database.writing() as session:
        log(session, alice)
    for _ in range(2):
        assert as_alice.post("/backups").status_code == 303
    return as_alice


def test_there_is_none_until_one_is_made_and_then_the_page_says_so(as_alice: FlaskClient) -> None:
    assert "There is no backup yet" in as_alice.get("/backups").text
    answer = as_alice.post("/backups", follow_redirects=True)
    assert "Your backup is ready." in answer.text
    assert "Last backup: Today, 18:10" in Page(answer).text


def test_the_list_has_the_day_the_size_the_reason_and_whether_it_is_proven(two: FlaskClient, night: Night) -> None:
    page = " ".join(Page(two.get("/backups")).text.split())
    assert page.count("by hand") == 2
    assert page.count("proven") >= 2
    assert "1 walk of 1 person" in page

    night.newest_first()[0].file.write_bytes(b"cut")
    assert "damaged" in Page(two.get("/backups")).text
    assert "This backup is damaged." in two.get(f"/backups/{numbers(night)[0]}").text


def test_one_is_taken_along_privately_under_the_name_of_its_day(two: FlaskClient, night: Night) -> None:
    backup = night.newest_first()[1]
    with two.get(f"/backups/{backup.number}/file") as answer:
        assert answer.headers["Content-Disposition"] == "attachment; filename=backstride-2026-11-20.db"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.data == backup.file.read_bytes()
    assert backups.sha256(backup.file) in two.get(f"/backups/{backup.number}").text


def test_a_deleted_one_comes_back_by_undo_and_the_newest_can_not_be_deleted(two: FlaskClient, night: Night) -> None:
    newest, older = numbers(night)
    page = Page(two.post(f"/backups/{older}/delete", follow_redirects=True))
    assert numbers(night) == [newest]
    assert page.notice
    two.post(page.notice[0])
    assert numbers(night) == [newest, older]

    assert "Delete this backup" not in two.get(f"/backups/{newest}").text
    assert two.post(f"/backups/{newest}/delete").status_code == 404


def test_one_that_is_not_there_is_not_found(two: FlaskClient) -> None:
    assert [two.get(path).status_code for path in ("/backups/3", "/backups/3/file", "/backups/x")] == [404] * 3
    assert two.post("/backups/3/delete").status_code == 404


def test_a_full_disk_is_told_and_the_last_failure_is_until_one_is_made(
    two: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(backups, "_ROOM_FOR", 10**12)
        answer = two.post("/backups")
    assert answer.status_code == 507
    assert "The disk is full. Please make room on it." in answer.text
    assert "The last try did not work" in two.get("/backups").text

    two.post("/backups")
    assert "The last try did not work" not in two.get("/backups").text


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_its_words(app: Flask, as_alice: FlaskClient, night: Night, trouble: Trouble) -> None:
    night.failed = FailedNight(trouble, NOW)
    with app.test_request_context():
        said = words.trouble(trouble)
    assert said in as_alice.get("/backups").text.replace("&#39;", "'")


def test_only_the_owner_finds_the_page_and_the_way_to_it(two: FlaskClient, as_bob: FlaskClient, night: Night) -> None:
    assert 'href="/backups"' in two.get("/settings/server").text
    assert 'href="/backups"' not in as_bob.get("/settings/server").text
    assert as_bob.get(f"/backups/{numbers(night)[0]}/file").status_code == 404


def test_today_tells_the_owner_alone_when_the_last_one_is_old(
    two: FlaskClient, as_bob: FlaskClient, night: Night
) -> None:
    assert 'href="/backups"' not in two.get("/").text
    assert night.last
    night.last = replace(night.last, made_at=NOW - backup_rules.LATE_AFTER * 2)
    assert 'href="/backups"' in two.get("/").text
    assert 'href="/backups"' not in as_bob.get("/").text


def test_a_second_folder_gets_the_newest_at_once_until_it_is_forgotten(two: FlaskClient, tmp_path: Path) -> None:
    answer = two.post("/backups/second", data={"folder": str(tmp_path)}, follow_redirects=True)
    page = " ".join(Page(answer).text.split())
    assert f"Each backup also goes to {tmp_path}." in page
    assert "The last one there: Today, 18:10" in page

    two.post("/backups/second/forget")
    assert "also goes to" not in two.get("/backups").text


def test_a_folder_that_can_not_be_is_told_beside_what_was_typed(two: FlaskClient) -> None:
    answer = two.post("/backups/second", data={"folder": "/no/such/folder"})
    assert answer.status_code == 422
    assert Page(answer).refuses("folder")
    assert Page(answer).form("/backups/second")["folder"] == "/no/such/folder"


def test_a_second_folder_that_is_away_is_told(two: FlaskClient, night: Night) -> None:
    night.not_sent = FailedNight(Trouble.AWAY, NOW)
    night.second._keep(SecondPlace(Path("/mnt/away"), True, None))
    page = " ".join(Page(two.get("/backups")).text.split())
    assert "The last one did not get there: Today, 18:10." in page
    assert "If that disk breaks, both are gone." in page


def test_with_a_pass_phrase_what_is_taken_along_is_locked(
    two: FlaskClient, night: Night, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(locked_files, "_ask", locked_files.done)
    answer = two.post("/backups/lock", data={"copy_password": "forty miles of bad road"}, follow_redirects=True)
    assert "Only your pass phrase opens it." in answer.text
    number = numbers(night)[0]
    with two.get(f"/backups/{number}/file") as download:
        assert download.headers["Content-Disposition"].endswith("backstride-2026-11-20.db.locked")
        (tmp_path / "copy").write_bytes(download.data)
    assert locked_files.is_locked(tmp_path / "copy")
    assert not list(night.backups.folder.glob("*.unfinished*"))

    two.post("/backups/lock/forget")
    with two.get(f"/backups/{number}/file") as download:
        assert download.data.startswith(b"SQLite format 3")


def test_a_short_pass_phrase_is_refused_and_never_sent_back(two: FlaskClient, night: Night) -> None:
    answer = two.post("/backups/lock", data={"copy_password": "fourteen signs"})
    assert answer.status_code == 422
    assert Page(answer).refuses("copy_password")
    assert "fourteen signs" not in answer.text
    assert night.second.lock_of_copies.lock is None


def note(database: Database) -> str:
    """That of the only walk."""
    with database.reading() as session:
        return str(session.scalar(text("SELECT note FROM walk")))


def test_the_owner_goes_back_to_a_backup_and_undoes_it(two: FlaskClient, night: Night, database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE walk SET note = 'Later.'"))
    backup = numbers(night)[-1]
    assert f"/backups/{backup}/restore" in two.get(f"/backups/{backup}").text
    assert "Passwords and sign-ins stay as they are today." in two.get(f"/backups/{backup}/restore").text
    answer = two.post(f"/backups/{backup}/restore", follow_redirects=True)
    assert "Everything is as it was in the backup." in answer.text
    assert "before you went back" in answer.text
    assert note(database) == ""

    two.post(f"/backups/{numbers(night)[0]}/restore")
    assert note(database) == "Later."


def test_a_damaged_backup_is_not_gone_back_to(two: FlaskClient, night: Night) -> None:
    newest = night.newest_first()[0]
    newest.file.write_bytes(newest.file.read_bytes().replace(b"Alice", b"Alibi"))
    answer = two.post(f"/backups/{newest.number}/restore")
    assert answer.status_code == 422 and "This backup is damaged. Please try an older one." in answer.text
    assert numbers(night) == [newest.number, newest.number - 1]


def test_who_was_removed_since_is_named(two: FlaskClient, night: Night, database: Database) -> None:
    bob = add_user(database, "Bob")
    two.post("/backups")
    with database.writing() as session:
        accounts.remove(session, users.get(session, bob.id))
    answer = two.post(f"/backups/{numbers(night)[0]}/restore", follow_redirects=True)
    assert "Back without a password: Bob." in answer.text


def test_the_weekly_trial_is_told_and_a_failed_one_on_today_too(two: FlaskClient, night: Night) -> None:
    assert "Last proven" not in two.get("/backups").text
    night.try_newest(now=NOW)
    assert "Last proven: Today, 18:10." in two.get("/backups").text
    night.newest_first()[0].file.write_bytes(b"spoiled")
    night.try_newest(now=NOW + 7 * A_DAY)

    assert "and it is not whole. Please make a new one now." in two.get("/backups").text
    assert [backup.is_damaged for backup in night.newest_first()] == [True, False]
    assert "The last backup could not be brought back when we tried." in two.get("/").text
    two.post("/backups")
    night.try_newest(now=NOW + 7 * A_DAY)
    assert "it is not whole" not in two.get("/backups").text
