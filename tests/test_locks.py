"""The locks of Python packages in requirements/, beside what pyproject.toml asks for."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from webapp.build_assets import NODE_WHEEL

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = PYPROJECT["project"]["dependencies"]
DEV = PYPROJECT["project"]["optional-dependencies"]["dev"]
APPRISE = PYPROJECT["project"]["optional-dependencies"]["apprise"]


def entries(lock: str) -> dict[str, str]:
    """Each locked package with its version, its marker and its hashes."""
    text = (ROOT / f"requirements/{lock}.txt").read_text("utf-8").replace("\\\n", "")
    return {line.split("==")[0]: line for line in text.splitlines()}


def without_marker(requirement: str) -> str:
    wanted = Requirement(requirement)
    return f"{canonicalize_name(wanted.name)}{wanted.specifier}"


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("run", RUN),
        ("dev", RUN + DEV),
        ("apprise", APPRISE),
        ("build", PYPROJECT["build-system"]["requires"]),
        ("node", [NODE_WHEEL]),
    ],
)
def test_a_lock_names_the_versions_of_pyproject_because_one_raised_alone_would_never_be_installed(
    lock: str, requirements: list[str]
) -> None:
    locked = {line.split()[0] for line in entries(lock).values()}
    missing = {without_marker(requirement) for requirement in requirements} - locked
    assert not missing, "run `python requirements/lock.py`, see CONTRIBUTING.md"


@pytest.mark.parametrize("lock", ["run", "build"])
def test_what_runs_at_home_is_what_the_tests_ran_with(lock: str) -> None:
    only_there = entries(lock).items() - entries("dev").items()
    assert {name for name, _ in only_there} <= {"editables"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_locked_package_has_its_hash_and_none_names_where_it_comes_from(path: Path) -> None:
    assert all("--hash=sha256:" in line for line in entries(path.stem).values())
    assert not re.search(r"://|--(extra-)?index|--find-links", path.read_text("utf-8"))


def test_the_version_stands_in_one_place_because_two_would_differ_one_day() -> None:
    assert PYPROJECT["project"]["dynamic"] == ["version"]
    assert "version" not in json.loads((ROOT / "static/package.json").read_text("utf-8"))
