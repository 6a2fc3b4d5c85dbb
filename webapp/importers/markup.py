"""Reads XML that a stranger wrote, element by element and within limits."""

from io import BytesIO
from typing import BinaryIO, Protocol
from xml.parsers import expat

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.allowance import Allowance

# Expat remembers every name that it ever saw.
MOST_NAMES = 10_000
DEEPEST = 40
LONGEST_TEXT = 2000
LONGEST_TAG = 256 * 1024
LONGEST_COMMENT = 1024 * 1024
_CHUNK = 64 * 1024
_COMMENT = b"<!--"


class Reader(Protocol):
    """Gets each element by its local name: namespaces and their prefixes are left out."""

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, parent: str, name: str, text: str) -> None: ...


def root_of(file: BinaryIO) -> str | None:
    """The local name of the root element; None when this is no XML. The file is left at its start."""
    root = _Root()
    try:
        # What stands before the root is short, so a large DOCTYPE of a stranger's is not read through.
        _feed(_parser(root, Allowance(), is_root=True), BytesIO(file.read(LONGEST_TAG)))
    except _Found:
        return root.name
    except CannotImport:
        return None
    finally:
        file.seek(0)
    return None


def read(file: BinaryIO, reader: Reader, allowance: Allowance) -> None:
    """Read a document. Raises CannotImport when it is not well formed, declares an entity or passes a limit."""
    _feed(_parser(reader, allowance, is_root=False), file)


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

    def __init__(self, reader: Reader, known_names: dict[str, str], allowance: Allowance) -> None:
        self._reader = reader
        self._known_names = known_names
        self._names = [""]
        self._text = ""
        self._allowance = allowance

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        self._allowance.take_element()
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


def _parser(reader: Reader, allowance: Allowance, *, is_root: bool) -> expat.XMLParserType:
    names: dict[str, str] = {}
    path = _Path(reader, names, allowance)
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartElementHandler = path.open
    parser.EndElementHandler = path.close
    parser.CharacterDataHandler = path.add
    # Up to the root nothing is used that is declared, and what was refused could not be named.
    if not is_root:
        parser.EntityDeclHandler = _refuse
        parser.AttlistDeclHandler = _refuse_default
    return parser


def _refuse(*_: object) -> None:
    # Entities can grow without end, or fetch what is not the sender's; no recorder writes one.
    raise CannotImport(Refusal.DAMAGED)


def _refuse_default(_element: str, _name: str, _type: str, default: str | None, _required: bool) -> None:
    # A long default would be written again into every element.
    if default is not None:
        raise CannotImport(Refusal.DAMAGED)


def _feed(parser: expat.XMLParserType, file: BinaryIO) -> None:
    # Whole, a tag with a million attributes would become a million strings before anyone could count them.
    unfinished = _Unfinished()
    try:
        while chunk := file.read(_CHUNK):
            # Some programs write blanks before the declaration.
            chunk = chunk if unfinished.seen else chunk.lstrip()
            parser.Parse(chunk, False)
            unfinished.check(chunk, parser.CurrentByteIndex)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # An encoding that Python does not know is a LookupError, one that is no text encoding a ValueError.
        raise error if isinstance(error, CannotImport) else CannotImport(Refusal.DAMAGED) from error


class _Unfinished:
    """The tag or comment that the parser has begun and not yet come to the end of."""

    def __init__(self) -> None:
        self.seen = 0
        self._began = -1
        self._first = b""

    def check(self, chunk: bytes, began: int) -> None:
        """Refuse what has grown past its limit; `began` is the index of its first byte in the file."""
        if began > self._began:
            self._began, self._first = began, b""
        self._first += chunk[max(0, began - self.seen) :][: len(_COMMENT) - len(self._first)]
        self.seen += len(chunk)
        if self.seen - began > (LONGEST_COMMENT if self._first == _COMMENT else LONGEST_TAG + _CHUNK):
            raise CannotImport(Refusal.DAMAGED)
