"""The offer to put the app on the home screen: from the second walk on, with a cookie once somebody says not now."""

from flask import request
from werkzeug.wrappers import Response

_COOKIE, _DAYS = "backstride-install-later", 30


def is_postponed() -> bool:
    return _COOKIE in request.cookies


def postpone(answer: Response) -> None:
    lasts = _DAYS * 24 * 3600
    answer.set_cookie(_COOKIE, "1", max_age=lasts, httponly=True, secure=request.is_secure, samesite="Lax", path="/")
