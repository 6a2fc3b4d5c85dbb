"""What a phone keeps of the person who walks with it: whose diary it is, their week, what comes next or speaks against.

The walk screen shows it where the server is out of reach, so nothing in it may become wrong with a day that passes.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from webapp.actions.plan import Overview
from webapp.actions.rings import Ring
from webapp.actions.safety import Backward
from webapp.domain.diaries import Diary
from webapp.domain.guided import guided
from webapp.domain.programme import Session
from webapp.domain.safety import Advice
from webapp.domain.standings import Next, Status
from webapp.storage.models import User, WalkRow
from webapp.words import formats
from webapp.words import plan as plan_words
from webapp.words import safety as safety_words

# A longer break offers less than the phone knows of.
OFFERED_FOR = dt.timedelta(days=6)


def document(
    user: User, diary: Diary, plan: Overview, backward: Backward, ring: Ring, today: dt.date, *, next_goal: float
) -> dict[str, Any]:
    """Who the person is, the colours they chose, their week so far, the goal of the next, and what is offered.

    That is "nothing" backward, the plan's "session", or the "list" of level 1.
    """
    known = {"person": diary.user_id, "name": user.name, "theme": user.theme, "week": week(ring), "nextGoal": next_goal}
    return {**known, **_offer(plan, backward, today)}


def summary(walk: WalkRow, ring: Ring) -> dict[str, Any]:
    """What one walk did for its week, and what going backward added, in words."""
    if not walk.backward_seconds:
        return {"week": week(ring), "extra": "", "likely": ""}
    if walk.extra_kcal is None:
        return {"week": week(ring), "extra": "", "likely": _("Add your weight to see the extra calories.")}
    low, high = formats.kcal(walk.extra_kcal_low or 0), formats.kcal(walk.extra_kcal_high or 0)
    return {
        "week": week(ring),
        "extra": _("%(extra)s from going backward", extra=formats.extra_kcal(walk.extra_kcal)),
        "likely": _("Likely %(low)s to %(high)s.", low=low, high=high),
    }


def week(ring: Ring) -> dict[str, Any]:
    """A week's days and minutes; `counted` are those toward the goal."""
    sums = ring.sum
    return {
        "from": sums.week.start.isoformat(),
        "until": sums.week.end.isoformat(),
        "forward": sums.forward_minutes,
        "backward": sums.backward_minutes,
        "counted": sums.counted_minutes,
        "goal": ring.goal_minutes,
    }


def _offer(plan: Overview, backward: Backward, today: dt.date) -> Mapping[str, Any]:
    standing = plan.standing
    if backward.asked_by:
        return _nothing(safety_words.asking(backward.asked_by))
    if backward.advice and not backward.is_open:
        return _nothing(safety_words.in_one_line(backward.advice, backward.reasons))
    if plan.may_go_on:
        return {"offers": "list", "note": _("Your plan has stopped. Open Backstride at home to go on with it.")}
    if standing and standing.status is Status.STOPPED:
        ask = _("Talk with a doctor before you walk backward again.")
        return _nothing(f"{plan_words.alarm(standing)} {ask}")
    note = _note(backward)
    coming = standing.next if standing else None
    if coming is None:
        return {"offers": "list", "note": note}
    if coming.session.metres:
        return {"offers": "list", "note": _("Next in your plan: %(dose)s.", dose=plan_words.dose(coming.session))}
    return {"offers": "session", "note": note, **_session(coming, today)}


def _nothing(note: str) -> Mapping[str, Any]:
    """Whoever turns backward all the same reads the note under the clock, where others read what comes next."""
    return {"offers": "nothing", "note": note, "next": note}


def _note(backward: Backward) -> str:
    if backward.advice is None:
        return _("Answer the safety check before you walk backward.")
    if backward.advice is Advice.SUPPORTED:
        return _("Not alone: hold a rail or have somebody beside you, every time.")
    return ""


def _session(coming: Next, today: dt.date) -> Mapping[str, Any]:
    dose, day = plan_words.dose(coming.session), formats.weekday(coming.from_day)
    return {
        "guide": guided(coming.session),
        "told": " ".join(_told(coming.session)),
        "from": coming.from_day.isoformat(),
        "until": (max(today, coming.from_day) + OFFERED_FOR).isoformat(),
        "rest": _("A rest day for walking backward. Next: %(dose)s, from %(day)s.", dose=dose, day=day),
    }


def _told(session: Session) -> list[str]:
    """How its stretches backward are gone, in sentences: paces in the person's unit, which a phone does not know."""
    pace = _("Backward: %(pace)s. Slower is fine.", pace=plan_words.pace(session))
    return [pace, *(f"{extra}." for extra in plan_words.extras(session))]
