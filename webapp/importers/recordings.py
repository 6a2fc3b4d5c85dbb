"""What an importer finds in a file, and why it finds nothing."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from webapp.domain import walks
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Notice, Refusal, Remark, Unsure
from webapp.domain.sheets import Layout, Sheet
from webapp.domain.walks import Place

MOST_RECORDINGS = 1000
# Twenty years of three outings a day.
MOST_IN_ARCHIVE = 20_000


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One outing that a device recorded. No device says that it was backward, so the mode is a forward one; of a
    person's own table `backward_seconds` were, and `note` is what is written beside it, in the row `line`. `title` is
    the name that the file has for it.

    Seconds are moving time, 1 to 86,400; metres are above 0 or unknown. The zone is the IANA zone of the recording's
    own position; the offset is there when the file itself says what local time was. With a doubt, `mode` is what it
    was if it was on foot; `word` is the file's own word for the sport. `also_started` are other starts that an
    importer of before took for this recording. `source` is the device or app that recorded it, where a file holds the
    recordings of several: the same outing from two of them is one walk. `named_zone` is the IANA zone that the file
    names, which says nothing of the place. With `is_local` the start is what the clock of the person's own zone showed,
    written as if it were UTC.
    """

    started_at: dt.datetime
    time_zone: str | None
    utc_offset: dt.timedelta | None
    mode: Mode
    seconds: int
    distance_m: float | None
    place: Place | None = None
    doubt: Unsure | None = None
    word: str = ""
    notes: tuple[Notice, ...] = ()
    also_started: tuple[dt.datetime, ...] = ()
    source: str = ""
    named_zone: str | None = None
    is_local: bool = False
    backward_seconds: int = 0
    note: str = ""
    # A new name makes no other outing.
    title: str = field(default="", compare=False)
    # Two rows that say the same are one outing.
    line: int | None = field(default=None, compare=False)

    def in_zone(self, time_zone: str) -> "Recording":
        """The recording at the time that the clocks of a zone showed, where the file names none.

        With a note that it may be so, only this start is known, too.
        """
        started_at = self.started_at.replace(tzinfo=ZoneInfo(time_zone)).astimezone(dt.UTC)
        if self.is_local:
            return replace(self, started_at=started_at, is_local=False)
        if any(note.remark is Remark.TIMES_IN_UTC for note in self.notes):
            return replace(self, also_started=(*self.also_started, started_at))
        return self

    @property
    def kmh(self) -> float:
        """Average speed while moving; 0 when the distance is unknown."""
        return (self.distance_m or 0) / self.seconds * 3.6 if self.seconds else 0.0


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """A body weight in kg, as it was read. The offset is there when the file says what local time was."""

    weighed_at: dt.datetime
    utc_offset: dt.timedelta | None
    weight_kg: float


class FoundSheet(NamedTuple):
    """A table of a person's own: by the layout it was read, or with `is_asked` it is only the likely one.

    With `is_unread` no row could be read by it.
    """

    sheet: Sheet
    layout: Layout
    is_asked: bool
    is_unread: bool = False


Found = Recording | Weighing | CannotImport


class Reading(NamedTuple):
    """A file, perhaps from an archive, and what was found in it: at least one thing; and the table that it is."""

    name: str
    found: list[Found]
    sheet: FoundSheet | None = None


def checked(recording: Recording) -> Recording:
    """The recording, when somebody can have walked it, without a distance that is too short for its time.

    Raises CannotImport.
    """
    if recording.started_at < walks.EARLIEST:
        raise CannotImport(Refusal.WRONG_CLOCK, str(recording.started_at.year))
    if recording.seconds < 1:
        raise CannotImport(Refusal.TOO_SHORT)
    if recording.seconds > walks.LONGEST_SECONDS:
        raise CannotImport(Refusal.TOO_LONG, str(recording.seconds // 3600))
    if recording.kmh > walks.FASTEST_KMH:
        raise CannotImport(Refusal.TOO_FAST, f"{recording.kmh:.0f}")
    if recording.distance_m and recording.kmh < walks.SLOWEST_KMH:
        note = Notice(Remark.DISTANCE_LEFT_OUT, round(recording.distance_m))
        return replace(recording, distance_m=None, notes=(*recording.notes, note))
    return recording


def sift(found: Iterable[Found]) -> list[Found]:
    """What was found, each with its line. Raises NO_ACTIVITY when that is nothing, and TOO_MANY."""
    kept = list(islice(found, MOST_RECORDINGS + 1))
    if len(kept) > MOST_RECORDINGS:
        raise CannotImport(Refusal.TOO_MANY, str(MOST_RECORDINGS))
    if not kept:
        raise CannotImport(Refusal.NO_ACTIVITY)
    return kept


def gathered(found: Iterable[Found]) -> list[Found]:
    """What an archive of years holds: the same reason many times is one line. Raises NO_ACTIVITY and TOO_MANY."""
    kept: list[Found] = []
    reasons: Counter[tuple[Refusal, str]] = Counter()
    weighings = 0
    for each in found:
        if isinstance(each, CannotImport):
            reasons[each.reason, each.detail] += 1
            continue
        kept.append(each)
        weighings += isinstance(each, Weighing)
        if len(kept) - weighings > MOST_IN_ARCHIVE:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_IN_ARCHIVE))
    kept += [CannotImport(reason, detail, count=count) for (reason, detail), count in reasons.items()]
    if not kept:
        raise CannotImport(Refusal.NO_ACTIVITY)
    return kept
