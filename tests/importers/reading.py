"""Importers as most tests want them: bytes in; the recordings out, or the first refusal when there is none."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

import pytest

from webapp import importers
from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.sheets import Holds, Layout
from webapp.importers import Found, FoundSheet, Recording
from webapp.importers.allowance import Allowance


def of_bytes(read: Callable[[BinaryIO, Allowance], list[Found]]) -> Callable[[bytes], list[Recording]]:
    def read_bytes(data: bytes) -> list[Recording]:
        return only_recordings(read(BytesIO(data), Allowance()))

    return read_bytes


def read(name: str, data: bytes) -> list[Recording]:
    return only_recordings(everything(name, data))


def everything(name: str, data: bytes) -> list[Found]:
    """What is found; of a table whose columns are asked also what it is when each of its columns holds something."""
    readings = list(importers.read(name, BytesIO(data)))
    layouts = {reading.sheet.sheet.key: _whole(reading.sheet) for reading in readings if reading.sheet}
    readings += importers.read(name, BytesIO(data), layouts) if layouts else ()
    return [found for reading in readings for found in reading.found]


def _whole(found: FoundSheet) -> Layout:
    columns = {holds: number % len(found.sheet.headings) for number, holds in enumerate(Holds)}
    return replace(found.layout, columns=columns | dict(found.layout.columns))


def only_recordings(found: list[Found]) -> list[Recording]:
    recordings = [each for each in found if isinstance(each, Recording)]
    if not recordings:
        raise next(each for each in found if isinstance(each, CannotImport))
    return recordings


def refusal_of(read: Callable[[bytes], list[Recording]], data: bytes) -> tuple[Refusal, str]:
    with pytest.raises(CannotImport) as caught:
        read(data)
    return caught.value.reason, caught.value.detail
