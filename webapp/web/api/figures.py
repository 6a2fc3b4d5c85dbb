"""The week, weeks, weights, an estimate and everything together, for scripts; and what all of these calls are."""

import datetime as dt
from typing import Any

from flask import Response, jsonify
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.actions import weeks as week_actions
from webapp.actions import weights as weight_actions
from webapp.domain import body, documents, walks
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.storage import weights as weight_store
from webapp.web import access, downloads
from webapp.web.api import answers, bp, questions, shapes, tokens
from webapp.web.api.operations import CHANGING, READING, operation
from webapp.web.database import database
from webapp.web.parameters import date_of

MOST_WEEKS = 2000


@bp.get("/summary")
@operation(scopes=READING, answers={200: (shapes.SUMMARY,)})
def show_summary() -> Response:
    diary = tokens.diary()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        return jsonify(answers.summary(week_actions.this_week(session, diary, today), today))


@bp.get("/weeks")
@operation(scopes=READING, query=shapes.DAYS, answers={200: (shapes.WEEK_LIST,)})
def list_weeks() -> Response:
    diary, asked = tokens.diary(), questions.query()
    today = diary.date_of(clock.now())
    last = diary.week_of(asked["to"] or today)
    first = diary.week_of(asked["from"]) if asked["from"] else last.back(11)
    if (last.start - first.start).days > 7 * MOST_WEEKS:
        raise Invalid(Problem("from", Reason.TOO_EARLY, str(last.back(MOST_WEEKS).start)))
    with database().reading() as session:
        sums = week_actions.between(session, diary, first, last)
    return jsonify(weeks=[answers.week(week_sum) for week_sum in sums])


@bp.post("/estimate")
@operation(scopes=CHANGING, body=shapes.QUESTION, answers={200: (shapes.ESTIMATE,)})
def estimate() -> Response:
    tokens.diary()
    given = questions.read_body()
    weight_kg, segments = given["weight_kg"], documents.segments_of(given)
    problems = [problem for index, segment in enumerate(segments) for problem in walks.segment_problems(segment, index)]
    problems += body.BODY_RANGE.problems("weight_kg", weight_kg)
    problems += [] if segments else [Problem("segments", Reason.MISSING)]
    if problems:
        raise Invalid(*problems)
    return jsonify(answers.estimate(segments, weight_kg))


@bp.get("/export")
@operation(
    scopes=READING, query=shapes.EXPORT_FORMAT, answers={200: (shapes.EXPORT,)}, files=downloads.TYPES_BESIDE_JSON
)
def export() -> AnyResponse:
    diary = tokens.diary()
    return downloads.everything(diary, questions.query()["format"])


@bp.get("/weights")
@operation(scopes=READING, query=shapes.WEIGHT_PAGE, answers={200: (shapes.WEIGHT_LIST,)})
def list_weights() -> Response:
    """All of them, the newest first; a page of them with a limit."""
    diary, asked = tokens.diary(), questions.query()
    limit: int | None = asked["limit"]
    with database().reading() as session:
        rows = weight_store.newest_first(
            session, diary, before=_before(asked), since=asked["from"] or dt.date.min, limit=limit and limit + 1
        )
    page = rows[:limit]
    following = questions.cursor(page[-1].day) if len(rows) > len(page) else None
    return jsonify(weights=[{"date": row.day.isoformat(), "weight_kg": row.value} for row in page], next=following)


@bp.post("/weights")
@operation(scopes=CHANGING, body=shapes.WEIGHT, answers={201: (shapes.WEIGHT,)})
def set_weight() -> tuple[Response, int]:
    diary = tokens.diary()
    given = questions.read_body()
    day, weight_kg = given["date"], given["weight_kg"]
    today = diary.date_of(clock.now())
    with database().writing() as session:
        weight_actions.set_weight(session, diary, day, weight_kg, today=today)
    return jsonify(date=day.isoformat(), weight_kg=weight_kg), 201


@bp.get("/openapi.json")
@access.public
@operation(scopes=frozenset(), answers={200: (shapes.OPENAPI,)})
def show_openapi() -> Response:
    # It is made when somebody asks, and nobody pays for it before.
    from webapp.web.api import openapi

    questions.refuse_unknown()
    return jsonify(openapi.document())


def _before(asked: dict[str, Any]) -> dt.date:
    """The day before which the weights of a page are: after the last one that is asked for, or where a page ended."""
    after_last = asked["to"] + dt.timedelta(days=1) if asked["to"] else dt.date.max
    if asked["cursor"] is None:
        return after_last
    ended = date_of(" ".join(questions.read_cursor(asked["cursor"])))
    if ended is None:
        raise questions.no_cursor()
    return min(ended, after_last)
