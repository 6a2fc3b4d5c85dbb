"""A walk in few words, and what its form says of itself: its day, the walk before, and what is behind More."""

import datetime as dt
import re
from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain.energy import Mode
from webapp.domain.walks import Place
from webapp.words import formats, texts

DAYS_BY_NAME = 7
_FIGURE = re.compile(r"-?\d{1,6}(\.\d{1,6})?")
_DIGITS = 2
_SHORT_NOTE = 60
_LABELS: Mapping[str, LazyString] = {
    "minutes": lazy_gettext("Minutes in all"),
    "backward": lazy_gettext("Of which backward"),
    "date": lazy_gettext("Day"),
    "time": lazy_gettext("Began at"),
    "pace": lazy_gettext("Pace"),
    "speed": lazy_gettext("Speed"),
    "backward_pace": lazy_gettext("Backward pace"),
    "backward_speed": lazy_gettext("Backward speed"),
    "sled": lazy_gettext("Sled"),
    "slope": lazy_gettext("Slope"),
    "load": lazy_gettext("Load"),
    "note": lazy_gettext("Note"),
}


def walked(seconds: int, backward_seconds: int) -> str:
    """How long a walk was, and how much of it was backward."""
    minutes, backward = formats.minutes(seconds / 60), formats.minutes(backward_seconds / 60)
    if not backward_seconds:
        return _("%(minutes)s min, all forward", minutes=minutes)
    return _("%(minutes)s min, %(backward)s backward", minutes=minutes, backward=backward)


def where_and_note(place: str | None, note: str) -> str:
    """What tells a walk from one like it: where it was, and the beginning of its note."""
    words = " ".join(note.split())
    short = words if len(words) <= _SHORT_NOTE else f"{words[:_SHORT_NOTE].rstrip()}…"
    return " · ".join(part for part in (str(texts.PLACES_FIRST[Place(place)]) if place else "", short) if part)


def when(day: dt.date | None, time: str, today: dt.date) -> str:
    """The day of a walk in few words; today's with the time at which it began."""
    if day is None:
        return _("Day and time")
    if day == today:
        return _("Today, %(time)s", time=time)
    if day == today - dt.timedelta(days=1):
        return _("Yesterday")
    return formats.near_day(day, year=day.year != today.year)


def same_as(walked_on: dt.date, minutes: float, backward: float, today: dt.date) -> str:
    """The offer to fill the form like an earlier walk."""
    day = _named(walked_on, today)
    if not backward:
        return _("Same as %(day)s: %(minutes)s, all forward", day=day, minutes=formats.minutes(minutes))
    return _(
        "Same as %(day)s: %(minutes)s, %(backward)s backward",
        day=day,
        minutes=formats.minutes(minutes),
        backward=formats.minutes(backward),
    )


def _named(day: dt.date, today: dt.date) -> str:
    """A day as people call it: by its weekday while that is in no doubt."""
    if day == today:
        return _("today")
    if day == today - dt.timedelta(days=1):
        return _("yesterday")
    if (today - day).days < DAYS_BY_NAME:
        return formats.weekday(day)
    return formats.short_day(day, year=day.year != today.year)


def still_needed(fields: Collection[str]) -> str:
    """What the estimate of a refused form waits for."""
    if "minutes" in fields:
        return _("Enter the minutes to see your calories.")
    return _("You see your calories once that is right.")


def label(name: str) -> str:
    """What a field is called in the form, or its stretch; empty for one that nobody can type into."""
    path, _dot, _last = name.rpartition(".")
    number = path.removeprefix("segments.")
    if number.isdecimal():
        return _("Stretch %(number)s", number=int(number) + 1)
    return str(_LABELS.get(name, ""))


def filled(values: Mapping[str, str]) -> str:
    """What is filled in behind More, as it was typed, in a few words each; nothing where that is nothing."""
    said = {name: formats.in_field(value.strip()) for name, value in values.items()}
    parts = [] if "segments" in said else _of_the_short_form(said)
    if said.get("effort"):
        parts.append(_("effort %(effort)s", effort=said["effort"]))
    if said.get("note"):
        parts.append(_("note"))
    return ", ".join(parts)


def _of_the_short_form(said: Mapping[str, str]) -> list[str]:
    parts = [_pace(said, Mode.FORWARD_WALK, ""), _pace(said, Mode.BACKWARD_WALK, "backward_")]
    if said.get("place") in texts.PLACES:
        parts.append(str(texts.PLACES[said["place"]]))
    if said.get("rails"):
        parts.append(_("rails"))
    if said.get("slope"):
        parts.append(_("slope %(grade)s", grade=_("%(value)s %%", value=_figure(said["slope"]))))
    unit = formats.weight_unit().value
    if said.get("load"):
        parts.append(_("carrying %(load)s", load=f"{_figure(said['load'])} {unit}"))
    if said.get("sled"):
        parts.append(_("sled of %(sled)s", sled=f"{_figure(said['sled'])} {unit}"))
    return [part for part in parts if part]


def _figure(typed: str) -> str:
    """A number by the habits of the language; what is none stays as it was typed."""
    return formats.number(float(typed), _DIGITS) if _FIGURE.fullmatch(typed) else typed


def _pace(said: Mapping[str, str], usual: Mode, prefix: str) -> str:
    """One direction, where anything was chosen for it: "backward slow", "running forward 9 km/h"."""
    mode = said.get("backward_mode" if prefix else "forward_mode") or usual
    speed, pace = said.get(f"{prefix}speed"), said.get(f"{prefix}pace")
    chosen = f"{_figure(speed)} {formats.speed_unit()}" if speed else str(texts.PACES.get(pace or "", ""))
    return f"{texts.MODES.get(mode, '')} {chosen}".strip() if chosen or mode != usual else ""
