"""Packs the files of an app as it does, and reads what comes of them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from webapp import importers
from webapp.domain.imports import CannotImport
from webapp.importers import Found, Recording, Weighing


def zipped(files: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def found(data: bytes, name: str = "export.zip") -> list[Found]:
    return [each for reading in importers.read(name, BytesIO(data)) for each in reading.found]


def walks(data: bytes) -> list[Recording]:
    return [each for each in found(data) if isinstance(each, Recording)]


def weighings(data: bytes) -> list[Weighing]:
    return [each for each in found(data) if isinstance(each, Weighing)]


def reasons(data: bytes) -> list[tuple[str, str, int]]:
    return [(each.reason, each.detail, each.count) for each in found(data) if isinstance(each, CannotImport)]
