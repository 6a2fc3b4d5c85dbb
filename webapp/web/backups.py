"""Backups, for the owner: the list, one more by a tap, and each to take along or to delete."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from flask import Blueprint, abort, current_app, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions.nights import Night
from webapp.domain import backup_rules
from webapp.domain.backup_rules import BackupReason
from webapp.domain.problems import Invalid
from webapp.security import events
from webapp.storage.backups import Backup, FailedBackup
from webapp.storage.troubles import Trouble
from webapp.web import access
from webapp.web.forms import Form
from webapp.words import backups as words
from webapp.words import texts

bp = Blueprint("backups", __name__, url_prefix="/backups")


@bp.before_request
def _only_the_owner() -> None:
    """A backup has the diaries of everybody here."""
    if access.is_signed_in() and not access.user().is_owner:
        abort(404)


@bp.get("")
def index() -> str:
    return _page()


@bp.post("")
def create() -> Response | tuple[str, int]:
    try:
        backup = night().make(BackupReason.HAND, now=clock.now())
        night().send_soon()
    except FailedBackup as error:
        return _page(), 507 if error.trouble is Trouble.FULL else 503
    return redirect(url_for("backups.index", made=backup.number), 303)


@bp.get("/<int:number>")
def show(number: int) -> str:
    backup, newest = _backup(number), night().newest_first()[0]
    return render_template("backups/show.html", backup=backup, is_newest=backup == newest, when=_when, words=words)


@bp.get("/<int:number>/file")
def download(number: int) -> Response:
    backup = _backup(number)
    events.note("backup taken along", user=access.user().name, number=number)
    name = f"backstride-{access.diary_read().date_of(backup.made_at)}.db"
    return send_file(backup.file, "application/vnd.sqlite3", as_attachment=True, download_name=name)


@bp.post("/<int:number>/delete")
def delete(number: int) -> Response:
    """Delete any but the newest, with a way back until the next night."""
    backup = _backup(number)
    if backup == night().newest_first()[0]:
        abort(404)
    night().backups.delete(backup)
    return redirect(url_for("backups.index", deleted=number), 303)


@bp.post("/<int:number>/bring-back")
def bring_back(number: int) -> Response:
    night().backups.bring_back(number)
    return redirect(url_for("backups.index"), 303)


@bp.post("/second")
def choose_second() -> Response | tuple[str, int]:
    """Choose the second folder, and bring the newest there at once."""
    form = Form(request.form)
    try:
        night().second.choose(form.text("folder"))
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    night().send(now=clock.now())
    return redirect(url_for("backups.index", _anchor="second"), 303)


@bp.post("/second/forget")
def forget_second() -> Response:
    night().second.forget()
    return redirect(url_for("backups.index", _anchor="second"), 303)


def night() -> Night:
    return cast(Night, current_app.extensions["backstride_night"])


def _backup(number: int) -> Backup:
    return night().backups.find(number) or cast(Backup, abort(404))


def _when(instant: dt.datetime) -> str:
    diary = access.diary_read()
    return words.when(instant, diary.time_zone, today=diary.date_of(clock.now()))


def _page(values: Mapping[str, str] = MappingProxyType({}), errors: Mapping[str, str] = MappingProxyType({})) -> str:
    return render_template(
        "backups/index.html",
        backups=night().newest_first(),
        failed=night().failed,
        not_sent=night().not_sent,
        second=night().second.place,
        values=values,
        errors=errors,
        made=request.args.get("made", type=int),
        deleted=request.args.get("deleted", type=int),
        rules=backup_rules,
        when=_when,
        words=words,
    )
