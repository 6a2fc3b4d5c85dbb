"""A document that a person once took along, chosen on the page of the import: it is told by what is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID, uuid4

from itsdangerous import BadData, URLSafeSerializer

from webapp import clock
from webapp.actions import import_documents, restore_reading, restores
from webapp.actions.restore_reading import ReadDocument
from webapp.domain.diaries import Diary
from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.problems import Invalid
from webapp.domain.restores import CannotRestore
from webapp.importers import packed_documents
from webapp.storage.imports import WaitingFile
from webapp.storage.restores import is_empty
from webapp.web import access, signing, uploads
from webapp.web.database import database
from webapp.words import restores as words


@dataclass(frozen=True)
class RestoreReport:
    """What became of a document, or the question that comes before; `waiting` names its file to the answer."""

    file: str
    lines: Sequence[str]
    is_refused: bool = False
    is_new: bool = False
    waiting: str = ""
    # The import by which the walks are taken back, where the diary had others before.
    batch: UUID | None = None
    walks: int = 0


def is_own(name: str, file: BinaryIO) -> bool:
    """Whether a file is such a document, or packs one and nothing else."""
    return packed_documents.own_in(name, file) is not None


def bring(diary: Diary, file: WaitingFile) -> RestoreReport:
    """Take a document back, but ask first where it is somebody else's and this diary is in use."""
    report = _report(diary, file.name, uploads.opened(file), waiting=_signer().dumps([diary.user_id, *file[:3]]))
    if report.waiting:
        uploads.adopt([file])
    return report


def answer(diary: Diary, form: Mapping[str, str]) -> list[RestoreReport] | None:
    """What became of the document that the person was asked about; None when its file is gone."""
    file = _asked_for(diary, form.get("waiting", ""))
    if file is None:
        return None
    reports = []
    if form.get("do") == "take":
        with uploads.worker().uploads.path(file.stored).open("rb") as stream:
            reports.append(_report(diary, file.name, stream))
    uploads.worker().uploads.remove(file.stored)
    return reports


def take(diary: Diary, file: WaitingFile, uuid: UUID) -> None:
    """Take a document in as the import of that id, or note there why not: a script is asked nothing."""
    now = clock.now()
    document = packed_documents.own_in(file.name, uploads.opened(file)) or uploads.opened(file)
    try:
        with restore_reading.read(document, now=now) as read:
            if not _would_mix(diary, read):
                with database().writing() as session:
                    import_documents.restore(session, diary, read, uuid, file.name, now=now)
                return
            refusal = CannotImport(Refusal.SOMEBODY_ELSES, read.name)
    except (CannotRestore, Invalid):
        refusal = CannotImport(Refusal.DAMAGED)
    with database().writing() as session:
        import_documents.refuse(session, diary, uuid, file.name, refusal, now=now)


def _asked_for(diary: Diary, waiting: str) -> WaitingFile | None:
    try:
        user_id, name, size, stored = _signer().loads(waiting)
    except BadData:
        return None
    is_theirs = user_id == diary.user_id and uploads.is_kept(stored)
    return WaitingFile(name, size, stored) if is_theirs else None


def _report(diary: Diary, name: str, file: BinaryIO, *, waiting: str = "") -> RestoreReport:
    """All of it comes in, or nothing. Reading takes its time before anybody has to wait."""
    now = clock.now()
    document = packed_documents.own_in(name, file) or file
    try:
        with restore_reading.read(document, now=now) as read:
            if waiting and _would_mix(diary, read):
                return RestoreReport(
                    name, words.question(read.name, access.user().name, read.counts()), waiting=waiting
                )
            with database().writing() as session:
                if is_empty(session, diary):
                    restored, batch = restores.restore(session, diary, read, now=now), None
                else:
                    batch = uuid4()
                    restored = import_documents.restore(session, diary, read, batch, name, now=now)
    except (CannotRestore, Invalid) as error:
        return RestoreReport(name, [words.refusal(error)], is_refused=True)
    return RestoreReport(name, words.lines(restored), is_new=restored.is_new, batch=batch, walks=restored.new_walks)


def _would_mix(diary: Diary, read: ReadDocument) -> bool:
    with database().reading() as session:
        return restores.would_mix(session, diary, read)


def _signer() -> URLSafeSerializer:
    return signing.signer("own document")
