"""The way back after signing in: to the page that was wanted, with what was typed when the sign-in had ended.

What was typed travels inside the sign-in form itself and is kept nowhere. Only the person who used this browser last
gets it back: a cookie names them, so that on a shared tablet nobody is handed what somebody else typed.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from webapp.storage.models import User

_LAST_PERSON, _LASTS = "backstride-last", 400 * 24 * 3600
# A password is never sent back to a page, and what goes with one is not worth keeping without it.
_SECRET = "password"  # noqa: S105 - part of the names of fields.
LONGEST = 100_000


class Kept(NamedTuple):
    """A form that was sent without a sign-in: where it went, its fields, and who used this browser last."""

    path: str
    fields: Sequence[tuple[str, str]]
    person: str


def wanted_path() -> str:
    """The path of a page that asks for a sign-in, to come back to; of htmx, that of the page around its piece."""
    if request.headers.get("HX-Request"):
        return own_page(_local(request.headers.get("HX-Current-URL", "")))
    return own_page(_local(request.full_path.rstrip("?"))) if request.method == "GET" else ""


def own_page(path: str | None) -> str:
    """A path of this site that can be looked at, as it was given; nothing for any other."""
    return path if path and _is_ours(path, "GET") else ""


def sent_without_sign_in() -> Kept | None:
    """The form of the request that asks, if it is one that can be sent again."""
    fields = list(request.form.items(multi=True))
    if request.method != "POST" or request.files or not fields or any(_SECRET in name for name, _ in fields):
        return None
    return Kept(request.path, fields, request.cookies.get(_LAST_PERSON, ""))


def packed(kept: Kept) -> str:
    """A form as one field of another."""
    return json.dumps(kept)


def unpacked(text: str) -> Kept | None:
    """The form that travelled through the sign-in; None for anything that our own page does not send."""
    if len(text) > LONGEST:
        return None
    try:
        path, fields, person = json.loads(text)
        kept = Kept(str(path), [(str(name), str(value)) for name, value in fields], str(person))
    except (ValueError, TypeError, RecursionError):
        return None
    return kept if _is_ours(kept.path, "POST") else None


def belongs_to(kept: Kept, user: User) -> bool:
    return kept.person == str(user.id)


def remember_person(response: Response, user: User) -> None:
    """Note who uses this browser, where that is not noted yet. Signing out leaves the note: it lets nobody in."""
    if request.cookies.get(_LAST_PERSON) != str(user.id):
        response.set_cookie(
            _LAST_PERSON,
            str(user.id),
            max_age=_LASTS,
            httponly=True,
            secure=request.is_secure,
            samesite="Lax",
            path="/",
        )


def _local(address: str) -> str:
    """The path and the query of an address, without its host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_ours(path: str, method: str) -> bool:
    if not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return False
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.partition("?")[0], method)
    except (HTTPException, RequestRedirect):
        return False
    is_public = getattr(current_app.view_functions[endpoint], "is_public", False)
    return not is_public and not path.startswith("/api/")
