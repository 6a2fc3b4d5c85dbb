"""One change to many walks: what it makes of each of them, and what they add up to before and after."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from webapp.domain import documents
from webapp.domain.energy import Mode
from webapp.domain.walks import LONGEST_NOTE, Place, Segment, Walk

# Ten years of a walk every day, and some more; beyond that everybody else would wait for too long.
MOST_WALKS = 5000
LONGEST_ADDED = 200


class BulkKind(StrEnum):
    """What can be done with many walks at once."""

    DELETE = "delete"
    PLACE = "place"
    DIRECTION = "direction"
    PACE = "pace"
    NOTE = "note"


class BulkState(StrEnum):
    """How far it is: the walks are chosen and nothing is changed, all is done, or all was taken back."""

    CHOSEN = "chosen"
    DONE = "done"
    UNDONE = "undone"


class BulkOutcome(StrEnum):
    """What became of one walk."""

    CHANGED = "changed"
    # It is like that already, or has nothing that could be changed.
    SAME = "same"
    # Somebody changed it after it was chosen.
    NEWER = "newer"
    TOO_LONG = "too_long"
    GONE = "gone"
    TAKEN_BACK = "taken_back"
    # Somebody changed it after this change.
    KEPT = "kept"
    # Somebody had restored it before the Undo of a deletion.
    BACK = "back"
    # It is as it was before, and in the bin, where somebody had put it.
    IN_BIN = "in_bin"
    LOST = "lost"


OF_AN_UNDO = frozenset(
    {BulkOutcome.TAKEN_BACK, BulkOutcome.KEPT, BulkOutcome.BACK, BulkOutcome.IN_BIN, BulkOutcome.LOST}
)


class Direction(StrEnum):
    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, kw_only=True)
class BulkChange:
    """What is to be done, and what its kind needs for it; speeds in km/h."""

    kind: BulkKind
    place: Place | None = None
    direction: Direction | None = None
    forward_kmh: float | None = None
    backward_kmh: float | None = None
    words: str = ""


class BulkEntry(NamedTuple):
    """A walk of a bulk edit: what it was like when it was chosen or was left, and the Undo that it had before."""

    uuid: UUID
    mark: str
    outcome: BulkOutcome | None = None
    before_edit: str | None = None


# A sled is pulled backward only.
_BACKWARD = {Mode.FORWARD_WALK: Mode.BACKWARD_WALK, Mode.FORWARD_RUN: Mode.BACKWARD_RUN}
_FORWARD = {backward: forward for forward, backward in _BACKWARD.items()}


def changed(walk: Walk, change: BulkChange) -> Walk:
    """The walk as the change would leave it; the same where there is nothing to change."""
    match change.kind:
        case BulkKind.PLACE:
            return replace(walk, place=change.place)
        case BulkKind.DIRECTION:
            modes = _BACKWARD if change.direction is Direction.BACKWARD else _FORWARD
            return _with_segments(walk, [replace(each, mode=modes.get(each.mode, each.mode)) for each in walk.segments])
        case BulkKind.PACE:
            return _with_segments(walk, [_with_pace(segment, change) for segment in walk.segments])
        case BulkKind.NOTE:
            return replace(walk, note=_with_words(walk.note, change.words))
        case BulkKind.DELETE:
            return walk


def is_too_long(walk: Walk) -> bool:
    """Whether words that were added are more than a note can have."""
    return len(walk.note) > LONGEST_NOTE


def mark(walk: Walk, before_edit: str | None) -> str:
    """What tells whether a walk was changed: all that is said of it, and its own way back, in short."""
    said = json.dumps([documents.walk_document(walk), before_edit], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _with_segments(walk: Walk, segments: Iterable[Segment]) -> Walk:
    return replace(walk, segments=tuple(segments))


def _with_pace(segment: Segment, change: BulkChange) -> Segment:
    paces = {Mode.FORWARD_WALK: change.forward_kmh, Mode.BACKWARD_WALK: change.backward_kmh}
    pace = paces.get(segment.mode)
    return segment if pace is None or segment.known_kmh is not None else replace(segment, speed_kmh=pace)


def _with_words(note: str, words: str) -> str:
    return note if words in note else f"{note}\n{words}".strip()


@dataclass
class BulkSums:
    """What some walks add up to: seconds in all and backward, extra kcal of those that have any energy."""

    walks: int = 0
    seconds: int = 0
    backward_seconds: int = 0
    extra_kcal: float = 0.0

    def add(self, walk: Walk, extra_kcal: float | None) -> None:
        self.walks += 1
        self.seconds += walk.seconds
        self.backward_seconds += walk.backward_seconds
        self.extra_kcal += extra_kcal or 0.0


@dataclass
class BulkPreview:
    """What a change would do: the sums of the walks that it changes, their weeks, and what becomes of each walk."""

    before: BulkSums = field(default_factory=BulkSums)
    after: BulkSums = field(default_factory=BulkSums)
    weeks: set[dt.date] = field(default_factory=set)
    outcomes: dict[UUID, BulkOutcome] = field(default_factory=dict)

    def count(self, outcome: BulkOutcome) -> int:
        return sum(1 for each in self.outcomes.values() if each is outcome)

    def named(self, outcome: BulkOutcome) -> list[UUID]:
        return [uuid for uuid, each in self.outcomes.items() if each is outcome]
