"""Phones and keys: which phones and scripts may add walks, when each was last here, and how one is removed."""

import datetime as dt

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.domain import weeks
from webapp.security import keys
from webapp.storage import keys as store
from webapp.storage.access_models import ApiToken
from webapp.web import access
from webapp.web.database import database

bp = Blueprint("keys", __name__, url_prefix="/settings")
# Those that were used last; the others open by a tap.
KEYS_SHOWN = 5


@bp.get("/phones")
def index() -> str:
    user = access.user()
    with database().reading() as session:
        all_keys = store.newest_first(session, user.id)
    return render_template(
        "keys/index.html",
        done=request.args.get("done"),
        keys=[_dated(key, user.time_zone) for key in all_keys],
        keys_shown=KEYS_SHOWN,
    )


@bp.post("/keys/delete")
def delete() -> Response:
    typed = request.form.get("id", "")
    if typed.isascii() and typed.isdecimal() and len(typed) < 19:
        with database().writing() as session:
            keys.remove(session, access.user(), int(typed))
    return redirect(url_for("keys.index", done="removed"), 303)


def _dated(key: ApiToken, zone: str) -> tuple[ApiToken, dt.date, dt.date | None]:
    """A key with the days on which it was made and last used."""
    used_on = weeks.local_date(key.used_at, zone) if key.used_at else None
    return key, weeks.local_date(key.created_at, zone), used_on
