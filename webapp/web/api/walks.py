"""Walks, weeks, weights and estimates for scripts."""

import base64
import binascii
import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.actions import walks as actions
from webapp.actions import weeks as week_actions
from webapp.actions import weights as weight_actions
from webapp.actions.exports import Format
from webapp.domain import documents, walks
from webapp.domain.body import HEAVIEST_BODY_KG, LIGHTEST_BODY_KG
from webapp.domain.diaries import Diary
from webapp.domain.fields import Fields
from webapp.domain.keys import Scope
from webapp.domain.problems import Invalid, Problem, Reason, outside
from webapp.domain.walks import Source
from webapp.security.keys import Key
from webapp.storage import keys as key_store
from webapp.storage import walks as store
from webapp.storage import weights as weight_store
from webapp.storage.engine import Session
from webapp.storage.models import WalkRow
from webapp.web import downloads, errors
from webapp.web.api import answers, tokens
from webapp.web.database import database
from webapp.web.parameters import date_of

bp = Blueprint("api", __name__, url_prefix="/api/v1")
MOST_A_PAGE, USUAL_A_PAGE = 500, 50
MOST_WEEKS = 2000
LARGEST_ID = 2**63 - 1
NO_SUCH_WALK = "There is no such walk of yours."

bp.register_error_handler(Invalid, errors.refused)


@bp.post("/walks")
def create_walk() -> tuple[Response, int]:
    """Log a walk. A known id is answered with the walk that is there, whatever else is sent with it."""
    key, body = tokens.key_of_phone(), _body()
    with database().writing() as session:
        known = _known_walk(session, key.user.diary, body)
        if known:
            return _added(known, key), 200
        walk = documents.read_walk(body, time_zone=key.user.diary.time_zone, new_id=uuid4)
        row, _ = actions.log_walk(session, key.user.diary, walk, source=Source.API, now=clock.now())
        key_store.note_added(session, key.id, row.id)
        return _added(row, key), 201


@bp.get("/walks")
def list_walks() -> Response:
    diary = tokens.diary(knows=("from", "to", "limit", "cursor"))
    first, last, limit = _date("from"), _date("to"), _limit()
    before = _read_cursor(request.args["cursor"]) if "cursor" in request.args else None
    with database().reading() as session:
        rows = store.page(session, diary, first=first, last=last, before=before, limit=limit + 1)
    page = rows[:limit]
    following = _cursor(page[-1].started_at, page[-1].id) if len(rows) > limit else None
    return jsonify(walks=[answers.walk(row, diary) for row in page], next=following)


@bp.get("/walks/<uuid:uuid>")
def show_walk(uuid: UUID) -> Response:
    diary = tokens.diary()
    with database().reading() as session:
        return jsonify(answers.walk(_get(session, diary, uuid), diary))


@bp.put("/walks/<uuid:uuid>")
def replace_walk(uuid: UUID) -> Response:
    """Put another walk in the place of this one; what the document leaves out is empty in it."""
    diary = tokens.diary()
    with database().writing() as session:
        row = _get(session, diary, uuid)
        walk = documents.read_walk(_body(), time_zone=diary.time_zone, new_id=lambda: uuid)
        if walk.id != uuid:
            raise Invalid(Problem("id", Reason.CONTRADICTS))
        actions.change_walk(session, diary, row, walk, now=clock.now())
        return jsonify(answers.walk(row, diary))


@bp.delete("/walks/<uuid:uuid>")
def delete_walk(uuid: UUID) -> tuple[str, int]:
    """Move a walk to the bin. One that is there already is as gone as it was asked to be.

    For the key of a phone only what it added is there.
    """
    key = tokens.key_of_phone()
    with database().writing() as session:
        row = _get(session, key.user.diary, uuid, in_bin=None)
        if key.scope == Scope.WALKS and not key_store.has_added(session, key.id, row.id):
            abort(404, NO_SUCH_WALK)
        if row.deleted_at is None:
            actions.delete_walk(session, key.user.diary, row, now=clock.now())
    return "", 204


@bp.post("/walks/<uuid:uuid>/restore")
def restore_walk(uuid: UUID) -> Response:
    diary = tokens.diary()
    with database().writing() as session:
        row = _get(session, diary, uuid, in_bin=None)
        if row.deleted_at is not None:
            actions.restore_walk(session, diary, row)
        return jsonify(answers.walk(row, diary))


@bp.get("/summary")
def show_summary() -> Response:
    diary = tokens.diary()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        return jsonify(answers.summary(week_actions.this_week(session, diary, today), today))


@bp.get("/weeks")
def list_weeks() -> Response:
    diary = tokens.diary(knows=("from", "to"))
    today = diary.date_of(clock.now())
    last = diary.week_of(_date("to") or today)
    since = _date("from")
    first = diary.week_of(since) if since else last.back(11)
    if (last.start - first.start).days > 7 * MOST_WEEKS:
        raise Invalid(Problem("from", Reason.TOO_EARLY, str(last.back(MOST_WEEKS).start)))
    with database().reading() as session:
        sums = week_actions.between(session, diary, first, last)
    return jsonify(weeks=[answers.week(week_sum) for week_sum in sums])


@bp.post("/estimate")
def estimate() -> Response:
    tokens.diary()
    fields = Fields(_body())
    weight_kg = fields.number("weight_kg", required=True)
    segments = documents.read_segments(fields)
    fields.finish()
    problems = [problem for index, segment in enumerate(segments) for problem in walks.segment_problems(segment, index)]
    problems += outside("weight_kg", weight_kg or 0, LIGHTEST_BODY_KG, HEAVIEST_BODY_KG)
    problems += [] if segments else [Problem("segments", Reason.MISSING)]
    if problems:
        raise Invalid(*problems)
    return jsonify(answers.estimate(segments, weight_kg or 0))


@bp.get("/export")
def export() -> AnyResponse:
    return downloads.everything(tokens.diary(), Format.JSON)


@bp.get("/weights")
def list_weights() -> Response:
    diary = tokens.diary()
    with database().reading() as session:
        rows = weight_store.newest_first(session, diary)
    return jsonify(weights=[{"date": row.day.isoformat(), "weight_kg": row.value} for row in rows])


@bp.post("/weights")
def set_weight() -> tuple[Response, int]:
    diary = tokens.diary()
    fields = Fields(_body())
    day, weight_kg = fields.date("date"), fields.number("weight_kg", required=True) or 0.0
    fields.finish()
    today = diary.date_of(clock.now())
    with database().writing() as session:
        weight_actions.set_weight(session, diary, day, weight_kg, today=today)
    return jsonify(date=day.isoformat(), weight_kg=weight_kg), 201


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


def _body() -> Any:
    try:
        return request.get_json()
    except UnsupportedMediaType:
        abort(415, "Send JSON, with Content-Type: application/json.")
    except (BadRequest, RecursionError):
        abort(400, "This is not JSON.")


def _date(name: str) -> dt.date | None:
    text = request.args.get(name)
    day = date_of(text)
    if text is not None and not (day and 1900 <= day.year <= 9000):
        raise Invalid(Problem(name, Reason.NOT_A_DATE))
    return day


def _limit() -> int:
    text = request.args.get("limit", str(USUAL_A_PAGE))
    if not (text.isascii() and text.isdecimal()):
        raise Invalid(Problem("limit", Reason.NOT_WHOLE))
    problems = outside("limit", float(text), 1, MOST_A_PAGE)
    if problems:
        raise Invalid(*problems)
    return int(text)


def _cursor(started_at: dt.datetime, row_id: int) -> str:
    """Where a page ended, as a word that scripts hand back and need not understand."""
    return base64.urlsafe_b64encode(f"{started_at.isoformat()} {row_id}".encode()).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[dt.datetime, int]:
    try:
        started_at, row_id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(" ")
        if int(row_id) > LARGEST_ID:
            raise ValueError("no row has this number")
        return dt.datetime.fromisoformat(started_at).astimezone(dt.UTC), int(row_id)
    except (ValueError, binascii.Error, OverflowError) as error:
        raise Invalid(Problem("cursor", Reason.NOT_AN_ID)) from error
