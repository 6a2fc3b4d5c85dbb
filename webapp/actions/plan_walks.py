"""Walks as the plan and the advice see them: with what was usual before them, where that matters."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.domain import felt, pain
from webapp.domain.diaries import Diary
from webapp.domain.felt import Befores, Done
from webapp.storage import plan as store


def walks_since(session: Session, diary: Diary, since: dt.date) -> tuple[Sequence[Done], Befores]:
    """The walks from a day on, and what was said before the earlier ones where that matters to what is usual."""
    done = store.done_since(session, diary, since)
    is_open = felt.asks_for_earlier(done, since + pain.USUAL_SPAN)
    return done, store.befores_until(session, diary, since) if is_open else felt.NOTHING_BEFORE
