"""What an importer finds in a file, and why it finds nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain import walks
from webapp.domain.energy import Mode

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


class CannotImport(ValueError):
    """A file, or one recording in it, that can't be taken. `detail` is a plain value for the sentence."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".rstrip())
        self.reason = reason
        self.detail = detail[:LONGEST_DETAIL]


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One outing that a device recorded. No file says that it was backward, so the mode is a forward one.

    Seconds are moving time, 1 to 86,400; metres are above 0 or unknown. The zone is the IANA zone of the recording's
    own position; the offset is there when the file itself says what local time was.
    """

    started_at: dt.datetime
    time_zone: str | None
    utc_offset: dt.timedelta | None
    mode: Mode
    seconds: int
    distance_m: float | None


def checked(recording: Recording) -> Recording:
    """The recording, when somebody can have walked it. Raises CannotImport."""
    if recording.started_at < walks.EARLIEST:
        raise CannotImport(Refusal.WRONG_CLOCK, str(recording.started_at.year))
    if recording.seconds < 1:
        raise CannotImport(Refusal.TOO_SHORT)
    if recording.seconds > walks.LONGEST_SECONDS:
        raise CannotImport(Refusal.TOO_LONG, str(recording.seconds // 3600))
    kmh = (recording.distance_m or 0) / recording.seconds * 3.6
    if kmh > walks.FASTEST_KMH:
        raise CannotImport(Refusal.TOO_FAST, f"{kmh:.0f}")
    return recording


def sift(found: Iterable[Recording | CannotImport]) -> list[Recording]:
    """The recordings among what was found. Raises the first refusal when there is none, NO_ACTIVITY without any."""
    kept: list[Recording] = []
    refused: list[CannotImport] = []
    for each in found:
        if isinstance(each, CannotImport):
            refused.append(each)
        else:
            kept.append(each)
        if len(kept) + len(refused) > MOST_RECORDINGS:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_RECORDINGS))
    if kept:
        return kept
    raise refused[0] if refused else CannotImport(Refusal.NO_ACTIVITY)
