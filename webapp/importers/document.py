"""Backstride's own document, an entry at a time: a diary of ten years takes no more memory than one of a day."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from webapp.domain.restores import CannotRestore, Flaw

APP = "backstride"
_NAMES_ITSELF = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{.*?"app"\s*:\s*"backstride"', re.DOTALL)
HEAD_BYTES = 4096
_CHUNK = 1 << 16
# A walk of 500 stretches with all that is kept of it has less than half of that.
_LONGEST_ENTRY = 2_000_000
_SPACE = re.compile(r"[ \t\r\n]*")


class Entry(NamedTuple):
    """A value of the document: one of a list with its number from 0, or one that stands for itself."""

    name: str
    number: int | None
    value: Any


class Head(NamedTuple):
    """What the document says of itself."""

    app: Any
    format: Any
    person: Any


def is_own(file: BinaryIO) -> bool:
    """Whether a file says that it is a document of Backstride. What is in it tells, never its name."""
    start = file.read(HEAD_BYTES)
    file.seek(0)
    return bool(_NAMES_ITSELF.match(start))


def head(file: BinaryIO) -> Head:
    """What stands beside the lists. Nothing is read beyond it. Raises CannotRestore."""
    found: dict[str, Any] = {}
    for entry in entries(file):
        if entry.name in Head._fields:
            found[entry.name] = entry.value
        if len(found) == len(Head._fields):
            break
    file.seek(0)
    return Head(*(found.get(name) for name in Head._fields))


def entries(file: BinaryIO) -> Iterator[Entry]:
    """Every value of the document in its order. Raises CannotRestore where it stops being one."""
    text, names = _Text(file), set[str]()
    text.take("{")
    while True:
        name = text.value()
        if not isinstance(name, str) or name in names:
            raise text.damage()
        names.add(name)
        text.take(":")
        if text.next() == "[":
            yield from _items(name, text)
        else:
            yield Entry(name, None, text.value())
        if text.take(",}") == "}":
            break
    if text.next():
        raise text.damage()


def _items(name: str, text: "_Text") -> Iterator[Entry]:
    text.take("[")
    if text.next() == "]":
        text.take("]")
        return
    number = 0
    while True:
        text.place = f"{name} {number + 1}"
        yield Entry(name, number, text.value())
        if text.take(",]") == "]":
            return
        number += 1


class _Text:
    """A text in JSON, of which as much is in memory as one entry needs; `place` is where it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._text, self._at, self._is_whole = file, "", 0, False
        self._letters = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder(parse_constant=_refuse)
        self.place = ""

    def next(self) -> str:
        """The letter that comes next; none at the end."""
        while True:
            self._at = self._space_until(self._at)
            if self._at < len(self._text) or self._is_whole:
                return self._text[self._at : self._at + 1]
            self._read(_CHUNK)

    def take(self, letters: str) -> str:
        """Read on, past one of these letters. Raises CannotRestore when there is another."""
        letter = self.next()
        if not letter or letter not in letters:
            raise self.damage()
        self._at += 1
        return letter

    def value(self) -> Any:
        """Read on, past one value. Raises CannotRestore when there is none, or a longer one than we write."""
        self.next()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._is_whole:
                    raise self.damage() from error
            except (ValueError, RecursionError) as error:
                raise self.damage() from error
            else:
                # A number that ends with what was read may go on.
                if end < len(self._text) or self._is_whole:
                    self._at = end
                    return value
            kept = len(self._text) - self._at
            if kept > _LONGEST_ENTRY:
                raise self.damage()
            self._read(max(kept, _CHUNK))

    def damage(self) -> CannotRestore:
        return CannotRestore(Flaw.DAMAGED, self.place)

    def _space_until(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _read(self, count: int) -> None:
        chunk = self._file.read(count)
        self._is_whole = not chunk
        try:
            letters = self._letters.decode(chunk, final=self._is_whole)
        except UnicodeDecodeError as error:
            raise self.damage() from error
        self._text, self._at = self._text[self._at :] + letters, 0


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")
