"""A row of a person's own table, by its layout: a walk, a body weight, both, or the reason why it is neither."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from webapp.domain import walks
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.sheets import ColumnUnit, Holds, Layout, Sheet
from webapp.importers import cells, directions, places_walked, sports
from webapp.importers.cells import WrittenDay
from webapp.importers.recordings import Found, Recording, Weighing
from webapp.importers.verdicts import judged

_SHOWN = 20
_A_DAY = dt.timedelta(days=1)


def found(row: Sequence[str], sheet: Sheet, layout: Layout, *, number: int | None) -> Iterator[Found]:
    """What a row is; `number` is the one that a spreadsheet shows beside it."""
    reading = _Row(row, sheet, layout)
    try:
        day = reading.day()
        if Holds.WEIGHT in layout.columns and (weighing := reading.weighing(day)):
            yield weighing
            if not reading.has_walk():
                return
        if layout.has_walks:
            yield replace(reading.recording(day), line=number)
    except CannotImport as refusal:
        refusal.line = number
        yield refusal


@dataclass(frozen=True)
class _Row:
    row: Sequence[str]
    sheet: Sheet
    layout: Layout

    def day(self) -> WrittenDay:
        """When it began. Raises CannotImport."""
        text, order = self._cell(Holds.START), self.layout.order
        day = cells.day(text, order) or cells.serial_day(text)
        if day is None:
            raise CannotImport(Refusal.ROW_DATE, text[:_SHOWN])
        time = self._cell(Holds.TIME)
        if not time or day.is_instant:
            return day if day.has_time else day._replace(when=cells.at_midday(day.when))
        clock = cells.time_of_day(time, order)
        if clock is None:
            raise CannotImport(Refusal.ROW_DATE, time[:_SHOWN])
        return day._replace(when=dt.datetime.combine(day.when.date(), clock, tzinfo=dt.UTC), has_time=True)

    def has_walk(self) -> bool:
        """Whether any cell speaks of a walk, where the table also has body weights."""
        return any(self._cell(holds) for holds in (Holds.DURATION, Holds.END, Holds.DISTANCE))

    def weighing(self, day: WrittenDay) -> Weighing | None:
        """Raises CannotImport for what is no weight."""
        kilograms = self._figure(Holds.WEIGHT, cells.kilograms)
        # The day is the one that is written, whatever zone the person is in.
        offset = day.utc_offset if day.is_instant else dt.timedelta(0)
        return Weighing(weighed_at=day.when, utc_offset=offset, weight_kg=kilograms) if kilograms else None

    def recording(self, day: WrittenDay) -> Recording:
        """Raises CannotImport."""
        word = self._cell(Holds.SPORT)
        sport = sports.sport_of(word)
        if sport is sports.Sport.NOT_ON_FOOT:
            raise CannotImport(Refusal.NOT_A_WALK, word)
        seconds, metres = self._seconds_and_metres(day)
        recording = Recording(
            started_at=day.when,
            time_zone=None,
            utc_offset=day.utc_offset,
            mode=Mode.FORWARD_WALK,
            seconds=round(seconds),
            distance_m=round(metres, 1) or None,
            place=places_walked.place_in(self._cell(Holds.PLACE)) or sports.place_of(word),
            is_local=not day.is_instant,
            note=self._cell(Holds.NOTE)[: walks.LONGEST_NOTE],
        )
        return self._backward(judged(recording, sport, word))

    def _backward(self, recording: Recording) -> Recording:
        text = self._cell(Holds.BACKWARD)
        figure = directions.figure_backward(text)
        is_backward = directions.is_backward(text) if figure is None else None
        if is_backward is not None:
            return replace(recording, backward_seconds=recording.seconds if is_backward else 0)
        text = text if figure is None else figure
        read = cells.amount(text, self._thousands(Holds.BACKWARD)) if text else None
        unit = read and (read.unit or self.layout.units.get(Holds.BACKWARD))
        if read and unit is ColumnUnit.YES_OR_NO:
            seconds = recording.seconds if read.value else 0.0
        elif read and unit is ColumnUnit.PERCENT:
            seconds = recording.seconds * read.value / 100
        else:
            seconds = self._read(Holds.BACKWARD, text, cells.seconds) or 0.0
        if seconds > recording.seconds + 1:
            raise CannotImport(Refusal.ROW_BACKWARD, text[:_SHOWN])
        return replace(recording, backward_seconds=min(round(seconds), recording.seconds))

    def _seconds_and_metres(self, day: WrittenDay) -> tuple[float, float]:
        metres = self._figure(Holds.DISTANCE, cells.metres) or 0.0
        seconds = self._figure(Holds.DURATION, cells.seconds) or self._until_end(day)
        kmh = self._figure(Holds.SPEED, cells.kmh) or 0.0
        if not seconds and kmh and metres:
            seconds = metres / kmh * 3.6
        if not seconds:
            raise CannotImport(Refusal.ROW_DURATION, self._cell(Holds.DURATION)[:_SHOWN])
        return seconds, metres or kmh / 3.6 * seconds

    def _until_end(self, day: WrittenDay) -> float:
        text = self._cell(Holds.END)
        end = (cells.day(text, self.layout.order) or cells.serial_day(text)) if text else None
        if end and end.has_time and end.is_instant == day.is_instant:
            return max(0.0, (end.when - day.when).total_seconds())
        clock = cells.time_of_day(text, self.layout.order) if text else None
        if clock is None or not day.has_time or day.is_instant:
            return 0.0
        end_at = dt.datetime.combine(day.when.date(), clock, tzinfo=dt.UTC)
        # After midnight the clock begins again.
        return ((end_at - day.when) % _A_DAY).total_seconds()

    def _figure(self, holds: Holds, reads: "cells.Reads") -> float | None:
        """A number of a cell; None where it is empty. Raises CannotImport."""
        return self._read(holds, self._cell(holds), reads)

    def _read(self, holds: Holds, text: str, reads: "cells.Reads") -> float | None:
        if not text:
            return None
        value = reads(text, self.layout.units.get(holds), self._thousands(holds))
        if value is None or value < 0:
            raise CannotImport(Refusal.ROW_FIGURE, text[:_SHOWN])
        return value

    def _thousands(self, holds: Holds) -> str:
        return self.sheet.facts[self.layout.columns[holds]].thousands

    def _cell(self, holds: Holds) -> str:
        column = self.layout.columns.get(holds)
        text = self.row[column].strip() if column is not None and column < len(self.row) else ""
        return "" if cells.is_nothing(text) else text
