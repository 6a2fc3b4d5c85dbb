"""What somebody answered with "Not now": a cookie of the browser says so for a while, and nothing is stored."""

from flask import request
from werkzeug.wrappers import Response

_A_DAY = 24 * 3600


def is_postponed(name: str, value: str = "1") -> bool:
    return request.cookies.get(_cookie(name)) == value


def postpone(answer: Response, name: str, *, days: int, value: str = "1") -> None:
    answer.set_cookie(
        _cookie(name),
        value,
        max_age=days * _A_DAY,
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
        path="/",
    )


def _cookie(name: str) -> str:
    return f"backstride-{name}-later"
