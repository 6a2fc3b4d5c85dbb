"""A direction rule as a sentence, and what rules did to walks."""

import datetime as dt
from collections.abc import Mapping

from babel.dates import format_time
from flask_babel import get_locale, lazy_gettext, ngettext
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from webapp.domain.direction_rules import DirectionRule, TakenBack, TurnedPart, WalkCondition
from webapp.domain.walks import Place
from webapp.words import formats, reminders, texts

_A_MONDAY = dt.date(2024, 1, 1)
_WALKS: Mapping[Place | None, LazyString] = {
    None: lazy_gettext("Every walk"),
    Place.OUTDOORS: lazy_gettext("Every walk outdoors"),
    Place.INDOORS: lazy_gettext("Every walk indoors"),
    Place.TREADMILL: lazy_gettext("Every treadmill walk"),
    Place.TRACK: lazy_gettext("Every walk on a track"),
}
_PARTS: Mapping[TurnedPart, LazyString] = {
    TurnedPart.SPAN: lazy_gettext("Between these times"),
    TurnedPart.ALL: lazy_gettext("The whole walk"),
    TurnedPart.FIRST: lazy_gettext("The first minutes"),
    TurnedPart.LAST: lazy_gettext("The last minutes"),
}
_LABELS: Mapping[str, LazyString] = {
    "begins_at": lazy_gettext("From what time?"),
    "ends_at": lazy_gettext("Until what time?"),
    "minutes": lazy_gettext("How many minutes?"),
    "place": lazy_gettext("Where"),
    "portion": lazy_gettext("Which minutes"),
    "rules": lazy_gettext("Your rules"),
    "words": lazy_gettext("Words in the note"),
}


def sentence(rule: DirectionRule) -> str:
    """What a rule does, as it is read aloud."""
    walks, minutes, span = _walks(rule), rule.minutes or 0, rule.condition.span
    match rule.portion:
        case TurnedPart.FIRST:
            return ngettext(
                "%(walks)s: the first minute is backward.",
                "%(walks)s: the first %(num)d minutes are backward.",
                minutes,
                walks=walks,
            )
        case TurnedPart.LAST:
            return ngettext(
                "%(walks)s: the last minute is backward.",
                "%(walks)s: the last %(num)d minutes are backward.",
                minutes,
                walks=walks,
            )
    if rule.portion is TurnedPart.SPAN and span:
        return _("%(walks)s: backward from %(first)s to %(last)s.", walks=walks, **_times(rule.condition))
    return _("%(walks)s: all of it is backward.", walks=walks)


def weekday(number: int) -> str:
    """A day of the week by its number, in short; Monday is 0."""
    return formats.weekdays_in_short([_A_MONDAY + dt.timedelta(days=number)])


def places() -> list[tuple[str, str]]:
    """Where the walks of a rule may be."""
    return [(str(place), str(text)) for place, text in texts.PLACES_FIRST.items()]


def parts() -> list[tuple[str, str]]:
    """Which minutes a rule may turn."""
    return [(part.value, str(text)) for part, text in _PARTS.items()]


def label(name: str) -> str:
    """What a field of a rule is called."""
    return str(_LABELS.get(name, ""))


def taken_back(undone: Mapping[TakenBack, int]) -> str:
    """What an Undo did, as the head of its page."""
    count = undone.get(TakenBack.TAKEN, 0)
    return ngettext("%(num)d walk taken back", "%(num)d walks taken back", count)


def bucket(undone: TakenBack, count: int) -> str:
    """How many walks an Undo treated alike."""
    match undone:
        case TakenBack.TAKEN:
            return ngettext("%(num)d walk is as it was", "%(num)d walks are as they were", count)
        case TakenBack.KEPT:
            return ngettext("%(num)d walk stays", "%(num)d walks stay", count)
    return ngettext("Nothing to undo on %(num)d walk", "Nothing to undo on %(num)d walks", count)


def why(undone: TakenBack) -> str:
    """Why an Undo treated them so."""
    match undone:
        case TakenBack.KEPT:
            return _("You changed it after the rules did. So it stays as you left it.")
        case TakenBack.GONE:
            return _("You deleted it, or you already undid this on its own page.")
    return ""


def _walks(rule: DirectionRule) -> str:
    """The walks that are meant: "Every treadmill walk on Tuesday"."""
    condition = rule.condition
    walks = str(_WALKS[condition.place])
    if condition.is_imported:
        walks = _("%(walks)s from a watch or an app", walks=walks)
    if condition.weekdays:
        walks = _("%(walks)s on %(days)s", walks=walks, days=_days(sorted(condition.weekdays)))
    if condition.span and rule.portion is not TurnedPart.SPAN:
        walks = _("%(walks)s that begins between %(first)s and %(last)s", walks=walks, **_times(condition))
    if condition.words:
        walks = _("%(walks)s with “%(words)s” in the note", walks=walks, words=condition.words)
    return walks


def _days(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return reminders.weekday(numbers[0])
    return formats.weekdays_in_short(_A_MONDAY + dt.timedelta(days=number) for number in numbers)


def _times(condition: WalkCondition) -> dict[str, str]:
    first, last = condition.span or (dt.time(), dt.time())
    locale = get_locale() or "en_GB"
    return {"first": format_time(first, "short", locale=locale), "last": format_time(last, "short", locale=locale)}
