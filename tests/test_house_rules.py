"""Rules of the house that no linter knows. Each was made so that nobody has to remember it in a review."""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment, nodes

from tests.factories import SAME_ORIGIN, signed_in
from webapp import web
from webapp.config import Settings
from webapp.storage.models import User

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FRAGMENTS = [path for path in TEMPLATES if path.name.startswith("_")]
MODULES = sorted((ROOT / "webapp").rglob("*.py"))
PYTHON = [
    *MODULES,
    ROOT / "app.py",
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "migrations").rglob("*.py")),
]
NOT_BLUEPRINTS = {"layouts", "macros", "errors"}
VOID = {"meta", "link", "input", "br", "img", "hr"}
# What stands in templates in every language: the product's name.
UNTRANSLATED = ("Backstride",)
SPOKEN_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt"}

_opened: list[str] | None = None


class Markup(HTMLParser):
    """The elements of a template as it stands in its file, without what Jinja makes of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.roots: list[dict[str, str | None]] = []
        self.text, self.depth = "", 0
        self.feed(without_jinja(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        self.depth += tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if self.depth == 0:
            self.roots.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID

    def handle_data(self, data: str) -> None:
        self.text += data


def without_jinja(text: str) -> str:
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)


def syntax(path: Path) -> nodes.Template:
    return Environment(autoescape=True).parse(path.read_text())


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


@named(TEMPLATES)
def test_a_page_extends_the_layout_and_a_fragment_is_one_element_that_htmx_can_replace(path: Path) -> None:
    extends = list(syntax(path).find_all(nodes.Extends))
    if path in FRAGMENTS:
        macros_apart = re.sub(r"\{% macro .*?endmacro %\}", "", path.read_text(), flags=re.DOTALL)
        roots = Markup(macros_apart).roots
        assert not extends
        assert len(roots) == 1
        assert "id" in roots[0]
    elif path.parent.name not in {"layouts", "macros"}:
        assert extends


@named(TEMPLATES)
def test_only_fragments_are_included_so_that_a_page_never_stands_in_a_page(path: Path) -> None:
    for include in syntax(path).find_all(nodes.Include):
        assert isinstance(include.template, nodes.Const)
        assert include.template.value.rpartition("/")[2].startswith("_")


@named(TEMPLATES)
def test_no_script_style_or_handler_stands_in_a_page_because_the_policy_forbids_it(path: Path) -> None:
    for tag, attributes in Markup(path.read_text()).elements:
        assert tag != "style"
        assert tag != "script" or "src" in attributes
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


@named(TEMPLATES)
def test_every_attribute_is_quoted_because_escaping_protects_no_other(path: Path) -> None:
    assert not re.findall(r"<[^<>]*\s[\w:-]+=(?!\")[^<>]*>", re.sub(r'"[^"]*"', '""', without_jinja(path.read_text())))


@named(TEMPLATES)
def test_nothing_is_marked_safe_because_one_of_them_will_be_wrong(path: Path) -> None:
    assert "safe" not in {found.name for found in syntax(path).find_all(nodes.Filter)}


@named(TEMPLATES)
def test_no_filter_takes_a_plain_number_because_jinja_works_it_out_once_in_the_units_of_whoever_came_first(
    path: Path,
) -> None:
    filters = [found for found in syntax(path).find_all(nodes.Filter) if isinstance(found.node, nodes.Const)]
    assert not [found.name for found in filters if isinstance(getattr(found.node, "value", None), int | float)]


@named(TEMPLATES)
def test_no_text_stands_outside_gettext_because_it_could_not_be_translated(path: Path) -> None:
    markup = Markup(path.read_text())
    spoken = [
        value or ""
        for _, attributes in markup.elements
        for name, value in attributes.items()
        if name in SPOKEN_ATTRIBUTES
    ]
    # A macro that writes attributes holds them outside of every tag.
    text = re.sub(r'[\w-]+="[^"]*"', "", " ".join([markup.text, *spoken]))
    for allowed in UNTRANSLATED:
        text = text.replace(allowed, "")
    assert not re.findall(r"[^\W\d_]+", text)


@named(TEMPLATES)
def test_a_template_past_120_lines_is_two_templates(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


@named(TEMPLATES)
def test_no_line_of_a_template_passes_120_columns(path: Path) -> None:
    assert [line for line in path.read_text().splitlines() if len(line) > 120] == []


def test_nothing_is_capitalised_in_a_template_because_that_lowers_the_rest_of_a_name() -> None:
    found = [filter_.name for path in TEMPLATES for filter_ in syntax(path).find_all(nodes.Filter)]
    assert [name for name in found if name in ("capitalize", "title")] == []


@named(PYTHON)
def test_a_python_file_past_300_lines_is_two_files(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_every_folder_of_templates_belongs_to_a_blueprint(app: Flask) -> None:
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    assert folders - NOT_BLUEPRINTS <= set(app.blueprints)


def test_the_contract_of_independence_names_every_blueprint_because_one_left_out_is_not_held_to_it() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    independent = [contract["modules"] for contract in contracts if contract["type"] == "independence"]
    assert independent == [[module.__name__ for module in web.PAGES]]


@named([path for path in MODULES if path.name != "clock.py"])
def test_one_module_reads_the_clock_so_that_a_test_can_stop_it(path: Path) -> None:
    calls = {ast.unparse(node) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert not [call for call in calls if re.search(r"\b(datetime\.(now|utcnow)|date\.today|time\.time)$", call)]


@named([path for path in MODULES if path.name != "config.py"])
def test_one_module_reads_the_environment_so_that_one_page_can_list_it(path: Path) -> None:
    assert not re.search(r"\bos\.(environ|getenv)|from os import .*(environ|getenv)", path.read_text())


def test_every_setting_is_documented() -> None:
    settings = set(re.findall(r"BACKSTRIDE_[A-Z_]+", (ROOT / "webapp/config.py").read_text()))
    assert settings <= set(re.findall(r"BACKSTRIDE_[A-Z_]+", (ROOT / "docs/settings.md").read_text()))


@named(PYTHON)
def test_nothing_is_called_utils_because_such_a_place_never_stops_growing(path: Path) -> None:
    tree = ast.walk(ast.parse(path.read_text()))
    names = [node.name for node in tree if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    places = [*path.relative_to(ROOT).with_suffix("").parts, *names]
    assert not [name for name in places if re.search(r"utils?\b|helpers?\b|common\b|manager\b", name, re.IGNORECASE)]


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The files that Python opens while the test runs. SQLite's own files are opened below Python, and not seen."""
    global _opened
    sys.addaudithook(_note)
    _opened = []
    yield _opened
    _opened = None


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        _opened.append(os.fsdecode(arguments[0]))


def test_the_server_never_opens_the_live_database_as_a_file(
    client: FlaskClient, alice: User, settings: Settings, opened: list[str]
) -> None:
    """Closing any handle of Python's own drops SQLite's locks: acknowledged walks were lost in every trial."""
    client = signed_in(client, alice)
    for page in ("/", "/walks/", "/walks/new", "/progress", "/settings", "/healthz"):
        assert client.get(page).status_code == 200
    client.post("/body/weight", data={"weight": "70"}, headers=SAME_ORIGIN)
    assert settings.database_file and settings.database_file.exists()
    assert not {str(settings.database_file) + end for end in ("", "-wal", "-shm")} & set(opened)


@named([path for path in TEMPLATES if path.parent.name == "walk"])
def test_no_line_of_the_walk_screen_is_wider_than_a_line_of_python(path: Path) -> None:
    assert [line for line in path.read_text().splitlines() if len(line) > 120] == []


def test_one_module_gives_cookies_and_one_signs_so_that_none_is_weaker_than_the_others() -> None:
    places = [path for path in (ROOT / "webapp").rglob("*.py") if re.search(r"\.set_cookie\(", path.read_text("utf-8"))]
    assert {path.name for path in places} == {"access.py", "cookies.py"}
    signs = [path for path in (ROOT / "webapp").rglob("*.py") if "URLSafeSerializer(" in path.read_text("utf-8")]
    assert {path.name for path in signs} == {"signing.py"}
