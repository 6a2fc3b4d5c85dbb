"""Writes into the log who was refused, so that somebody who tries the doors can be seen."""

from flask import Flask, Response, request

from webapp.security import events
from webapp.web import access, asked

# Not signed in, not allowed or from a foreign page, and called by a foreign name.
_REFUSED = (401, 403, 421)


def watch(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    if response.status_code in _REFUSED:
        who = {"user": access.user().name} if access.is_signed_in() else {}
        what = {"method": request.method, "path": asked.rule(), "host": request.host[:100]}
        events.note("refused", status=response.status_code, **who, address=request.remote_addr, **what)
    return response
