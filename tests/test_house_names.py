"""A name says what it holds, and a class has its name for itself."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "webapp").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMELESS = "one"


def bound(source: str) -> Iterator[str]:
    """The names that a module binds: variables, parameters, what loops and comprehensions run over."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.alias(asname=str(name)):
                yield name


def bound_in_template(source: str) -> Iterator[str]:
    """The names that a template sets, loops over or takes as parameters of a macro."""
    for node in Environment(autoescape=True).parse(source).find_all(nodes.Name):
        if node.ctx in ("store", "param"):
            yield node.name


def classes(sources: Iterable[str]) -> list[str]:
    trees = (ast.parse(source) for source in sources)
    return [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def twice(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}


def test_a_class_name_stands_once_so_that_it_means_one_thing() -> None:
    assert twice(classes(path.read_text("utf-8") for path in MODULES)) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_variable_is_called_what_it_holds(path: Path) -> None:
    assert NAMELESS not in set(bound(path.read_text("utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_variable_of_a_template_is_called_what_it_holds(path: Path) -> None:
    assert NAMELESS not in set(bound_in_template(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "source",
    [
        "one = 1",
        "one: int",
        "print(one := 1)",
        "for number, one in pairs: pass",
        "with open(path) as one: pass",
        "[one for one in walks]",
        "key = lambda one: one.day",
        "def shown(*, one: int) -> None: ...",
        "def shown(*one: int) -> None: ...",
        "from webapp import walks as one",
        "match walk:\n    case one: pass",
    ],
)
def test_a_nameless_variable_is_seen_wherever_python_binds_one(source: str) -> None:
    assert NAMELESS in set(bound(source))
    assert NAMELESS not in set(bound(source.replace("one", "walk")))


@pytest.mark.parametrize(
    "source",
    [
        "{% for one in walks %}{% endfor %}",
        "{% set one = 1 %}",
        "{% macro row(one) %}{% endmacro %}",
        "{% call(one) rows() %}{% endcall %}",
    ],
)
def test_a_nameless_variable_is_seen_wherever_a_template_binds_one(source: str) -> None:
    assert NAMELESS in set(bound_in_template(source))
    assert NAMELESS not in set(bound_in_template("{{ ngettext('one', 'two', walks|length) }}{{ walk.one }}"))


def test_a_class_that_takes_the_name_of_another_is_seen() -> None:
    assert twice(classes(["class Kind: ...", "class Kind: ...", "class Walk: ..."])) == {"Kind"}


def newcomers(sources: Iterable[str]) -> list[str]:
    """The accounts that tests in a browser add to the server that they share: two of one name depend on their order."""
    return [name for source in sources for name in re.findall(r'add_user\(server\.database, "([^"]+)"', source)]


def test_each_account_of_the_browsers_tests_has_a_name_of_its_own() -> None:
    found = newcomers(path.read_text() for path in sorted((ROOT / "tests/e2e").glob("*.py")))
    assert len(found) > 5 and twice(found) == set()


def test_an_account_that_two_tests_add_is_seen() -> None:
    assert twice(newcomers(['add_user(server.database, "Olga", role="owner")'] * 2)) == {"Olga"}
