"""A person's table as it waits in the database."""

from dataclasses import replace

import pytest

from webapp.domain.sheet_documents import read_sheet, sheet_document
from webapp.domain.sheets import ColumnFacts, Sheet

SHEET = Sheet(
    key="k",
    headings=("Day",),
    heading_units=("",),
    first_rows=(("3.11.2026",),),
    facts=(ColumnFacts(sampled=1, serials=1),),
    count=1,
)


def test_a_table_comes_back_as_it_went() -> None:
    assert read_sheet(sheet_document(SHEET)) == SHEET


def test_a_table_that_waits_since_an_earlier_version_is_read() -> None:
    kept = sheet_document(SHEET)
    del kept["facts"][0]["serials"]

    assert read_sheet(kept) == replace(SHEET, facts=(ColumnFacts(sampled=1),))


def test_what_is_no_fact_is_refused() -> None:
    kept = sheet_document(SHEET)
    kept["facts"][0]["sampled"] = "one"

    with pytest.raises(ValueError, match="no count"):
        read_sheet(kept)
