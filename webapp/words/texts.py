"""The words for what the domain names: modes, places, paces, units, and what is wrong with a field."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain import goals, paces
from webapp.domain.energy import Mode
from webapp.domain.goals import Counting
from webapp.domain.imports import APPS_READ, FORMATS
from webapp.domain.keys import Scope
from webapp.domain.paces import Pace
from webapp.domain.problems import Problem, Reason
from webapp.domain.walks import Place
from webapp.words import body, examples, formats

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
# The same at the beginning of a line.
MODES_FIRST: Mapping[str, LazyString] = {
    Mode.FORWARD_WALK: lazy_gettext("Forward"),
    Mode.BACKWARD_WALK: lazy_gettext("Backward"),
    Mode.FORWARD_RUN: lazy_gettext("Running forward"),
    Mode.BACKWARD_RUN: lazy_gettext("Jogging backward"),
    Mode.BACKWARD_SLED: lazy_gettext("Pulling a sled backward"),
}
PLACES_FIRST: Mapping[str, LazyString] = {
    Place.OUTDOORS: lazy_gettext("Outdoors"),
    Place.INDOORS: lazy_gettext("Indoors"),
    Place.TREADMILL: lazy_gettext("Treadmill"),
    Place.TRACK: lazy_gettext("Track"),
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
    5: lazy_gettext("moderate: I could talk but not sing"),
    7: lazy_gettext("vigorous: only a few words"),
    10: lazy_gettext("the most I can do"),
}
_REASONS: Mapping[Reason, LazyString] = {
    Reason.MISSING: lazy_gettext("Please fill this in."),
    Reason.NOT_A_DATE: lazy_gettext("Please enter a date, such as 2026-11-20."),
    Reason.NOT_A_YEAR: lazy_gettext("Please enter four digits, such as 1959."),
    Reason.NOT_A_TIME: lazy_gettext("Please enter a time, such as 18:10."),
    Reason.NOT_A_TEXT: lazy_gettext("This should be text."),
    Reason.NOT_AN_ADDRESS: lazy_gettext("Please enter a whole address, such as https://ntfy.sh/a-name-nobody-guesses."),
    Reason.NOT_A_CONTACT: lazy_gettext("Please enter an e-mail address, or the address of a web page with https."),
    Reason.A_CONTACT_AT_HOME: lazy_gettext("Push services refuse addresses at home. Please enter your own e-mail."),
    Reason.NOT_A_CHOICE: lazy_gettext("Please choose one from the list."),
    Reason.NOT_A_ZONE: lazy_gettext("We don't know this time zone. It should look like Europe/Paris."),
    Reason.NOT_AN_ID: lazy_gettext("This is not an id. It should be a UUID."),
    Reason.NOT_A_CURSOR: lazy_gettext("This is not where a page ended. Send the “next” of the page before, as it is."),
    Reason.NOT_WHOLE: lazy_gettext("Please enter a whole number."),
    Reason.NOT_A_TRUTH: lazy_gettext("This should be true or false."),
    Reason.NOT_A_LIST: lazy_gettext("This should be a list."),
    Reason.NOT_AN_OBJECT: lazy_gettext("This should be an object."),
    Reason.NO_OFFSET: lazy_gettext("The time needs an offset, such as +01:00."),
    Reason.UNKNOWN_FIELD: lazy_gettext("There is no field with this name."),
    Reason.IN_THE_FUTURE: lazy_gettext("That day or time hasn't come yet."),
    Reason.MORE_THAN_IN_ALL: lazy_gettext("That is more than your minutes in all."),
    Reason.TAKEN: lazy_gettext("Somebody already uses this name."),
    Reason.TOO_COMMON: lazy_gettext("This password is easy to guess. Four unusual words make a good one."),
    Reason.CONTRADICTS: lazy_gettext("This doesn't match the rest of what you entered."),
    Reason.THERE_TWICE: lazy_gettext("It is there twice."),
    Reason.NOT_A_SLED: lazy_gettext("You entered a sled. Choose “pulling a sled”, or clear this."),
    Reason.TWO_PACES: lazy_gettext("You chose a pace and typed a speed. Please keep one of them."),
    Reason.NO_MINUTES_FOR_IT: lazy_gettext("There are no minutes for this direction. Enter them, or take this back."),
    Reason.NOT_ABOVE_ZERO: lazy_gettext("Please enter more than 0."),
    Reason.NOT_A_FOLDER: lazy_gettext("The server has no such folder. It should look like /mnt/backups."),
    Reason.OF_THE_DATA_FOLDER: lazy_gettext("The diaries are in this folder. Please choose one on another disk."),
    Reason.TAKES_NOTHING: lazy_gettext("The server may not write into this folder."),
    Reason.NO_PASSWORD: lazy_gettext("Please enter your current password."),
    Reason.WRONG_PASSWORD: lazy_gettext("This is not your current password."),
    Reason.ONLY_OWNER: lazy_gettext("Please make somebody else an owner first."),
    Reason.WRONG_CODE: lazy_gettext("That code isn't right. Backstride shows the right link when it starts."),
}
# A smaller limit would be shown as 0, which is just what was refused.
LEAST_SHOWN = 0.05
_LIMITS: Mapping[Reason, LazyString] = {
    Reason.TOO_SMALL: lazy_gettext("Please enter at least %(limit)s."),
    Reason.TOO_LARGE: lazy_gettext("That is too much. The limit is %(limit)s."),
    Reason.TOO_MANY: lazy_gettext("That is too many. The limit is %(limit)s."),
    Reason.TOO_LONG: lazy_gettext("This is too long. The limit is %(limit)s characters."),
    Reason.TOO_SHORT: lazy_gettext("This is too short. Please use at least %(limit)s characters."),
    Reason.TOO_FAST: lazy_gettext("Nobody goes that fast on foot. The limit is %(limit)s."),
    Reason.TOO_EARLY: lazy_gettext("That is too long ago. The earliest day is %(limit)s."),
}


# The limit of each in the person's own units.
_DOUBTS: Mapping[Reason, tuple[LazyString, Callable[[float], str]]] = {
    Reason.IS_IT_SO_SLOW: (lazy_gettext("That is slower than %(limit)s."), formats.speed),
    Reason.IS_IT_SO_FAST: (lazy_gettext("That is faster than %(limit)s."), formats.speed),
    Reason.IS_IT_SO_LONG: (lazy_gettext("That is more than %(limit)s minutes."), formats.minutes),
    Reason.IS_IT_SO_STEEP: (lazy_gettext("That is steeper than %(limit)s."), formats.percent),
    Reason.IS_IT_SO_HEAVY: (lazy_gettext("That is heavier than %(limit)s."), formats.weight),
    Reason.IS_IT_SO_DIFFERENT: (lazy_gettext("That is far from %(limit)s, the weight before."), formats.weight),
    Reason.IS_IT_THIS_WEIGHT: (lazy_gettext("You entered %(limit)s."), formats.weight),
    Reason.IS_IT_ANOTHER_WAIST: (lazy_gettext("That is far from %(limit)s, the waist before."), body.waist),
    Reason.IS_IT_THIS_WAIST: (lazy_gettext("You entered %(limit)s."), body.waist),
    Reason.IS_IT_SO_LITTLE: (lazy_gettext("That is less than %(limit)s."), formats.number),
    Reason.IS_IT_SO_MUCH: (lazy_gettext("That is more than %(limit)s."), formats.number),
    Reason.IS_IT_OVER_MIDNIGHT: (lazy_gettext("This ends before it begins. Over midnight?"), formats.number),
    Reason.IS_IT_EVERY_WALK: (lazy_gettext("This turns every walk. Is that so?"), formats.number),
}


def formats_read() -> str:
    """The kinds of recordings that can be imported: "FIT, GPX or KML"."""
    *others, last = [file_format.name for file_format in FORMATS]
    return _("%(others)s or %(last)s", others=", ".join(others), last=last)


def apps_read() -> str:
    """The apps whose whole archive can be imported."""
    others, last = APPS_READ[:-1], APPS_READ[-1]
    return _("%(others)s or %(last)s", others=", ".join(others), last=last) if others else last


def problem(problem: Problem) -> str:
    """What is wrong with a field, and what would be right, in a sentence."""
    if problem.reason in _DOUBTS:
        sentence, shown = _DOUBTS[problem.reason]
        return f"{str(sentence) % {'limit': shown(float(problem.limit or 0))}} {_('If that is right, save again.')}"
    if problem.reason is Reason.NOT_A_NUMBER:
        return _("Please enter a number, such as %(example)s.", example=examples.of(problem.field))
    if problem.reason in _REASONS:
        return str(_REASONS[problem.reason])
    if problem.reason is Reason.TOO_SMALL and isinstance(problem.limit, float) and 0 < problem.limit < LEAST_SHOWN:
        return str(_REASONS[Reason.NOT_ABOVE_ZERO])
    return str(_LIMITS[problem.reason]) % {"limit": _limit(problem)}


def _limit(problem: Problem) -> str:
    """A limit with the unit of its field."""
    if problem.reason is Reason.TOO_EARLY:
        return formats.short_day(dt.date.fromisoformat(str(problem.limit)), year=True)
    if problem.limit is None or isinstance(problem.limit, str):
        return problem.limit or ""
    if problem.reason is Reason.TOO_FAST:
        return formats.speed(problem.limit)
    figure = formats.number(problem.limit)
    match problem.field.rpartition(".")[2]:
        case "minutes" | "backward" | "goal":
            return ngettext("%(figure)s minute", "%(figure)s minutes", round(problem.limit), figure=figure)
        case "seconds":
            return ngettext("%(figure)s second", "%(figure)s seconds", round(problem.limit), figure=figure)
        case "weight" | "load" | "sled":
            return f"{figure} {formats.weight_unit().value}"
        case "waist":
            return f"{figure} {body.waist_unit()}"
        case "speed":
            return f"{figure} {formats.speed_unit()}"
        case _:
            return figure


def problems_by_field(problems: Sequence[Problem], **shown_as: str) -> dict[str, str]:
    """The first problem of each field, in words; `shown_as` gives the form's name of a field of the domain."""
    words: dict[str, str] = {}
    for mistake in problems:
        words.setdefault(shown_as.get(mistake.field, mistake.field), problem(mistake))
    return words


def pace_options(*, backward: bool) -> list[tuple[str, str]]:
    """The words for a pace in one direction, each with its speed."""
    words = paces.BACKWARD_MPH if backward else paces.FORWARD_MPH
    return [(word, f"{PACES[word]}, {formats.speed(paces.speed_kmh(word, backward=backward))}") for word in words]


def effort_options() -> list[tuple[str, str]]:
    """The scale of effort from 0 to 10, with words where it has them."""
    return [(str(step), f"{step}, {_EFFORTS[step]}" if step in _EFFORTS else str(step)) for step in range(11)]


def about_effort(counting: str) -> str:
    """What the effort does to the minutes, by the rule with which somebody counts; nothing where each counts once."""
    if counting != Counting.WHO:
        return ""
    return _(
        "From %(effort)s on, minutes at %(low)s to %(high)s MET count twice.",
        effort=goals.VIGOROUS_EFFORT,
        low=formats.met(goals.VIGOROUS_MET),
        high=formats.met(goals.SURELY_VIGOROUS_MET),
    )


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
        "Backstride opens at its address and at names of your home network. "
        "For another name, the owner sets BACKSTRIDE_BASE_URL."
    )


def wrong_code() -> str:
    return _("That code is not right, or it was used before. Type the one that the app shows now.")


def code_came_late() -> str:
    return _("That took too long. Sign in once more.")


def recovery_codes_of(name: str) -> str:
    """The head of a file of recovery codes."""
    return _("Backstride: recovery codes of %(name)s. Each works once.", name=name)


def passkey_refused() -> str:
    return _("That passkey did not work. Try once more, or sign in with your password.")


def wrong_password() -> str:
    return _("That name and password don't match.")


def too_many_tries(seconds: float) -> str:
    """That somebody has to wait, and how long."""
    if seconds < 90:
        return ngettext(
            "Too many tries. Please wait %(num)d second.",
            "Too many tries. Please wait %(num)d seconds.",
            max(1, round(seconds)),
        )
    return ngettext(
        "Too many tries. Please wait %(num)d minute.",
        "Too many tries. Please wait %(num)d minutes.",
        round(seconds / 60),
    )


def same(values: Sequence[str]) -> list[tuple[str, str]]:
    """Options of a list that are shown as they are named."""
    return [(value, value) for value in values]
