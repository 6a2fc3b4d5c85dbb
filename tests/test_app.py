"""The door, for whoever comes with an old Python."""

import ast
import sys

import pytest

import app
from webapp.paths import STATIC

ROOT = STATIC.parent


def test_an_old_python_reads_it_so_that_it_can_say_which_one_is_needed() -> None:
    tree = ast.parse((ROOT / "app.py").read_text(), feature_version=(3, 6))
    futures = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert not futures, "Python 3.6 has none of these"


def test_an_old_python_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    monkeypatch.setattr(sys, "version", "3.6.15 (default)")
    with pytest.raises(SystemExit, match=r"^Backstride needs Python 3\.11 or newer, and this is Python 3\.6\.15\.$"):
        app.main()
