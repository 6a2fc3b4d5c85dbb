"""Cookies: over https under a name that a browser takes from this very host and over https alone."""

import datetime as dt
from collections.abc import Mapping

from flask import current_app, request
from werkzeug.wrappers import Response

_OF_THIS_HOST = "__Host-"


def give(
    response: Response,
    name: str,
    value: str,
    *,
    max_age: int | dt.timedelta | None = None,
    path: str = "/",
    is_shared: bool = False,
) -> None:
    """Give the browser a cookie, until it is closed if no age is said.

    One that `is_shared` is the same over http and https, where both may come.
    A cookie of this very host alone can have no other path than the whole site.
    """
    prefix = _prefix(is_shared)
    response.set_cookie(
        prefix + name,
        value,
        max_age=max_age,
        httponly=True,
        secure=bool(prefix),
        samesite="Lax",
        path="/" if prefix else path,
    )


def take(response: Response, name: str) -> None:
    """Take a cookie away from the browser."""
    prefix = _prefix()
    response.delete_cookie(prefix + name, path="/", secure=bool(prefix), httponly=True, samesite="Lax")


def given(name: str, *, is_shared: bool = False) -> str:
    """The value of a cookie that the browser was given; empty where it has none."""
    return request.cookies.get(_prefix(is_shared) + name, "")


def all_given() -> Mapping[str, str]:
    """Every cookie that is not shared, by its name here."""
    prefix = _prefix()
    return {name.removeprefix(prefix): value for name, value in request.cookies.items() if name.startswith(prefix)}


def _prefix(is_shared: bool = False) -> str:
    is_own = request.is_secure and (not is_shared or current_app.config["HTTPS_ONLY"])
    return _OF_THIS_HOST if is_own else ""
