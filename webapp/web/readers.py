"""Who may read your diary: seen by everybody, and decided by whose diary it is. For a child an owner decides."""

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from webapp.domain.roles import Role
from webapp.storage import reading_rights as store
from webapp.storage import users
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.web import access, reading_rights
from webapp.web.database import database
from webapp.web.reading_rights import Answer
from webapp.web.saving import Undoable

bp = Blueprint("readers", __name__, url_prefix="/settings/readers")
RIGHT = Undoable("readers.index", "reader")


@bp.get("")
def index() -> str:
    return reading_rights.page(RIGHT, _mine, {}, {})


@bp.post("")
def choose() -> Answer:
    return reading_rights.choose(RIGHT, _who_decides)


@bp.post("/end")
def end() -> Response:
    return reading_rights.end(RIGHT, _who_decides)


@bp.post("/told")
def note_told() -> Response:
    """Say on Today no more of who may read by now."""
    diary = access.diary_write()
    with database().writing() as session:
        store.note_told(session, diary)
    return redirect(url_for("today.index"), 303)


def _mine(session: Session) -> User:
    return users.get(session, access.user().id)


def _who_decides(session: Session) -> User:
    person = _mine(session)
    return abort(404) if person.role == Role.CHILD else person
