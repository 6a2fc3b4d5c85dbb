"""Whose page a form stands on, and the way back after signing in: to the page, and with what was typed.

Every form of a signed-in page says in its address for whom the page was made. It is taken from nobody else, and what
was typed when the sign-in had ended is handed back to nobody else. It travels inside the sign-in form, kept nowhere.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Flask, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from webapp.storage.models import User

_PERSON = "for"
# A password is never sent back to a page, and what goes with one is not worth keeping without it.
_SECRET = "password"  # noqa: S105 - part of the names of fields.
# Packed once more into the sign-in form, it still has to pass the door for strangers.
LONGEST = 80_000


class Kept(NamedTuple):
    """A form that was sent without a sign-in: where it went, its fields, and for whom its page was made."""

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


def page_around(path: str) -> str:
    """The page at a path, or that around it; nothing where there is none."""
    return own_page(path) or own_page(path.rpartition("/")[0])


def lost() -> str:
    """What was sent without a sign-in and can't be brought along: file, long, password or answer; empty if nothing."""
    if request.method != "POST":
        return ""
    try:
        names = list(request.form)
    except RequestEntityTooLarge:
        return "file" if request.mimetype == "multipart/form-data" else "long"
    if request.files:
        return "file"
    if any(_SECRET in name for name in names):
        return "password"
    return "answer" if names and request.headers.get("HX-Request") else ""


def sent_without_sign_in() -> Kept | None:
    """The form of the request that asks, if it is one that can be sent again."""
    fields = list(request.form.items(multi=True))
    if request.method != "POST" or request.files or not fields or any(_SECRET in name for name, _ in fields):
        return None
    return Kept(request.full_path.rstrip("?"), fields, request.args.get(_PERSON, ""))


def to_login() -> Response:
    """The way to the sign-in, with where it leads and what was typed."""
    what_is_lost = lost()
    wanted = wanted_path() or (page_around(request.path) if what_is_lost else "")
    login = url_for("account.login", next=wanted if wanted not in ("", "/") else None, lost=what_is_lost or None)
    if request.headers.get("HX-Request"):
        answer = make_response("", 401)
        answer.headers["HX-Redirect"] = login
        return answer
    kept = None if what_is_lost else sent_without_sign_in()
    if kept:
        # The form itself brings to the sign-in what was typed; a redirect would drop it.
        return make_response(render_template("account/login.html", name="", error=None, wanted="", kept=kept), 401)
    return redirect(login, 303)


def is_too_long(kept: Kept) -> bool:
    """Whether a form is too long to travel through the sign-in."""
    return len(packed(kept)) > LONGEST


def name_person(app: Flask, person: Callable[[], int | None]) -> None:
    """Let the address of everything that can only be sent say for whom the page was made."""

    @app.url_defaults
    def add(endpoint: str, values: dict[str, Any]) -> None:
        asks = person()
        if asks is not None and endpoint in _only_sent(app):
            values.setdefault(_PERSON, asks)


def is_for_another(user: User) -> bool:
    """Whether the form that was sent stands on a page that was made for somebody else."""
    return request.method == "POST" and request.args.get(_PERSON, str(user.id)) != str(user.id)


@cache
def _only_sent(app: Flask) -> frozenset[str]:
    rules = [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/api/")]
    seen = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    # Whoever wants to sign out does so on any page.
    return frozenset(rule.endpoint for rule in rules) - seen - {"account.sign_out"}


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
