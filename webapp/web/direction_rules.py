"""Direction rules: made by a form whose sentence follows what is chosen, tried on the past, applied and undone."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import direction_rules as actions
from webapp.actions import rule_effects
from webapp.domain import direction_rules, doubts
from webapp.domain.diaries import Diary
from webapp.domain.direction_rules import MINUTES, ClockSpan, DirectionRule, TurnedPart, WalkCondition
from webapp.domain.goals import Counting
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.walks import Place
from webapp.storage import direction_rules as store
from webapp.storage.engine import Session
from webapp.web import access, saving
from webapp.web.database import database
from webapp.web.forms import Form, asked
from webapp.web.parameters import uuid_of
from webapp.words import direction_rules as words
from webapp.words import imports as import_words
from webapp.words import texts

bp = Blueprint("direction_rules", __name__, url_prefix="/settings/directions")
RULE = saving.Undoable("direction_rules.index", "rule")
_DAYS = {number: f"weekday_{number}" for number in range(7)}
_LISTED = 10

Rendered = tuple[str, int]


@bp.get("")
def index() -> str:
    diary = access.diary_read()
    with database().reading() as session:
        rules, batches = store.in_order(session, diary), store.batches(session, diary, limit=_LISTED)
    return render_template(
        "direction_rules/index.html",
        rules=rules,
        batches=batches,
        words=words,
        import_words=import_words,
        just=saving.just_saved(),
    )


@bp.get("/new")
def new() -> str:
    return _form({"id": str(uuid4()), "portion": TurnedPart.SPAN}, {})


@bp.get("/<uuid:uuid>")
def edit(uuid: UUID) -> str:
    with database().reading() as session:
        rule = store.find(session, access.diary_read(), uuid) or abort(404)
    return _form(_values(rule), {})


@bp.post("")
def keep() -> Response | Rendered:
    """Save a rule, new or changed; an Undo brings back the one that was changed or removed."""
    diary, sent = access.diary_write(), RULE.sent()
    form = sent.form
    try:
        rule = _read(form)
        if sent.undone is None:
            form.doubt("ends_at", doubts.of_span(rule.condition.span))
            form.doubt("portion", doubts.of_turning(rule))
            form.finish()
        with database().writing() as session:
            before = _values(store.find(session, diary, rule.id))
            sent.check(before)
            if not before and len(store.in_order(session, diary)) >= direction_rules.MOST_RULES:
                raise Invalid(Problem("rules", Reason.TOO_MANY, direction_rules.MOST_RULES))
            store.keep(session, diary, rule)
    except Invalid as invalid:
        return _form(asked(form, invalid), texts.problems_by_field(invalid.problems)), 422
    # A new one is taken back by Remove beside it.
    return sent.saved(before or _values(rule), _values(rule))


@bp.post("/sentence")
def tell() -> str:
    """What the rule in the form would do, while somebody chooses."""
    return render_template("direction_rules/_sentence.html", told=_told(Form(request.form)))


@bp.post("/<uuid:uuid>/delete")
def delete(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        before = _values(store.find(session, diary, uuid) or abort(404))
        store.remove(session, diary, uuid)
    return RULE.say(saving.How.REMOVED, before, {})


@bp.get("/past")
def past() -> str:
    """What the rules would change of the walks that are there."""
    diary, also_said = access.diary_read(), bool(request.args.get("also"))
    with database().reading() as session:
        rules = _chosen(session, diary, request.args.get("rule"))
        effect = rule_effects.of_past(session, diary, rules, also_said=also_said)
    return render_template(
        "direction_rules/past.html",
        rules=rules,
        only=request.args.get("rule", ""),
        effect=effect,
        also=also_said,
        batch=uuid4(),
        shown=_mark(rules),
        is_other=bool(request.args.get("other")),
        counts_by_who=diary.counting == Counting.WHO,
        words=words,
    )


@bp.post("/past")
def apply() -> Response:
    diary, batch = access.diary_write(), uuid_of(request.form.get("batch")) or abort(400)
    also_said, only = bool(request.form.get("also")), request.form.get("rule")
    with database().writing() as session:
        rules = _chosen(session, diary, only)
        if request.form.get("shown") != _mark(rules):
            also = "yes" if also_said else None
            return redirect(url_for("direction_rules.past", rule=only or None, also=also, other=1), 303)
        applied = actions.apply(session, diary, batch, rules, also_said=also_said, now=clock.now())
    if applied is None:
        return redirect(url_for("direction_rules.past", rule=only or None), 303)
    return redirect(url_for("direction_rules.show", uuid=batch), 303)


@bp.get("/past/<uuid:uuid>")
def show(uuid: UUID) -> str:
    with database().reading() as session:
        batch = store.batch(session, access.diary_read(), uuid) or abort(404)
        outcome = rule_effects.of_batch(session, access.diary_read(), batch)
    days = actions.BATCHES_LAST.days
    return render_template("direction_rules/show.html", batch=batch, outcome=outcome, words=words, days=days)


@bp.post("/past/<uuid:uuid>/undo")
def undo(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        actions.undo(session, diary, store.batch(session, diary, uuid) or abort(404), now=clock.now())
    return redirect(url_for("direction_rules.show", uuid=uuid), 303)


def _chosen(session: Session, diary: Diary, only: str | None) -> list[DirectionRule]:
    """The rules to try: one, or all of them."""
    if not only:
        return store.in_order(session, diary)
    uuid = uuid_of(only) or abort(404)
    return [store.find(session, diary, uuid) or abort(404)]


def _mark(rules: Sequence[DirectionRule]) -> str:
    """What tells whether rules are still those whose effect somebody has seen."""
    return sha256(json.dumps([_values(rule) for rule in rules]).encode()).hexdigest()


def _read(form: Form) -> DirectionRule:
    """The rule in a form. Raises Invalid."""
    uuid, portion = form.uuid("id"), form.choice("portion", list(TurnedPart))
    place, times = form.choice("place", list(Place)), _span(form, is_needed=portion == TurnedPart.SPAN)
    minutes = form.whole("minutes", *MINUTES, required=True) if portion in (TurnedPart.FIRST, TurnedPart.LAST) else None
    if portion is None:
        form.add("portion", Reason.MISSING)
    form.finish()
    condition = WalkCondition(
        place=Place(place) if place else None,
        weekdays=frozenset(number for number, field in _DAYS.items() if form.is_ticked(field)),
        span=times,
        words="".join(letter for letter in " ".join(form.text("words").split()) if letter.isprintable()),
        is_imported=form.is_ticked("is_imported"),
    )
    rule = DirectionRule(
        id=uuid or uuid4(), condition=condition, portion=TurnedPart(portion or TurnedPart.ALL), minutes=minutes
    )
    direction_rules.check(rule)
    return rule


def _span(form: Form, *, is_needed: bool) -> ClockSpan | None:
    """The times of a form; both are empty, or none is."""
    if not is_needed and not form.text("begins_at") and not form.text("ends_at"):
        return None
    first, last = form.time("begins_at"), form.time("ends_at")
    return (
        ClockSpan(first.replace(second=0, microsecond=0), last.replace(second=0, microsecond=0))
        if first and last
        else None
    )


def _values(rule: DirectionRule | None) -> dict[str, str]:
    """A rule as the fields of its form."""
    if rule is None:
        return {}
    condition = rule.condition
    first, last = condition.span or (None, None)
    said = {
        "place": condition.place or "",
        "begins_at": _typed(first),
        "ends_at": _typed(last),
        "words": condition.words,
        "is_imported": "yes" if condition.is_imported else "",
        "minutes": str(rule.minutes or ""),
    }
    days = {_DAYS[number]: "yes" for number in sorted(condition.weekdays)}
    return {"id": str(rule.id), "portion": rule.portion, **{name: str(value) for name, value in said.items()}, **days}


def _typed(time: dt.time | None) -> str:
    return time.isoformat("minutes") if time else ""


def _told(form: Form) -> str:
    """The sentence of a form; empty while something is missing."""
    try:
        return words.sentence(_read(form))
    except Invalid:
        return ""


def _form(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    first = access.diary_read().first_weekday
    numbers = [(first + ahead) % 7 for ahead in range(7)]
    shown: dict[str, Any] = {"days": [(_DAYS[number], words.weekday(number)) for number in numbers]}
    told = _told(Form(values))
    return render_template("direction_rules/form.html", values=values, errors=errors, told=told, words=words, **shown)
