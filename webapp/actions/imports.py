"""Importing recordings: every walk of a file ends in `log_walk`, under an id that its start gives it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp import importers
from webapp.actions import walks as actions
from webapp.domain import weeks
from webapp.domain.problems import Invalid
from webapp.domain.walks import Place, Segment, Walk
from webapp.importers import CannotImport, Recording
from webapp.storage.models import User

# The ids of imported walks are made from this and the start, for ever: another one would import everything twice.
_NAMESPACE = UUID("5f3cfa0a-0d2c-4d5f-9c55-6f2d1f1c7a60")


class Outcome(StrEnum):
    NEW = "new"
    KNOWN = "known"
    IN_BIN = "in_bin"


@dataclass(frozen=True)
class Imported:
    """One walk of a file, and whether it was there before."""

    walk: Walk
    outcome: Outcome


def import_file(session: Session, user: User, name: str, data: bytes, *, now: dt.datetime) -> list[Imported]:
    """Log every walk that a FIT, GPX or TCX file holds; one that is there already stays as it is.

    Raises CannotImport for a file that holds none, and Invalid for a walk that can't have happened.
    """
    return log_recordings(session, user, importers.read(name, data), now=now)


def log_recordings(
    session: Session, user: User, recordings: Sequence[Recording], *, now: dt.datetime
) -> list[Imported]:
    """Log what was read before: reading a large file takes seconds, for which nobody else should wait to write.

    Raises Invalid for a walk that can't have happened.
    """
    imported = []
    for walk in [walk_of(recording, user) for recording in recordings]:
        row, is_new = actions.log_walk(session, user, walk, source="import", now=now)
        known = Outcome.KNOWN if row.deleted_at is None else Outcome.IN_BIN
        imported.append(Imported(walk, Outcome.NEW if is_new else known))
    return imported


def walk_of(recording: Recording, user: User) -> Walk:
    """A recording as a walk.

    Nobody takes two walks at once: the second of its start tells a walk from all others, and knows it again when
    it comes in another format.
    """
    started_at = recording.started_at.replace(microsecond=0)
    segment = Segment(mode=recording.mode, seconds=recording.seconds, distance_m=recording.distance_m)
    return Walk(
        id=uuid5(_NAMESPACE, started_at.astimezone(dt.UTC).isoformat()),
        started_at=started_at,
        time_zone=recording.time_zone or _zone_by_offset(recording, user) or user.time_zone,
        segments=(segment,),
        place=Place.OUTDOORS if recording.time_zone else None,
    )


def _zone_by_offset(recording: Recording, user: User) -> str | None:
    """A zone of the offset that the device's own clock had, where the person's zone had another just then."""
    offset = recording.utc_offset
    if offset is None or weeks.local(recording.started_at, user.time_zone).utcoffset() == offset:
        return None
    hours, rest = divmod(offset, dt.timedelta(hours=1))
    # These names count westward: Etc/GMT+7 is seven hours behind Greenwich.
    zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
    return zone if not rest and weeks.is_zone(zone) else None


__all__ = ["CannotImport", "Imported", "Invalid", "Outcome", "import_file", "log_recordings", "walk_of"]
