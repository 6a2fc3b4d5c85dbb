"""The notes of a report on its sheet of paper."""

import pytest

from tests.domain.test_physio import MONDAYS, outing
from webapp.web import physio_notes as notes


def test_notes_are_the_newest_first_and_each_once() -> None:
    outings = [outing(day, note=note) for day, note in zip(MONDAYS, ("b", "a\n", " ", "b", "a"), strict=False)]
    shown, more = notes.fitting(outings, lines=20)
    assert [(note.day, note.text) for note in shown] == [(MONDAYS[0], "b"), (MONDAYS[1], "a")]
    assert more == 0


@pytest.mark.parametrize(("lines", "count"), [(-9, 1), (1, 1), (4, 2), (5, 3), (90, notes.MOST_NOTES)])
def test_there_are_as_many_notes_as_the_page_has_lines_for(lines: int, count: int) -> None:
    long = "The first note is long. " * 6
    outings = [outing(day, note=f"{long if number < 2 else 'Short.'} {day}") for number, day in enumerate(MONDAYS[:20])]
    shown, more = notes.fitting(outings, lines=lines)
    assert (len(shown), len(shown) + more) == (count, 20)


def test_tables_and_answers_take_lines_from_the_notes() -> None:
    empty = notes.lines_left(rows=4, pains=0, tests=0, with_answers=False)
    assert empty == notes.LINES - notes.LINES_BY_HAND - notes.LINES_OF_FIGURES
    assert notes.lines_left(rows=14, pains=2, tests=1, with_answers=True) == empty - 1 - 7 - 3 - 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", ("Short.", False)),
        ("One sentence. And another one.", ("One sentence.", True)),
        ("Hm. A sentence that has no end", ("Hm. A sentence that", True)),
        ("x" * 30, ("x" * 20, True)),
    ],
)
def test_a_long_note_is_cut_after_a_sentence_or_a_word(text: str, expected: tuple[str, bool]) -> None:
    assert notes.shortened(text, longest=20) == expected
