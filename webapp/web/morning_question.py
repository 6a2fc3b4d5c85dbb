"""The question about the morning after a walk: not asked again about a walk once somebody says not now."""

import datetime as dt
from uuid import UUID

from werkzeug.wrappers import Response

from webapp.storage import pain
from webapp.storage.engine import Session
from webapp.storage.pain import Unasked
from webapp.web import later

_NAME, _DAYS = "morning", 2


def unasked(session: Session, user_id: int, today: dt.date) -> Unasked | None:
    """Yesterday's last walk, with the followed sites that were not asked about this morning yet."""
    found = pain.unasked_morning(session, user_id, today - dt.timedelta(days=1))
    return None if found and later.is_postponed(_NAME, str(found.walk)) else found


def postpone(answer: Response, walk: UUID) -> None:
    later.postpone(answer, _NAME, days=_DAYS, value=str(walk))
