"""Recordings as they are imported, and what waits for an answer."""

import datetime as dt
from io import BytesIO
from uuid import UUID, uuid4

from tests.factories import NOW
from tests.importers import xml_files
from webapp import importers
from webapp.actions import import_answers, import_saving, imports
from webapp.domain.imports import BatchState, Imported, ImportGroup, OpenQuestion, Outcome, UnsureAs
from webapp.importers import Found
from webapp.storage import imports as import_store
from webapp.storage import walks as store
from webapp.storage.engine import Database, Session
from webapp.storage.import_models import ImportBatch
from webapp.storage.models import User


def read(database: Database, user: User, *files: bytes, unsure: UnsureAs | None = None, now: dt.datetime = NOW) -> UUID:
    """An import in which each of these is a file, read and not saved."""
    uuid = uuid4()
    with database.writing() as session:
        batch = imports.start(session, user.diary, uuid, now=now, unsure=unsure)
        batch.state = BatchState.READY
        for data in files:
            for reading in importers.read("walk", BytesIO(data)):
                part = imports.next_part(session, user.diary, batch, reading.name, now=now)
                part.take(session, batch, reading.found)
    return uuid


def batch_of(session: Session, user: User, uuid: UUID) -> ImportBatch:
    batch = import_store.batch(session, user.diary, uuid)
    assert batch
    return batch


def save(database: Database, user: User, uuid: UUID, now: dt.datetime = NOW) -> None:
    with database.writing() as session:
        batch = batch_of(session, user, uuid)
        import_saving.begin(batch)
        while batch.state == BatchState.SAVING:
            import_saving.save_piece(session, user.diary, batch, now=now)


def take_back(database: Database, user: User, uuid: UUID) -> dict[ImportGroup, int]:
    with database.writing() as session:
        batch = batch_of(session, user, uuid)
        import_saving.begin_undo(batch)
        while batch.state == BatchState.UNDOING:
            import_saving.undo_piece(session, user.diary, batch, now=NOW)
        return import_store.counts(session, batch)


def imported(
    database: Database, user: User, *files: bytes, unsure: UnsureAs | None = None, now: dt.datetime = NOW
) -> list[Imported]:
    """What became of what is in these files, once it is saved."""
    uuid = read(database, user, *files, unsure=unsure, now=now)
    save(database, user, uuid, now)
    return told(database, user, uuid)


def take(database: Database, user: User, *found: Found) -> list[Imported]:
    """What becomes of what was found in one file, once it is saved."""
    uuid = read(database, user)
    with database.writing() as session:
        batch = batch_of(session, user, uuid)
        imports.next_part(session, user.diary, batch, "export.xml", now=NOW).take(session, batch, found)
    save(database, user, uuid)
    return told(database, user, uuid)


def told(database: Database, user: User, uuid: UUID) -> list[Imported]:
    with database.reading() as session:
        rows = import_store.all_rows(session, batch_of(session, user, uuid), limit=99)
        there = store.named(session, user.diary, [row.uuid for row in rows if row.uuid])
        in_bin = {walk.uuid for walk in there if walk.deleted_at}
        return [import_store.to_imported(row, is_in_bin=row.uuid in in_bin) for row in rows]


def outcomes(database: Database, user: User, *files: bytes, unsure: UnsureAs | None = None) -> list[Outcome]:
    """What becomes of each of these files, brought and saved one after another."""
    return [line.outcome for data in files for line in imported(database, user, data, unsure=unsure)]


def together(database: Database, user: User, *files: bytes) -> list[Outcome]:
    """What would become of these files, brought at once."""
    return [line.outcome for line in told(database, user, read(database, user, *files))]


def kept(database: Database, user: User) -> list[tuple[dt.datetime, int]]:
    with database.reading() as session:
        rows = store.page(session, user.diary, first=None, last=None, before=None, limit=99)
        return [(row.started_at, row.seconds) for row in reversed(rows)]


def waiting(database: Database, user: User, uuid: UUID) -> list[OpenQuestion]:
    with database.reading() as session:
        return import_answers.open_questions(session, user.diary, batch_of(session, user, uuid))


def say(database: Database, user: User, uuid: UUID, said: UnsureAs) -> list[Outcome]:
    """Answer every question of an import so, and save what came of it."""
    for question in waiting(database, user, uuid):
        with database.writing() as session:
            import_store.answer(session, batch_of(session, user, uuid), question.kind, said)
    save(database, user, uuid)
    return [line.outcome for line in told(database, user, uuid)]


def walk_at(start: dt.datetime, seconds: int = 600, sport: str = "walking") -> bytes:
    return xml_files.gpx(xml_files.track(xml_files.steps(seconds=seconds, m_s=1.25), sport=sport, start=start))
