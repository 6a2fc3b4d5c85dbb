"""Rules for what is written about Backstride, so that the papers stay as true as the code."""

import re
from pathlib import Path

import webapp

ROOT = Path(__file__).parents[1]
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")


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
