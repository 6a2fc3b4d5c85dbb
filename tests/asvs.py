"""The table of the security standard in docs/asvs: its rows, and the figures in its head, which are worked out.

`python -m tests.asvs` writes the figures anew.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "asvs"
HEAD = PAGES / "README.md"
_FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- -->)", re.DOTALL)
_CELLS = re.compile(r"(?<!\\)\|")
_NAMED = re.compile(r"`((?:tests|webapp|docs|requirements|static|migrations|pyproject\.toml|\.ci|SECURITY)[^`\s]*)`")
_LINKED = re.compile(r"\]\(([^)]+)\)")


class Answer(StrEnum):
    MET = "met"
    MET_ON_HTTPS_ONLY = "met, https only"
    DOES_NOT_APPLY = "does not apply"
    MISSED = "missed"


class Row(NamedTuple):
    """A row of the standard: its number, its level, our answer, how, and what can be looked at."""

    number: str
    level: int
    asks: str
    answer: str
    how: str
    seen_by: str

    @property
    def named(self) -> list[str]:
        """The tests and files that the row names."""
        return _NAMED.findall(self.seen_by)

    @property
    def linked(self) -> list[str]:
        """The pages to which the row leads, each with the heading."""
        return _LINKED.findall(self.seen_by)


def levels() -> dict[str, int]:
    """Every row of levels 1 and 2 of ASVS 5.0.0 with its level."""
    lines = (Path(__file__).with_name("asvs_rows.txt")).read_text("utf-8").splitlines()
    return {number: int(level) for number, _, level in (line.partition(" ") for line in lines)}


def rows() -> list[Row]:
    """The rows of our pages, as they stand there."""
    found = []
    for page in sorted(PAGES.glob("[0-9]*.md")):
        for line in page.read_text("utf-8").splitlines():
            cells = [cell.strip() for cell in _CELLS.split(line)[1:-1]]
            if cells and re.fullmatch(r"\d+\.\d+\.\d+", cells[0]):
                found.append(Row(cells[0], int(cells[1]), *cells[2:]))
    return found


def figures(found: Sequence[Row]) -> str:
    """The table in the head: how many rows of each level have which answer."""
    lines = ["| level | rows | do not apply | apply | met | of these on https only | missed | met of what applies |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for level in (1, 2):
        answers = [row.answer for row in found if row.level == level]
        besides, missed = answers.count(Answer.DOES_NOT_APPLY), answers.count(Answer.MISSED)
        apply, strict = len(answers) - besides, answers.count(Answer.MET_ON_HTTPS_ONLY)
        cells = (level, len(answers), besides, apply, apply - missed, strict, missed, f"{1 - missed / apply:.1%}")
        lines.append(f"| {' | '.join(map(str, cells))} |")
    missed_rows = ", ".join(row.number for row in found if row.answer == Answer.MISSED)
    return "\n".join([*lines, "", f"Missed: {missed_rows or 'none'}.", ""])


def written_figures() -> str:
    found = _FIGURES.search(HEAD.read_text("utf-8"))
    return found[0] if found else ""


@cache
def tests_of(path: str) -> frozenset[str]:
    """The tests in a file, by their names."""
    file = ROOT / path
    return frozenset(re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE) if file.is_file() else ())


def is_there(named: str) -> bool:
    """Whether a test or a file that a row names exists."""
    path, _, test = named.partition("::")
    return test in tests_of(path) if test else (ROOT / path).exists()


def leads_somewhere(link: str) -> bool:
    """Whether a link of our pages has its page, and that page the heading."""
    path, _, anchor = link.partition("#")
    page = (PAGES / path).resolve()
    return page.exists() and (not anchor or anchor in _anchors(page))


@cache
def _anchors(page: Path) -> frozenset[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return frozenset(re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings)


if __name__ == "__main__":
    HEAD.write_text(_FIGURES.sub(lambda _: figures(rows()), HEAD.read_text("utf-8")), "utf-8")
