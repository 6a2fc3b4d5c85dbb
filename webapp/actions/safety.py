"""The check before the first backward minute, and what it advises."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.domain import safety
from webapp.domain.problems import Invalid, outside_years
from webapp.domain.safety import Advised, Check, Signs
from webapp.storage import safety as store
from webapp.storage import tests as test_store
from webapp.storage.models import User


def answer(session: Session, user: User, check: Check, *, now: dt.datetime, today: dt.date) -> None:
    """Keep the answers in the place of those before. The year of birth lies 5 to 120 years back. Raises Invalid."""
    earliest, latest = today.year - safety.OLDEST_YEARS, today.year - safety.YOUNGEST_YEARS
    problems = [] if check.birth_year is None else outside_years("birth_year", check.birth_year, earliest, latest)
    if problems:
        raise Invalid(*problems)
    store.keep(session, user.id, check, now=now)


class Found(NamedTuple):
    """What somebody answered, what the diary knows beside it, and what both advise."""

    check: Check
    signs: Signs
    advised: Advised


def advised(session: Session, user: User, today: dt.date) -> Found | None:
    """The advice for today, in two queries; None before the check."""
    row = store.find_with_fall(session, user.id, today - safety.A_YEAR)
    if row is None:
        return None
    check, fell_at = row
    values = test_store.latest_values(session, user.id)
    signs = Signs(fell_at=fell_at, backward_3m_s=values.get("backward_3m"), up_and_go_s=values.get("tug"))
    return Found(check, signs, safety.advise(check, signs, today=today))
