"""The question about the morning after a walk: not asked again about a walk once somebody says not now."""

import datetime as dt
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.storage import pain
from webapp.storage.engine import Session
from webapp.storage.pain import Unasked

_COOKIE, _LASTS = "backstride-morning-later", 2 * 24 * 3600


def unasked(session: Session, user_id: int, today: dt.date) -> Unasked | None:
    """Yesterday's last walk, with the followed sites that were not asked about this morning yet."""
    found = pain.unasked_morning(session, user_id, today - dt.timedelta(days=1))
    return None if found and request.cookies.get(_COOKIE) == str(found.walk) else found


def postpone(answer: Response, walk: UUID) -> None:
    answer.set_cookie(
        _COOKIE, str(walk), max_age=_LASTS, httponly=True, secure=request.is_secure, samesite="Lax", path="/"
    )
