"""Everything that belongs to a person, into a file that they take along."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import BinaryIO

from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.exporters import Everything, document, fhir, tables
from webapp.storage import belongings
from webapp.storage.models import PainRow, SegmentRow, WalkRow

# What Backstride works with and nobody adds up; the document has it.
_NO_COLUMNS = {"before_edit", "fell_since_check", "warned_since_check", "hurt_since_cleared", "warned_at"}
_NO_COLUMNS |= {"seconds", "backward_seconds", "longest_backward_seconds", "light_seconds", "vigorous_seconds"}


class Format(StrEnum):
    """What the file is: one document with everything, tables for a spreadsheet, or a bundle for a clinic."""

    JSON = "json"
    CSV = "csv"
    FHIR = "fhir"

    @property
    def ending(self) -> str:
        return {Format.JSON: "json", Format.CSV: "zip", Format.FHIR: "fhir.json"}[self]


def export(session: Session, diary: Diary, file: BinaryIO, kind: Format, *, now: dt.datetime) -> None:
    """Write all of it into a file: all of one moment, in as little memory for ten years as for one."""
    everything = Everything(
        person=belongings.person(session, diary),
        lists={each.name: belongings.of(session, diary, each) for each in belongings.LISTS},
        walks=belongings.walks(session, diary),
    )
    if kind is Format.CSV:
        tables.write(file, everything, _columns())
        return
    exporter = fhir if kind is Format.FHIR else document
    for piece in exporter.pieces(everything, exported_at=now):
        file.write(piece.encode())


def _columns() -> Mapping[str, Sequence[str]]:
    of_lists = {each.name: list(belongings.columns_of(each.model).values()) for each in belongings.LISTS}
    parts = {"segments": SegmentRow, "pain": PainRow}
    of_parts = {name: ["walk", *belongings.columns_of(model).values()] for name, model in parts.items()}
    of_person = {"person": belongings.columns_of_person()}
    of_walk = [name for name in belongings.columns_of(WalkRow).values() if name not in _NO_COLUMNS]
    return of_lists | of_parts | of_person | {"walks": [*of_walk[:4], *tables.MINUTES, *of_walk[4:]]}
