"""Walks for scripts: logged, listed, replaced, deleted, restored."""

import datetime as dt
from uuid import UUID, uuid4

from flask import Response, abort, jsonify

from webapp import clock
from webapp.actions import walks as actions
from webapp.domain import documents
from webapp.domain.diaries import Diary
from webapp.domain.keys import Scope
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.walks import Source
from webapp.security.keys import Key
from webapp.storage import keys as key_store
from webapp.storage import walks as store
from webapp.storage.engine import Session
from webapp.storage.models import WalkRow
from webapp.web.api import answers, bp, questions, shapes, tokens
from webapp.web.api.operations import CHANGING, OF_PHONES, READING, operation
from webapp.web.database import database

LARGEST_ID = 2**63 - 1
NO_SUCH_WALK = "There is no such walk of yours."


@bp.post("/walks")
@operation(scopes=OF_PHONES, body=documents.WALK, answers=dict.fromkeys((201, 200), (shapes.WALK, shapes.ADDED)))
def create_walk() -> tuple[Response, int]:
    """Log a walk. A known id is answered with the walk that is there, whatever else is sent with it."""
    key, body = tokens.key(), questions.body()
    with database().writing() as session:
        known = _known_walk(session, key.user.diary, body)
        if known:
            return _added(known, key), 200
        walk = documents.read_walk(body, time_zone=key.user.diary.time_zone, new_id=uuid4)
        row, _ = actions.log_walk(session, key.user.diary, walk, source=Source.API, now=clock.now())
        key_store.note_added(session, key.id, row.id)
        return _added(row, key), 201


@bp.get("/walks")
@operation(scopes=READING, query=shapes.PAGE, answers={200: (shapes.WALK_LIST,)})
def list_walks() -> Response:
    diary, asked = tokens.diary(), questions.query()
    before = _read_cursor(asked["cursor"]) if asked["cursor"] is not None else None
    limit: int = asked["limit"]
    with database().reading() as session:
        rows = store.page(session, diary, first=asked["from"], last=asked["to"], before=before, limit=limit + 1)
    page = rows[:limit]
    following = questions.cursor(page[-1].started_at.isoformat(), page[-1].id) if len(rows) > limit else None
    return jsonify(walks=[answers.walk(row, diary) for row in page], next=following)


@bp.get("/walks/<uuid:uuid>")
@operation(scopes=READING, answers={200: (shapes.WALK,)})
def show_walk(uuid: UUID) -> Response:
    diary = tokens.diary()
    with database().reading() as session:
        return jsonify(answers.walk(_get(session, diary, uuid), diary))


@bp.put("/walks/<uuid:uuid>")
@operation(scopes=CHANGING, body=shapes.WALK_SENT_BACK, answers={200: (shapes.WALK,)})
def replace_walk(uuid: UUID) -> Response:
    """Put another walk in the place of this one; what the document leaves out is empty in it.

    It may be what a `GET` answered: the figures in it are worked out anew.
    """
    diary = tokens.diary()
    with database().writing() as session:
        row = _get(session, diary, uuid)
        walk = documents.read_walk(
            questions.body(), time_zone=diary.time_zone, new_id=lambda: uuid, shape=shapes.WALK_SENT_BACK
        )
        if walk.id != uuid:
            raise Invalid(Problem("id", Reason.CONTRADICTS))
        actions.change_walk(session, diary, row, walk, now=clock.now())
        return jsonify(answers.walk(row, diary))


@bp.delete("/walks/<uuid:uuid>")
@operation(scopes=OF_PHONES, answers={204: ()})
def delete_walk(uuid: UUID) -> Response:
    """Move a walk to the bin. One that is there already is as gone as it was asked to be.

    For the key of a phone only what it added is there.
    """
    key = tokens.key()
    with database().writing() as session:
        row = _get(session, key.user.diary, uuid, in_bin=None)
        if key.scope == Scope.WALKS and not key_store.has_added(session, key.id, row.id):
            abort(404, NO_SUCH_WALK)
        if row.deleted_at is None:
            actions.delete_walk(session, key.user.diary, row, now=clock.now())
    return answers.nothing()


@bp.post("/walks/<uuid:uuid>/restore")
@operation(scopes=CHANGING, answers={200: (shapes.WALK,)})
def restore_walk(uuid: UUID) -> Response:
    diary = tokens.diary()
    with database().writing() as session:
        row = _get(session, diary, uuid, in_bin=None)
        if row.deleted_at is not None:
            actions.restore_walk(session, diary, row)
        return jsonify(answers.walk(row, diary))


def _known_walk(session: Session, diary: Diary, body: object) -> WalkRow | None:
    """The walk of this person that has the id of a document, also one in the bin."""
    uuid = documents.id_of(body)
    is_known = uuid is not None and store.is_known(session, diary, uuid)
    return store.find(session, diary, uuid, in_bin=None) if uuid and is_known else None


def _added(row: WalkRow, key: Key) -> Response:
    """What a script is told of a walk. The key of a phone tells nobody what a person weighs or how they felt."""
    if key.scope == Scope.WALKS:
        return jsonify(id=str(row.uuid), status="deleted" if row.deleted_at else "saved")
    return jsonify(answers.walk(row, key.user.diary))


def _get(session: Session, diary: Diary, uuid: UUID, *, in_bin: bool | None = False) -> WalkRow:
    return store.find(session, diary, uuid, in_bin=in_bin) or abort(404, NO_SUCH_WALK)


def _read_cursor(text: str) -> tuple[dt.datetime, int]:
    try:
        started_at, row_id = questions.read_cursor(text)
        if int(row_id) > LARGEST_ID:
            raise ValueError("no row has this number")
        return dt.datetime.fromisoformat(started_at).astimezone(dt.UTC), int(row_id)
    except (ValueError, OverflowError) as error:
        raise questions.no_cursor() from error
