"""Backups, for the owner: the list, one more by a tap, and each to take along or to delete."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import cast

from flask import Blueprint, abort, current_app, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions.nights import Night
from webapp.domain import backup_rules
from webapp.domain.backup_rules import BackupReason
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.security import events
from webapp.storage import restoring, users
from webapp.storage.backups import Backup, FailedBackup
from webapp.storage.locked_files import ENDING, SHORTEST_PASS_PHRASE
from webapp.storage.proofs import WrongBackup
from webapp.storage.restoring import FailedRestore
from webapp.storage.second_folder import locked_copy
from webapp.storage.troubles import Trouble
from webapp.web import access
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import backups as words
from webapp.words import texts
from webapp.words import whole_restores as restore_words

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
    backup = _backup(number)
    may_delete = backup != night().last
    return render_template("backups/show.html", backup=backup, may_delete=may_delete, when=_when, words=words)


@bp.get("/<int:number>/file")
def download(number: int) -> Response:
    """The file itself, or where the owner has set a pass phrase, a locked copy."""
    backup, lock = _backup(number), night().second.lock_of_copies.lock
    events.note("backup taken along", user=access.user().name, number=number)
    name = f"backstride-{access.diary_read().date_of(backup.made_at)}.db"
    if lock is None:
        return send_file(backup.file, "application/vnd.sqlite3", as_attachment=True, download_name=name)
    copy = locked_copy(backup, lock)
    content = copy.open("rb")
    # What is open is sent all the same. Windows keeps it until the next backup sweeps it.
    with suppress(PermissionError):
        copy.unlink()
    return send_file(content, "application/octet-stream", as_attachment=True, download_name=f"{name}{ENDING}")


@bp.post("/<int:number>/delete")
def delete(number: int) -> Response:
    """Delete any but the last whole one, with a way back until the next night."""
    backup = _backup(number)
    if backup == night().last:
        abort(404)
    night().backups.delete(backup)
    return redirect(url_for("backups.index", deleted=number), 303)


@bp.post("/<int:number>/bring-back")
def bring_back(number: int) -> Response:
    night().backups.bring_back(number)
    return redirect(url_for("backups.index"), 303)


@bp.get("/<int:number>/restore")
def ask(number: int) -> str:
    return _restore_page(_backup(number))


@bp.post("/<int:number>/restore")
def restore(number: int) -> Response | tuple[str, int]:
    """Put everything back as it is in a backup; what is here now is one, too, and so the way back."""
    backup, uploads = _backup(number), current_app.extensions["backstride_imports"].uploads
    undoes = backup.file == restoring.before_last(night().backups.database)
    try:
        done = restoring.restore(database(), backup.file, data=uploads.folder.parent, now=clock.now(), undoes=undoes)
    except WrongBackup as wrong:
        return _restore_page(backup, restore_words.problem(wrong.kind)), 422
    except FailedRestore as failed:
        current_app.logger.error("%s", failed)
        return _restore_page(backup, restore_words.failed()), 503
    events.note("backup restored", user=access.user().name, number=number)
    before = next((made.number for made in night().newest_first() if made.file == done.before), None)
    return redirect(url_for("backups.index", restored=before), 303)


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


@bp.post("/lock")
def set_lock() -> Response | tuple[str, int]:
    """Lock what leaves this machine from now on."""
    form = Form(request.form)
    pass_phrase = form.values.pop("copy_password", "")
    if len(pass_phrase) < SHORTEST_PASS_PHRASE:
        too_short = texts.problem(Problem("copy_password", Reason.TOO_SHORT, SHORTEST_PASS_PHRASE))
        return _page(errors={"copy_password": too_short}), 422
    night().second.lock_of_copies.set(pass_phrase)
    events.note("backups locked", user=access.user().name)
    return redirect(url_for("backups.index", _anchor="lock"), 303)


@bp.post("/lock/forget")
def forget_lock() -> Response:
    night().second.lock_of_copies.forget()
    events.note("backups locked no more", user=access.user().name)
    return redirect(url_for("backups.index", _anchor="lock"), 303)


def night() -> Night:
    return cast(Night, current_app.extensions["backstride_night"])


def _backup(number: int) -> Backup:
    return next((backup for backup in night().newest_first() if backup.number == number), None) or abort(404)


def _restore_page(backup: Backup, problem: str = "") -> str:
    return render_template("backups/restore.html", backup=backup, problem=problem, when=_when, words=words)


def _without_password() -> list[str]:
    with database().reading() as session:
        return [user.name for user in users.all_users(session) if not user.password_hash]


def _when(instant: dt.datetime) -> str:
    diary = access.diary_read()
    return words.when(instant, diary.time_zone, today=diary.date_of(clock.now()))


def _page(values: Mapping[str, str] = MappingProxyType({}), errors: Mapping[str, str] = MappingProxyType({})) -> str:
    return render_template(
        "backups/index.html",
        backups=night().newest_first(),
        last=night().last,
        failed=night().failed,
        not_sent=night().not_sent,
        second=night().second.place,
        is_locked=night().second.lock_of_copies.lock is not None,
        values=values,
        errors=errors,
        made=request.args.get("made", type=int),
        deleted=request.args.get("deleted", type=int),
        restored=request.args.get("restored", type=int),
        without_password=_without_password(),
        drills=night().drills,
        rules=backup_rules,
        when=_when,
        words=words,
    )
