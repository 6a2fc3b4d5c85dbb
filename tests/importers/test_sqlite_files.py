"""A database that a stranger made: no view, trigger or page of it does what it likes."""

from io import BytesIO

import pytest

from tests.importers import database_files as files
from tests.importers.reading import everything
from webapp.domain.imports import CannotImport, Refusal
from webapp.importers import sqlite_files

TABLE = {"walk": "row_id INTEGER PRIMARY KEY, seconds INTEGER"}
ROWS: list[tuple[str, files.Row]] = [("walk", {"row_id": number, "seconds": number * 60}) for number in range(1, 500)]
MADE = files.database(TABLE, ROWS)


def rows(data: bytes, table: str = "walk", *columns: str) -> list[tuple[object, ...]]:
    with sqlite_files.opened(BytesIO(data)) as tables:
        return list(tables.rows(table, columns or ("row_id", "seconds")))


def reason(data: bytes) -> Refusal:
    with pytest.raises(CannotImport) as caught:
        rows(data)
    return caught.value.reason


def test_rows_are_read_and_what_is_absent_is_none() -> None:
    assert rows(MADE)[0] == (1, 60)
    assert rows(MADE, "walk", "seconds", "metres")[0] == (60, None)
    assert rows(MADE, "run") == []


def test_a_view_in_the_name_of_a_table_is_no_table() -> None:
    view = "CREATE VIEW walk AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS row_id FROM n"

    assert rows(files.database({"other": "x"}, [], view)) == []


def test_a_generated_column_never_runs() -> None:
    made = files.database({"walk": "row_id INTEGER, seconds AS (abs(-9223372036854775807 - 1))"}, [])

    assert rows(made, "walk", "seconds") == []


def test_a_trigger_does_nothing() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON walk BEGIN DELETE FROM walk; END"

    assert len(rows(files.database(TABLE, ROWS, trigger))) == len(ROWS)


def test_a_page_that_is_its_own_child_comes_to_an_end() -> None:
    looping = bytearray(files.database(TABLE, [*ROWS, *[("walk", {"seconds": 1})] * 9000]))
    # The second page is the root of the table: each of its cells names a page, which is now the page itself.
    page = 4096
    for cell in range(int.from_bytes(looping[page + 3 : page + 5], "big")):
        at = page + int.from_bytes(looping[page + 12 + 2 * cell : page + 14 + 2 * cell], "big")
        looping[at : at + 4] = (2).to_bytes(4, "big")

    assert reason(bytes(looping)) is Refusal.DAMAGED


@pytest.mark.parametrize("data", [MADE[:-4096], MADE[:5000], MADE[:100], MADE[:16] + bytes(5000)])
def test_a_database_cut_short_is_damaged(data: bytes) -> None:
    assert reason(data) is Refusal.DAMAGED


def test_a_schema_that_is_no_text_is_damaged() -> None:
    assert reason(MADE.replace(b"CREATE TABLE", b"CRE\xd6TE TABLE")) is Refusal.DAMAGED


def test_a_database_of_something_else_is_of_no_format_we_know() -> None:
    (refusal,) = everything("places.sqlite", MADE)

    assert isinstance(refusal, CannotImport) and refusal.reason is Refusal.UNKNOWN_FORMAT
