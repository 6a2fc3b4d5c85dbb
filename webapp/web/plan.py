"""The plan: where somebody stands, the next session, why, and what can be chosen instead."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import plan as actions
from webapp.actions import plan_sessions, rings
from webapp.actions.plan import Overview, Whole
from webapp.domain import gates, programme
from webapp.domain.diaries import Diary
from webapp.domain.gates import Gate, GateState
from webapp.domain.problems import Invalid, Problem
from webapp.domain.progress import WeekSum
from webapp.domain.safety import Answer
from webapp.domain.self_tests import WEEKS_OF_LEVEL
from webapp.domain.standings import ChoiceKind, Standing
from webapp.domain.walks import Planned
from webapp.storage.engine import Session
from webapp.web import access
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import plan as plan_words
from webapp.words import plan_choices as choice_words
from webapp.words import plan_rules
from webapp.words import safety as safety_words

bp = Blueprint("plan", __name__, url_prefix="/plan")
LONGEST_SET_S = 3600
Answered = Response | tuple[str, int]
Change = Callable[[Session, Diary, dt.datetime, dt.date], object]


@dataclass(frozen=True)
class ShownLevel:
    """A level as the page lists it: its gates, and whether it can be begun now."""

    number: int
    lines: Sequence[GateState]
    is_current: bool
    is_open: bool


@bp.get("")
def index() -> str:
    return _page({}, [])


@bp.post("/start")
def start() -> Answered:
    is_gentle = Form(request.form).is_ticked("is_gentle")
    return _chosen(
        lambda session, diary, now, today: actions.choose(
            session, diary, ChoiceKind.START, now=now, today=today, is_gentle=is_gentle
        )
    )


@bp.post("/week")
def go_to() -> Answered:
    return _to_week(ChoiceKind.GO_TO)


@bp.post("/resume")
def resume() -> Answered:
    return _to_week(ChoiceKind.RESUME)


@bp.post("/stop")
def stop() -> Answered:
    return _chosen(
        lambda session, diary, now, today: actions.choose(session, diary, ChoiceKind.STOP, now=now, today=today)
    )


@bp.post("/whole")
def take_whole() -> Answered:
    return _chosen(lambda session, diary, now, today: actions.take_whole(session, diary, now=now, today=today))


@bp.post("/length")
def set_length() -> Answered:
    is_gentle = Form(request.form).is_ticked("is_gentle")
    return _chosen(
        lambda session, diary, now, today: actions.set_length(session, diary, is_gentle=is_gentle, now=now, today=today)
    )


@bp.post("/level")
def begin_level() -> Answered:
    form = Form(request.form)
    level = round(form.number("level", 1, len(programme.LEVELS), required=True) or 0)
    said = {gate: form.is_ticked(gate.value) for gate in Gate}
    return _chosen(
        lambda session, diary, now, today: actions.begin_level(session, diary, level, said, now=now, today=today), form
    )


@bp.post("/undo")
def undo() -> Answered:
    """Take the last choice back; sent twice, it takes back no other."""
    of = request.args.get("of", 0, type=int)
    return _chosen(lambda session, diary, _now, _today: actions.take_back(session, diary, of=of), done=None)


@bp.post("/sessions")
def log_session() -> Answered:
    """Log a session that was done without the timer, and ask how it went."""
    diary, form, now = access.diary_write(), Form(request.form), clock.now()
    try:
        numbers = [round(form.number(name, 1, 100, required=True) or 0) for name in ("level", "session", "sets")]
        seconds = form.number("seconds", 1, LONGEST_SET_S)
        uuid = form.uuid("id") or uuid4()
        form.finish()
        level, number, sets = numbers
        with database().writing() as session:
            planned, of_set = Planned(level, number), round(seconds) if seconds else None
            plan_sessions.log_session(session, diary, planned, sets, seconds=of_set, uuid=uuid, now=now)
    except Invalid as invalid:
        return _page(form.values, invalid.problems), 422
    return redirect(url_for("reviews.show", uuid=uuid), 303)


def _to_week(kind: ChoiceKind) -> Answered:
    form = Form(request.form)
    week = round(form.number("week", 1, programme.WEEKS, required=True) or 0)
    level = round(form.number("level", 1, len(programme.LEVELS)) or 0)
    return _chosen(
        lambda session, diary, now, today: actions.choose(
            session, diary, kind, now=now, today=today, week=week, level=level or None
        ),
        form,
    )


def _chosen(change: Change, form: Form | None = None, *, done: str | None = "yes") -> Answered:
    """Make a choice and show the plan, or the page again with what is wrong."""
    diary, now = access.diary_write(), clock.now()
    form = form or Form({})
    try:
        form.finish()
        with database().writing() as session:
            change(session, diary, now, diary.date_of(now))
    except Invalid as invalid:
        return _page(form.values, invalid.problems), 422
    return redirect(url_for("plan.index", done=done), 303)


def _page(values: Mapping[str, str], problems: Sequence[Problem]) -> str:
    diary, now = access.diary_read(), clock.now()
    today = diary.date_of(now)
    with database().reading() as session:
        whole = actions.whole(session, diary, today)
        ring = rings.of_day(session, diary, today, today=today, plan=whole.overview)
    shown = whole.overview
    standing = shown.standing
    return render_template(
        "plan/index.html",
        values=values,
        problems=_in_words(problems, shown),
        chosen_words=choice_words.CHOSEN,
        chosen=whole.choices[-1] if request.args.get("done") and _chose_on(today, whole) and not problems else None,
        today=today,
        standing=standing,
        coming=standing.next if standing else None,
        checked=shown.checked,
        may_go_on=shown.may_go_on,
        allows_plan=shown.allows_plan,
        has_arthritis=bool(shown.checked and Answer.KNEE_ARTHRITIS in shown.checked.check.answers),
        asks_place=shown.walked_backward_on != today,
        choices=len(whole.choices),
        level=programme.LEVELS[standing.level if standing else 1],
        levels=_levels(whole, standing),
        sum=ring.sum,
        goal_minutes=ring.goal_minutes,
        forward_to_go=_forward_to_go(standing, ring.sum),
        is_time_to_test=standing is not None and standing.week in WEEKS_OF_LEVEL,
        words=plan_words,
        rules=plan_rules.RULES,
        whole_from=actions.WHOLE_FROM_WEEK,
        safety_words=safety_words,
        programme=programme,
        new_id=uuid4(),
    )


def _in_words(problems: Sequence[Problem], shown: Overview) -> list[str]:
    """Each sentence once."""
    said = (choice_words.problem(problem, shown.standing, allows_plan=shown.allows_plan) for problem in problems)
    return list(dict.fromkeys(said))


def _chose_on(today: dt.date, whole: Whole) -> bool:
    """Whether the last choice is of today: an app that opens where it was left does not offer to undo an old one."""
    return bool(whole.choices) and whole.choices[-1].day == today


def _levels(whole: Whole, standing: Standing | None) -> list[ShownLevel]:
    facts = whole.facts
    current = standing.level if standing else 0
    return [
        ShownLevel(
            number,
            gates.lines(number, facts) if facts else (),
            is_current=number == current,
            is_open=facts is not None and gates.may_begin(number, current, facts),
        )
        for number in programme.LEVELS
    ]


def _forward_to_go(standing: Standing | None, week_sum: WeekSum) -> float | None:
    """Minutes of other walking that reach this week's goal, beside the sessions that still fit into it."""
    if standing is None or standing.next is None:
        return None
    left = []
    if standing.next.from_day <= week_sum.week.end:
        sessions = programme.LEVELS[standing.level].of_week(standing.week)
        left = [session.minutes for session in sessions if session.number not in standing.done]
    return programme.forward_to_go(week_sum.goal_minutes, sum(left), week_sum.counted_minutes)
