"""Phones and keys: where somebody is signed in, which phones and scripts have a key, and how each is ended."""

import datetime as dt
from typing import NamedTuple

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.domain import weeks
from webapp.security import codes, keys
from webapp.storage import keys as store
from webapp.storage import passkeys as passkey_store
from webapp.storage.access_models import ApiToken, SignIn
from webapp.web import access, devices
from webapp.web.database import database
from webapp.web.parameters import number_of

bp = Blueprint("keys", __name__, url_prefix="/settings")
# Those that were used last; the others open by a tap.
KEYS_SHOWN = 5


class ShownSignIn(NamedTuple):
    """A browser in which somebody is signed in, with the days on which that began and it was last seen."""

    sign_in: SignIn
    made_on: dt.date
    seen_on: dt.date
    is_here: bool


class ShownKey(NamedTuple):
    """A key with the days on which it was made and last used.

    It may be that of the phone that asks, `is_here` or at its other address, by http or https.
    """

    key: ApiToken
    made_on: dt.date
    used_on: dt.date | None
    is_here: bool
    is_next_door: bool

    @property
    def is_other_phone(self) -> bool:
        return self.key.device_hash is not None and not (self.is_here or self.is_next_door)


@bp.get("/phones")
def index() -> str:
    user = access.user()
    with database().reading() as session:
        shown = [_shown(key, user.time_zone) for key in store.newest_first(session, user.id)]
        passkeys = passkey_store.in_order(session, user)
        has_codes = codes.is_on(session, user)
        signed_in = [_shown_sign_in(*found, user.time_zone) for found in access.everywhere(session)]
    return render_template(
        "keys/index.html",
        removed=request.args.get("removed", type=int),
        done=request.args.get("done"),
        sign_ins=signed_in,
        elsewhere=sum(not shown.is_here for shown in signed_in),
        keys=shown,
        keys_shown=KEYS_SHOWN,
        passkeys=len(passkeys),
        has_codes=has_codes,
        other_phones=sum(key.is_other_phone for key in shown),
    )


@bp.post("/keys/delete")
def delete() -> Response:
    number, removed = number_of(request.form.get("id")), False
    if number is not None:
        with database().writing() as session:
            removed = keys.remove(session, access.user(), number)
    return redirect(url_for("keys.index", removed=1 if removed else None), 303)


@bp.post("/sign-ins/end")
def end_sign_in() -> Response:
    number, was_there = number_of(request.form.get("id")), False
    if number is not None:
        with database().writing() as session:
            was_there = access.stop_there(session, number)
    return redirect(url_for("keys.index", done="ended" if was_there else None), 303)


@bp.post("/keys/delete-others")
def delete_others() -> Response:
    with database().writing() as session:
        removed = keys.remove_other_phones(session, access.user(), devices.stores_of_walks())
    return redirect(url_for("keys.index", removed=removed), 303)


@bp.post("/sign-out-elsewhere")
def sign_out_elsewhere() -> Response:
    with database().writing() as session:
        access.stop_elsewhere(session)
        keys.silence_elsewhere(session, access.user(), devices.stores_of_walks())
    return redirect(url_for("keys.index", done="elsewhere"), 303)


def _shown_sign_in(sign_in: SignIn, is_here: bool, zone: str) -> ShownSignIn:
    made_on, seen_on = (weeks.local_date(instant, zone) for instant in (sign_in.created_at, sign_in.seen_at))
    return ShownSignIn(sign_in, made_on, seen_on, is_here)


def _shown(key: ApiToken, zone: str) -> ShownKey:
    used_on = weeks.local_date(key.used_at, zone) if key.used_at else None
    is_here = keys.is_of(key, devices.store_of_walks())
    is_next_door = not is_here and any(keys.is_of(key, store) for store in devices.stores_of_walks())
    return ShownKey(key, weeks.local_date(key.created_at, zone), used_on, is_here, is_next_door)
