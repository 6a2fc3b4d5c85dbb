"""The page that shows people what scripts can do: every call with what it takes, what it answers, and how to try it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request

from webapp.web import access

bp = Blueprint("calls", __name__)


class ShownCall(NamedTuple):
    """A call as people read it: from the same document that programs read, with the names of what goes in and out."""

    method: str
    path: str
    described: Mapping[str, Any]
    takes: Sequence[str]
    answers: Sequence[str]
    curl: str

    @property
    def id(self) -> str:
        return str(self.described["operationId"])

    @property
    def scopes(self) -> list[str]:
        return [scope for key in self.described["security"] for scopes in key.values() for scope in scopes]


@bp.get("/api/docs")
@access.public
def index() -> str:
    # The tables and the words of the API are loaded when somebody asks.
    from webapp.web.api import openapi
    from webapp.words import api as words

    document = openapi.document()
    calls = [
        _shown(path, method.upper(), described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]
    return render_template(
        "calls/index.html",
        calls=calls,
        schemas=document["components"]["schemas"],
        sent=openapi.sent(),
        about=document["info"]["description"],
        words=words,
    )


def _shown(path: str, method: str, described: Mapping[str, Any]) -> ShownCall:
    body = described.get("requestBody", {}).get("content", {}).get("application/json")
    well = next(answer for status, answer in described["responses"].items() if status < "300")
    answer = well.get("content", {}).get("application/json", {}).get("schema", {})
    takes = _names(body["schema"]) if body else []
    return ShownCall(method, path, described, takes, _names(answer), _curl(path, method, described, body))


def _names(schema: Mapping[str, Any]) -> list[str]:
    """The objects to which a schema refers."""
    schemas = schema.get("anyOf", [schema])
    return [schema["$ref"].rpartition("/")[2] for schema in schemas if "$ref" in schema]


def _curl(path: str, method: str, described: Mapping[str, Any], body: Mapping[str, Any] | None) -> str:
    """How to try it in a shell."""
    lines = [f"curl {request.url_root.rstrip('/')}{path.replace('{id}', 'ID')}"]
    lines += [] if method == "GET" or (body and method == "POST") else [f"-X {method}"]
    lines += ['-H "Authorization: Bearer TOKEN"'] if described["security"] else []
    if body:
        lines += ['-H "Content-Type: application/json"', f"-d '{json.dumps(body['example'])}'"]
    return " \\\n  ".join(lines)
