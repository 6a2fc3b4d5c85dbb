"""The check before the first backward minute: one screen of ticks, and the advice with its reasons."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import safety as actions
from webapp.actions.safety import Checked
from webapp.domain import safety
from webapp.domain.problems import Invalid
from webapp.domain.safety import Advice, Answer, Check, Sex
from webapp.storage.safety import Known
from webapp.web import access, saving
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import safety as safety_words
from webapp.words import texts

bp = Blueprint("safety", __name__, url_prefix="/safety")
ANSWERS = saving.Undoable("safety.index", "answers", is_private=True)


@bp.get("")
def index() -> str:
    return _page(None, {})


@bp.post("")
def answer() -> Response | tuple[str, int]:
    """Keep the answers; an Undo puts back those of before, with the time at which they were given."""
    diary, sent, now = access.diary_write(), ANSWERS.sent(), clock.now()
    form, today = sent.form, diary.date_of(now)
    try:
        check = _read(form, today.year)
        if form.is_ticked("none") and check.answers:
            return _page(form.values, {}, safety_words.ticked_and_none(check.answers)), 422
        with database().writing() as session:
            known = actions.known(session, diary, today)
            sent.check(_kept(known.check))
            now_known = actions.checked(known, today)
            if _is_outdated(form, check, known, now_known):
                return _page(form.values | _newer(form, known, now_known), {}, str(safety_words.NEWER_SINCE)), 422
            if sent.undone is None:
                actions.answer(session, diary, check, now=now, today=today)
            else:
                check = replace(check, answered_at=_instant(form.text("answered_at")))
                actions.put_back(session, diary, check, today=today)
            then = actions.known(session, diary, today)
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    checked = actions.checked(then, today)
    if form.is_ticked("first") and checked and checked.advised.advice is Advice.ALONE:
        return redirect(url_for("today.index"), 303)
    return sent.saved(_way_back(known, check), _kept(then.check))


def _way_back(known: Known, check: Check) -> dict[str, str]:
    """The answers of before as fields. A clinician's word on pain has no way back: it is forgotten which walks hurt."""
    if known.signs.has_hurt and check.is_cleared:
        return {}
    if known.check is None:
        return _kept(None)
    return _fields(known.check, known.check.clears(known.signs))


def _is_outdated(form: Form, check: Check, known: Known, now_known: Checked | None) -> bool:
    """Whether something was answered or logged since the page was made; a second tap on it changes nothing."""
    is_as_kept = now_known is not None and _values(now_known) == _fields(
        replace(check, answered_at=now_known.check.answered_at), check.is_cleared
    )
    return form.values.get("seen", _seen(known)) != _seen(known) and not is_as_kept


def _newer(form: Form, known: Known, now_known: Checked | None) -> dict[str, str]:
    """What a page from before lacks: ticks that are newer, and no clinician's word on what it did not know of."""
    kept = _values(now_known)
    ticks = {answer.value: "yes" for answer in Answer if kept.get(answer.value)}
    return ticks | {"seen": _seen(known), "is_cleared": form.text("is_cleared") and kept.get("is_cleared", "")}


def _seen(known: Known) -> str:
    """What was answered and logged when a page was made, as a mark."""
    answered_at, signs = known.check and known.check.answered_at, known.signs
    logged = signs.fell_on, signs.fell_since_check, signs.warned_at, signs.warned_since_check, signs.has_hurt
    return hashlib.sha256(repr((answered_at, *logged)).encode()).hexdigest()[:16]


def _kept(check: Check | None) -> dict[str, str]:
    """The answers that are kept, as fields, and when they were given."""
    return _fields(check, check.is_cleared) if check else {"answered_at": ""}


def _instant(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _read(form: Form, year: int) -> Check:
    """The answers of the form. Raises Invalid."""
    born = form.year("birth_year", year - safety.OLDEST_YEARS, year - safety.YOUNGEST_YEARS)
    sex = form.choice("sex", list(Sex))
    form.finish()
    return Check(
        birth_year=born,
        sex=Sex(sex) if sex else None,
        answers=frozenset(answer for answer in Answer if form.is_ticked(answer.value)),
        is_cleared=form.is_ticked("is_cleared"),
        is_supported=form.is_ticked("is_supported"),
    )


def _page(values: Mapping[str, str] | None, errors: Mapping[str, str], problem: str = "") -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        known = actions.known(session, diary, today)
    checked = actions.checked(known, today)
    return render_template(
        "safety/index.html",
        seen=_seen(known),
        values=_values(checked) if values is None else values,
        errors=errors,
        problem=problem,
        is_first=request.values.get("first") == "yes",
        checked=checked,
        just=None if errors or problem else saving.just_saved(),
        may_walk_backward=bool(checked and checked.advised.allows_backward),
        words=safety_words,
        older_years=safety.OLDER_YEARS,
        last_before_jog=safety.LAST_BEFORE_JOG,
        options=[(sex.value, str(word)) for sex, word in safety_words.SEXES.items()],
    )


def _values(checked: Checked | None) -> dict[str, str]:
    # A clinician's word from before a fall or a warning sign would be given anew by saving the page.
    return _fields(checked.check, checked.check.clears(checked.signs)) if checked else {}


def _fields(check: Check, is_cleared: bool) -> dict[str, str]:
    ticks = {answer.value: True for answer in check.answers}
    ticks |= {"is_cleared": is_cleared, "is_supported": check.is_supported}
    ticked = {name: "yes" for name, is_ticked in ticks.items() if is_ticked}
    answered_at = check.answered_at.isoformat() if check.answered_at else ""
    return ticked | {"birth_year": str(check.birth_year or ""), "sex": check.sex or "", "answered_at": answered_at}
