"""Many years of a diary from one: what was logged in it is copied to the years before."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import text

from webapp.actions import weeks
from webapp.storage.columns import Base
from webapp.storage.engine import Session
from webapp.storage.models import User

# A year of whole weeks, so that the weeks of the copies are weeks as well.
A_YEAR = dt.timedelta(days=364)
_APART = 1_000_000


def copy_back(session: Session, user: User, years: Iterable[int]) -> None:
    """Put a copy of all walks, their pain, weights and waists so many years before them, and add the weeks up."""
    session.flush()
    for back in years:
        shift = {"days": f"-{back * A_YEAR.days} days", "far": back * _APART}
        for table, changed in _CHANGED.items():
            columns = [column.name for column in Base.metadata.tables[table].columns]
            values = ", ".join(changed.get(name, name) for name in columns)
            # Names of the schema and expressions of this file.
            query = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {_FIRST[table]}"  # noqa: S608
            session.execute(text(query), {name: value for name, value in shift.items() if f":{name}" in query})
    weeks.rebuild(session, user.diary)


_FIRST = {
    "walk": f"id < {_APART}",
    "segment": f"walk_id < {_APART}",
    "pain": f"walk_id < {_APART}",
    "weight": f"id < {_APART}",
    "waist": "measured_on > (SELECT date(max(measured_on), '-364 days') FROM waist)",
}
_CHANGED = {
    "walk": {
        "id": "id + :far",
        "uuid": "lower(hex(randomblob(16)))",
        "walked_on": "date(walked_on, :days)",
        "started_at": "datetime(started_at, :days)",
    },
    "segment": {"id": "id + :far", "walk_id": "walk_id + :far"},
    "pain": {"id": "id + :far", "walk_id": "walk_id + :far"},
    "weight": {"id": "id + :far", "weighed_on": "date(weighed_on, :days)"},
    "waist": {"id": "id + :far", "measured_on": "date(measured_on, :days)"},
}
