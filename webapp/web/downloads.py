"""Files that a person takes along, as answers."""

from contextlib import ExitStack
from tempfile import TemporaryFile

from flask import send_file
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import exports
from webapp.actions.exports import Format
from webapp.domain.diaries import Diary
from webapp.web.database import database

_TYPES = {Format.JSON: "application/json", Format.CSV: "application/zip", Format.FHIR: "application/fhir+json"}
TYPES_BESIDE_JSON = tuple(media for kind, media in _TYPES.items() if kind is not Format.JSON)


def everything(diary: Diary, kind: Format) -> Response:
    """Everything of a diary as a file. It is written before it is sent: no slow phone holds up the database."""
    now = clock.now()
    with ExitStack() as until_sent:
        # A file without a name, gone when it is closed.
        file = until_sent.enter_context(TemporaryFile())
        with database().reading() as session:
            exports.export(session, diary, file, kind, now=now)
        file.seek(0)
        name = f"backstride-{diary.date_of(now)}.{kind.ending}"
        answer = send_file(file, _TYPES[kind], as_attachment=True, download_name=name)
        # From here on whoever sends it closes it: a server that sends files by itself runs none of Flask's own ends.
        until_sent.pop_all()
    return answer
