"""What an import finds, why it can take nothing, what became of it, and what it has to ask."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from webapp.domain.walks import Walk

LONGEST_DETAIL = 40


class RecordingFormat(NamedTuple):
    """How recordings are written: what people call it, how its files end, and what a phone takes them for."""

    name: str
    ending: str
    media_type: str


FORMATS = (
    RecordingFormat("FIT", ".fit", "application/vnd.ant.fit"),
    RecordingFormat("GPX", ".gpx", "application/gpx+xml"),
    RecordingFormat("KML", ".kml", "application/vnd.google-earth.kml+xml"),
    RecordingFormat("TCX", ".tcx", "application/vnd.garmin.tcx+xml"),
)
# What hands out an archive of its own that is read.
APPS_READ = (
    "Apple Health",
    "Strava",
    "Google Fit",
    "Fitbit",
    "Health Connect",
    "Garmin Connect",
    "Samsung Health",
    "Health Auto Export",
    "FitTrackee",
    "Gadgetbridge",
    "workout-tracker",
    "Strong",
    "Hevy",
)


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
    TOO_MANY_ROWS = "too_many_rows"  # the limit of rows in a table
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"  # the hours
    TOO_FAST = "too_fast"  # the km/h
    LOCKED = "locked"  # an archive with a password
    TOO_MANY_FILES = "too_many_files"  # the limit of files in an archive
    TOO_MUCH_UNPACKED = "too_much_unpacked"  # the limit in megabytes
    NO_DATES = "no_dates"  # a table without a column of dates
    SOMEBODY_ELSES = "somebody_elses"  # an own document, by the name of its person
    COLUMNS = "columns"  # a table whose columns nobody has chosen yet
    ROW_DATE = "row_date"  # the cell, or ""
    ROW_DURATION = "row_duration"  # the cell, or ""
    ROW_FIGURE = "row_figure"  # the cell
    ROW_BACKWARD = "row_backward"  # the cell


class Unsure(StrEnum):
    """Why nobody but the person can tell what a recording was."""

    SPORT = "sport"  # the file's word for the sport does not tell
    A_RIDE = "a_ride"  # too fast, or too often fast, for a walk
    SAME = "same"  # a walk of about the same time is there already


class Remark(StrEnum):
    """What the person should know of how a recording was read. `Notice.number` stands behind each."""

    POINTS_LEFT_OUT = "points_left_out"  # how many points had no time or no place on the earth
    FROM_POINTS = "from_points"  # the device wrote no totals; they were worked out from its points
    TIMES_IN_UTC = "times_in_utc"  # the file says no zone, and its times were read as UTC
    TIMES_IN_ZONE = "times_in_zone"  # the same, read as the person's own; the seconds since 1970 if they were in UTC
    DISTANCE_LEFT_OUT = "distance_left_out"  # the metres, too few for the time


class CannotImport(ValueError):
    """A file, or recordings in it, that can't be taken. `detail` is a plain value for the sentence.

    `line` is the row of a table in which it is.
    """

    def __init__(self, reason: Refusal, detail: str = "", *, count: int = 1, line: int | None = None) -> None:
        super().__init__(f"{reason} {detail}".rstrip())
        self.line = line
        self.reason = reason
        self.detail = detail[:LONGEST_DETAIL]
        self.count = count


class Notice(NamedTuple):
    """A remark, with the number in it."""

    remark: Remark
    number: int = 0


class Outcome(StrEnum):
    """What became of a recording: saved, there before, like a walk that is there, not to be told, or refused."""

    NEW = "new"
    KNOWN = "known"
    ALIKE = "alike"
    UNSURE = "unsure"
    REFUSED = "refused"


class BatchState(StrEnum):
    """How far an import is: what is read, asked about, saved or taken back together."""

    READING = "reading"
    READY = "ready"  # nothing is saved before the person says so
    SAVING = "saving"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    CANCELLED = "cancelled"


AT_WORK = frozenset({BatchState.READING, BatchState.SAVING, BatchState.UNDOING})


class ImportGroup(StrEnum):
    """The recordings of an import that went, or would go, the same way."""

    NEW = "new"
    SAVED = "saved"
    WEIGHTS = "weights"
    ALIKE = "alike"
    UNSURE = "unsure"
    KNOWN = "known"
    LEFT_OUT = "left_out"
    NOT_WALKS = "not_walks"
    DOUBTED = "doubted"
    DAMAGED = "damaged"
    # The new ones that direction rules turn.
    TURNED = "turned"
    # Tables: those whose columns are asked, and those that were read.
    COLUMNS = "columns"
    SHEETS = "sheets"
    # After an Undo: in the bin again, kept because it was changed since, not there to be taken back.
    TAKEN = "taken"
    KEPT = "kept"
    GONE = "gone"


class UnsureAs(StrEnum):
    """What a person says of a recording of which nobody else can tell what it was."""

    WALK = "walk"
    RUN = "run"
    SKIP = "skip"


class WeightsFound(NamedTuple):
    """What became of the body weights in a file: the days that had none, and how many had one or can't be right."""

    added: tuple[dt.date, ...]
    known: int
    odd: int
    taken_back: int = 0


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of one recording, or with `weights` of all body weights in a file.

    `walk` is the walk that is in the diary, or the one that it may be while that is asked; `twin` is the one in the
    diary that it is like. With `is_back` it was brought back from the bin. `doubt` and `word` say why it is asked,
    `refusal` why it can't be taken.
    """

    outcome: Outcome
    walk: Walk | None = None
    is_in_bin: bool = False
    is_back: bool = False
    twin: Walk | None = None
    doubt: Unsure | None = None
    word: str = ""
    notes: tuple[Notice, ...] = ()
    refusal: CannotImport | None = None
    weights: WeightsFound | None = None
    has_waiting_weights: bool = False
    file: str = ""


class ListedImport(NamedTuple):
    """An import among others: its files, how many walks it is about, and whether any of it waits or is saved."""

    uuid: UUID
    started_at: dt.datetime
    state: BatchState
    files: tuple[str, ...]
    walks: int
    waits: bool
    has_saved: bool


class QuestionKind(NamedTuple):
    """The recordings of an import that may have one answer: of the same doubt and word, or a single one by its row."""

    doubt: str
    also_doubt: str | None
    word: str
    row: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """Something to ask, about one walk or many of a kind; `walks` are the first of them, `twin` is there already."""

    kind: QuestionKind
    count: int
    walks: tuple[Walk, ...]
    files: tuple[str, ...]
    # Those that can be, the likely one first.
    answers: tuple[UnsureAs, ...]
    twin: Walk | None = None
    is_twin_new: bool = False

    @property
    def doubt(self) -> Unsure:
        return Unsure(self.kind.doubt)

    @property
    def word(self) -> str:
        return self.kind.word
