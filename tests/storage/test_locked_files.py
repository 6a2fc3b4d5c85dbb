"""Copies that are locked: opened by their pass phrase alone, and never when anything of them is not as it was."""

import io
import os
import random
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.factories import times
from webapp.storage import locked_files
from webapp.storage.locked_files import MAGIC, Lock, LockOfCopies, WrongLock

PASS_PHRASE = "forty miles of bad road"
PIECE = 64 * 1024
_LENGTH = struct.Struct(">I")


@pytest.fixture(scope="module")
def lock() -> Lock:
    return locked_files.new_lock(PASS_PHRASE)


def locked(file: Path, content: bytes, lock: Lock) -> bytes:
    file.write_bytes(content)
    target = io.BytesIO()
    locked_files.lock_file(file, target, lock)
    return target.getvalue()


def unlocked(file: Path, content: bytes, pass_phrase: str = PASS_PHRASE) -> bytes:
    file.write_bytes(content)
    target = io.BytesIO()
    locked_files.unlock_file(file, target, pass_phrase)
    return target.getvalue()


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_locked_is_opened_by_its_pass_phrase(tmp_path: Path, lock: Lock, length: int) -> None:
    file, content = tmp_path / "file", os.urandom(length)
    closed = locked(file, content, lock)
    assert unlocked(file, closed, f" {PASS_PHRASE} ") == content
    assert locked_files.is_locked(file)


def test_nothing_of_it_is_readable_and_no_two_are_alike(tmp_path: Path, lock: Lock) -> None:
    first, second = (locked(tmp_path / "file", b"Along the river." * 99, lock) for _ in range(2))
    assert b"river" not in first
    assert first != second
    assert PASS_PHRASE.encode() not in first


def test_another_pass_phrase_and_a_file_of_somebody_else_open_nothing(tmp_path: Path, lock: Lock) -> None:
    closed = locked(tmp_path / "file", b"Along the river.", lock)
    for content, typed in (
        (closed, "another one of four words"),
        (b"", PASS_PHRASE),
        (b"SQLite format 3", PASS_PHRASE),
    ):
        with pytest.raises(WrongLock):
            unlocked(tmp_path / "file", content, typed)


def test_a_piece_that_is_missing_moved_or_cut_is_noticed(tmp_path: Path, lock: Lock) -> None:
    closed = locked(tmp_path / "file", os.urandom(3 * PIECE + 5), lock)
    begins = len(MAGIC) + 4 + _LENGTH.unpack_from(closed, len(MAGIC))[0]
    head, pieces = closed[:begins], [closed[begins + n * (PIECE + 16) :][: PIECE + 16] for n in range(4)]
    changed: Sequence[list[int]] = ([0, 1], [0, 2, 3], [1, 0, 2, 3], [0, 1, 2], [0, 1, 2, 3, 3], [])
    for order in changed:
        with pytest.raises(WrongLock):
            unlocked(tmp_path / "file", head + b"".join(pieces[number] for number in order))
    assert unlocked(tmp_path / "file", head + b"".join(pieces))


def test_one_changed_bit_is_noticed_wherever_it_is(tmp_path: Path, lock: Lock) -> None:
    closed, chance = locked(tmp_path / "file", os.urandom(500), lock), random.Random(7)
    for _ in range(times(10, long=500)):
        changed = bytearray(closed)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        with pytest.raises(WrongLock):
            unlocked(tmp_path / "file", bytes(changed))


def test_the_server_keeps_no_pass_phrase_and_locks_in_a_process_of_its_own(tmp_path: Path) -> None:
    kept = LockOfCopies(tmp_path)
    assert kept.lock is None
    kept.set(PASS_PHRASE)
    assert kept.lock and kept.lock != locked_files.new_lock(PASS_PHRASE)
    assert PASS_PHRASE not in (tmp_path / "backup-lock.json").read_text()

    source, target = tmp_path / "diary.db", tmp_path / "diary.db.locked"
    source.write_text("Along the river.")
    locked_files.lock_apart(source, target, kept.lock)
    assert unlocked(tmp_path / "file", target.read_bytes()) == b"Along the river."
    kept.forget()
    assert kept.lock is None


def test_where_no_process_can_be_started_this_one_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "run", refuse)
    LockOfCopies(tmp_path).set(PASS_PHRASE)
    assert LockOfCopies(tmp_path).lock
