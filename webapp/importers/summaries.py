"""A recording that comes as a line of figures: an app's or a watch's own totals, with or without a place."""

import datetime as dt
from dataclasses import dataclass

from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.walks import Place
from webapp.importers.places import Position, zone_at
from webapp.importers.recordings import Found, Recording
from webapp.importers.sports import Sport, place_of
from webapp.importers.titles import title_of
from webapp.importers.verdicts import judged, mode_of


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The totals of one outing; seconds are moving time, metres 0 where they are unknown."""

    started_at: dt.datetime | None
    seconds: float
    metres: float
    sport: Sport
    word: str
    utc_offset: dt.timedelta | None = None
    position: Position | None = None
    named_zone: str | None = None
    place: Place | None = None
    source: str = ""
    is_local: bool = False
    title: str = ""


def found(summary: Summary) -> Found:
    """The recording that a summary makes, or the reason why it is none."""
    try:
        return _recording(summary)
    except CannotImport as refusal:
        return refusal


def _recording(summary: Summary) -> Recording:
    if summary.sport is Sport.NOT_ON_FOOT:
        raise CannotImport(Refusal.NOT_A_WALK, summary.word)
    if summary.started_at is None:
        raise CannotImport(Refusal.NO_TIMES)
    recording = Recording(
        started_at=summary.started_at.astimezone(dt.UTC),
        time_zone=zone_at(summary.position),
        named_zone=summary.named_zone,
        utc_offset=summary.utc_offset,
        mode=mode_of(summary.sport),
        seconds=round(summary.seconds),
        distance_m=round(summary.metres, 1) or None,
        place=summary.place or place_of(summary.word),
        source=summary.source,
        is_local=summary.is_local,
        title=title_of(summary.title),
    )
    return judged(recording, summary.sport, summary.word)
