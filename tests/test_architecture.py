"""docs/architecture.md beside the folders, the imports and the tables that it tells of."""

import re

from tests import floor_plan
from webapp.storage.models import User

ROOT = floor_plan.ROOT
PAGE = floor_plan.PAGE.read_text("utf-8")
# What git, Python and the tools leave in a checkout.
MADE = re.compile(r"^(\.|__pycache__|build$|dist$|node_modules$|test-results$)|\.egg-info$")


def test_the_floor_plan_is_drawn_from_the_imports_so_that_it_can_not_grow_old() -> None:
    assert floor_plan.drawn() == floor_plan.drawing(), "draw it anew: python -m tests.floor_plan"


def test_no_import_points_up_a_floor() -> None:
    floors = floor_plan.floors()
    upward = {
        (name, other)
        for name, others in floor_plan.imports().items()
        for other in others & set(floors)
        if name in floors and floors.index(other) < floors.index(name)
    }
    assert upward == set()


def test_the_tree_names_every_folder_and_each_of_them_is_there() -> None:
    tree = PAGE.split("```\n")[1]
    top = {path.name for path in ROOT.iterdir() if path.is_dir() and not MADE.search(path.name)}
    webapp = {path for path in (ROOT / "webapp").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert set(re.findall(r"^(\w+)/", tree, re.MULTILINE)) == top
    assert set(re.findall(r"^  (\S+?)/?\s", tree, re.MULTILINE)) == {path.name for path in webapp}


def test_every_file_that_it_names_is_there() -> None:
    packages = "|".join(floor_plan.floors())
    named = re.findall(rf"`((?:{packages})/[\w/]+\.py)\b", PAGE)
    assert named and [path for path in named if not (ROOT / "webapp" / path).exists()] == []


def test_it_says_what_every_table_is_for() -> None:
    stored = PAGE.split("## What is stored")[1]
    rows = [line.split("|")[1] for line in stored.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", "".join(rows))) == set(User.metadata.tables)
