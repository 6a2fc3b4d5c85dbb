"""A person's own document, read and checked before anybody has to wait for it: its rows are then only written."""

import datetime as dt
import pickle
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO

from webapp.actions import restore_checks
from webapp.domain.fields import Fields
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.restores import WALKS, CannotRestore, Flaw
from webapp.domain.walks import MOST_SEGMENTS, Site
from webapp.exporters.document import FORMAT
from webapp.importers import document
from webapp.importers.document import Entry, Head
from webapp.storage import belongings, restores
from webapp.storage.belongings import LISTS
from webapp.storage.models import FormerFigures, PainRow, SegmentRow, User, WalkRow
from webapp.storage.restores import Values, WalkValues

# What stays in memory of the rows until they are written.
_IN_MEMORY = 1_000_000
# What an earlier Backstride asked for a day.
_FORMER = ("import_questions",)
_MODELS = {each.name: each.model for each in LISTS}


class ReadDocument:
    """A document in which nothing is wrong: what its person chose in Settings, and its rows in their order."""

    def __init__(self, file: IO[bytes], person: Values) -> None:
        self._file = file
        self.person = person

    @property
    def name(self) -> str:
        """Whose it is."""
        return str(self.person["name"])

    def counts(self) -> Counter[str]:
        """How many entries each list has."""
        return Counter(name for name, _ in self.rows())

    def rows(self) -> Iterator[tuple[str, Any]]:
        """The name of its list and the values of each row; those of a walk are `WalkValues`."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301 - written by `read`, into a file that has no name.
            except EOFError:
                return


@contextmanager
def read(file: BinaryIO, *, now: dt.datetime) -> Iterator[ReadDocument]:
    """Read a document and check every row of it. It is there until the block ends.

    Raises CannotRestore for a document as a whole, and Invalid with the path of what is wrong in it.
    """
    said = document.head(file)
    _check(said)
    with SpooledTemporaryFile(_IN_MEMORY) as kept:
        rows = _Rows(now)
        for entry in document.entries(file):
            if entry.name not in (*Head._fields, "exported_at", *_FORMER):
                pickle.dump((entry.name, rows.read(entry)), kept)
        yield ReadDocument(kept, _person(said.person))


def _check(said: Head) -> None:
    if said.app != document.APP:
        raise CannotRestore(Flaw.FOREIGN)
    if not isinstance(said.format, int) or isinstance(said.format, bool) or said.format < 1:
        raise Invalid(Problem("format", Reason.MISSING if said.format is None else Reason.NOT_WHOLE))
    if said.format > FORMAT:
        raise CannotRestore(Flaw.NEWER)
    if said.person is None:
        raise Invalid(Problem("person", Reason.MISSING))


def _person(person: object) -> Values:
    fields = Fields(person, "person.")
    values = restores.read(fields, User, belongings.columns_of_person())
    fields.finish()
    restore_checks.check_person("person.", values)
    return values


class _Rows:
    """Reads the entries of a document as rows. Of two that would be the same row none is right."""

    def __init__(self, now: dt.datetime) -> None:
        self._now = now
        self._keys = {name: restores.key_columns(model) for name, model in _MODELS.items()}
        self._seen: dict[str, set[Hashable]] = {name: set() for name in (WALKS, *_MODELS)}

    def read(self, entry: Entry) -> Values | WalkValues:
        if entry.name not in self._seen:
            raise Invalid(Problem(entry.name[:60], Reason.UNKNOWN_FIELD))
        if entry.number is None:
            raise Invalid(Problem(entry.name, Reason.NOT_A_LIST))
        path = f"{entry.name}.{entry.number}."
        return self._walk(entry, path) if entry.name == WALKS else self._row(entry, path)

    def _row(self, entry: Entry, path: str) -> Values:
        fields = Fields(entry.value, path)
        values = restores.read(fields, _MODELS[entry.name])
        fields.finish()
        restore_checks.check(entry.name, path, values, now=self._now)
        key = self._keys[entry.name]
        if key is not None:
            self._refuse_twice(entry.name, path.rstrip("."), tuple(values[name] for name in key))
        return values

    def _walk(self, entry: Entry, path: str) -> WalkValues:
        fields = Fields(entry.value, path)
        former = fields.item("former_figures")
        given = WalkValues(
            walk=restores.read(fields, WalkRow),
            segments=[_read_part(item, SegmentRow) for item in fields.items("segments", MOST_SEGMENTS)],
            pains=[_read_part(item, PainRow) for item in fields.items("pain", len(Site))],
            former=_read_part(former, FormerFigures) if former else None,
        )
        fields.finish()
        restore_checks.check_walk(path, given, now=self._now)
        self._refuse_twice(WALKS, f"{path}id", given.walk["uuid"])
        return given

    def _refuse_twice(self, name: str, path: str, key: Hashable) -> None:
        if key in self._seen[name]:
            raise Invalid(Problem(path, Reason.THERE_TWICE))
        self._seen[name].add(key)


def _read_part(fields: Fields, model: type[SegmentRow | PainRow | FormerFigures]) -> Values:
    values = restores.read(fields, model)
    fields.check_all_known()
    return values
