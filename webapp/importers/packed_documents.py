"""Backstride's own document alone in a zip or a gzip, as browsers and mail programs make them."""

import io
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, BinaryIO, cast

from webapp.domain.imports import CannotImport
from webapp.domain.restores import CannotRestore, Flaw
from webapp.importers import document

if TYPE_CHECKING:
    from webapp.importers.archives import PackedFile


def own_in(name: str, file: BinaryIO) -> BinaryIO | None:
    """The document that a file is or packs, from its beginning; None when it is something else."""
    if document.is_own(file):
        return file
    from webapp.importers import archives

    with suppress(CannotImport):
        entries = archives.entries(name, file) if archives.is_archive(file) else []
        if len(entries) == 1 and document.is_own(io.BytesIO(entries[0].head(document.HEAD_BYTES))):
            return cast(BinaryIO, _Unpacked(entries[0]))
    file.seek(0)
    return None


class _Unpacked(io.RawIOBase):
    """A packed document that is unpacked while it is read. It can go back to its beginning and nowhere else."""

    def __init__(self, entry: "PackedFile") -> None:
        super().__init__()
        self._entry, self._opened = entry, ExitStack()
        self._stream = self._opened.enter_context(entry.stream())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if offset or whence != io.SEEK_SET:
            raise io.UnsupportedOperation
        self._opened.close()
        self._stream = self._opened.enter_context(self._entry.stream())
        return 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises CannotRestore."""
        try:
            return self._stream.read(size)
        except CannotImport as refusal:
            raise CannotRestore(Flaw.DAMAGED) from refusal

    def close(self) -> None:
        self._opened.close()
        super().close()
