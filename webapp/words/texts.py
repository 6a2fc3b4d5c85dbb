"""The words for what the domain names: modes, places, paces, units, and what is wrong with a field."""

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain import paces
from webapp.domain.energy import Mode
from webapp.domain.paces import Pace
from webapp.domain.problems import Problem, Reason
from webapp.domain.walks import Place
from webapp.importers import CannotImport, Refusal
from webapp.security.keys import Scope
from webapp.words import formats

MODES: Mapping[str, LazyString] = {
    Mode.FORWARD_WALK: lazy_gettext("forward"),
    Mode.BACKWARD_WALK: lazy_gettext("backward"),
    Mode.FORWARD_RUN: lazy_gettext("running forward"),
    Mode.BACKWARD_RUN: lazy_gettext("jogging backward"),
    Mode.BACKWARD_SLED: lazy_gettext("pulling a sled backward"),
}
PLACES: Mapping[str, LazyString] = {
    Place.OUTDOORS: lazy_gettext("outdoors"),
    Place.INDOORS: lazy_gettext("indoors"),
    Place.TREADMILL: lazy_gettext("treadmill"),
    Place.TRACK: lazy_gettext("track"),
}
PACES: Mapping[str, LazyString] = {
    Pace.SHUFFLE: lazy_gettext("shuffling"),
    Pace.SLOW: lazy_gettext("slow"),
    Pace.EASY: lazy_gettext("easy"),
    Pace.MODERATE: lazy_gettext("moderate"),
    Pace.STEADY: lazy_gettext("steady"),
    Pace.BRISK: lazy_gettext("brisk"),
    Pace.VERY_BRISK: lazy_gettext("very brisk"),
}
SCOPES: Mapping[str, LazyString] = {
    Scope.ALL: lazy_gettext("may do everything"),
    Scope.READ: lazy_gettext("may read everything"),
    Scope.WALKS: lazy_gettext("may add walks"),
}
_EFFORTS: Mapping[int, LazyString] = {
    0: lazy_gettext("no effort"),
    2: lazy_gettext("light: I could have sung"),
    5: lazy_gettext("moderate: I could talk, not sing"),
    7: lazy_gettext("vigorous: only a few words"),
    10: lazy_gettext("the most I can do"),
}
_REASONS: Mapping[Reason, LazyString] = {
    Reason.MISSING: lazy_gettext("Please fill this in."),
    Reason.NOT_A_NUMBER: lazy_gettext("Please enter a number, such as 30."),
    Reason.NOT_A_DATE: lazy_gettext("Please enter a date, such as 2026-11-20."),
    Reason.NOT_A_TIME: lazy_gettext("Please enter a time, such as 18:10."),
    Reason.NOT_A_TEXT: lazy_gettext("This is not a text."),
    Reason.NOT_A_CHOICE: lazy_gettext("Please choose one from the list."),
    Reason.NOT_A_ZONE: lazy_gettext("This time zone is not known. It looks like Europe/Paris."),
    Reason.NOT_AN_ID: lazy_gettext("This is not an id: it has to be a UUID."),
    Reason.NOT_WHOLE: lazy_gettext("Please enter a whole number."),
    Reason.NOT_A_TRUTH: lazy_gettext("This has to be true or false."),
    Reason.NOT_A_LIST: lazy_gettext("This has to be a list."),
    Reason.NOT_AN_OBJECT: lazy_gettext("This has to be an object."),
    Reason.NO_OFFSET: lazy_gettext("The time needs an offset, such as +01:00."),
    Reason.UNKNOWN_FIELD: lazy_gettext("There is no field of this name."),
    Reason.IN_THE_FUTURE: lazy_gettext("This lies in the future."),
    Reason.MORE_THAN_IN_ALL: lazy_gettext("This is more than the minutes in all."),
    Reason.TAKEN: lazy_gettext("Somebody already has this name."),
    Reason.TOO_COMMON: lazy_gettext("This is one of the first that anybody would try. Four odd words make a good one."),
    Reason.CONTRADICTS: lazy_gettext("This does not go with the other fields."),
    Reason.NOT_A_SLED: lazy_gettext("You entered a sled. Choose “pulling a sled”, or clear this."),
    Reason.TWO_PACES: lazy_gettext("You chose a pace and typed a speed. Please keep one of them."),
    Reason.NOT_ABOVE_ZERO: lazy_gettext("Please enter more than 0."),
    Reason.WRONG_PASSWORD: lazy_gettext("This is not the password you have now."),
    Reason.WRONG_CODE: lazy_gettext("This code does not fit. The server prints the right link when it starts."),
}
# A smaller limit would be shown as 0, which is just what was refused.
LEAST_SHOWN = 0.05
_LIMITS: Mapping[Reason, LazyString] = {
    Reason.TOO_SMALL: lazy_gettext("The least that is possible is %(limit)s."),
    Reason.TOO_LARGE: lazy_gettext("The most that is possible is %(limit)s."),
    Reason.TOO_MANY: lazy_gettext("The most that is possible is %(limit)s."),
    Reason.TOO_LONG: lazy_gettext("This is too long: %(limit)s characters at most."),
    Reason.TOO_SHORT: lazy_gettext("This is too short: %(limit)s characters at least."),
    Reason.TOO_FAST: lazy_gettext("Nobody walks that fast: more than %(limit)s km/h."),
    Reason.TOO_EARLY: lazy_gettext("This lies before %(limit)s."),
}


# The limit of each in the person's own units.
_DOUBTS: Mapping[Reason, tuple[LazyString, Callable[[float], str]]] = {
    Reason.IS_IT_SO_SLOW: (lazy_gettext("That is slower than %(limit)s."), formats.speed),
    Reason.IS_IT_SO_FAST: (lazy_gettext("That is faster than %(limit)s."), formats.speed),
    Reason.IS_IT_SO_LONG: (lazy_gettext("That is more than %(limit)s minutes."), formats.minutes),
    Reason.IS_IT_SO_STEEP: (lazy_gettext("That is steeper than %(limit)s."), formats.percent),
    Reason.IS_IT_SO_HEAVY: (lazy_gettext("That is heavier than %(limit)s."), formats.weight),
    Reason.IS_IT_SO_DIFFERENT: (lazy_gettext("That is far from the %(limit)s before."), formats.weight),
    Reason.IS_IT_THIS_WEIGHT: (lazy_gettext("You entered %(limit)s."), formats.weight),
}
_REFUSALS: Mapping[Refusal, LazyString] = {
    Refusal.EMPTY: lazy_gettext("The file is empty."),
    Refusal.UNKNOWN_FORMAT: lazy_gettext("This is no FIT, GPX or TCX file, and no gzip or zip of one."),
    Refusal.DAMAGED: lazy_gettext("The file is damaged and can't be read to its end."),
    Refusal.NOT_A_WALK: lazy_gettext("This is not a walk (%(detail)s)."),
    Refusal.NO_ACTIVITY: lazy_gettext("There is no walk in this file."),
    Refusal.NO_TIMES: lazy_gettext("The track has no times, so its minutes can't be known."),
    Refusal.WRONG_CLOCK: lazy_gettext("The clock that recorded this was wrong: it says %(detail)s."),
    Refusal.TOO_LARGE: lazy_gettext("The file is too large: %(detail)s MB at most."),
    Refusal.TOO_MANY: lazy_gettext("There is too much in this file: more than %(detail)s entries."),
    Refusal.TOO_SHORT: lazy_gettext("This is too short: less than a second of walking."),
    Refusal.TOO_LONG: lazy_gettext("This is too long for one walk: %(detail)s hours."),
    Refusal.TOO_FAST: lazy_gettext("This was too fast to be on foot: %(detail)s km/h."),
    Refusal.LOCKED: lazy_gettext("The archive has a password. Please unpack it and choose the files in it."),
    Refusal.TOO_MANY_FILES: lazy_gettext(
        "There are more than %(detail)s files in the archive. Please unpack it and choose some of them."
    ),
    Refusal.TOO_MUCH_UNPACKED: lazy_gettext(
        "Unpacked, this is more than %(detail)s MB of GPX or TCX, or an eighth of that of FIT. "
        "Please unpack it and choose some of the files."
    ),
    Refusal.TOO_MANY_QUESTIONS: lazy_gettext(
        "%(detail)s questions wait for your answer. Please answer some, then choose this file again."
    ),
}


def refusal(refused: CannotImport) -> str:
    """Why a recording can't be imported, in a sentence."""
    return str(_REFUSALS[refused.reason]) % {"detail": refused.detail or _("unknown")}


def problem(found: Problem) -> str:
    """What is wrong with a field, and what would be right, in a sentence."""
    if found.reason in _DOUBTS:
        sentence, shown = _DOUBTS[found.reason]
        return f"{str(sentence) % {'limit': shown(float(found.limit or 0))}} {_('If it is right, save it once more.')}"
    if found.reason in _REASONS:
        return str(_REASONS[found.reason])
    if found.reason is Reason.TOO_SMALL and isinstance(found.limit, float) and 0 < found.limit < LEAST_SHOWN:
        return str(_REASONS[Reason.NOT_ABOVE_ZERO])
    limit = found.limit if isinstance(found.limit, str) else formats.number(found.limit or 0)
    return str(_LIMITS[found.reason]) % {"limit": limit}


def problems_by_field(found: Sequence[Problem], **shown_as: str) -> dict[str, str]:
    """The first problem of each field, in words; `shown_as` gives the form's name of a field of the domain."""
    return {shown_as.get(one.field, one.field): problem(one) for one in reversed(found)}


def pace_options(*, backward: bool) -> list[tuple[str, str]]:
    """The words for a pace in one direction, each with its speed."""
    words = paces.BACKWARD_MPH if backward else paces.FORWARD_MPH
    return [(word, f"{PACES[word]}, {formats.speed(paces.speed_kmh(word, backward=backward))}") for word in words]


def effort_options() -> list[tuple[str, str]]:
    """The scale of effort from 0 to 10, with words where it has them."""
    return [(str(step), f"{step}, {_EFFORTS[step]}" if step in _EFFORTS else str(step)) for step in range(11)]


def saved(seconds: int, backward_seconds: int, day: str = "") -> str:
    """What was saved, in minutes or, of a walk that has none, in seconds; the day where it is not today."""
    walked = _length(seconds)
    if backward_seconds:
        walked = _(
            "%(walked)s, %(backward)s of them backward", walked=walked, backward=_bare(seconds, backward_seconds)
        )
    if day:
        return _("Saved for %(day)s: %(walked)s.", day=day, walked=walked)
    return _("Saved: %(walked)s.", walked=walked)


def _length(seconds: int) -> str:
    if seconds < 60:
        return _("%(seconds)s s", seconds=seconds)
    return _("%(minutes)s min", minutes=formats.minutes(seconds / 60))


def _bare(seconds: int, part_s: int) -> str:
    """A part of a length in the unit of the whole."""
    return formats.number(part_s, 0) if seconds < 60 else formats.minutes(part_s / 60)


def minutes_to_go(minutes: int) -> str:
    return ngettext("%(num)d minute to go", "%(num)d minutes to go", minutes)


def weeks_in_a_row(weeks: int) -> str:
    return ngettext("%(num)d week in a row", "%(num)d weeks in a row", weeks)


def wrong_name() -> str:
    return _(
        "Backstride answers to its address and to names of the home network. "
        "For another name the owner sets BACKSTRIDE_BASE_URL."
    )


def wrong_password() -> str:
    return _("User name or password do not fit.")


def too_many_tries(seconds: float) -> str:
    """That somebody has to wait, and how long."""
    if seconds < 90:
        number = max(1, round(seconds))
        wait = ngettext("%(num)d second", "%(num)d seconds", number)
    else:
        wait = ngettext("%(num)d minute", "%(num)d minutes", round(seconds / 60))
    return _("Too many tries. Please wait %(wait)s.", wait=wait)


def same(values: Sequence[str]) -> list[tuple[str, str]]:
    """Options of a list that are shown as they are named."""
    return [(value, value) for value in values]
