"""What a person sees when something can't be shown, and what a script reads."""

from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from webapp.domain.problems import Invalid
from webapp.storage.troubles import TROUBLES, CannotWrite, Trouble, sentence, trouble_of
from webapp.web import access, asked, returns
from webapp.web.parameters import uuid_of
from webapp.words import labels, texts
from webapp.words import walks as walk_words

PROBLEM = "application/problem+json"
# When a phone or a script may try again, in seconds.
_BUSY_FOR_S = 5


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    for kind in (*TROUBLES, Exception):
        app.register_error_handler(kind, _trouble_or_mistake)


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> Response:
    """An answer of RFC 9457 for scripts."""
    answer = jsonify(
        type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or []
    )
    answer.status_code, answer.mimetype = status, PROBLEM
    return answer


def refused(invalid: Invalid) -> Response:
    """What is wrong with the fields of a script's entry."""
    errors = [
        {"field": mistake.field, "reason": mistake.reason, "detail": texts.problem(mistake)}
        for mistake in invalid.problems
    ]
    return problem(422, "; ".join(f"{error['field']}: {error['detail']}" for error in errors), errors)


def _http_error(error: HTTPException) -> Response:
    answer = make_response(_answer(error.code or 500, error.description or ""))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.allow.update(error.valid_methods)
    return answer


def _trouble_or_mistake(error: Exception) -> Response:
    trouble = trouble_of(error)
    if trouble is None:
        _log(error)
        return make_response(_answer(500, "Something went wrong inside Backstride."))
    # It heals by itself or by the owner's hand, who reads one line of it; the page keeps what was typed.
    words = "" if isinstance(error, CannotWrite) else getattr(error, "orig", error)
    current_app.logger.error("%s %s failed: %s %s", request.method, asked.rule(), sentence(trouble), words)
    status = 507 if trouble is Trouble.FULL else 503
    answer = make_response(_answer(status, f"{sentence(trouble)} Nothing was changed.", kind=trouble))
    if trouble is Trouble.BUSY:
        answer.retry_after = _BUSY_FOR_S
    return answer


def _log(error: Exception) -> None:
    current_app.logger.error("%s %s failed", request.method, asked.rule(), exc_info=error)


def _answer(status: int, detail: str, *, kind: int | str = 0) -> Response | tuple[str, int]:
    if request.path.startswith("/api/"):
        return problem(status, detail)
    if request.url_rule is None and status == 421:
        # Without a name to believe there are no addresses to build, and so no page.
        return Response(texts.wrong_name(), 421, mimetype="text/plain")
    if request.routing_exception is not None and (typed := _typed()):
        page = returns.page_around(request.path)
        return render_template("errors/renewed.html", typed=_visible(typed), page=page), 410
    known = status if status in (400, 403, 404, 405, 413, 429) else 500
    return render_template("errors/show.html", kind=kind or known, kept=_typed() if kind else None), status


def _visible(typed: returns.Kept) -> list[tuple[str, str]]:
    """What somebody typed or chose, for them to read: without what is empty, and the ids that a form is made with."""
    shown = [(name, value) for name, value in typed.fields if value.strip() and uuid_of(value) is None]
    return [(_called(name), value) for name, value in shown]


def _called(name: str) -> str:
    known = labels.of(name) or walk_words.label(name)
    return known or f"{name[:1].upper()}{name[1:].replace('_', ' ')}"


def _typed() -> returns.Kept | None:
    """The form that could not be saved, to be sent once more as it is; never one with a password or a file."""
    is_plain = request.mimetype == "application/x-www-form-urlencoded"
    return returns.sent_without_sign_in() if is_plain and access.is_signed_in() else None
