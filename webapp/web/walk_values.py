"""A walk as the fields of its form.

Most walks are so many minutes, of which some backward: the short form. One with more stretches, or with a distance
of its own, is edited stretch by stretch: the long form.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from uuid import uuid4

from webapp.domain import paces, reviews, units, weeks
from webapp.domain.diaries import Diary
from webapp.domain.walks import Walk
from webapp.storage.models import WalkRow
from webapp.web.parameters import date_of
from webapp.words import formats
from webapp.words import walks as walk_words

Values = dict[str, str]

PROPOSED = dt.timedelta(minutes=30)
# One empty row to add a stretch, without a script.
SPARE_ROWS = 1
# What a review asks and this form does not: of these it may say something meanwhile.
_ONLY_REVIEWED = reviews.ANSWERED - {"effort"}
# What belongs to the day that somebody logs, also if the rest is filled in like another walk.
_OF_THE_DAY = ("id", "date", "time", "effort", "note")
# What only the form of a walk that ended just now has.
_OF_NOW = ("proposed", "ended")


def new(walk: Walk | None, diary: Diary, now: dt.datetime, day: dt.date | None) -> Values:
    """The fields of a new walk, like another where there is one, on a day or ended just now."""
    if walk:
        return like(walk, diary, now, day)
    return on(day) if day else blank(diary, now)


def sent_again(typed: Mapping[str, str], walk: Walk) -> Values:
    """What was typed into the form of a new walk that is saved already, for the form that changes it."""
    return {name: value for name, value in typed.items() if name not in _OF_NOW} | _began(walk)


def _began(walk: Walk) -> Values:
    started = weeks.local(walk.started_at, walk.time_zone)
    return {"date": started.date().isoformat(), "time": f"{started:%H:%M}"}


def blank(diary: Diary, now: dt.datetime) -> Values:
    """The fields of a new walk that ended just now, half an hour long until somebody says how long it was."""
    return {"id": str(uuid4()), "minutes": "30", "backward": "0", **_ended_now(diary, now, PROPOSED)}


def same_as(last: WalkRow, like: WalkRow | None, today: dt.date) -> dict[str, str | bool]:
    """The chip that fills the form like the last walk."""
    return {
        "uuid": str(last.uuid),
        "text": walk_words.same_as(last.walked_on, last.seconds / 60, last.backward_seconds / 60, today),
        "is_chosen": last is like,
    }


def on(day: dt.date) -> Values:
    """The fields of a new walk on an earlier day."""
    return {"id": str(uuid4()), "minutes": "30", "backward": "0", "date": day.isoformat(), "time": "12:00"}


def like(walk: Walk, diary: Diary, now: dt.datetime, day: dt.date | None) -> Values:
    """The fields of a new walk that is like another: on a day at the same time of day, or ended just now.

    What was felt and written belongs to the other day.
    """
    values = values_of(walk, diary) | {"id": str(uuid4()), "effort": "", "note": "", "version": ""}
    when = {"date": day.isoformat()} if day else _ended_now(diary, now, dt.timedelta(seconds=walk.seconds))
    return values | when


def like_on(walk: Walk, diary: Diary, now: dt.datetime, typed: Values) -> Values:
    """The fields of a new walk that is like another, on the day and at the time that were typed, with its own note."""
    kept = {name: typed.get(name, "") for name in _OF_THE_DAY}
    is_proposed = "ended" in typed and typed.get("proposed") == f"{kept['date']}T{kept['time']}"
    when = _ended_now(diary, now, dt.timedelta(seconds=walk.seconds)) if is_proposed else {}
    return values_of(walk, diary) | kept | {"version": ""} | when


def moved(typed: Mapping[str, str]) -> Values:
    """What was typed, on the day of the chip that was tapped, if one was: then it is no walk that ended just now."""
    day = date_of(typed.get("day"))
    if day is None:
        return dict(typed)
    return {name: value for name, value in typed.items() if name not in (*_OF_NOW, "day")} | {"date": day.isoformat()}


def _ended_now(diary: Diary, now: dt.datetime, lasted: dt.timedelta) -> Values:
    """When a walk began that ended now. It moves with the minutes until somebody types another time."""
    ended = weeks.local(now, diary.time_zone)
    began = ended - lasted
    return {
        "date": began.date().isoformat(),
        "time": f"{began:%H:%M}",
        "proposed": f"{began:%Y-%m-%dT%H:%M}",
        "ended": f"{ended:%Y-%m-%dT%H:%M}",
    }


def version(walk: Walk) -> str:
    """What the form of a walk was filled from: it differs once any of that was changed elsewhere."""
    compared = dataclasses.replace(walk, started_at=walk.started_at.astimezone(dt.UTC))
    shown = [getattr(compared, field.name) for field in dataclasses.fields(Walk) if field.name not in _ONLY_REVIEWED]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def is_short(walk: Walk) -> bool:
    """Whether the short form can hold a walk: a forward stretch, then a backward one, with the same slope and load."""
    directions = [segment.mode.is_backward for segment in walk.segments]
    alike = {(segment.grade_percent, segment.load_kg) for segment in walk.segments}
    return (
        directions in ([False], [True], [False, True])
        and len(alike) == 1
        and all(segment.distance_m is None for segment in walk.segments)
    )


def values_of(walk: Walk, diary: Diary) -> Values:
    """A walk as the fields of its form."""
    values = _began(walk) | {
        "id": str(walk.id),
        "version": version(walk),
        "place": walk.place or "",
        "rails": "yes" if walk.rails else "",
        "effort": "" if walk.effort is None else str(walk.effort),
        "note": walk.note,
    }
    return values | (_short_values(walk, diary) if is_short(walk) else _long_values(walk, diary))


def exact_values_of(walk: Walk) -> dict[str, float]:
    """The figures behind the fields of a walk's form, in metric units; those that it has."""
    exact: dict[str, float | None] = {}
    if is_short(walk):
        exact |= {"minutes": walk.seconds / 60, "backward": walk.backward_seconds / 60}
        for segment in walk.segments:
            exact["backward_speed" if segment.mode.is_backward else "speed"] = segment.speed_kmh
            exact |= {"slope": segment.grade_percent, "load": segment.load_kg, "sled": segment.sled_kg}
    else:
        for row, segment in enumerate(walk.segments):
            figures = {
                "minutes": segment.seconds / 60,
                "speed": segment.speed_kmh,
                "distance": segment.distance_m,
                "slope": segment.grade_percent,
                "load": segment.load_kg,
                "sled": segment.sled_kg,
            }
            exact |= {f"segments.{row}.{name}": value for name, value in figures.items()}
    return {name: value for name, value in exact.items() if value}


def _short_values(walk: Walk, diary: Diary) -> Values:
    values = {
        "minutes": _typed(walk.seconds / 60),
        "backward": _typed(walk.backward_seconds / 60),
        "slope": _typed(walk.segments[0].grade_percent or None),
        "load": _typed_weight(walk.segments[0].load_kg, diary),
    }
    for segment in walk.segments:
        is_backward = segment.mode.is_backward
        prefix = "backward_" if is_backward else ""
        values["backward_mode" if is_backward else "forward_mode"] = segment.mode
        if segment.sled_kg:
            values["sled"] = _typed_weight(segment.sled_kg, diary)
        if segment.speed_kmh is not None:
            pace = paces.named(segment.speed_kmh, backward=is_backward)
            values[f"{prefix}pace"] = pace or ""
            values[f"{prefix}speed"] = "" if pace else _typed_speed(segment.speed_kmh, diary)
    return values


def _long_values(walk: Walk, diary: Diary) -> Values:
    values = {"segments": str(len(walk.segments) + SPARE_ROWS)}
    for row, segment in enumerate(walk.segments):
        path = f"segments.{row}."
        kilometres = units.km_to((segment.distance_m or 0) / 1000, formats.distance_unit())
        values |= {
            f"{path}mode": segment.mode,
            f"{path}minutes": _typed(segment.seconds / 60),
            f"{path}speed": "" if segment.speed_kmh is None else _typed_speed(segment.speed_kmh, diary),
            f"{path}distance": _typed(kilometres or None, 3),
            f"{path}slope": _typed(segment.grade_percent or None),
            f"{path}load": _typed_weight(segment.load_kg, diary),
            f"{path}sled": _typed_weight(segment.sled_kg, diary),
        }
    return values


def _typed(value: float | None, digits: int = 2) -> str:
    return "" if value is None else f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _typed_weight(kg: float, diary: Diary) -> str:
    return _typed(units.kg_to(kg, formats.weight_unit())) if kg else ""


def _typed_speed(kmh: float, diary: Diary) -> str:
    return _typed(units.km_to(kmh, formats.distance_unit()))
