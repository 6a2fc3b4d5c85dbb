"""Samsung Health's "Download personal data": tables of two headings, of which the first says what they hold.

Times are UTC with the offset beside them. Other tables begin with the name of the exercise table and hold parts of it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from webapp.domain.imports import CannotImport
from webapp.importers import json_pieces, summaries, text_tables, values
from webapp.importers.allowance import Allowance
from webapp.importers.archives import PackedFile
from webapp.importers.places import Position
from webapp.importers.recordings import Found, Weighing, gathered
from webapp.importers.sources import Archived, of_each
from webapp.importers.sports import Sport, sport_of_title

_TABLE = re.compile(r"\s*com\.samsung\.s?health\.(exercise|weight)\s*(,|\Z)")
_ROUTE = ".location_data.json"
# Only of these numbers all lists say the same. 0 is an exercise that the person named.
_SPORTS = {
    "1001": ("walking", Sport.WALK),
    "1002": ("running", Sport.RUN),
    "13001": ("hiking", Sport.WALK),
    "11007": ("cycling", Sport.NOT_ON_FOOT),
    "14001": ("swimming", Sport.NOT_ON_FOOT),
}
_OFFSET = re.compile(r"(?:UTC)?([+-])(\d\d):?(\d\d)\Z")
_POINTS_LOOKED_AT = 20

Row = Mapping[str, str]


def recognises(head: bytes) -> bool:
    return bool(_TABLE.match(text_tables.decoded(head).partition("\n")[0]))


def read(mine: Sequence[PackedFile], beside: Sequence[PackedFile], allowance: Allowance) -> Archived:
    """The exercises and weights in an archive. Raises CannotImport."""
    routes = {entry.name.partition(".")[0]: entry for entry in beside if entry.name.endswith(_ROUTE)}
    return Archived(gathered(of_each(mine, lambda entry: _found(entry, routes, allowance))))


def _found(entry: PackedFile, routes: Mapping[str, PackedFile], allowance: Allowance) -> Iterator[Found]:
    with entry.stream() as stream:
        lines = text_tables.lines(stream)
        title = _TABLE.match(next(lines, ""))
        for row in text_tables.rows(lines, allowance, name=_short):
            if title and title[1] == "weight":
                yield from _weighings(row)
            else:
                yield summaries.found(_summary(row, routes, allowance))


def _short(heading: str) -> str:
    """A heading without what Samsung puts before most, but not all, of them."""
    return heading.strip().rpartition(".")[2]


def _summary(row: Row, routes: Mapping[str, PackedFile], allowance: Allowance) -> summaries.Summary:
    word, sport = _sport(row)
    started_at, ended_at = _moment(row.get("start_time")), _moment(row.get("end_time"))
    whole = max(0.0, (ended_at - started_at).total_seconds()) if started_at and ended_at else 0.0
    return summaries.Summary(
        started_at=started_at,
        seconds=values.at_least_0(row.get("duration")) / 1000 or whole,
        metres=values.at_least_0(row.get("distance")),
        sport=sport,
        word=word,
        utc_offset=_utc_offset(row.get("time_offset")),
        position=None if sport is Sport.NOT_ON_FOOT else _position(row, routes, allowance),
        source=row.get("deviceuuid", ""),
        title=row.get("title", ""),
    )


def _sport(row: Row) -> tuple[str, Sport]:
    number = values.number(row.get("exercise_type"))
    code = f"{number:.0f}" if number is not None else ""
    if code in _SPORTS:
        return _SPORTS[code]
    title = values.text(row.get("title")) or values.text(row.get("comment"))
    if title and code in ("", "0"):
        return title, sport_of_title(title)
    return f"exercise {code}" if code else "", Sport.UNCLEAR


def _moment(text: str | None) -> dt.datetime | None:
    return values.moment(text) or values.instant(text)


def _utc_offset(text: str | None) -> dt.timedelta | None:
    """`UTC+0200`, or milliseconds in old files."""
    written = _OFFSET.match(values.text(text))
    if not written:
        return values.offset((values.number(text) or 0) / 1000)
    sign, hours, minutes = written.groups()
    return values.offset((int(hours) * 3600 + int(minutes) * 60) * (-1 if sign == "-" else 1))


def _position(row: Row, routes: Mapping[str, PackedFile], allowance: Allowance) -> Position | None:
    here = values.place(row.get("start_latitude"), row.get("start_longitude"))
    route = routes.get(row.get("datauuid", ""))
    return here or (_first_point(route, allowance) if route else None)


def _first_point(route: PackedFile, allowance: Allowance) -> Position | None:
    """Where a route began; None when its file can't be read, as the exercise has its figures without it."""
    try:
        with route.stream() as stream:
            points = json_pieces.pieces(stream, lambda path: not path, allowance)
            places = (_place(point.value) for point in islice(points, _POINTS_LOOKED_AT))
            return next(filter(None, places), None)
    except CannotImport:
        return None


def _place(point: object) -> Position | None:
    return values.place(point.get("latitude"), point.get("longitude")) if isinstance(point, dict) else None


def _weighings(row: Row) -> Iterator[Weighing]:
    weighed_at, weight_kg = _moment(row.get("start_time")), values.at_least_0(row.get("weight"))
    if weighed_at and weight_kg:
        yield Weighing(weighed_at=weighed_at, utc_offset=_utc_offset(row.get("time_offset")), weight_kg=weight_kg)
