"""The API as a document of OpenAPI 3.1, made of the tables that check what comes. It is loaded when somebody asks."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import current_app, request
from werkzeug.routing import Rule

from webapp.domain.keys import Scope
from webapp.domain.shapes import Field, Kind, Shape
from webapp.web.api import examples, operations, shapes
from webapp.web.api.operations import Operation
from webapp.web.errors import PROBLEM
from webapp.words import api as words

Json = dict[str, Any]
SECURITY = "key"
_TYPES: Mapping[Kind, Json] = {
    Kind.TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "number"},
    Kind.WHOLE: {"type": "integer"},
    Kind.TRUTH: {"type": "boolean"},
    Kind.CHOICE: {"type": "string"},
    Kind.CHOICES: {"type": "array"},
    Kind.ID: {"type": "string", "format": "uuid"},
    Kind.ZONE: {"type": "string", "format": "time-zone"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.CURSOR: {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
    Kind.OBJECT: {},
    Kind.OBJECTS: {"type": "array"},
}
# What fields have to do with each other, as far as JSON Schema can say it; the words say the rest.
_TOGETHER: Mapping[str, Json] = {
    "Segment": {
        "not": {
            "required": ["speed_kmh", "distance_m"],
            "properties": {"speed_kmh": {"type": "number"}, "distance_m": {"type": "number"}},
        },
        "if": {"required": ["sled_kg"], "properties": {"sled_kg": {"type": "number", "exclusiveMinimum": 0}}},
        "then": {"properties": {"mode": {"const": "backward_sled"}}},
    },
    "Walk": {
        "not": {
            "required": ["had_warning_sign", "warning_signs"],
            "properties": {"had_warning_sign": {"const": False}, "warning_signs": {"type": "array", "minItems": 1}},
        }
    },
}


_SENT_BACK: Mapping[str, Json] = {f"{name}SentBack": together for name, together in _TOGETHER.items()}


class Call(NamedTuple):
    """A call with its method and its address, as the application has it."""

    method: str
    path: str
    name: str
    operation: Operation


def calls() -> list[Call]:
    """Every call that is marked with what it takes, in the order of its words."""
    found = (call for rule in current_app.url_map.iter_rules() for call in _calls(rule))
    order = list(words.CALLS)
    return sorted(found, key=lambda call: order.index(call.name))


def document() -> Json:
    paths: dict[str, Json] = {}
    for call in calls():
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Backstride", "version": current_app.config["VERSION"], "description": str(words.ABOUT)},
        "servers": [{"url": request.script_root or "/"}],
        "paths": paths,
        "components": {
            "schemas": {shape.name: _object(shape) for shape in _shapes()},
            "securitySchemes": {SECURITY: {"type": "http", "scheme": "bearer", "description": str(words.KEYS)}},
        },
    }


def sent() -> set[str]:
    """The names of the shapes that are sent, and not answered."""
    return {shape.name for shape in _within([call.operation.body for call in calls() if call.operation.body])}


def _calls(rule: Rule) -> Iterator[Call]:
    marked = operations.of_view(rule.endpoint)
    if marked is not None:
        path = rule.rule.replace("<uuid:uuid>", "{id}")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Call(method, path, rule.endpoint.rpartition(".")[2], marked)


def _operation(call: Call) -> Json:
    operation = call.operation
    of_path = [_parameter("id", Field(kind=Kind.ID), "path")] if "{id}" in call.path else []
    of_query = [_parameter(name, field, "query") for name, field in operation.query.items()]
    made: Json = {
        "operationId": call.name,
        "summary": str(words.CALLS[call.name]),
        "parameters": of_path + of_query,
        "responses": _responses(call),
        # Each of these keys will do.
        "security": [{SECURITY: [scope.value]} for scope in Scope if scope in operation.scopes],
    }
    if operation.body:
        content = {"schema": _ref(operation.body), "example": examples.BODIES[call.name]}
        made["requestBody"] = {"required": True, "content": {"application/json": content}}
    if operation.files_sent:
        file: Json = {"type": "string", "format": "binary", "minLength": 1}
        form = {"type": "object", "properties": {"file": file}, "required": ["file"]}
        shown = {media: {"schema": form if "form" in media else file} for media in operation.files_sent}
        made["requestBody"] = {"required": True, "content": shown}
    return made


def _parameter(name: str, field: Field, where: str) -> Json:
    about = str(words.of(field.kind.name.title() if where == "path" else "Query", name))
    schema = _schema(field, can_be_null=False)
    return {"name": name, "in": where, "required": where == "path", "description": about, "schema": schema}


def _responses(call: Call) -> Json:
    answers = {
        str(status): _response(status, of, call.operation.files) for status, of in call.operation.answers.items()
    }
    return answers | {str(status): _refusal(status) for status in _refusals(call)}


def _refusals(call: Call) -> Iterator[int]:
    if call.operation.body or call.operation.files_sent:
        yield from (400, 413, 415)
    if call.operation.scopes:
        yield from (401, 403, 503)
    if "{id}" in call.path:
        yield 404
    if call.method != "GET":
        yield 507
    yield from (421, 422)


def _response(status: int, of: tuple[Shape, ...], files: tuple[str, ...]) -> Json:
    about = {"description": HTTPStatus(status).phrase}
    if not of:
        return about
    schema = _ref(of[0]) if len(of) == 1 else {"anyOf": [_ref(shape) for shape in of]}
    return about | {"content": {"application/json": {"schema": schema}, **{media: {} for media in files}}}


def _refusal(status: int) -> Json:
    return {"description": str(words.REFUSALS[status]), "content": {PROBLEM: {"schema": _ref(shapes.PROBLEM)}}}


def _ref(shape: Shape) -> Json:
    return {"$ref": f"#/components/schemas/{shape.name}"}


def _object(shape: Shape) -> Json:
    return {
        "type": "object",
        "properties": {name: _described(shape, name, field) for name, field in shape.fields.items()},
        "required": [name for name, field in shape.fields.items() if field.is_required],
        "additionalProperties": shape.is_open,
        **{**_TOGETHER, **_SENT_BACK}.get(shape.name, {}),
    }


def _described(shape: Shape, name: str, field: Field) -> Json:
    return _schema(field, can_be_null=field.takes_null) | {"description": str(words.of(shape.name, name))}


def _schema(field: Field, *, can_be_null: bool) -> Json:
    made = _TYPES[field.kind] | dict(_limits(field))
    if field.kind is Kind.OBJECT and field.shape:
        made = _ref(field.shape)
        return {"anyOf": [made, {"type": "null"}]} if can_be_null else made
    if field.kind is Kind.CHOICE and field.choices:
        made["enum"] = [*_words_of(field.choices), *([None] if can_be_null else [])]
    return made | ({"type": [made["type"], "null"]} if can_be_null else {})


def _limits(field: Field) -> Iterator[tuple[str, Any]]:
    """What a field takes of all that is of its kind."""
    if field.range and field.above is None:
        yield "minimum", field.range.low
    if field.above is not None:
        yield "exclusiveMinimum", field.above
    if field.range:
        yield "maximum", field.range.high
    if field.default is not None:
        yield "default", field.default
    of = "Items" if field.is_list else "Length"
    if field.least is not None:
        yield f"min{of}", field.least
    if field.most is not None:
        yield f"max{of}", field.most
    if field.kind is Kind.TEXT and not field.is_required:
        # What is sent has no NUL: no database keeps one. A refusal tells the name of a field as it came.
        yield "pattern", r"^[^\u0000]*$"
    if field.kind is Kind.CHOICES and field.choices:
        yield "items", {"type": "string", "enum": _words_of(field.choices)}
    if field.kind is Kind.OBJECTS and field.shape:
        yield "items", _ref(field.shape)


def _words_of(choices: type[StrEnum]) -> list[str]:
    return [choice.value for choice in choices]


def _shapes() -> list[Shape]:
    """Every shape that a call names, and every shape within it, once."""
    bodies = [call.operation.body for call in calls() if call.operation.body]
    answers = [shape for call in calls() for of in call.operation.answers.values() for shape in of]
    return sorted(_within([shapes.PROBLEM, *bodies, *answers]), key=lambda shape: shape.name)


def _within(waiting: list[Shape]) -> Iterable[Shape]:
    found: dict[str, Shape] = {}
    while waiting:
        shape = waiting.pop()
        if shape.name not in found:
            found[shape.name] = shape
            waiting += [field.shape for field in shape.fields.values() if field.shape]
    return found.values()
