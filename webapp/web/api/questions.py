"""What a script asks in the address and in the body of a call, read by the tables of the call."""

import base64
import binascii
import datetime as dt
from typing import Any

from flask import abort, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from webapp.domain.fields import Fields
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.shapes import Field, Kind, Shape
from webapp.web.api import operations

# Weeks reach a little beyond the days that are asked for, and the calendar ends.
YEARS = range(1900, 9001)


def query() -> dict[str, Any]:
    """The values in the address. Raises Invalid for what the call does not know, and for what it can't take."""
    known = operations.asked().query
    fields = Fields({name: _plain(text, known.get(name)) for name, text in request.args.items()})
    values = fields.read(Shape("Query", known))
    fields.finish()
    problems = [problem for name, field in known.items() for problem in _problems(name, field, values[name])]
    if problems:
        raise Invalid(*problems)
    return values


def _problems(name: str, field: Field, value: Any) -> list[Problem]:
    if isinstance(value, dt.date) and value.year not in YEARS:
        return [Problem(name, Reason.NOT_A_DATE)]
    return field.range.problems(name, value) if field.range else []


def refuse_unknown() -> None:
    """Raise Invalid for a name in the address that the call does not know."""
    unknown = [name for name in request.args if name not in operations.asked().query]
    if unknown:
        raise Invalid(*(Problem(name[:60], Reason.UNKNOWN_FIELD) for name in unknown))


def body() -> Any:
    """The JSON that came, whatever is in it."""
    try:
        return request.get_json()
    except UnsupportedMediaType:
        abort(415, "Send JSON, with Content-Type: application/json.")
    except (BadRequest, RecursionError):
        abort(400, "This is not JSON.")


def read_body() -> dict[str, Any]:
    """The values of the body, read by the shape of the call. Raises Invalid."""
    shape = operations.asked().body
    if shape is None:
        raise ValueError("this call says nothing of a body")
    fields = Fields(body())
    values = fields.read(shape)
    fields.finish()
    return values


def cursor(*parts: object) -> str:
    """Where a page ended, as a word that scripts hand back and need not understand."""
    return base64.urlsafe_b64encode(" ".join(map(str, parts)).encode()).decode().rstrip("=")


def read_cursor(text: str) -> list[str]:
    """What is in a cursor. Raises Invalid."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(" ")
    except (ValueError, binascii.Error) as error:
        raise no_cursor() from error


def no_cursor() -> Invalid:
    return Invalid(Problem("cursor", Reason.NOT_A_CURSOR))


def _plain(text: str, field: Field | None) -> object:
    """A text as what its field takes: "50" as 50, where a whole number is asked for."""
    is_whole = field is not None and field.kind is Kind.WHOLE
    return int(text) if is_whole and text.isascii() and text.isdecimal() and len(text) < 19 else text
