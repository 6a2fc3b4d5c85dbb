"""The table of the security standard: every row is there, and what it names can be looked at."""

from collections import Counter

from tests import asvs
from tests.asvs import Answer


def test_every_row_of_both_levels_is_there_once_with_its_level() -> None:
    assert Counter((row.number, row.level) for row in asvs.rows()) == Counter(asvs.levels().items())


def test_no_row_is_met_without_something_to_look_at() -> None:
    met = [row for row in asvs.rows() if row.answer in (Answer.MET, Answer.MET_ON_HTTPS_ONLY)]
    assert [row.number for row in met if not row.named and not row.linked] == []


def test_every_answer_is_one_of_four_and_what_is_not_met_says_why() -> None:
    rows = asvs.rows()
    assert {row.answer for row in rows} <= set(Answer)
    assert [row.number for row in rows if not row.asks] == []
    needs_reason = (Answer.DOES_NOT_APPLY, Answer.MISSED)
    assert [row.number for row in rows if not row.how and row.answer in needs_reason] == []


def test_what_a_row_names_is_there() -> None:
    lost = [(row.number, name) for row in asvs.rows() for name in row.named if not asvs.is_there(name)]
    lost += [(row.number, link) for row in asvs.rows() for link in row.linked if not asvs.leads_somewhere(link)]
    assert lost == []


def test_a_test_that_is_gone_is_found_out() -> None:
    assert asvs.is_there("tests/test_asvs.py::test_a_test_that_is_gone_is_found_out")
    assert not asvs.is_there("tests/test_asvs.py::test_that_never_was")
    assert not asvs.leads_somewhere("../security.md#what-nobody-wrote")


def test_the_figures_in_the_head_are_those_of_the_rows() -> None:
    """After a change, `python -m tests.asvs` writes them."""
    assert asvs.written_figures() == asvs.figures(asvs.rows())
