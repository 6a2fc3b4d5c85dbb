"""Rules for what is written about Backstride, so that the papers stay as true as the code."""

import re
from pathlib import Path

import pytest

import webapp

ROOT = Path(__file__).parents[1]
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
# Where a change may have to go.
PRODUCT = [
    *((ROOT / "webapp").rglob("*.py")),
    *((ROOT / "templates").rglob("*.html")),
    *((ROOT / "migrations/versions").glob("*.py")),
    *(ROOT / "static/css").rglob("*.css"),
    *(ROOT / "static/js").rglob("*.js"),
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs/how-to").glob("*.md"),
    ROOT / "pyproject.toml",
]
# Names that stand for what somebody will make, and what a build makes.
MADE_OR_TO_MAKE = {"migrations/versions/YYYYMMDD_NN_what.py", "static/vendor"}
# The words by which the neighbours of each recipe are found.
RECIPES = {
    "A field on a walk": (r"\blooked_back\b", r"\bwith_partner\b", r'"rails"'),
    "A field of a stretch": (r"\bload_kg\b",),
    "The WHO's rule": (r"\b(VIGOROUS_MET|VIGOROUS_EFFORT|ADVISED_MINUTES)\b",),
    "An import format": (r"(?i)\btcx\b|TrainingCenterDatabase", r"\bis_fit\b"),
    "A call of the API": (r"\blist_weights\b|\bWEIGHT_LIST\b",),
    "A chart": (r"\bweekly(\.figure|_words|\.WeeklyWords)\b", r"\bROLES\b"),
    "The ring": (r"\bring_frame\b|\.ring\b|week-ring",),
    "A question on Today": (r'DailyQuestion\.PLAN\b|question == "plan"',),
    "A self test": (r"(?i)\bchair_stand\b", r"(?i)\bwalk_10m\b"),
    "A claim": (r"\bC43\b",),
    "A setting of a person": (r"""["']theme["']|\btheme:|\.theme\b""", r"\bTHEMES\b"),
    "A unit": (r"\bDistanceUnit\.MI\b|\bWeightUnit\.LB\b",),
    "A setting of the server": (r"\btls_port\b",),
    "A page in Health": (r'(?m)^    pain,$|webapp\.web\.pain\b|"plan", "pain"|\bpain\.about\b',),
    "A thing of its own": (r'(?m)^    pain,$|webapp\.web\.pain\b|"plan", "pain"', r"\bPainSite\b|\bpain_site\b"),
}
# It has a page of its own.
NO_TABLE = {"A language"}


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


def recipes() -> dict[str, str]:
    below = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Recipes")[2]
    return {step.partition("\n")[0]: step for step in re.split(r"^### ", below, flags=re.MULTILINE)[1:]}


def test_every_recipe_has_a_neighbour_that_keeps_it_true() -> None:
    assert recipes().keys() == RECIPES.keys() | NO_TABLE


@pytest.mark.parametrize(
    ("recipe", "neighbour"), [(recipe, neighbour) for recipe, all_of in RECIPES.items() for neighbour in all_of]
)
def test_a_recipe_names_every_file_that_its_neighbour_needed_so_that_none_is_forgotten(
    recipe: str, neighbour: str
) -> None:
    files = {str(path.relative_to(ROOT)) for path in PRODUCT if re.search(neighbour, path.read_text("utf-8"))}
    needed = {re.sub(r"(?<=^migrations/versions/).+", "YYYYMMDD_NN_what.py", file) for file in files}
    assert needed and {file for file in needed if f"`{file}`" not in recipes()[recipe]} == set()
