"""Whose diary something is about is decided in one place: where a request is let in."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.domain.diaries import Diary
from webapp.domain.goals import Counting
from webapp.storage.models import User

WEBAPP = Path(__file__).parents[1] / "webapp"
# What these do is about who asks: accounts, and what one looks like on a screen.
ABOUT_PEOPLE = {"actions/profile.py", "actions/demo.py", "actions/demo_plan.py", "actions/demo_self_tests.py"}
# These hold how people get in, and what belongs to the server.
NOBODYS_DIARY = {
    "identities",
    "clocks",
    "columns",
    "engine",
    "files",
    "instance",
    "keys",
    "schema",
    "sign_ins",
    "turns",
    "users",
}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))


def parameters(function: ast.FunctionDef) -> dict[str, str]:
    return {
        parameter.arg: ast.unparse(parameter.annotation) for parameter in function.args.args if parameter.annotation
    }


@pytest.mark.parametrize("path", sorted((WEBAPP / "web").glob("*.py")), ids=lambda path: path.name)
def test_a_view_that_writes_asks_for_the_diary_to_write_in(path: Path) -> None:
    for function in functions(path):
        source = ast.unparse(function)
        assert not (".writing(" in source and "diary_read()" in source), function.name


@pytest.mark.parametrize("path", sorted((WEBAPP / "actions").glob("*.py")), ids=lambda path: path.name)
def test_an_action_takes_a_diary_and_not_whoever_asks(path: Path) -> None:
    if str(path.relative_to(WEBAPP)) not in ABOUT_PEOPLE:
        assert [function.name for function in functions(path) if "User" in parameters(function).values()] == []


@pytest.mark.parametrize("path", sorted((WEBAPP / "storage").glob("*.py")), ids=lambda path: path.name)
def test_a_query_takes_a_diary_so_that_no_number_of_somebody_else_fits(path: Path) -> None:
    if path.stem not in NOBODYS_DIARY:
        assert [function.name for function in functions(path) if "user_id" in parameters(function)] == []


def test_a_persons_own_diary_counts_as_they_chose() -> None:
    person = User(id=7, time_zone="Asia/Tokyo", first_weekday=6, counting="who")

    assert person.diary == Diary(user_id=7, time_zone="Asia/Tokyo", first_weekday=6, counting=Counting.WHO)
