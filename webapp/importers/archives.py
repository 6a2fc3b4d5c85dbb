"""A file that holds others: gzip, and a zip. Nothing is unpacked but what is read, and that is counted while it is."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.allowance import Step, no_step
from webapp.importers.fit import is_fit

# Up to so many recordings are read with a line for each; more are what a watch wrote in years.
MOST_FILES = 100
MOST_UNPACKED_MEGABYTES = 32
# The archives of Apple and Google are streamed. They pack to a twentieth, and hold a file for each day and kind.
MOST_STREAMED_MEGABYTES = 4000
MOST_TIMES_PACKED = 200
MOST_MEMBERS = 50_000
# Python reads the whole list of what a zip holds at once.
LONGEST_LIST = 16_000_000
HEAD = 8 * 1024
_GZIP, _ZIP, _LISTED = b"\x1f\x8b", b"PK\3\4", b"PK\1\2"
_LONGEST_NAME = 100
_CHUNK = 64 * 1024
_IN_MEMORY = 1_000_000
# A byte of FIT takes as long to read as eight of XML.
_FIT_TIMES = 8


class Budget:
    """The bytes that may still be unpacked of one upload: of all that is streamed, and of what is kept meanwhile."""

    def __init__(self, packed_bytes: int, step: Step) -> None:
        self.step = step
        grown = MOST_UNPACKED_MEGABYTES * 1_000_000 + packed_bytes * MOST_TIMES_PACKED
        self._most_streamed = min(MOST_STREAMED_MEGABYTES * 1_000_000, grown)
        self._streamed = self._copied = 0

    def stream(self, count: int) -> None:
        """Raises CannotImport at the limit."""
        self.step()
        self._streamed += count
        if self._streamed > self._most_streamed:
            raise CannotImport(Refusal.TOO_MUCH_UNPACKED, str(self._most_streamed // 1_000_000))

    def copy(self, count: int) -> None:
        """Raises CannotImport at the limit."""
        self._copied += count
        if self._copied > MOST_UNPACKED_MEGABYTES * 1_000_000:
            raise CannotImport(Refusal.TOO_MUCH_UNPACKED, str(MOST_UNPACKED_MEGABYTES))

    def forget_copies(self) -> None:
        self._copied = 0


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted, and whose errors are all of one kind."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        super().__init__()
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises CannotImport."""
        with _one_kind_of_error():
            data = self._stream.read(size)
        self._budget.stream(len(data))
        return data


@dataclass(frozen=True, eq=False)
class PackedFile:
    """A file in an upload, read when it is wanted. `path` is what a stranger chose."""

    path: str
    _open: Callable[[], IO[bytes]]
    _budget: Budget

    @property
    def name(self) -> str:
        """Its name, without its folders and without what a shell would obey."""
        return "".join(letter for letter in PurePath(self.path).name if letter.isprintable())[:_LONGEST_NAME]

    @contextmanager
    def stream(self) -> Iterator[BinaryIO]:
        """Its bytes from the first to the last, out of their gzip; it can't be sought. Raises CannotImport."""
        with _one_kind_of_error():
            packed = self._open()
        with packed:
            with _one_kind_of_error():
                is_packed = _starts(packed, _GZIP)
            opened = gzip.GzipFile(fileobj=packed, mode="rb") if is_packed else packed
            yield cast(BinaryIO, _Counted(cast(IO[bytes], opened), self._budget))

    @contextmanager
    def copied_alone(self) -> Iterator[BinaryIO]:
        """A copy as by `copied`, of which the next one may be as large again."""
        try:
            with self.copied() as copy:
                yield copy
        finally:
            self._budget.forget_copies()

    @contextmanager
    def copied(self) -> Iterator[BinaryIO]:
        """A copy that can be sought, on the disk when it is large. Raises CannotImport at the limit."""
        with SpooledTemporaryFile(_IN_MEMORY) as copy:
            with self.stream() as stream:
                while chunk := stream.read(_CHUNK):
                    self._budget.copy(len(chunk))
                    copy.write(chunk)
            copy.seek(0)
            if is_fit(copy):
                self._budget.copy(copy.seek(0, 2) * (_FIT_TIMES - 1))
                copy.seek(0)
            yield cast(BinaryIO, copy)

    @property
    def step(self) -> Step:
        return self._budget.step

    def head(self, size: int = HEAD) -> bytes:
        """Its first bytes. Raises CannotImport."""
        with self.stream() as stream:
            return stream.read(size)


def is_archive(file: BinaryIO) -> bool:
    """Whether the bytes have the mark of a gzip or zip file."""
    return _starts(file, _GZIP) or _starts(file, _ZIP)


def entries(name: str, file: BinaryIO, step: Step = no_step) -> list[PackedFile]:
    """The files in an archive, or the one that is none. Raises CannotImport when the archive can't be read."""
    size = file.seek(0, 2)
    file.seek(0)
    budget = Budget(size, step)
    if _starts(file, _ZIP):
        return list(_zipped(file, budget))
    return [PackedFile(name.removesuffix(".gz"), lambda: cast(IO[bytes], _LeftOpen(file)), budget)]


class _LeftOpen(io.RawIOBase):
    """A file from its start that stays open when somebody is done with it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        file.seek(0)
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)


class _ListGuard:
    """A zip file of which no list is read that is longer than that of any archive."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.seek, self.tell = file, file.seek, file.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(LONGEST_LIST + 1 if size < 0 else min(size, LONGEST_LIST + 1))
        if len(data) > LONGEST_LIST or data.count(_LISTED) > MOST_MEMBERS:
            raise CannotImport(Refusal.TOO_MANY_FILES, str(MOST_MEMBERS))
        return data


def _zipped(file: BinaryIO, budget: Budget) -> Iterator[PackedFile]:
    with _one_kind_of_error():
        archive = zipfile.ZipFile(cast(BinaryIO, _ListGuard(file)))
    for member in archive.infolist():
        # Python's own is_dir fails at a name that is empty.
        if not member.filename.endswith("/") and "__MACOSX" not in member.filename:
            yield PackedFile(member.filename, partial(_member, archive, member), budget)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    # Other methods than these two can ask for gigabytes before they give a byte.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise CannotImport(Refusal.DAMAGED)
    return archive.open(member)


def _starts(file: IO[bytes], mark: bytes) -> bool:
    head = file.read(len(mark))
    file.seek(0)
    return head == mark


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
