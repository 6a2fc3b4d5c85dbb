"""A document that a person once took along, chosen on the page of the import: it is told by what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from webapp import clock
from webapp.actions import restore_reading, restores
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid
from webapp.domain.restores import CannotRestore
from webapp.importers import packed_documents
from webapp.web.database import database
from webapp.words import restores as words


@dataclass(frozen=True)
class RestoreReport:
    """What became of a document."""

    file: str
    lines: Sequence[str]
    is_refused: bool = False
    is_new: bool = False


def is_own(name: str, file: BinaryIO) -> bool:
    """Whether a file is such a document, or packs one and nothing else."""
    return packed_documents.own_in(name, file) is not None


def restore(diary: Diary, name: str, file: BinaryIO) -> RestoreReport:
    """Take a document back, all of it or nothing. Reading takes its time before anybody has to wait."""
    now = clock.now()
    document = packed_documents.own_in(name, file) or file
    try:
        with restore_reading.read(document, now=now) as read, database().writing() as session:
            restored = restores.restore(session, diary, read, now=now)
    except (CannotRestore, Invalid) as error:
        return RestoreReport(name, [words.refusal(error)], is_refused=True)
    return RestoreReport(name, words.lines(restored), is_new=restored.is_new)
