"""What a backup proves of itself, and what is refused as one."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.copies import change, copied_live, sealed_copy
from tests.factories import NOW, log
from webapp.storage import marks, proofs, schema
from webapp.storage.engine import Database
from webapp.storage.models import User
from webapp.storage.proofs import Proof, Unfit, WrongBackup


@pytest.fixture
def backup(filled: Database, tmp_path: Path) -> Path:
    """A sealed copy of a diary with walks."""
    assert filled.file
    return sealed_copy(filled.file, tmp_path / "backup.db")


def test_a_backup_says_what_it_holds_and_is_not_touched(backup: Path) -> None:
    before = backup.read_bytes()
    proof = proofs.prove(backup)
    assert (proof.revision, proof.walks, proof.people, proof.minutes) == (schema.revisions()[-1], 3, 2, 84)
    assert proof.latest_walk == NOW.replace(hour=12, minute=0)
    assert proof.rows["segment"] == 6
    assert Proof.from_json(proof.as_json()) == proof
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.glob("backup*")] == ["backup.db"]


def test_the_same_rows_have_the_same_digest_and_others_another(backup: Path, filled: Database) -> None:
    assert filled.file
    with closing(sqlite3.connect(filled.file)) as live:
        assert proofs.proof_of(live) == proofs.prove(backup)
    change(backup, "VACUUM", "PRAGMA page_size = 8192", "VACUUM")
    digest = proofs.prove(backup).digest
    change(backup, "DROP TABLE backup_proof", "UPDATE walk SET note = 'Along the canal.' WHERE id = 2")
    assert proofs.prove(backup).digest != digest


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE walk SET note = 'Along the canal.' WHERE id = 2", Unfit.DAMAGED),
        ("UPDATE alembic_version SET version_num = '29990101_01_later'", Unfit.NEWER),
        ("UPDATE alembic_version SET version_num = '20200101_01_long_ago'", Unfit.TOO_OLD),
        ("DELETE FROM alembic_version", Unfit.DAMAGED),
        ("PRAGMA application_id = 7", Unfit.FOREIGN),
        ("DELETE FROM account WHERE id = 1", Unfit.DAMAGED),
        ("DROP TABLE walk", Unfit.DAMAGED),
    ],
)
def test_a_backup_that_was_changed_is_refused_by_its_kind(backup: Path, statement: str, kind: Unfit) -> None:
    change(backup, statement)
    with pytest.raises(WrongBackup) as refused:
        proofs.prove(backup)
    assert refused.value.kind is kind


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE week_total SET seconds = seconds + 1 WHERE user_id = 1",
        "UPDATE week_total SET starts_on = '2026-11-15' WHERE user_id = 1",
        "DELETE FROM week_total WHERE user_id = 1",
        "UPDATE segment SET seconds = seconds + 1 WHERE id = 1",
    ],
)
def test_sums_that_do_not_agree_with_the_walks_are_seen_without_a_seal(backup: Path, statement: str) -> None:
    change(backup, "DROP TABLE backup_proof")
    assert proofs.prove(backup)
    change(backup, statement)
    with pytest.raises(WrongBackup, match="not the sums of their walks"):
        proofs.prove(backup)


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda content: b"", Unfit.EMPTY),
        (lambda content: b"PK\x03\x04" + content[4:], Unfit.FOREIGN),
        (lambda content: b"<html>" * 9, Unfit.FOREIGN),
        (lambda content: content[: len(content) // 2], Unfit.DAMAGED),
        (lambda content: content[:8192] + b"\x55" * 4096 + content[12288:], Unfit.DAMAGED),
    ],
    ids=["empty", "zip", "page", "half", "noise"],
)
def test_a_file_that_is_no_whole_database_is_refused(
    backup: Path, spoil: Callable[[bytes], bytes], kind: Unfit
) -> None:
    backup.write_bytes(spoil(backup.read_bytes()))
    with pytest.raises(WrongBackup) as refused:
        proofs.prove(backup)
    assert refused.value.kind is kind


def test_a_copy_of_a_running_server_counts_only_with_its_newest_entries(
    filled: Database, alice: User, tmp_path: Path
) -> None:
    assert filled.file
    marks.begin_to_serve(filled)
    with filled.writing() as session:
        log(session, alice)
    copy = copied_live(filled.file, tmp_path / "copy.db")
    with pytest.raises(WrongBackup) as refused:
        proofs.prove(copy)
    assert refused.value.kind is Unfit.WITHOUT_WAL

    entries = copied_live(filled.file.with_name("backstride.db-wal"), tmp_path / "copy.db-wal")
    before = copy.read_bytes(), entries.read_bytes()
    assert proofs.prove(copy).walks == 4
    assert (copy.read_bytes(), entries.read_bytes()) == before


def test_without_the_mark_such_a_copy_would_look_whole_and_miss_a_walk(
    filled: Database, alice: User, tmp_path: Path
) -> None:
    assert filled.file
    marks.begin_to_serve(filled)
    with filled.writing() as session:
        log(session, alice)
    copy = copied_live(filled.file, tmp_path / "copy.db")
    change(copy, "PRAGMA user_version = 1")
    assert proofs.prove(copy).walks == 3


def test_a_database_that_was_closed_as_it_should_be_is_a_backup_by_itself(filled: Database, tmp_path: Path) -> None:
    assert filled.file
    marks.begin_to_serve(filled)
    marks.end_to_serve(filled, patience_s=1)
    filled.close()
    shutil.copy(filled.file, tmp_path / "copy.db")
    assert proofs.prove(tmp_path / "copy.db").walks == 3
