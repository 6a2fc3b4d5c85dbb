"""What came of a document that was taken back, and why one can't be: the same on the page and in the shell."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.restores import WALKS, CannotRestore, Flaw, OwnChoice, Restored
from webapp.words import texts

_KEPT: Mapping[OwnChoice, LazyString] = {
    OwnChoice.SETTINGS: lazy_gettext("Your settings here stay as they are."),
    OwnChoice.PLAN: lazy_gettext("Your plan here stays as it is."),
    OwnChoice.GOAL: lazy_gettext("Your weekly goal here stays as it is."),
    OwnChoice.SAFETY_CHECK: lazy_gettext("Your answers to “May I walk backward?” stay as they are here."),
    OwnChoice.RUNNING_WALK: lazy_gettext("The walk that you have running here goes on as it is."),
}


def lines(restored: Restored, *, is_dry_run: bool = False) -> list[str]:
    """What came in, what was here already, and what stays as it was, a sentence each."""
    came = _came(restored, is_dry_run=is_dry_run)
    return [*came, *_known(restored), *(str(_KEPT[choice]) for choice in restored.kept)]


def question(whose: str, into: str, counts: Mapping[str, int]) -> list[str]:
    """Whose diary a document is, what is in it, and that it would come among the walks of somebody else."""
    walks, others = counts.get(WALKS, 0), sum(counts.values()) - counts.get(WALKS, 0)
    return [
        _(
            "This is everything of %(name)s: %(walks)s and %(others)s.",
            name=whose,
            walks=ngettext("%(num)d walk", "%(num)d walks", walks),
            others=ngettext("%(num)d other entry", "%(num)d other entries", others),
        ),
        _("Put it into the diary of %(name)s? Undo takes its walks out again; the rest stays.", name=into),
    ]


def refusal(error: CannotRestore | Invalid) -> str:
    """Why a document can't be taken, where it is wrong, and that nothing was changed."""
    why = _problem(error.problems[0]) if isinstance(error, Invalid) else _flaw(error)
    return f"{why} {_('Nothing was changed.')}"


def _came(restored: Restored, *, is_dry_run: bool) -> list[str]:
    count, others = restored.new_walks, restored.new_entries
    if is_dry_run:
        walks = ngettext("%(num)d walk would come back.", "%(num)d walks would come back.", count)
        more = ngettext("%(num)d other entry would come back.", "%(num)d other entries would come back.", others)
        settings = _("Your settings would come back.")
    else:
        walks = ngettext("%(num)d walk is back.", "%(num)d walks are back.", count)
        more = ngettext(
            "%(num)d other entry is back: a weight, a test, a goal, a choice.",
            "%(num)d other entries are back: weights, tests, goals, choices.",
            others,
        )
        settings = _("Your settings are back.")
    shown = {walks: count, more: others, settings: restored.has_settings}
    return [line for line, is_shown in shown.items() if is_shown] or [_("Nothing in this file is new.")]


def _known(restored: Restored) -> list[str]:
    known = restored.known
    here = ngettext(
        "%(num)d entry was here already. It stays as it is.",
        "%(num)d entries were here already. They stay as they are.",
        known,
    )
    return [here] if known else []


def _flaw(error: CannotRestore) -> str:
    if error.flaw is Flaw.FOREIGN:
        return _("This file was not made by Backstride.")
    if error.flaw is Flaw.NEWER:
        return _("This file is from a newer Backstride. Please update this server, then choose the file again.")
    if error.place:
        return _("The file is damaged near %(place)s. Please take a fresh copy of it.", place=error.place)
    return _("The file is damaged near its beginning. Please take a fresh copy of it.")


def _problem(problem: Problem) -> str:
    place = _place(problem.field)
    if problem.reason is Reason.UNKNOWN_FIELD:
        return _("We don't know what “%(place)s” in this file is. Is it from a newer Backstride?", place=place)
    if problem.reason is Reason.MISSING:
        return _("“%(place)s” is missing in this file.", place=place)
    return _("“%(place)s” in this file can't be right. %(problem)s", place=place, problem=texts.problem(problem))


def _place(path: str) -> str:
    """Where something is, as a person counts: "walks 4, segments 1, mode" for `walks.3.segments.0.mode`."""
    shown: list[str] = []
    for part in path.split("."):
        if part.isdecimal() and shown:
            shown[-1] += f" {int(part) + 1}"
        else:
            shown.append(part)
    return ", ".join(shown)
