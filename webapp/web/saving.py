"""What a page says once it has saved, with the way back: its address has the fields as they were, and nothing else."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

# The field of a form that brings back what was before; its page says so.
UNDONE = "undone"
_WAS = "was."


class Saved(NamedTuple):
    """What was saved just now, and the fields that bring back what was before; none where there is no way back."""

    what: str
    before: Mapping[str, str]
    is_undone: bool


def saved(endpoint: str, what: str, before: Mapping[str, str], *, anchor: str | None = None) -> Response:
    """To the page that says what was saved; after an Undo, that all is as it was."""
    more: dict[str, Any] = {UNDONE: "yes"} if request.form.get(UNDONE) else was(before)
    return redirect(url_for(endpoint, done=what, _anchor=anchor, **more), 303)


def was(before: Mapping[str, str]) -> dict[str, Any]:
    """Fields as they were, for an address."""
    return {f"{_WAS}{name}": value for name, value in before.items()}


def just_saved() -> Saved | None:
    """What the address of a page says of it."""
    what = request.args.get("done")
    return Saved(what, before(), UNDONE in request.args) if what else None


def before() -> dict[str, str]:
    return {name.removeprefix(_WAS): value for name, value in request.args.items() if name.startswith(_WAS)}
