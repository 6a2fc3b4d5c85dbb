"""Imports for scripts: what is new is saved at once, and what nobody can tell waits on the page of the import."""

from uuid import UUID, uuid4

from flask import Response, abort, jsonify, request

from webapp import clock
from webapp.actions import import_saving as saving
from webapp.actions import imports as actions
from webapp.domain.diaries import Diary
from webapp.domain.imports import Outcome
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.storage import imports as store
from webapp.storage.engine import Session
from webapp.storage.import_models import ImportBatch, ImportRow
from webapp.storage.imports import WaitingFile
from webapp.web import restores, uploads
from webapp.web.access import takes
from webapp.web.api import bp, questions, shapes, tokens
from webapp.web.api.answers import Answer
from webapp.web.api.operations import CHANGING, READING, operation
from webapp.web.database import database

# A script waits longer than a page; what takes longer still goes on, and is asked about by its id.
PATIENCE_S = 10.0
MOST_LISTED = 2000
_BODY, _FORM = "application/octet-stream", "multipart/form-data"


@bp.post("/imports")
@takes(uploads.MOST_BYTES)
@operation(scopes=CHANGING, query=shapes.IMPORT_QUERY, files_sent=(_BODY, _FORM), answers={201: (shapes.IMPORT,)})
def create_import() -> tuple[Response, int]:
    """Bring a file. What is new is saved, and what nobody can tell waits on its page unless the query says it."""
    diary, asked = tokens.diary(), questions.query()
    unsure, files, uuid = asked["unsure"], _files(asked["name"] or ""), uuid4()
    if len(files) == 1 and restores.is_own(files[0].name, uploads.opened(files[0])):
        restores.take(diary, files[0], uuid)
        with database().reading() as session:
            return jsonify(_answer(session, _get(session, diary, uuid))), 201
    with database().writing() as session:
        actions.start(session, diary, uuid, now=clock.now(), files=files, saves_at_once=True, unsure=unsure)
    uploads.adopt(files)
    return _work(diary, uuid), 201


@bp.get("/imports/<uuid:uuid>")
@operation(scopes=READING, answers={200: (shapes.IMPORT,)})
def show_import(uuid: UUID) -> Response:
    diary = tokens.diary()
    questions.refuse_unknown()
    with database().reading() as session:
        return jsonify(_answer(session, _get(session, diary, uuid)))


@bp.post("/imports/<uuid:uuid>/undo")
@operation(scopes=CHANGING, answers={200: (shapes.IMPORT,)})
def undo_import(uuid: UUID) -> Response:
    """Take back what the person has not changed since. A second time it is as it was asked to be."""
    diary = tokens.diary()
    questions.refuse_unknown()
    with database().writing() as session:
        saving.begin_undo(_get(session, diary, uuid))
    return _work(diary, uuid)


def _work(diary: Diary, uuid: UUID) -> Response:
    worker = uploads.worker()
    worker.call()
    worker.wait(diary, uuid, max(PATIENCE_S, worker.patience_s))
    with database().reading() as session:
        return jsonify(_answer(session, _get(session, diary, uuid)))


def _answer(session: Session, batch: ImportBatch) -> Answer:
    rows = store.all_rows(session, batch, limit=MOST_LISTED)
    return {
        "id": str(batch.uuid),
        "state": batch.state,
        "found": store.count_rows(session, batch),
        "recordings": [_recording(row) for row in rows if not _is_read_table(row)],
    }


def _is_read_table(row: ImportRow) -> bool:
    """Whether a row only says how a table was read, whose recordings have rows of their own."""
    return row.sheet is not None and row.outcome != Outcome.UNSURE


def _recording(row: ImportRow) -> Answer:
    """What became of a recording; its walk is named when it is in the diary."""
    is_there = row.is_saved or row.outcome == Outcome.KNOWN
    return {
        "file": row.file,
        "outcome": row.outcome,
        "reason": row.reason or row.doubt,
        "walk": str(row.uuid) if is_there and row.uuid else None,
        "undone": row.undone,
    }


def _files(name: str) -> list[WaitingFile]:
    if request.mimetype not in (_BODY, _FORM):
        abort(415, f"Send the file as the body with Content-Type: {_BODY}, or as the field file of {_FORM}.")
    files = uploads.sent_files(request) if request.mimetype == _FORM else [uploads.sent_body(request, name)]
    if not any(file.size for file in files):
        raise Invalid(Problem("file", Reason.MISSING))
    return files


def _get(session: Session, diary: Diary, uuid: UUID) -> ImportBatch:
    return store.batch(session, diary, uuid) or abort(404, "There is no such import of yours.")
