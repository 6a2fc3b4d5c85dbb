"""Where the app honours a claim: each kind of place looks for itself, and names what it misses."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from tests.web import pages
from tests.web.pages import Attributes
from webapp.paths import TEMPLATES


@dataclass(frozen=True)
class Diary:
    """A browser in which Alice is signed in, and walks of hers by name."""

    client: FlaskClient
    walks: dict[str, UUID]


@dataclass(frozen=True)
class Page:
    """A page as Alice sees it, with these texts, elements of these ids, fields of these names, and forms to there."""

    path: str
    texts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()

    def misses(self, diary: Diary) -> list[str]:
        answer = diary.client.get(self.path.format(**diary.walks))
        if answer.status_code != 200:
            return [f"{self.path}: {answer.status_code}"]
        page = pages.Page(answer)
        elements = [element for _, element in page.elements]
        spoken = " ".join([page.text, *(element.get("aria-label") or "" for element in elements)])
        there: dict[str, Callable[[str], bool]] = {
            "text": lambda text: text in " ".join(spoken.split()),
            "id": lambda name: name in _values(elements, "id"),
            "field": lambda name: name in _values(elements, "name"),
            "form": lambda ending: any(action.endswith(ending) for action in page.forms),
            "attribute": lambda name: any(name in element for element in elements),
        }
        wanted = {"text": self.texts, "id": self.ids, "field": self.fields, "form": self.forms}
        wanted["attribute"] = self.attributes
        return [
            f"{self.path}: no {what} {thing}"
            for what, all_ in wanted.items()
            for thing in all_
            if not there[what](thing)
        ]


@dataclass(frozen=True)
class Field:
    """Fields of a template that Alice does not see yet, such as those of a level that she has not reached."""

    template: str
    names: tuple[str, ...]

    def misses(self, _diary: Diary) -> list[str]:
        file = TEMPLATES / self.template
        text = file.read_text() if file.exists() else ""
        fields = re.findall(r'fields\.\w+\("(\w+)"|name="(\w+)"', text)
        there = {name for names in fields for name in names}
        return [f"{self.template}: no field {name}" for name in self.names if name not in there]


@dataclass(frozen=True)
class Route:
    """A view that the application has."""

    endpoint: str

    def misses(self, diary: Diary) -> list[str]:
        endpoints = {rule.endpoint for rule in diary.client.application.url_map.iter_rules()}
        return [] if self.endpoint in endpoints else [f"no route {self.endpoint}"]


@dataclass(frozen=True)
class Rule:
    """Something in the code, as `webapp.module:name`, of which a sentence in Python has to be true."""

    path: str
    holds: Callable[[Any], bool]

    def misses(self, _diary: Diary) -> list[str]:
        module, _, name = self.path.partition(":")
        try:
            value = getattr(import_module(module), name)
        except (ImportError, AttributeError) as missing:
            return [f"{self.path}: {missing}"]
        return [] if self.holds(value) else [f"{self.path}: not as the claim wants it"]


@dataclass(frozen=True)
class WhyNot:
    """Why the app has no place for a part of a claim, in a sentence."""

    reason: str

    def misses(self, _diary: Diary) -> list[str]:
        return [] if self.reason.endswith(".") and len(self.reason.split()) > 4 else [f"no reason: {self.reason}"]


Place = Page | Field | Route | Rule | WhyNot


def _values(elements: list[Attributes], name: str) -> set[str | None]:
    return {element.get(name) for element in elements}
