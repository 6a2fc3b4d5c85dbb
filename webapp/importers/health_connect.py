"""Health Connect's export: the database of the phone itself, in which many apps write.

Sessions have no distance of their own: it is added up from what the same app wrote of the time. Minutes are those from
the start to the end, less the pauses that the app wrote.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.walks import Place
from webapp.importers import summaries, values
from webapp.importers.archives import PackedFile
from webapp.importers.doubles import Outing, best_of
from webapp.importers.places import Position
from webapp.importers.recordings import MOST_IN_ARCHIVE, Found, Weighing
from webapp.importers.sources import Archived
from webapp.importers.sports import Sport, sport_of, sport_of_title
from webapp.importers.sqlite_files import SqliteTables, SqliteValue

# The numbers of Android's own ExerciseSessionType; those that apps see are others. The rest up to 61 is not on foot.
_SESSIONS = "exercise_session_record_table"
_WALKS, _RUN, _TREADMILL_RUN, _MOST_KNOWN = (53, 21), 33, 34, 61
_ASKED = {0: "unknown", 40: "snowshoeing", 58: "other workout"}
_NOT_ON_FOOT = {4: "biking", 5: "stationary biking", 38: "skiing", 49: "swimming", 56: "wheelchair", 60: "elliptical"}
# There is no walk on a treadmill among the types, so apps write a run. People walk up to about 7 km/h.
_TREADMILL_RUNS_FROM_KMH = 7.0
_REST, _PAUSE = 66, 67
_GRAMS = 1000
# A longer stretch, such as a whole day, says nothing of the walk in it.
_MOST_TIMES_AS_LONG = 1.5
_COLUMNS = ("row_id", "app_info_id", "start_time", "end_time", "start_zone_offset", "exercise_type", "title")


def is_health_connect(tables: SqliteTables) -> bool:
    return tables.has(_SESSIONS, "row_id", "start_time", "end_time", "exercise_type")


def read(tables: SqliteTables, _beside: Sequence[PackedFile]) -> Archived:
    """The sessions and body weights in an export. Raises CannotImport.

    What several apps wrote of one outing is one recording: that with a route, else the longest.
    """
    sessions = list(_sessions(tables))
    _add_places(tables, sessions)
    _add_distances(tables, sessions)
    _add_pauses(tables, sessions)
    on_foot = [session for session in sessions if session.sport is not Sport.NOT_ON_FOOT]
    kept = best_of(session.outing for session in on_foot)
    doubles = {session.key for index, session in enumerate(on_foot) if index not in kept}
    walks = [session.found() for session in sessions if session.key not in doubles]
    return Archived([*walks, *_weighings(tables)])


@dataclass
class _HealthSession:
    key: SqliteValue
    app: SqliteValue
    start_ms: float
    end_ms: float
    offset: dt.timedelta | None
    exercise_type: int
    title: str
    source: str
    metres: float = 0.0
    paused_ms: float = 0.0
    position: Position | None = None
    position_ms: float = float("inf")

    @property
    def whole_ms(self) -> float:
        return max(0.0, self.end_ms - self.start_ms)

    @property
    def seconds(self) -> float:
        return (self.whole_ms - self.paused_ms if self.paused_ms < self.whole_ms else self.whole_ms) / 1000

    @property
    def outing(self) -> Outing:
        started_at = values.instant(self.start_ms) or dt.datetime.min.replace(tzinfo=dt.UTC)
        return Outing(self.app, started_at, self.whole_ms / 1000, rank=bool(self.position))

    def found(self) -> Found:
        return summaries.found(
            summaries.Summary(
                started_at=values.instant(self.start_ms),
                seconds=self.seconds,
                metres=self.metres,
                sport=self.sport,
                word=self._word(),
                utc_offset=self.offset,
                position=self.position,
                source=self.source,
                title=self.title,
                place=Place.TREADMILL if self.exercise_type == _TREADMILL_RUN else None,
            )
        )

    @property
    def sport(self) -> Sport:
        if self.exercise_type in _WALKS:
            return Sport.WALK
        if self.exercise_type == _RUN:
            return Sport.RUN
        if self.exercise_type == _TREADMILL_RUN:
            is_slow = self.metres and self.metres / max(self.seconds, 1) * 3.6 < _TREADMILL_RUNS_FROM_KMH
            return Sport.UNCLEAR if is_slow else Sport.RUN
        if self.exercise_type in _ASKED or not 0 <= self.exercise_type <= _MOST_KNOWN:
            titled = sport_of_title(self.title)
            return titled if self.title and titled in (Sport.WALK, Sport.RUN) else Sport.UNCLEAR
        return Sport.NOT_ON_FOOT

    def _word(self) -> str:
        if self.exercise_type == _TREADMILL_RUN:
            return "treadmill"
        known = _ASKED.get(self.exercise_type) or _NOT_ON_FOOT.get(self.exercise_type)
        is_named = sport_of(self.title) is not Sport.MISSING and self.exercise_type in _ASKED
        return self.title if is_named else known or f"exercise {self.exercise_type}"


def _sessions(tables: SqliteTables) -> Iterator[_HealthSession]:
    apps = {key: package for key, package in tables.rows("application_info_table", ("row_id", "package_name"))}
    for count, (key, app, start, end, offset_s, kind, title) in enumerate(tables.rows(_SESSIONS, _COLUMNS)):
        if count >= MOST_IN_ARCHIVE:
            raise CannotImport(Refusal.TOO_MANY, str(MOST_IN_ARCHIVE))
        number = values.number(kind)
        yield _HealthSession(
            key=key,
            app=app,
            start_ms=values.number(start) or 0.0,
            end_ms=values.number(end) or 0.0,
            offset=values.offset(offset_s),
            exercise_type=int(number) if number is not None else 0,
            title=values.text(title)[:100],
            source=str(apps.get(app, app or "")),
        )


def _add_places(tables: SqliteTables, sessions: Iterable[_HealthSession]) -> None:
    """Tell each session where its route began."""
    by_key = {session.key: session for session in sessions}
    columns = ("parent_key", "timestamp_millis", "latitude", "longitude")
    for parent, when, latitude, longitude in tables.rows("exercise_route_table", columns):
        session, at_ms = by_key.get(parent), values.number(when)
        if session is None or at_ms is None or at_ms >= session.position_ms:
            continue
        here = values.place(latitude, longitude)
        if here:
            session.position, session.position_ms = here, at_ms


def _add_pauses(tables: SqliteTables, sessions: Iterable[_HealthSession]) -> None:
    by_key = {session.key: session for session in sessions}
    columns = ("parent_key", "segment_start_time", "segment_end_time", "segment_type")
    for parent, start, end, kind in tables.rows("exercise_segments_table", columns):
        session = by_key.get(parent)
        if session and kind in (_REST, _PAUSE):
            since, until = values.number(start) or 0.0, values.number(end) or 0.0
            session.paused_ms += max(0.0, min(until, session.end_ms) - max(since, session.start_ms))


def _add_distances(tables: SqliteTables, sessions: Iterable[_HealthSession]) -> None:
    """Give each session its share of the distances that the same app wrote of the time."""
    by_app: dict[SqliteValue, list[_HealthSession]] = defaultdict(list)
    for session in sorted(sessions, key=lambda session: session.start_ms):
        by_app[session.app].append(session)
    starts = {app: [session.start_ms for session in own] for app, own in by_app.items()}
    columns = ("app_info_id", "start_time", "end_time", "distance")
    for app, start, end, distance in tables.rows("distance_record_table", columns):
        since, until = values.number(start), values.number(end)
        metres = values.at_least_0(distance)
        if app not in by_app or since is None or until is None or until < since:
            continue
        # The session that began before the stretch ended, and the one before it, if the stretch lies in both.
        last = bisect_right(starts[app], until)
        for session in by_app[app][max(0, last - 2) : last]:
            if until - since <= session.whole_ms * _MOST_TIMES_AS_LONG:
                session.metres += metres * _share(since, until, session)


def _share(since: float, until: float, session: _HealthSession) -> float:
    """The part of a stretch of time, 0 to 1, that lies in a session."""
    if until == since:
        return float(session.start_ms <= since <= session.end_ms)
    return max(0.0, min(until, session.end_ms) - max(since, session.start_ms)) / (until - since)


def _weighings(tables: SqliteTables) -> Iterator[Weighing]:
    for when, offset_s, grams in tables.rows("weight_record_table", ("time", "zone_offset", "weight")):
        weighed_at, weight_kg = values.instant(when), values.at_least_0(grams) / _GRAMS
        if weighed_at and weight_kg:
            yield Weighing(weighed_at=weighed_at, utc_offset=values.offset(offset_s), weight_kg=weight_kg)
