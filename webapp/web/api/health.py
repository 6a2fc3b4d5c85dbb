"""What the app Health Auto Export sends by itself, from an iPhone."""

from codecs import BOM_UTF8
from itertools import islice
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import Response, abort, jsonify, request

from webapp import clock
from webapp.actions.sent_health import A_PIECE, SentHealth, Taken
from webapp.domain.diaries import Diary
from webapp.domain.imports import CannotImport, Outcome, Refusal, UnsureAs
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.importers import Found, Weighing
from webapp.web.access import takes
from webapp.web.api import bp, questions, shapes, tokens
from webapp.web.api.operations import CHANGING, operation
from webapp.web.database import database

MOST_BYTES, MOST_IN_MEMORY = 64_000_000, 500_000
# As the app calls itself, in the list of what an import brought.
_SENDER = "Health Auto Export"
# How a value of JSON begins that is no object.
_OTHER_JSON = {bytes([letter]) for letter in b'["-0123456789tfn'}


@bp.post("/health-auto-export")
@takes(MOST_BYTES)
@operation(scopes=CHANGING, query=shapes.UNSURE, body=shapes.HEALTH, answers={200: (shapes.TAKEN,)})
def take_health() -> Response:
    """Save the walks and weights that are new. What was sent before changes nothing; Import has an Undo of the rest."""
    diary, asked = tokens.diary(), questions.query()
    # It is read here, and not before the key has allowed it this size.
    request.max_content_length = MOST_BYTES
    taken = _save(diary, _found(), asked["unsure"] or UnsureAs.SKIP)
    return jsonify({outcome.value: taken.walks.get(outcome, 0) for outcome in Outcome} | {"weights": taken.weights})


def _save(diary: Diary, found: list[Found], unsure: UnsureAs) -> Taken:
    """Save it piece by piece, so that others can write between. Weights come first, for the walks of their day."""
    waiting = iter([each for each in found if not isinstance(each, Weighing)])
    with database().writing() as session:
        sent = SentHealth(session, diary, _SENDER, unsure, now=clock.now())
        sent.save(session, [each for each in found if isinstance(each, Weighing)])
    while piece := list(islice(waiting, A_PIECE)):
        with database().writing() as session:
            sent.save(session, piece)
    with database().writing() as session:
        return sent.end(session)


def _found() -> list[Found]:
    from webapp.importers import health_auto_export
    from webapp.importers.allowance import Allowance

    if not request.is_json:
        abort(415, "Send JSON, with Content-Type: application/json.")
    with SpooledTemporaryFile(MOST_IN_MEMORY) as file:
        copyfileobj(request.stream, file)
        file.seek(0)
        if file.read(100).removeprefix(BOM_UTF8).lstrip()[:1] in _OTHER_JSON:
            raise Invalid(Problem("body", Reason.NOT_AN_OBJECT))
        file.seek(0)
        try:
            return list(health_auto_export.read_document(cast(BinaryIO, file), Allowance()))
        except CannotImport as refusal:
            abort(413 if refusal.reason is Refusal.TOO_MANY else 400, "This is not JSON, or too much of it.")
