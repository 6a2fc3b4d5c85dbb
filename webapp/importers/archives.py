"""A file that holds others: gzip, and a zip of recordings. What they grow to is counted while it is read."""

import gzip
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.fit import is_fit

MOST_FILES = 100
MOST_UNPACKED_MEGABYTES = 32
_GZIP, _ZIP = b"\x1f\x8b", b"PK\3\4"
# Python reads the whole list of what a zip holds before anybody can count it.
_LONGEST_LIST = 256 * 1024
_END, _END_BYTES, _END64_BYTES, _LONGEST_REMARK = b"PK\5\6", 22, 20, 2**16
_LONGEST_NAME = 100
_CHUNK = 64 * 1024
_IN_MEMORY = 1_000_000
# A byte of FIT takes as long to read as eight of XML.
_FIT_TIMES = 8


class Budget:
    """The bytes that may still be unpacked of one upload."""

    def __init__(self) -> None:
        self._left = MOST_UNPACKED_MEGABYTES * 1_000_000

    @contextmanager
    def copied(self, stream: IO[bytes]) -> Iterator[BinaryIO]:
        """A copy of a stream, on the disk when it is large. Raises CannotImport at the limit."""
        with SpooledTemporaryFile(_IN_MEMORY) as copy:
            with _one_kind_of_error():
                while chunk := stream.read(_CHUNK):
                    self._spend(len(chunk))
                    copy.write(chunk)
            copy.seek(0)
            if is_fit(copy):
                self._spend(copy.seek(0, 2) * (_FIT_TIMES - 1))
                copy.seek(0)
            yield cast(BinaryIO, copy)

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise CannotImport(Refusal.TOO_MUCH_UNPACKED, str(MOST_UNPACKED_MEGABYTES))


def is_archive(file: BinaryIO) -> bool:
    """Whether the bytes have the mark of a gzip or zip file."""
    return _starts(file, _GZIP) or _starts(file, _ZIP)


def files_in(name: str, file: BinaryIO) -> Iterator[tuple[str, BinaryIO | CannotImport]]:
    """The names and bytes of the files in an archive, one at a time, or why one can't be had.

    Raises CannotImport when the archive itself can't be read.
    """
    budget = Budget()
    if _starts(file, _ZIP):
        yield from _zipped(file, budget)
        return
    with _gunzipped(file, budget) as copy:
        yield _shown(name.removesuffix(".gz")), copy


def _starts(file: BinaryIO, mark: bytes) -> bool:
    head = file.read(len(mark))
    file.seek(0)
    return head == mark


def _zipped(file: BinaryIO, budget: Budget) -> Iterator[tuple[str, BinaryIO | CannotImport]]:
    _check_list(file)
    with _one_kind_of_error():
        archive = zipfile.ZipFile(file)
    members = [member for member in archive.infolist() if not member.is_dir() and "__MACOSX" not in member.filename]
    if len(members) > MOST_FILES:
        raise CannotImport(Refusal.TOO_MANY_FILES, str(MOST_FILES))
    for member in members:
        name = _shown(member.filename)
        try:
            with _member(archive, member, budget) as copy:
                yield name, copy
        except CannotImport as refusal:
            yield name, refusal


@contextmanager
def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> Iterator[BinaryIO]:
    # Other methods than these two can ask for gigabytes before they give a byte.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise CannotImport(Refusal.DAMAGED)
    with _one_kind_of_error():
        stream = archive.open(member)
    with stream, budget.copied(stream) as copy:
        if not _starts(copy, _GZIP):
            yield copy
            return
        with _gunzipped(copy, budget) as unpacked:
            yield unpacked


@contextmanager
def _gunzipped(file: BinaryIO, budget: Budget) -> Iterator[BinaryIO]:
    with gzip.GzipFile(fileobj=file, mode="rb") as stream, budget.copied(cast(IO[bytes], stream)) as copy:
        yield copy


@contextmanager
def _one_kind_of_error() -> Iterator[None]:
    try:
        yield
    except CannotImport:
        raise
    except NotImplementedError as error:
        raise CannotImport(Refusal.DAMAGED) from error
    except RuntimeError as error:
        # Python has no other word for an archive with a password.
        raise CannotImport(Refusal.LOCKED) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise CannotImport(Refusal.DAMAGED) from error


def _check_list(file: BinaryIO) -> None:
    """Refuse a zip whose list of files is too long to be that of a few recordings."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_REMARK - _END_BYTES - _END64_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    file.seek(0)
    if at < 0 or len(tail) < at + _END_BYTES:
        raise CannotImport(Refusal.DAMAGED)
    # The larger form of the list has a mark of its own before the end, which may contradict it.
    is_large = tail[max(0, at - _END64_BYTES) : at].startswith(b"PK\6\7")
    if is_large or int.from_bytes(tail[at + 12 : at + 16], "little") > _LONGEST_LIST:
        raise CannotImport(Refusal.TOO_MANY_FILES, str(MOST_FILES))


def _shown(name: str) -> str:
    """A name that a stranger chose, without its folders and without what a shell would obey."""
    return "".join(letter for letter in PurePath(name).name if letter.isprintable())[:_LONGEST_NAME]
