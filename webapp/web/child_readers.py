"""Who may read the diary of a child: an owner names the adults."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from webapp.domain.roles import Role
from webapp.storage import users
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.web import access, reading_rights
from webapp.web.reading_rights import Answer, Whose
from webapp.web.saving import Undoable

bp = Blueprint("child_readers", __name__, url_prefix="/household/people/<int:number>/readers")


@bp.get("")
def index(number: int) -> str:
    return reading_rights.page(*_place(number), {}, {})


@bp.post("")
def choose(number: int) -> Answer:
    return reading_rights.choose(*_place(number))


@bp.post("/end")
def end(number: int) -> Response:
    return reading_rights.end(*_place(number))


def _place(number: int) -> tuple[Undoable, Whose]:
    access.owner()

    def child(session: Session) -> User:
        person = users.find(session, number)
        return abort(404) if person is None or person.taken_out_at or person.role != Role.CHILD else person

    return Undoable("child_readers.index", "reader", of={"number": number}), child
