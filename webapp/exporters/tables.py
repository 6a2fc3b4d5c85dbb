"""Everything as tables for a spreadsheet: a zip of CSV files, one row a walk, a segment, a pain, a weight, a test."""

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO

from webapp.exporters import Everything

# What makes a spreadsheet take a text for a formula, as the first letter (OWASP, CSV injection).
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# What stays in memory of a table until it goes into the zip.
_IN_MEMORY = 1_000_000
# What a spreadsheet adds up, beside the whole seconds that are kept.
MINUTES = {"minutes": "seconds", "backward_minutes": "backward_seconds"}
# Always the same, so that the same data is the same file.
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)

Row = Mapping[str, Any]
Columns = Mapping[str, Iterable[str]]


def write(file: BinaryIO, everything: Everything, columns: Columns) -> None:
    """Write the zip. `columns` names those of each table, so that an empty one has its head."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in sorted({**everything.lists, "person": [everything.person]}.items()):
            with _temporary() as kept:
                sheet = _Sheet(kept, columns[name])
                for row in rows:
                    sheet.add(row)
                _add(archive, name, kept)
        with _temporary() as walks, _temporary() as segments, _temporary() as pain:
            files = {"walks": walks, "segments": segments, "pain": pain}
            _write_walks({name: _Sheet(kept, columns[name]) for name, kept in files.items()}, everything.walks)
            for name, kept in files.items():
                _add(archive, name, kept)


def _write_walks(sheets: Mapping[str, "_Sheet"], walks: Iterable[Row]) -> None:
    for walk in walks:
        minutes = {name: walk[of] / 60 for name, of in MINUTES.items()}
        sheets["walks"].add({**walk, **minutes})
        for part in ("segments", "pain"):
            for row in walk[part]:
                sheets[part].add({"walk": walk["id"], **row})


def _temporary() -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(_IN_MEMORY)


class _Sheet:
    """A table on its way into the zip: in memory while it is small, else on the disk."""

    def __init__(self, file: IO[bytes], columns: Iterable[str]) -> None:
        self._file, self._columns = file, list(columns)
        # Excel takes a file without this mark for one in the letters of yesterday's Windows.
        self._file.write(b"\xef\xbb\xbf")
        self._write(self._columns)

    def add(self, row: Row) -> None:
        self._write([_cell(row.get(name)) for name in self._columns])

    def _write(self, cells: list[str]) -> None:
        line = io.StringIO()
        csv.writer(line).writerow(cells)
        self._file.write(line.getvalue().encode())


def _add(archive: zipfile.ZipFile, name: str, file: IO[bytes]) -> None:
    file.seek(0)
    info = zipfile.ZipInfo(f"{name}.csv", _WRITTEN_AT)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as opened:
        for chunk in _chunks(file):
            opened.write(chunk)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(1 << 16), b"")


def _cell(value: Any) -> str:
    """A value as a cell: numbers as they are, also below zero; a text like a formula is kept from being one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return repr(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    # Wide letters of East Asian keyboards count, too.
    return f"'{text}" if unicodedata.normalize("NFKC", text[:1]).startswith(_STARTS_A_FORMULA) else text
