"""docs/glossary.md has every word of the house once, spelled as in the code and in the database."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from webapp.storage import models

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| word ")
]
TABLES = models.User.metadata.tables


def names_in(path: Path) -> Iterator[str]:
    """The names of a file, without its comments and its texts."""
    with path.open("rb") as file:
        yield from (token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.NAME)


CODE = {name for path in (ROOT / "webapp").rglob("*.py") for name in names_in(path)}


def spelled(cell: str) -> list[str]:
    return re.findall(r"`([\w.]+)`", cell)


def test_a_word_stands_once_because_a_second_meaning_would_be_a_second_word() -> None:
    words = [row[0] for row in ROWS]
    assert sorted(words) == sorted(set(words))
    assert all(len(row) == 4 for row in ROWS)


def test_a_word_is_spelled_as_in_the_code_so_that_a_search_finds_it() -> None:
    assert {row[0]: row[2] for row in ROWS if not spelled(row[2]) or set(spelled(row[2])) - CODE} == {}


def test_a_word_is_spelled_as_in_the_database() -> None:
    columns = {f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns}
    named = {name for row in ROWS for name in spelled(row[3])}
    assert named - columns - set(TABLES) == set()


def test_every_table_has_its_word_so_that_nobody_invents_a_second() -> None:
    named = {name.split(".")[0] for row in ROWS for name in spelled(row[3])}
    assert set(TABLES) == named
