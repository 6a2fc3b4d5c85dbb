"""What a page says once it has saved, with the way back: its address has the fields as they were.

What no address should tell, a cookie of this browser has for some minutes. Nothing is stored.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.web import access

# The field of a form that brings back what was before; its page says so.
UNDONE = "undone"
_WAS = "was."
_COOKIE, _PERSON, _KEPT_FOR_S = "backstride-before", "person", 600


class Saved(NamedTuple):
    """What was saved just now, and the fields that bring back what was before; none where there is no way back."""

    what: str
    before: Mapping[str, str]
    is_undone: bool


def saved(endpoint: str, what: str, before: Mapping[str, str], *, anchor: str | None = None) -> Response:
    """To the page that says what was saved; after an Undo, that all is as it was."""
    more: dict[str, Any] = {UNDONE: "yes"} if request.form.get(UNDONE) else was(before)
    return redirect(url_for(endpoint, done=what, _anchor=anchor, **more), 303)


def saved_privately(endpoint: str, what: str, before: Mapping[str, str]) -> Response:
    """As `saved`, with what was before in a cookie, for the person who asks."""
    is_undone = bool(request.form.get(UNDONE))
    page = url_for(endpoint)
    answer = redirect(url_for(endpoint, done=what, undone="yes" if is_undone else None), 303)
    if is_undone or not before:
        answer.delete_cookie(_COOKIE, path=page, httponly=True, samesite="Lax")
        return answer
    kept = urlencode({**before, _PERSON: str(access.user().id)})
    answer.set_cookie(
        _COOKIE, kept, max_age=_KEPT_FOR_S, httponly=True, secure=request.is_secure, samesite="Lax", path=page
    )
    return answer


def just_saved_privately() -> Saved | None:
    what = request.args.get("done")
    fields = dict(parse_qsl(request.cookies.get(_COOKIE, ""), keep_blank_values=True))
    is_theirs = fields.pop(_PERSON, "") == str(access.user().id)
    return Saved(what, fields if is_theirs else {}, UNDONE in request.args) if what else None


def was(before: Mapping[str, str]) -> dict[str, Any]:
    """Fields as they were, for an address."""
    return {f"{_WAS}{name}": value for name, value in before.items()}


def just_saved() -> Saved | None:
    """What the address of a page says of it."""
    what = request.args.get("done")
    return Saved(what, before(), UNDONE in request.args) if what else None


def before() -> dict[str, str]:
    return {name.removeprefix(_WAS): value for name, value in request.args.items() if name.startswith(_WAS)}
