"""The door, for whoever comes with an old Python."""

import ast
import sys
from pathlib import Path

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


def test_nothing_is_installed_whose_hash_is_not_in_a_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(app, "run_quietly", lambda purpose, *command, **environment: calls.append(command))
    monkeypatch.setattr(app, "STAMP", tmp_path / "stamp")

    app.install("dev")

    *packages, backstride = [call for call in calls if call[:2] == ("pip", "install")]
    assert all("--require-hashes" in call for call in packages)
    assert {"--no-deps", "--no-build-isolation"} <= set(backstride)


def test_a_checkout_without_its_scripts_makes_its_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Even where the Python that runs has every package: nobody else brings htmx and Plotly."""
    monkeypatch.setattr(app, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(app, "VENDOR", tmp_path / "manifest.json")
    monkeypatch.setattr(app, "make_venv", lambda: None)
    monkeypatch.setattr(app, "become", lambda python, script, *arguments: sys.exit(f"{python.parent.parent.parent}"))
    monkeypatch.setattr(app, "VENV_PYTHON", tmp_path / ".venv/bin/python")
    with pytest.raises(SystemExit, match=str(tmp_path)):
        app.main()
