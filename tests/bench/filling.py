"""A data set: one person with so many walks, written in bulk. Run as a program, so that its memory is its own.

The last 53 weeks are the same in every set, 100 walks; what is more lies in the nineteen years before. So a page
shows the same in every set, and only the size behind it differs.
"""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from webapp.domain.roles import Role
from webapp.domain.walks import Source

NAME, PASSWORD = "alice", "seven slow steps"
RECENT, RECENT_DAYS, ALL_DAYS = 100, 365, 20 * 365
WEIGHT_KG = 72.0
CHUNK = 5000


def filled(data: Path, size: int) -> str:
    """Fill a new data folder; says how many walks lie in the weeks that the pages show."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "tests.bench.filling", str(data), str(size)]
    counts = json.loads(subprocess.check_output(command, cwd=root))
    return "{:>7,} walks: {} in this week, {} in the 12 weeks of Progress, {} in the last 53".format(size, *counts)


def main(data: Path, size: int) -> list[int]:
    """Fill the folder; the numbers of walks in the running week, in the last twelve and in the last 53."""
    from webapp import clock, open_database
    from webapp.actions import weeks, weights
    from webapp.config import Settings
    from webapp.security import accounts

    now = clock.now()
    database = open_database(Settings(data=data))
    with database.writing() as session:
        user = accounts.add(session, NAME, PASSWORD, "UTC", role=Role.OWNER, now=now)
        for month in range(1 if size <= RECENT else 20, -1, -1):
            day = now.date() - dt.timedelta(days=365 * month)
            weights.set_weight(session, user.diary, day, WEIGHT_KG, today=now.date())
    with database.writing() as session:
        _write(session, user.id, _starts(size, now))
        weeks.rebuild(session, user.diary)
    with database.reading() as session:
        sums = weeks.last_weeks(session, user.diary, now.date(), 53)
    database.close()
    return [sum(one.walks for one in sums[-count:]) for count in (1, 12, 53)]


def _starts(size: int, now: dt.datetime) -> Iterator[dt.datetime]:
    """When the walks began: 100 over the last year, the rest evenly over the years before."""
    last = now.replace(microsecond=0) - dt.timedelta(hours=1)
    for number in range(min(size, RECENT)):
        yield last - dt.timedelta(days=RECENT_DAYS) * (number / RECENT)
    older = size - RECENT
    for number in range(older):
        yield last - dt.timedelta(days=RECENT_DAYS + (ALL_DAYS - RECENT_DAYS) * (number + 1) / older)


def _write(session: Any, user_id: int, starts: Iterator[dt.datetime]) -> None:
    from sqlalchemy import insert

    from webapp.storage.columns import table
    from webapp.storage.models import SegmentRow, WalkRow

    patterns = [_columns(kind) for kind in range(12)]
    first = 1
    while chunk := list(islice(starts, CHUNK)):
        walks, segments = [], []
        for number, start in enumerate(chunk, first):
            walk, its_segments = patterns[number % len(patterns)]
            at = {"started_at": start, "walked_on": start.date(), "created_at": start}
            walks.append(walk | at | {"id": number, "uuid": UUID(int=number), "user_id": user_id})
            segments += [segment | {"walk_id": number} for segment in its_segments]
        session.execute(insert(table(WalkRow)), walks)
        session.execute(insert(table(SegmentRow)), segments)
        first += len(chunk)


def _columns(kind: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The columns of one sort of walk and of its segments, worked out once by Backstride itself."""
    from webapp.domain import costs
    from webapp.storage import models
    from webapp.storage import walks as store

    walk = _walk(kind)
    row = models.WalkRow(uuid=walk.id, source=Source.FORM, segments=[], pains=[])
    store.write(row, walk)
    store.write_cost(row, costs.walk_cost(walk.segments, WEIGHT_KG))
    return _values(row), [_values(segment) for segment in row.segments]


def _walk(kind: int) -> Any:
    from webapp.domain.energy import Mode
    from webapp.domain.walks import Place, Segment, Walk

    forward = Segment(mode=Mode.FORWARD_WALK, seconds=60 * (22 + 2 * kind), speed_kmh=5.0 + kind / 10)
    back = Segment(mode=Mode.BACKWARD_WALK, seconds=60 * (3 + kind % 7), speed_kmh=2.4 + kind / 20)
    return Walk(
        id=UUID(int=kind),
        started_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        time_zone="UTC",
        segments=(forward, back, forward)[: 1 + kind % 3],
        place=Place.OUTDOORS,
        note="Along the river." if kind % 5 == 0 else "",
    )


def _values(row: Any) -> dict[str, Any]:
    from sqlalchemy import inspect

    values = {column: getattr(row, column.key) for column in inspect(row).mapper.columns if column.key != "id"}
    # What has a default gets it from the insert.
    return {column.key: value for column, value in values.items() if value is not None or column.default is None}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
