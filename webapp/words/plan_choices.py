"""The words for choices about the plan: what one did, and why one is not taken."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain import programme
from webapp.domain.gates import Gate
from webapp.domain.problems import Problem
from webapp.domain.standings import ChoiceKind, Standing, Status
from webapp.words.plan import GATES

# What happened by a choice, right after it.
CHOSEN: Mapping[ChoiceKind, LazyString] = {
    ChoiceKind.START: lazy_gettext("Your plan has begun."),
    ChoiceKind.GO_TO: lazy_gettext("You chose another week."),
    ChoiceKind.RESUME: lazy_gettext("Your plan goes on."),
    ChoiceKind.STOP: lazy_gettext("You put your plan away."),
    ChoiceKind.LEVEL: lazy_gettext("You chose another level."),
    ChoiceKind.LENGTH: lazy_gettext("You chose how long your sessions are."),
}


def problem(problem: Problem, standing: Standing | None, *, allows_plan: bool) -> str:
    """Why a choice is not taken, in a sentence; of one from an older page, what the plan is now."""
    if problem.field in list(Gate):
        return _("Please tick this if it is so: %(gate)s.", gate=GATES[Gate(problem.field)])
    if problem.field == "level":
        return _("This level isn't open yet. Below is what you need first.")
    if problem.field == "week":
        return _("Please choose a week from 1 to %(last)s.", last=programme.WEEKS)
    if not allows_plan:
        return _("Nothing was changed: your plan waits for the check below.")
    return _now(standing)


def _now(standing: Standing | None) -> str:
    if standing is None:
        return _("Nothing was changed: you have no plan now. You can begin one below.")
    place = {"week": standing.week, "level": standing.level}
    if standing.status is Status.OFF:
        return _("Nothing was changed: your plan is put away, at week %(week)s of level %(level)s.", **place)
    if standing.status is Status.STOPPED:
        return _("Nothing was changed: your plan has stopped, at week %(week)s of level %(level)s.", **place)
    if standing.is_gentle:
        return _(
            "Nothing was changed: your plan is in week %(week)s of level %(level)s now, with half the sets.", **place
        )
    return _("Nothing was changed: your plan is in week %(week)s of level %(level)s now, with all the sets.", **place)
