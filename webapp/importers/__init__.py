"""Bytes -> recordings: pure, one module per format. What they find in words is the business of `words`."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from webapp.domain.sheets import Layout
from webapp.importers.allowance import Step, no_step
from webapp.importers.recordings import Found, FoundSheet, Reading, Recording, Weighing

__all__ = ["Found", "FoundSheet", "Reading", "Recording", "Weighing", "read"]

_NO_LAYOUTS: Mapping[str, Layout] = {}


def read(
    name: str,
    file: BinaryIO,
    layouts: Mapping[str, Layout] = _NO_LAYOUTS,
    member: str | None = None,
    step: Step = no_step,
) -> Iterator[Reading]:
    """The recordings in a file or an archive, and each reason why there is none. Raises nothing.

    Files in an archive that are no recordings, such as a picture, are passed over beside those that are. A table that
    no app wrote is read by the layout of its headings, when that is among these. With `member` nothing is read but
    the table of this name.
    """
    # The readers of all formats take 2 MB, and most days nobody imports anything.
    from webapp.importers import readers

    return readers.read(name, file, layouts, member, step)
