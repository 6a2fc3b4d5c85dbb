"""The form of a walk: what its fields say as a walk, and a walk as its fields.

Most walks are so many minutes, of which some backward: the short form. One with more stretches, or with a distance
of its own, is edited stretch by stretch: the long form.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID, uuid4

from webapp.domain import paces, units, walks, weeks
from webapp.domain.energy import Mode
from webapp.domain.paces import Pace
from webapp.domain.problems import Reason
from webapp.domain.units import DistanceUnit, WeightUnit
from webapp.domain.walks import Place, Segment, Walk
from webapp.storage.models import User
from webapp.web.forms import Form

Values = dict[str, str]

LONGEST_MINUTES = walks.LONGEST_SECONDS // 60
FORWARD_MODES = (Mode.FORWARD_WALK, Mode.FORWARD_RUN)
BACKWARD_MODES = (Mode.BACKWARD_WALK, Mode.BACKWARD_RUN, Mode.BACKWARD_SLED)
# One empty row to add a stretch, without a script.
SPARE_ROWS = 1


def blank(user: User, now: dt.datetime) -> Values:
    """The fields of a new walk that began half an hour ago."""
    began = weeks.local(now, user.time_zone) - dt.timedelta(minutes=30)
    return {
        "id": str(uuid4()),
        "date": began.date().isoformat(),
        "time": f"{began:%H:%M}",
        "minutes": "30",
        "backward": "0",
    }


def is_short(walk: Walk) -> bool:
    """Whether the short form can hold a walk: a forward stretch, then a backward one, with the same slope and load."""
    directions = [segment.mode.is_backward for segment in walk.segments]
    alike = {(segment.grade_percent, segment.load_kg) for segment in walk.segments}
    return (
        directions in ([False], [True], [False, True])
        and len(alike) == 1
        and all(segment.distance_m is None for segment in walk.segments)
    )


def values_of(walk: Walk, user: User) -> Values:
    """A walk as the fields of its form."""
    started = weeks.local(walk.started_at, walk.time_zone)
    values = {
        "id": str(walk.id),
        "date": started.date().isoformat(),
        "time": f"{started:%H:%M}",
        "place": walk.place or "",
        "rails": "yes" if walk.rails else "",
        "effort": "" if walk.effort is None else str(walk.effort),
        "note": walk.note,
    }
    return values | (_short_values(walk, user) if is_short(walk) else _long_values(walk, user))


def read(form: Form, user: User, *, before: Walk | None = None) -> Walk:
    """The walk that a form describes; what the form does not show is kept from `before`. Raises Invalid."""
    segments = read_long(form, user) if "segments" in form.values else read_short(form, user)
    day, time = form.date("date"), form.time("time")
    place = form.choice("place", list(Place))
    effort = form.number("effort", 0, 10)
    note = form.text("note")
    if len(note) > walks.LONGEST_NOTE:
        form.add("note", Reason.TOO_LONG, walks.LONGEST_NOTE)
    uuid = before.id if before else _uuid(form)
    form.finish()
    assert day is not None and time is not None and uuid is not None  # noqa: S101 - finish() saw to it.
    kept = before or Walk(id=uuid, started_at=walks.EARLIEST, time_zone=user.time_zone, segments=())
    return replace(
        kept,
        started_at=_start(day, time, kept, is_new=before is None),
        segments=segments,
        place=Place(place) if place else None,
        rails=form.is_ticked("rails"),
        effort=None if effort is None else round(effort),
        note=note,
    )


def read_short(form: Form, user: User) -> tuple[Segment, ...]:
    """The segments that the short form describes, as far as it can be read."""
    minutes = form.number("minutes", 1 / 60, LONGEST_MINUTES, required=True)
    backward = form.number("backward", 0, LONGEST_MINUTES) or 0.0
    if minutes is not None and backward > minutes:
        form.add("backward", Reason.MORE_THAN_IN_ALL)
    everything = Segment(
        mode=Mode.FORWARD_WALK, seconds=0, grade_percent=_slope(form, "slope"), load_kg=_load(form, user, "load")
    )
    forward = replace(
        everything,
        mode=Mode(form.choice("forward_mode", FORWARD_MODES) or Mode.FORWARD_WALK),
        seconds=round((minutes or 0) * 60) - round(backward * 60),
        speed_kmh=_speed(form, user, "speed", "pace", backward=False),
    )
    mode = Mode(form.choice("backward_mode", BACKWARD_MODES) or Mode.BACKWARD_WALK)
    back = replace(
        everything,
        mode=mode,
        seconds=round(backward * 60),
        speed_kmh=_speed(form, user, "backward_speed", "backward_pace", backward=True),
        sled_kg=_load(form, user, "sled", walks.HEAVIEST_SLED_KG) if mode is Mode.BACKWARD_SLED else 0.0,
    )
    return tuple(segment for segment in (forward, back) if segment.seconds > 0)


def read_long(form: Form, user: User) -> tuple[Segment, ...]:
    """The segments of the long form; a row without minutes is left out."""
    rows = range(min(round(form.number("segments", 0, walks.MOST_SEGMENTS + SPARE_ROWS) or 0), walks.MOST_SEGMENTS))
    found = [segment for row in rows if (segment := _read_row(form, user, f"segments.{row}."))]
    if not found and not form.problems:
        form.add("segments.0.minutes", Reason.MISSING)
    if sum(segment.seconds for segment in found) > walks.LONGEST_SECONDS:
        form.add("segments.0.minutes", Reason.TOO_LARGE, LONGEST_MINUTES)
    return tuple(found)


def _read_row(form: Form, user: User, path: str) -> Segment | None:
    minutes = form.number(f"{path}minutes", 0, LONGEST_MINUTES)
    if not minutes:
        return None
    mode = Mode(form.choice(f"{path}mode", list(Mode)) or Mode.FORWARD_WALK)
    speed = form.number(f"{path}speed", *_speed_range(user))
    kilometres = form.number(f"{path}distance", 0.001, 1000)
    if speed and kilometres:
        form.add(f"{path}distance", Reason.CONTRADICTS)
    segment = Segment(
        mode=mode,
        seconds=round(minutes * 60),
        speed_kmh=units.km_from(speed, DistanceUnit(user.distance_unit)) if speed else None,
        distance_m=_metres(kilometres, user) if kilometres else None,
        grade_percent=_slope(form, f"{path}slope"),
        load_kg=_load(form, user, f"{path}load"),
        sled_kg=_load(form, user, f"{path}sled", walks.HEAVIEST_SLED_KG) if mode is Mode.BACKWARD_SLED else 0.0,
    )
    if kilometres and (segment.known_kmh or 0) > walks.FASTEST_KMH:
        form.add(f"{path}distance", Reason.TOO_FAST, walks.FASTEST_KMH)
    return segment


def _short_values(walk: Walk, user: User) -> Values:
    values = {
        "minutes": _typed(walk.seconds / 60),
        "backward": _typed(walk.backward_seconds / 60),
        "slope": _typed(walk.segments[0].grade_percent or None),
        "load": _typed_weight(walk.segments[0].load_kg, user),
    }
    for segment in walk.segments:
        is_backward = segment.mode.is_backward
        prefix = "backward_" if is_backward else ""
        values["backward_mode" if is_backward else "forward_mode"] = segment.mode
        if segment.sled_kg:
            values["sled"] = _typed_weight(segment.sled_kg, user)
        if segment.speed_kmh is not None:
            pace = paces.named(segment.speed_kmh, backward=is_backward)
            values[f"{prefix}pace"] = pace or ""
            values[f"{prefix}speed"] = "" if pace else _typed_speed(segment.speed_kmh, user)
    return values


def _long_values(walk: Walk, user: User) -> Values:
    values = {"segments": str(len(walk.segments) + SPARE_ROWS)}
    for row, segment in enumerate(walk.segments):
        path = f"segments.{row}."
        kilometres = units.km_to((segment.distance_m or 0) / 1000, DistanceUnit(user.distance_unit))
        values |= {
            f"{path}mode": segment.mode,
            f"{path}minutes": _typed(segment.seconds / 60),
            f"{path}speed": "" if segment.speed_kmh is None else _typed_speed(segment.speed_kmh, user),
            f"{path}distance": _typed(kilometres or None, 3),
            f"{path}slope": _typed(segment.grade_percent or None),
            f"{path}load": _typed_weight(segment.load_kg, user),
            f"{path}sled": _typed_weight(segment.sled_kg, user),
        }
    return values


def _start(day: dt.date, time: dt.time, before: Walk, *, is_new: bool) -> dt.datetime:
    """The start of a walk. An edit that leaves date and time as they were leaves the seconds too."""
    if not is_new:
        started = weeks.local(before.started_at, before.time_zone)
        if (started.date(), f"{started:%H:%M}") == (day, f"{time:%H:%M}"):
            return before.started_at
    return walks.local_time(day, time, before.time_zone)


def _speed(form: Form, user: User, number: str, word: str, *, backward: bool) -> float | None:
    """The speed in km/h of a typed number, else of a word, else none."""
    typed = form.number(number, *_speed_range(user))
    if typed is not None:
        return units.km_from(typed, DistanceUnit(user.distance_unit))
    pace = form.choice(word, list(paces.BACKWARD_MPH if backward else paces.FORWARD_MPH))
    return paces.speed_kmh(Pace(pace), backward=backward) if pace else None


def _speed_range(user: User) -> tuple[float, float]:
    unit = DistanceUnit(user.distance_unit)
    return walks.SLOWEST_KMH, round(units.km_to(walks.FASTEST_KMH, unit), 1)


def _slope(form: Form, name: str) -> float:
    return form.number(name, -walks.STEEPEST_PERCENT, walks.STEEPEST_PERCENT) or 0.0


def _load(form: Form, user: User, name: str, heaviest_kg: float = walks.HEAVIEST_LOAD_KG) -> float:
    unit = WeightUnit(user.weight_unit)
    typed = form.number(name, 0, round(units.kg_to(heaviest_kg, unit)))
    return min(units.kg_from(typed, unit), heaviest_kg) if typed else 0.0


def _metres(typed: float, user: User) -> float:
    return round(units.km_from(typed, DistanceUnit(user.distance_unit)) * 1000, 1)


def _uuid(form: Form) -> UUID | None:
    try:
        return UUID(form.text("id"))
    except ValueError:
        form.add("id", Reason.NOT_AN_ID)
        return None


def _typed(value: float | None, digits: int = 2) -> str:
    return "" if value is None else f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _typed_weight(kg: float, user: User) -> str:
    return _typed(units.kg_to(kg, WeightUnit(user.weight_unit))) if kg else ""


def _typed_speed(kmh: float, user: User) -> str:
    return _typed(units.km_to(kmh, DistanceUnit(user.distance_unit)))


def previewed(values: Mapping[str, str], user: User) -> tuple[Segment, ...] | None:
    """The segments of a form that is still being filled in; None while they make no walk."""
    form = Form(values)
    segments = read_long(form, user) if "segments" in form.values else read_short(form, user)
    too_fast = any((segment.known_kmh or 0) > walks.FASTEST_KMH for segment in segments)
    return None if form.problems or too_fast or not segments else segments
