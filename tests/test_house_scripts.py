"""Rules for our own scripts, so that nothing they are told becomes markup or is run."""

import re
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parents[1] / "static/js").rglob("*.js"))
MARKUP = r"\.(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc"
RUN = r"\beval\(|new Function|set(Timeout|Interval)\(\s*[\"'`]|javascript:"
FOREIGN = r"__proto__|addEventListener\(\"message\"|postMessage\(.*\"\*\"|jsonp"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_writes_markup_or_runs_a_text(script: Path) -> None:
    assert re.findall(f"{MARKUP}|{RUN}|{FOREIGN}", script.read_text("utf-8")) == []
