"""What each call takes and answers, as a row on its view: the same row checks a request and describes the call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app, request

from webapp.domain.keys import Scope
from webapp.domain.shapes import Field, Shape

View = TypeVar("View", bound=Callable[..., Any])
READING, CHANGING = frozenset({Scope.ALL, Scope.READ}), frozenset({Scope.ALL})
OF_PHONES = frozenset({Scope.ALL, Scope.WALKS})


@dataclass(frozen=True, kw_only=True)
class Operation:
    """Which keys may make a call, what it knows in its address and in its body, and what it answers by status.

    Without any scope it needs no key. An answer has one of its shapes; with none of them it has no content.
    """

    scopes: frozenset[Scope]
    answers: Mapping[int, tuple[Shape, ...]]
    query: Mapping[str, Field] = field(default_factory=dict)
    body: Shape | None = None
    # The media types of a file that it takes in place of JSON.
    files_sent: tuple[str, ...] = ()
    # The media types of what it answers beside JSON.
    files: tuple[str, ...] = ()


def operation(
    *,
    scopes: frozenset[Scope],
    answers: Mapping[int, tuple[Shape, ...]],
    query: Mapping[str, Field] | None = None,
    body: Shape | None = None,
    files_sent: tuple[str, ...] = (),
    files: tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Mark a view with what it takes and answers."""

    def mark(view: View) -> View:
        view.operation = Operation(  # type: ignore[attr-defined]  # A mark on the function can't drift from it.
            scopes=scopes, answers=answers, query=query or {}, body=body, files_sent=files_sent, files=files
        )
        return view

    return mark


def of_view(endpoint: str | None) -> Operation | None:
    found: Operation | None = getattr(current_app.view_functions[endpoint or ""], "operation", None)
    return found


def asked() -> Operation:
    """The call that is made."""
    found = of_view(request.endpoint)
    if found is None:
        raise ValueError(f"{request.endpoint} does not say what it takes")
    return found
