"""A backup put back: the diary of then, with the access of today, and nothing half."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from tests.copies import HOUSE, change, sealed_copy
from tests.factories import NOW, PASSWORD, add_user, log
from tests.storage.upgrades import add_migration
from webapp.domain.keys import Scope
from webapp.security import accounts, keys, passwords, sign_ins
from webapp.storage import access_today, instance, marks, proofs, restoring, schema, users, walks
from webapp.storage.columns import Base
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.proofs import Unfit, WrongBackup
from webapp.storage.restoring import FailedRestore, PutBack

# What a restore brings back. A new table is in this list or in that of today's access: which one has to be thought of.
DIARY = {
    *("account", "walk", "segment", "pain", "former_figures", "week_total", "bulk_edit", "running_walk"),
    *("import_batch", "import_row", "direction_rule", "rule_batch", "rule_change", "layout", "clock_day", "key_walk"),
    *("safety_check", "plan_choice", "test_result", "waist", "strength_day", "pain_site", "reminder"),
    *("goal", "away_week", "usual_pace", "weight"),
}


def backed_up(database: Database, name: str = "copy.db") -> Path:
    """A sealed backup of what a database holds now, in the folder above its own."""
    assert database.file
    return sealed_copy(database.file, database.file.parent.parent / name)


def put_back(database: Database, file: Path, *, undoes: bool = False) -> PutBack:
    assert database.file
    return restoring.restore(database, file, data=database.file.parent, now=NOW, undoes=undoes)


def before_last(database: Database) -> Path:
    """What the last restore replaced."""
    assert database.file
    found = restoring.before_last(database.file)
    assert found
    return found


def notes(database: Database) -> list[str]:
    with database.reading() as session:
        return [str(note) for (note,) in session.execute(text("SELECT note FROM walk ORDER BY id"))]


def test_every_table_is_of_the_diary_or_of_the_access_of_today() -> None:
    assert DIARY | set(access_today.TABLES) == set(Base.metadata.tables)
    assert not DIARY & set(access_today.TABLES)


def test_a_backup_comes_back_and_what_was_there_is_kept(filled: Database, alice: User) -> None:
    file = backed_up(filled)
    with filled.writing() as session:
        session.execute(text("UPDATE walk SET note = 'Later.'"))
        log(session, alice)
    done = put_back(filled, file)

    assert notes(filled) == ["Along the river."] * 3
    assert done.proof.digest == proofs.prove(file).digest
    assert done.before == before_last(filled)
    assert proofs.prove(before_last(filled)).walks == 4
    assert filled.file and not (filled.file.parent / restoring.FOLDER).exists()
    put_back(filled, before_last(filled), undoes=True)
    assert notes(filled) == ["Later."] * 3 + [""]


def test_who_reads_meanwhile_goes_on_and_who_writes_then_writes_into_the_new_one(filled: Database, alice: User) -> None:
    file = backed_up(filled)
    with filled.writing() as session:
        log(session, alice)
    with filled.reading() as session:
        before = session.scalar(text("SELECT count(*) FROM walk"))
        put_back(filled, file)
        assert session.scalar(text("SELECT count(*) FROM walk")) == before == 4
    with filled.writing() as session:
        log(session, users.get(session, alice.id), note="After.")
    assert notes(filled) == ["Along the river."] * 3 + ["After."]


def test_what_was_ended_since_lives_no_more_and_what_was_made_since_does(filled: Database, alice: User) -> None:
    with filled.writing() as session:
        old = [keys.add(session, alice, "old", now=NOW), sign_ins.start(session, alice, now=NOW)]
    file = backed_up(filled)
    with filled.writing() as session:
        user = users.get(session, alice.id)
        accounts.set_password(session, user, "another forty miles")
        new = [keys.add(session, user, "new", now=NOW), sign_ins.start(session, user, now=NOW)]
    put_back(filled, file)

    with filled.reading() as session:
        user = users.get(session, alice.id)
        assert not keys.find(session, old[0]) and not sign_ins.find(session, old[1], now=NOW)
        assert keys.find(session, new[0]) and sign_ins.find(session, new[1], now=NOW)
        assert passwords.matches("another forty miles", user.password_hash)
        assert user.is_owner


def test_who_was_removed_since_comes_back_and_gets_in_when_the_owner_says(filled: Database, bob: User) -> None:
    with filled.writing() as session:
        key = keys.add(session, bob, "watch", now=NOW)
    file = backed_up(filled)
    with filled.writing() as session:
        accounts.remove(session, users.get(session, bob.id))
    done = put_back(filled, file)

    assert done.without_password == ["Bob"]
    with filled.reading() as session:
        assert not passwords.matches(PASSWORD, users.get(session, bob.id).password_hash)
        assert not keys.find(session, key)
        assert walks.latest(session, bob.diary)


def test_an_undo_lets_everybody_in_as_before(filled: Database, alice: User) -> None:
    file = backed_up(filled)
    carol = add_user(filled, "Carol")
    with filled.writing() as session:
        key = keys.add(session, carol, "watch", now=NOW)
    put_back(filled, file)
    with filled.writing() as session:
        later = keys.add(session, users.get(session, alice.id), "later", now=NOW)
    put_back(filled, before_last(filled), undoes=True)

    with filled.reading() as session:
        assert passwords.matches(PASSWORD, users.get(session, carol.id).password_hash)
        # The key that was made since has the number of hers: today's wins, and nobody gets two.
        assert keys.find(session, later) and not keys.find(session, key)


def test_a_new_machine_is_the_old_one_to_phones_and_nobody_reads_without_a_password(
    filled: Database, alice: User, template: Path, tmp_path: Path
) -> None:
    with filled.writing() as session:
        phone = keys.pair(session, alice, "phone", "device", now=NOW)
        script = keys.add(session, alice, "script", now=NOW, scope=Scope.READ)
        browser = sign_ins.start(session, alice, now=NOW)
    file = backed_up(filled)
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(template, new / "backstride.db")
    instance.read_or_make(new)
    elsewhere = Database.in_file(new / "backstride.db")

    assert put_back(elsewhere, file).is_elsewhere
    assert instance.read_or_make(new) == HOUSE
    with elsewhere.reading() as session:
        assert keys.find(session, phone)
        assert not keys.find(session, script) and not sign_ins.find(session, browser, now=NOW)
        assert passwords.matches(PASSWORD, users.get(session, alice.id).password_hash)
        assert proofs.SEAL not in [name for (name,) in session.execute(text("SELECT name FROM sqlite_master"))]
    elsewhere.close()


def test_a_backup_of_an_earlier_release_is_brought_to_the_newest(filled: Database, migrations: Path) -> None:
    file = backed_up(filled)
    name = add_migration(migrations)
    schema.upgrade(filled, now=NOW)
    assert put_back(filled, file).proof.revision == name
    assert notes(filled) == ["Along the river."] * 3


def test_it_is_a_way_back_from_a_newer_release(filled: Database, alice: User) -> None:
    file = backed_up(filled)
    assert filled.file
    with filled.writing() as session:
        session.execute(text("ALTER TABLE account ADD COLUMN mood TEXT"))
        session.execute(text("UPDATE alembic_version SET version_num = '29990101_later'"))
        session.execute(text("DROP TABLE calendar_feed"))
    change(filled.file, "UPDATE account SET password_hash = 'of today'")
    put_back(filled, file)
    with filled.reading() as session:
        assert users.get(session, alice.id).password_hash == "of today"
        assert session.scalar(text("SELECT count(*) FROM calendar_feed")) == 0


@pytest.mark.parametrize("page_bytes", [512, 65536])
def test_a_backup_with_other_pages_comes_back(filled: Database, page_bytes: int) -> None:
    file = backed_up(filled)
    change(file, "PRAGMA journal_mode = DELETE", f"PRAGMA page_size = {page_bytes}", "VACUUM")
    with filled.writing() as session:
        session.execute(delete(Base.metadata.tables["walk"]))
    put_back(filled, file)
    assert len(notes(filled)) == 3


def test_a_server_that_runs_keeps_its_mark(filled: Database) -> None:
    file = backed_up(filled)
    for mark in (marks.begin_to_serve, lambda database: marks.end_to_serve(database, patience_s=1)):
        mark(filled)
        assert filled.file
        with closing(sqlite3.connect(filled.file)) as connection:
            was_in_use = marks.is_in_use(connection)
            put_back(filled, file)
            assert marks.is_in_use(connection) == was_in_use


def damaged(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Along the river.", b"Along the rover."))


def emptied(file: Path) -> None:
    change(
        file,
        "DROP TABLE backup_proof",
        "DELETE FROM segment",
        "DELETE FROM walk",
        "DELETE FROM week_total",
        "DELETE FROM account",
    )


@pytest.mark.parametrize(("spoil", "kind"), [(damaged, Unfit.DAMAGED), (emptied, Unfit.EMPTY)])
def test_what_is_no_backup_changes_nothing(filled: Database, spoil: Callable[[Path], None], kind: Unfit) -> None:
    file = backed_up(filled)
    spoil(file)
    assert filled.file
    before = folder_of(filled)
    with pytest.raises(WrongBackup) as refused:
        put_back(filled, file)
    assert refused.value.kind is kind
    assert folder_of(filled) == before


def folder_of(database: Database) -> dict[str, int]:
    """The files of the data folder, with when each was changed: none is opened here, for the sake of its locks."""
    assert database.file
    return {path.name: path.stat().st_mtime_ns for path in database.file.parent.iterdir() if "-lock" not in path.name}


def test_the_database_itself_is_no_backup(filled: Database, tmp_path: Path) -> None:
    assert filled.file
    (tmp_path / "link.db").symlink_to(filled.file)
    for file in (filled.file, tmp_path / "link.db"):
        with pytest.raises(FailedRestore, match="is the database that you use now"):
            put_back(filled, file)
    with pytest.raises(FailedRestore, match=r"There is no file .*gone\.db"):
        put_back(filled, tmp_path / "gone.db")


def test_without_room_it_does_not_begin(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    file = backed_up(filled)
    usage = shutil.disk_usage("/")._replace(free=file.stat().st_size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(FailedRestore, match=r"needs \d+\.\d MB of room .* Nothing was changed"):
        put_back(filled, file)


@pytest.mark.parametrize("step", ["_carry_over", "_write_over"])
def test_a_step_that_fails_leaves_what_was_and_no_rubbish(
    filled: Database, alice: User, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = backed_up(filled)
    with filled.writing() as session:
        log(session, alice, note="Later.")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, step, fail)
    with pytest.raises(FailedRestore, match=r"No space left on device\. Nothing was changed"):
        put_back(filled, file)
    assert notes(filled)[-1] == "Later."
    assert filled.file and not (filled.file.parent / restoring.FOLDER).exists()
    assert restoring.before_last(filled.file) is None


def test_what_a_kill_has_left_is_gone_after_the_next_start(filled: Database) -> None:
    assert filled.file
    left = filled.file.parent / restoring.FOLDER
    left.mkdir()
    (left / "copy.db").write_text("half")
    restoring.settle(filled, filled.file.parent)
    assert not left.exists()


def test_a_copy_that_was_put_in_place_by_hand_brings_its_name_and_loses_its_seal(
    filled: Database, tmp_path: Path
) -> None:
    file = tmp_path / "by-hand" / "backstride.db"
    file.parent.mkdir()
    shutil.copy(backed_up(filled), file)
    database = Database.in_file(file)
    restoring.settle(database, file.parent)
    assert instance.read_or_make(file.parent) == HOUSE
    with closing(sqlite3.connect(file)) as connection:
        assert proofs.sealed(connection) is None
    database.close()
