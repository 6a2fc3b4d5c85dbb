"""Reads JSON that a stranger wrote, piece by piece: a file may be large, what of it is in memory is not.

A small one is read whole.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.values import Fields

# A month of a watch's details is smaller. In memory a piece grows up to thirtyfold.
LONGEST_PIECE = 512 * 1024
DEEPEST = 12
# What is read whole.
MOST_BYTES = 6_000_000
_CHUNK = 64 * 1024
# What may stand behind a value; a number that ends elsewhere may go on in the next chunk.
_AFTER_VALUE = frozenset(",:]} \t\r\n")
_BLANK = re.compile(r"[ \t\r\n]*")
_NAME = re.compile(rb'"((?:[^"\\]|\\.){1,60})"\s*:')

# The names of the containers on the way from the root; an element of a list is called `*`.
KeyPath = tuple[str, ...]
ELEMENT = "*"


class Piece(NamedTuple):
    """A value and where it stood; `value` is BEGUN where a container begins whose contents follow."""

    path: KeyPath
    value: object


BEGUN = object()


def names_in(head: bytes) -> frozenset[str]:
    """The names of the values in the first bytes of a document, by which formats are told apart; none if it is none."""
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] not in (b"{", b"["):
        return frozenset()
    return frozenset(name.decode(errors="replace") for name in _NAME.findall(head))


def pieces(file: BinaryIO, enters: Callable[[KeyPath], bool], allowance: Allowance) -> Iterator[Piece]:
    """The values in a document, in its order: whole, but for the containers that `enters` wants to see the inside of.

    Raises CannotImport: DAMAGED when it is no JSON or passes a limit, TOO_MANY when the allowance is used up.
    """
    text = _JsonText(file)
    yield from _value(text, (), enters, allowance)
    if text.next_letter():
        raise CannotImport(Refusal.DAMAGED)


def objects(entry: PackedFile) -> list[Fields]:
    """The objects in a small file that holds one, or a list of them. Raises CannotImport."""
    with entry.stream() as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise CannotImport(Refusal.TOO_LARGE, str(MOST_BYTES // 1_000_000))
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CannotImport(Refusal.DAMAGED) from error
    return [each for each in (whole if isinstance(whole, list) else [whole]) if isinstance(each, dict)]


def _value(
    text: "_JsonText", path: KeyPath, enters: Callable[[KeyPath], bool], allowance: Allowance
) -> Iterator[Piece]:
    allowance.take_element()
    opening = text.next_letter()
    if opening not in ("{", "[") or not enters(path):
        yield Piece(path, text.take_value())
        return
    if len(path) >= DEEPEST:
        raise CannotImport(Refusal.DAMAGED)
    yield Piece(path, BEGUN)
    text.take(opening)
    closing = "}" if opening == "{" else "]"
    while text.next_letter() != closing:
        name = text.take_name() if opening == "{" else ELEMENT
        yield from _value(text, (*path, name), enters, allowance)
        if text.next_letter() != closing:
            text.take(",")
    text.take(closing)


class _JsonText:
    """The text from where reading has come to; of the file, no more than a chunk or a piece is in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._is_at_end = False

    def next_letter(self) -> str:
        """The next letter that is not blank, which stays; "" at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_on():
                return ""

    def take(self, letter: str) -> None:
        if self.next_letter() != letter:
            raise CannotImport(Refusal.DAMAGED)
        self._at += 1

    def take_name(self) -> str:
        if self.next_letter() != '"':
            raise CannotImport(Refusal.DAMAGED)
        name = self.take_value()
        self.take(":")
        return str(name)

    def take_value(self) -> object:
        self.next_letter()
        while True:
            is_last = self._is_at_end or len(self._text) - self._at > LONGEST_PIECE
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if is_last:
                    raise CannotImport(Refusal.DAMAGED) from error
                self._read_on()
                continue
            except (ValueError, RecursionError) as error:
                # A number of thousands of digits, or lists in lists in lists.
                raise CannotImport(Refusal.DAMAGED) from error
            if is_last or self._text[end : end + 1] in _AFTER_VALUE:
                self._at = end
                return value
            self._read_on()

    def _read_on(self) -> bool:
        """Add at least as much as is left to the text; whether there was more."""
        if self._is_at_end:
            return False
        left = self._text[self._at :]
        chunk = self._file.read(max(_CHUNK, len(left)))
        self._is_at_end = not chunk
        try:
            self._text, self._at = left + self._decoder.decode(chunk, self._is_at_end), 0
        except UnicodeDecodeError as error:
            raise CannotImport(Refusal.DAMAGED) from error
        return not self._is_at_end
