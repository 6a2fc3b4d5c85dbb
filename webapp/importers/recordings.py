"""What an importer finds in a file, and why it finds nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from webapp.domain import walks
from webapp.domain.energy import Mode
from webapp.domain.walks import Place

MOST_RECORDINGS = 1000
LONGEST_DETAIL = 40


class Refusal(StrEnum):
    """Why a file can't be taken. What `CannotImport.detail` holds stands behind each."""

    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown_format"  # the file name's extension, such as ".kml", or ""
    DAMAGED = "damaged"
    NO_ACTIVITY = "no_activity"
    NO_TIMES = "no_times"
    NOT_A_WALK = "not_a_walk"  # the sport in the file's own word, or ""
    WRONG_CLOCK = "wrong_clock"  # the year
    TOO_LARGE = "too_large"  # the limit in megabytes
    TOO_MANY = "too_many"  # the limit of points, elements or recordings
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"  # the hours
    TOO_FAST = "too_fast"  # the km/h
    LOCKED = "locked"  # an archive with a password
    TOO_MANY_FILES = "too_many_files"  # the limit of files in an archive
    TOO_MUCH_UNPACKED = "too_much_unpacked"  # the limit in megabytes
    TOO_MANY_QUESTIONS = "too_many_questions"  # the limit of questions that wait for an answer


class Unsure(StrEnum):
    """Why nobody but the person can tell what a recording was."""

    SPORT = "sport"  # the file's word for the sport does not tell
    A_RIDE = "a_ride"  # too fast, or too often fast, for a walk
    SAME = "same"  # a walk of about the same time is there already


class Remark(StrEnum):
    """What the person should know of how a recording was read. `Notice.number` stands behind each."""

    POINTS_LEFT_OUT = "points_left_out"  # how many points had no time or no place on the earth
    FROM_POINTS = "from_points"  # the device wrote no totals; they were worked out from its points
    DISTANCE_LEFT_OUT = "distance_left_out"  # the metres, too few for the time


class CannotImport(ValueError):
    """A file, or one recording in it, that can't be taken. `detail` is a plain value for the sentence."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".rstrip())
        self.reason = reason
        self.detail = detail[:LONGEST_DETAIL]


class Notice(NamedTuple):
    """A remark, with the number in it."""

    remark: Remark
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One outing that a device recorded. No file says that it was backward, so the mode is a forward one.

    Seconds are moving time, 1 to 86,400; metres are above 0 or unknown. The zone is the IANA zone of the recording's
    own position; the offset is there when the file itself says what local time was. With a doubt, `mode` is what it
    was if it was on foot; `word` is the file's own word for the sport. `also_started` are other starts that an
    importer of before took for this recording.
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

    @property
    def kmh(self) -> float:
        """Average speed while moving; 0 when the distance is unknown."""
        return (self.distance_m or 0) / self.seconds * 3.6 if self.seconds else 0.0


Found = Recording | CannotImport


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
