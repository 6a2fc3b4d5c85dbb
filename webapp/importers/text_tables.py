"""Tables that a stranger's program wrote as text: read line by line, within limits."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.allowance import Allowance

LONGEST_LINE = 256 * 1024
MOST_COLUMNS = 500
_CHUNK = 64 * 1024
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Without a mark, text of the west has a zero beside most of its letters, and none in the other place.
_LOOKED_AT, _MOST_OF = 400, 0.8


def decoded(head: bytes) -> str:
    """The first bytes of a text, whose last letter may be cut off; what is no text has odd letters."""
    return codecs.getincrementaldecoder(_encoding(head))("replace").decode(head)


def lines(stream: BinaryIO, encoding: str | None = None) -> Iterator[str]:
    """The lines of a text, in UTF-8 or UTF-16 unless it is known to be in another encoding, whatever ends them.

    Raises CannotImport when one is too long, or it is no text.
    """
    chunk = stream.read(_CHUNK)
    letters = codecs.getincrementaldecoder(encoding or _encoding(chunk))()
    decoder = io.IncrementalNewlineDecoder(letters, translate=True)
    rest = ""
    while chunk:
        try:
            rest += decoder.decode(chunk)
        except UnicodeError as error:
            raise CannotImport(Refusal.DAMAGED) from error
        *whole, rest = rest.split("\n")
        yield from (line + "\n" for line in whole)
        if len(rest) > LONGEST_LINE:
            raise CannotImport(Refusal.DAMAGED)
        chunk = stream.read(_CHUNK)
    if rest:
        yield rest


def cells(text: Iterator[str], allowance: Allowance, delimiter: str = ",") -> Iterator[list[str]]:
    """The rows with their values by position, the headings too. Raises CannotImport."""
    try:
        for row in csv.reader(text, delimiter=delimiter):
            allowance.take_element()
            yield row
    except csv.Error as error:
        raise CannotImport(Refusal.DAMAGED) from error


def rows(
    text: Iterator[str], allowance: Allowance, *, name: Callable[[str], str] = str.strip, delimiter: str = ","
) -> Iterator[Mapping[str, str]]:
    """The rows below a line of headings, by the names of these. A field too many or too few does no harm.

    Raises CannotImport.
    """
    reader = csv.reader(text, delimiter=delimiter)
    try:
        headings = [name(heading) for heading in next(reader, [])]
        if len(headings) > MOST_COLUMNS:
            raise CannotImport(Refusal.DAMAGED)
        for row in reader:
            allowance.take_element()
            if row:
                yield dict(zip(headings, row, strict=False))
    except csv.Error as error:
        raise CannotImport(Refusal.DAMAGED) from error


def encoding_of(stream: BinaryIO) -> str:
    """UTF-8 or UTF-16 where all of a text is that, else the letters of yesterday's Windows in the west of Europe."""
    chunk = stream.read(_CHUNK)
    encoding = _encoding(chunk)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = stream.read(_CHUNK)
    except UnicodeError:
        return "cp1252"
    return encoding


def _encoding(head: bytes) -> str:
    marked = _UTF_16.get(head[:2])
    if marked:
        return marked
    start = head[:_LOOKED_AT]
    evens, odds = start[::2], start[1::2]
    if evens and odds.count(0) >= _MOST_OF * len(evens) and not evens.count(0):
        return "utf-16-le"
    return "utf-16-be" if odds and evens.count(0) >= _MOST_OF * len(odds) and not odds.count(0) else "utf-8-sig"
