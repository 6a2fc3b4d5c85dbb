"""What the fields of a walk's form say, as a walk."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from webapp.domain import doubts, paces, units, walks, weeks
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.paces import Pace
from webapp.domain.problems import Problem, Reason
from webapp.domain.walks import Place, Segment, Walk
from webapp.web.forms import Form
from webapp.web.walk_values import SPARE_ROWS, exact_values_of, values_of
from webapp.words import formats

SHORTEST_MINUTES, LONGEST_MINUTES = 1 / 60, walks.LONGEST_SECONDS // 60
# Past it the clock arithmetic itself ends; any such day lies in the future anyway.
LAST_YEAR = 9000
FORWARD_MODES = (Mode.FORWARD_WALK, Mode.FORWARD_RUN)
FIGURES = ("speed", "distance", "slope", "load", "sled")
BACKWARD_MODES = (Mode.BACKWARD_WALK, Mode.BACKWARD_RUN, Mode.BACKWARD_SLED)
# What the short form asks about one direction; a mode is chosen from the first on.
FORWARD_FIELDS = {"forward_mode": Mode.FORWARD_WALK, "pace": "", "speed": ""}
BACKWARD_FIELDS = {"backward_mode": Mode.BACKWARD_WALK, "backward_pace": "", "backward_speed": "", "sled": ""}


def read(form: Form, diary: Diary, *, before: Walk | None = None) -> Walk:
    """The walk that a form describes; what the form does not show is kept from `before`. Raises Invalid."""
    fields = _Fields(form, diary, before)
    segments = fields.long() if "segments" in form.values else fields.short()
    day, time = form.date("date"), form.time("time")
    if day and not _is_near(day):
        is_early = day < walks.EARLIEST.date()
        limit = str(walks.EARLIEST.date()) if is_early else None
        form.add("date", Reason.TOO_EARLY if is_early else Reason.IN_THE_FUTURE, limit)
    place = form.choice("place", list(Place))
    effort = form.whole("effort", 0, 10)
    note = form.text("note")
    if len(note) > walks.LONGEST_NOTE:
        form.add("note", Reason.TOO_LONG, walks.LONGEST_NOTE)
    uuid = before.id if before else form.uuid("id")
    if before and segments == before.segments:
        form.doubts.clear()
    form.finish()
    assert day is not None and time is not None and uuid is not None  # noqa: S101 - finish() saw to it.
    kept = before or Walk(id=uuid, started_at=walks.EARLIEST, time_zone=diary.time_zone, segments=())
    ended_at = _ended_at(form, day, time, diary) if before is None else None
    lasted = dt.timedelta(seconds=sum(segment.seconds for segment in segments))
    return replace(
        kept,
        started_at=ended_at - lasted if ended_at else _start(day, time, kept, is_new=before is None),
        segments=segments,
        place=Place(place) if place else None,
        rails=form.is_ticked("rails"),
        effort=effort,
        note=note,
    )


def previewed(values: Mapping[str, str], diary: Diary) -> tuple[tuple[Segment, ...] | None, Problem | None]:
    """The segments of a form that is still being filled in, or what keeps it from being a walk."""
    form = Form(values)
    fields = _Fields(form, diary, None)
    segments = fields.long() if "segments" in form.values else fields.short()
    told = next((problem for problem in form.problems if problem.reason is not Reason.MISSING), None)
    return (None if form.problems or not segments else segments), told


def row_count(values: Mapping[str, str]) -> int:
    """How many stretches the long form shows: as many as it says, and every one that was typed."""
    typed = values.get("segments", "")
    most = walks.MOST_SEGMENTS + SPARE_ROWS
    sent = max((row + 1 for row in range(most) if values.get(f"segments.{row}.minutes")), default=SPARE_ROWS)
    if not typed.isascii() or not typed.isdecimal():
        return sent
    # Python refuses to read a number of some thousand digits.
    return min(max(int(typed), sent), most) if len(typed) < 10 else most


class _Fields:
    """The fields of a walk's form in metric units.

    A figure that was shown rounded, in pounds or in miles, and came back as it was shown, is the exact one of before:
    opening a walk and saving it again changes nothing.
    """

    def __init__(self, form: Form, diary: Diary, before: Walk | None) -> None:
        self.form = form
        self.weight_unit, self.distance_unit = formats.weight_unit(), formats.distance_unit()
        self.shown = values_of(before, diary) if before else {}
        self.exact = exact_values_of(before) if before else {}

    def short(self) -> tuple[Segment, ...]:
        minutes = self._number("minutes", SHORTEST_MINUTES, LONGEST_MINUTES, required=True)
        backward = self._number("backward", 0, LONGEST_MINUTES) or 0.0
        if minutes is not None and backward > minutes:
            self.form.add("backward", Reason.MORE_THAN_IN_ALL)
        self.form.doubt("minutes", doubts.of_minutes(minutes or 0))
        self.form.doubt("backward", doubts.of_minutes(backward, backward=True))
        seconds, backward_seconds = round((minutes or 0) * 60), round(backward * 60)
        forward = Segment(
            mode=Mode(self.form.choice("forward_mode", FORWARD_MODES) or Mode.FORWARD_WALK),
            seconds=seconds - backward_seconds,
            speed_kmh=self._paced("speed", "pace", backward=False),
            grade_percent=self._slope("slope"),
            load_kg=self._load("load"),
        )
        mode = Mode(self.form.choice("backward_mode", BACKWARD_MODES) or Mode.BACKWARD_WALK)
        back = replace(
            forward,
            mode=mode,
            seconds=backward_seconds,
            speed_kmh=self._paced("backward_speed", "backward_pace", backward=True),
            sled_kg=self._sled("sled", mode),
        )
        if not self.form.problems:
            self._miss_direction({} if forward.seconds else FORWARD_FIELDS)
            self._miss_direction({} if back.seconds else BACKWARD_FIELDS)
        segments = tuple(segment for segment in (forward, back) if segment.seconds > 0)
        for segment in segments:
            name = "backward_speed" if segment.mode.is_backward else "speed"
            self.form.doubt(name, doubts.of_speed(segment.mode, segment.known_kmh))
        return segments

    def long(self) -> tuple[Segment, ...]:
        """A row without minutes is left out."""
        rows = range(row_count(self.form.values))
        segments = [segment for row in rows if (segment := self._row(f"segments.{row}."))]
        if not segments and not self.form.problems:
            self.form.add("segments.0.minutes", Reason.MISSING)
        if len(segments) > walks.MOST_SEGMENTS:
            self.form.add(f"segments.{walks.MOST_SEGMENTS}.minutes", Reason.TOO_MANY, walks.MOST_SEGMENTS)
        if sum(segment.seconds for segment in segments) > walks.LONGEST_SECONDS:
            self.form.add("segments.0.minutes", Reason.TOO_LARGE, LONGEST_MINUTES)
        return tuple(segments)

    def _row(self, path: str) -> Segment | None:
        minutes = self._number(f"{path}minutes", SHORTEST_MINUTES, LONGEST_MINUTES)
        if not minutes:
            self._miss_minutes(path)
            return None
        mode = Mode(self.form.choice(f"{path}mode", list(Mode)) or Mode.FORWARD_WALK)
        speed_kmh, distance_m = self._speed(f"{path}speed"), self._metres(f"{path}distance")
        if speed_kmh and distance_m:
            self.form.add(f"{path}distance", Reason.CONTRADICTS)
        segment = Segment(
            mode=mode,
            seconds=round(minutes * 60),
            speed_kmh=speed_kmh,
            distance_m=distance_m,
            grade_percent=self._slope(f"{path}slope"),
            load_kg=self._load(f"{path}load"),
            sled_kg=self._sled(f"{path}sled", mode),
        )
        if distance_m and (segment.known_kmh or 0) > walks.FASTEST_KMH:
            self.form.add(f"{path}distance", Reason.TOO_FAST, walks.FASTEST_KMH)
        self.form.doubt(f"{path}{'distance' if distance_m else 'speed'}", doubts.of_speed(mode, segment.known_kmh))
        return segment

    def _miss_direction(self, blank: Mapping[str, str]) -> None:
        """Ask about what was typed for a direction without minutes; one that was emptied is taken out."""
        for name, nothing in blank.items():
            if self._is_typed(name, nothing):
                self.form.add(name, Reason.NO_MINUTES_FOR_IT)

    def _miss_minutes(self, path: str) -> None:
        """Ask for the minutes of a row in which something was typed; one that was emptied is taken out."""
        is_typed = any(self._is_typed(f"{path}{name}") for name in FIGURES)
        if is_typed or self._is_typed(f"{path}mode", Mode.FORWARD_WALK):
            self.form.add(f"{path}minutes", Reason.MISSING)

    def _is_typed(self, name: str, blank: str = "") -> bool:
        """Whether a field says something that it did not say when it was shown."""
        return _plain(self.form.text(name)) not in ("", blank, self.shown.get(name))

    def _number(self, name: str, low: float, high: float, *, required: bool = False) -> float | None:
        if self._is_unchanged(name):
            return self.exact[name]
        return self.form.number(name, low, high, required=required)

    def _is_unchanged(self, name: str) -> bool:
        return name in self.exact and _plain(self.form.text(name)) == self.shown.get(name)

    def _paced(self, number: str, word: str, *, backward: bool) -> float | None:
        """The speed in km/h of a typed number or of a word; both at once say two things."""
        typed = self._speed(number)
        pace = self.form.choice(word, list(paces.BACKWARD_MPH if backward else paces.FORWARD_MPH))
        if self.form.text(number) and pace:
            self.form.add(number, Reason.TWO_PACES)
        if typed is not None:
            return typed
        return paces.speed_kmh(Pace(pace), backward=backward) if pace else None

    def _speed(self, name: str) -> float | None:
        if self._is_unchanged(name):
            return self.exact[name]
        fastest = round(units.km_to(walks.FASTEST_KMH, self.distance_unit), 1)
        typed = self.form.number(name, walks.SLOWEST_KMH, fastest)
        return None if typed is None else min(units.km_from(typed, self.distance_unit), walks.FASTEST_KMH)

    def _metres(self, name: str) -> float | None:
        if self._is_unchanged(name):
            return self.exact[name]
        typed = self.form.number(name, 0.001, 1000)
        return None if typed is None else round(units.km_from(typed, self.distance_unit) * 1000, 1)

    def _slope(self, name: str) -> float:
        percent = self._number(name, -walks.STEEPEST_PERCENT, walks.STEEPEST_PERCENT) or 0.0
        self.form.doubt(name, doubts.of_slope(percent))
        return percent

    def _load(self, name: str) -> float:
        load_kg = self._weight(name, walks.HEAVIEST_LOAD_KG)
        self.form.doubt(name, doubts.of_load(load_kg))
        return load_kg

    def _weight(self, name: str, heaviest_kg: float) -> float:
        if self._is_unchanged(name):
            return self.exact[name]
        typed = self.form.number(name, 0, round(units.kg_to(heaviest_kg, self.weight_unit)))
        return min(units.kg_from(typed, self.weight_unit), heaviest_kg) if typed else 0.0

    def _sled(self, name: str, mode: Mode) -> float:
        sled_kg = self._weight(name, walks.HEAVIEST_SLED_KG)
        if sled_kg and mode is not Mode.BACKWARD_SLED:
            self.form.add(name, Reason.NOT_A_SLED)
        return sled_kg


def _plain(typed: str) -> str:
    """A figure as `values_of` gives it: a page shows it with the decimal sign of its language."""
    return typed.replace(",", ".")


def _is_near(day: dt.date) -> bool:
    return walks.EARLIEST.year <= day.year < LAST_YEAR


def _ended_at(form: Form, day: dt.date, time: dt.time, diary: Diary) -> dt.datetime | None:
    """When a new walk ended, while its form still shows the start that was proposed with it."""
    if form.text("proposed") != f"{day.isoformat()}T{time:%H:%M}":
        return None
    try:
        ended = dt.datetime.fromisoformat(form.text("ended")).replace(tzinfo=None)
    except ValueError:
        return None
    return walks.local_time(ended.date(), ended.time(), diary.time_zone) if _is_near(ended.date()) else None


def _start(day: dt.date, time: dt.time, before: Walk, *, is_new: bool) -> dt.datetime:
    """The start of a walk. An edit that leaves date and time as they were leaves the seconds too."""
    if not is_new:
        started = weeks.local(before.started_at, before.time_zone)
        if (started.date(), f"{started:%H:%M}") == (day, f"{time:%H:%M}"):
            return before.started_at
    return walks.local_time(day, time, before.time_zone)
