"""Reads XML that a stranger wrote, element by element and within limits."""

from typing import Protocol
from xml.parsers import expat

from webapp.importers.recordings import CannotImport, Refusal

# A day at one point a second is 86,400 points of up to 15 elements.
MOST_ELEMENTS = 1_500_000
# Expat remembers every name that it ever saw.
MOST_NAMES = 10_000
DEEPEST = 40
LONGEST_TEXT = 2000
LONGEST_TAG = 256 * 1024
_CHUNK = 64 * 1024


class Reader(Protocol):
    """Gets each element by its local name: namespaces and their prefixes are left out."""

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, parent: str, name: str, text: str) -> None: ...


def root_of(data: bytes) -> str | None:
    """The local name of the root element; None when this is no XML."""
    found = _Root()
    try:
        # What stands before the root is short, so a large DOCTYPE of a stranger's is not read through.
        _feed(_parser(found, with_doctype=True), data[:LONGEST_TAG])
    except _Found:
        return found.name
    except CannotImport:
        return None
    return None


def read(data: bytes, reader: Reader) -> None:
    """Read a document. Raises CannotImport when it is not well formed, has a DOCTYPE or passes a limit."""
    _feed(_parser(reader, with_doctype=False), data)


class _Found(Exception):
    pass


class _Root:
    def __init__(self) -> None:
        self.name = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        raise _Found

    def closed(self, parent: str, name: str, text: str) -> None:
        raise NotImplementedError


class _Path:
    """Where the parser is, and the text of the innermost element."""

    def __init__(self, reader: Reader, known_names: dict[str, str]) -> None:
        self._reader = reader
        self._known_names = known_names
        self._names = [""]
        self._text = ""
        self._elements_left = MOST_ELEMENTS

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements_left -= 1
        if self._elements_left < 0:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_ELEMENTS))
        if len(self._names) > DEEPEST or len(self._known_names) > MOST_NAMES:
            raise CannotImport(Refusal.DAMAGED)
        name = tag.rpartition(":")[2]
        self._names.append(name)
        self._text = ""
        self._reader.opened(name, attributes)

    def close(self, _tag: str) -> None:
        name = self._names.pop()
        self._reader.closed(self._names[-1], name, self._text)
        self._text = ""

    def add(self, text: str) -> None:
        if len(self._text) < LONGEST_TEXT:
            self._text += text[:LONGEST_TEXT]


def _parser(reader: Reader, *, with_doctype: bool) -> expat.XMLParserType:
    names: dict[str, str] = {}
    path = _Path(reader, names)
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartElementHandler = path.open
    parser.EndElementHandler = path.close
    parser.CharacterDataHandler = path.add
    if not with_doctype:
        parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    # Entities, and with them their bombs, are declared in a DOCTYPE; no recorder writes one.
    raise CannotImport(Refusal.DAMAGED)


def _feed(parser: expat.XMLParserType, data: bytes) -> None:
    # Whole, a tag with a million attributes would become a million strings before anyone could count them.
    view = memoryview(data.lstrip())
    try:
        for start in range(0, len(view), _CHUNK):
            parser.Parse(view[start : start + _CHUNK], False)
            if start - parser.CurrentByteIndex > LONGEST_TAG:
                raise CannotImport(Refusal.DAMAGED)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # An encoding that Python does not know is a LookupError, one that is no text encoding a ValueError.
        raise error if isinstance(error, CannotImport) else CannotImport(Refusal.DAMAGED) from error
