"""Results of self tests: saved once, deleted, and brought back."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.actions import clocks
from webapp.domain import self_tests
from webapp.domain.diaries import Diary
from webapp.storage import self_tests as store
from webapp.storage.coach_models import ResultRow

DAYS_KEPT = 30


class LoggedResult(NamedTuple):
    """A result's row, and whether it is new or was there before."""

    result: ResultRow
    is_new: bool


def log_result(session: Session, diary: Diary, result: self_tests.Result, *, now: dt.datetime) -> LoggedResult:
    """Save a result once: the same id finds the first, or takes the place of a deleted one. Raises Invalid."""
    known = store.find(session, diary, result.id)
    if known and known.deleted_at is None:
        return LoggedResult(known, is_new=False)
    self_tests.check(result, now=now)
    if known:
        session.delete(known)
        session.flush()
    return LoggedResult(store.add(session, diary, result), is_new=True)


def delete_result(session: Session, diary: Diary, row: ResultRow, *, now: dt.datetime) -> None:
    """Take a result out of every list, and remove for good what was deleted 30 days ago."""
    row.deleted_at = clocks.begins_to_wait(session, now=now)
    session.flush()
    gone = clocks.purge_before(session, dt.timedelta(days=DAYS_KEPT), now=now)
    if gone:
        store.empty_bin(session, diary, deleted_before=gone)


def restore_result(row: ResultRow) -> None:
    """Bring a deleted result back."""
    row.deleted_at = None
