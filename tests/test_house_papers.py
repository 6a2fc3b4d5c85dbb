"""Rules for what is written about Backstride, so that the papers stay as true as the code."""

import re
from pathlib import Path

import pytest

import webapp

ROOT = Path(__file__).parents[1]
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PRODUCT = [*sorted((ROOT / "webapp").rglob("*.py")), *sorted((ROOT / "templates").rglob("*.html"))]
# Names that stand for what somebody will make, and what a build makes.
MADE_OR_TO_MAKE = {"migrations/versions/YYYYMMDD_NN_what.py", "static/vendor"}
# The word by which each recipe's neighbour is found.
RECIPES = {
    "A field on a walk": r"\blooked_back\b",
    "An import format": r"(?i)\btcx\b|TrainingCenterDatabase",
    "A chart": r"\bweekly(\.figure|_words|\.Words)\b",
    "A self test": r"(?i)\bchair_stand\b",
    "A claim": r"\bC43\b",
    "A setting of a person": r"""["']theme["']|\btheme:|\.theme\b""",
    "A setting of the server": r"\btls_port\b",
}


def test_a_change_stands_once_because_a_merge_that_keeps_both_sides_may_double_it() -> None:
    entries = [line for line in CHANGES.splitlines() if line.startswith("- ")]
    assert sorted(entries) == sorted(set(entries))


def test_a_change_is_one_line_so_that_a_merge_keeps_whole_entries() -> None:
    below = CHANGES[CHANGES.index("## ") :].splitlines()
    assert [line for line in below if line and not line.startswith(("- ", "## "))] == []


def test_the_newest_release_is_the_version_that_the_server_tells() -> None:
    first, newest = re.findall(r"^## (.+)", CHANGES, re.MULTILINE)[:2]
    assert first == "Unreleased"
    assert newest.startswith(f"{webapp.VERSION}, ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_file_that_a_page_names_is_there_because_a_reader_goes_and_looks(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"`((?:webapp|templates|static|tests|docs|migrations|requirements)/[\w./-]*)`", text))
    linked = {(page.parent / path).resolve() for path in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text)}
    assert {path for path in named if not (ROOT / path).exists()} <= MADE_OR_TO_MAKE
    assert {path for path in linked if not path.exists()} == set()


@pytest.mark.parametrize(("recipe", "neighbour"), RECIPES.items())
def test_a_recipe_names_every_file_that_its_neighbour_needed_so_that_none_is_forgotten(
    recipe: str, neighbour: str
) -> None:
    steps = re.split(r"^### ", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), flags=re.MULTILINE)
    step = next(step for step in steps if step.startswith(f"{recipe}\n"))
    files = {str(path.relative_to(ROOT)) for path in PRODUCT if re.search(neighbour, path.read_text("utf-8"))}
    assert files and {file for file in files if f"`{file}`" not in step} == set()
