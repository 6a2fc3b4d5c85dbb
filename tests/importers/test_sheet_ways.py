"""A column of somebody's own table for the way they went, and one for where it was."""

from io import BytesIO

import pytest

from tests.importers.test_unknown_sheets import asked, first, found
from webapp import importers
from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.sheets import ColumnUnit, Holds, Layout
from webapp.domain.walks import Place
from webapp.importers import Recording

BACKWARD = Layout(
    columns={Holds.START: 0, Holds.DURATION: 1, Holds.BACKWARD: 2}, units={Holds.DURATION: ColumnUnit.MINUTES}
)


@pytest.mark.parametrize(
    ("heading", "yes", "no"),
    [
        ("rückwärts", "ja", "nein"),
        ("Rückwärts?", "Ja", ""),
        ("Backward", "yes", "no"),
        ("Backwards", "TRUE", "FALSE"),
        ("À reculons", "oui", "non"),
        ("Hacia atrás", "Sí", "no"),
        ("Backward", "x", ""),
        ("Backward", "✓", ""),
        ("Backward", "1", "0"),
    ],
)
def test_a_column_for_backward_may_say_yes_or_no(heading: str, yes: str, no: str) -> None:
    rows = found(f"Date;Minutes;{heading}\n2026-11-03 07:00;45;{yes}\n2026-11-04 07:00;45;{no}\n")
    assert [each.backward_seconds for each in rows if isinstance(each, Recording)] == [2700, 0]


def test_ones_and_noughts_may_be_minutes_and_other_numbers_are_no_marks() -> None:
    table = "Date,Minutes,Backward\n2026-11-03 07:00,45,1\n2026-11-04 07:00,45,{}\n"
    marks, figures = (asked(table.format(last)).sheet.units_possible(Holds.BACKWARD, 2) for last in ("0", "10"))
    assert {ColumnUnit.YES_OR_NO, ColumnUnit.MINUTES} <= set(marks) and ColumnUnit.YES_OR_NO not in figures


def test_percents_among_plain_numbers_tell_nothing_of_these() -> None:
    table = "Date,Minutes,Backward\n2026-11-03 07:00,45,50%\n2026-11-04 07:00,45,{}\n"
    mixed = asked(table.format("15"))
    assert {ColumnUnit.MINUTES, ColumnUnit.PERCENT} <= set(mixed.sheet.units_possible(Holds.BACKWARD, 2))
    assert mixed.sheet.settled(mixed.layout, {}).units[Holds.BACKWARD] is ColumnUnit.MINUTES
    read = [found(table.format(text))[1] for text in ("15", "15 min", "20 %")]
    assert [each.backward_seconds for each in read if isinstance(each, Recording)] == [900, 900, 540]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10 min rückwärts", 600),
        ("davon 10 Minuten rückwärts", 600),
        ("10 min backward", 600),
        ("10 min à reculons", 600),
        ("10 min hacia atrás", 600),
        ("20 % rückwärts", 540),
        ("nicht rückwärts", 0),
        ("not backward", 0),
        ("pas en arrière", 0),
        ("no hacia atrás", 0),
        ("rückwärts", 2700),
    ],
)
def test_a_way_may_have_its_minutes_beside_it_or_be_denied(text: str, seconds: int) -> None:
    assert first(f"Date,Minutes,Backward\n2026-11-03 07:00,45,{text}\n").backward_seconds == seconds


@pytest.mark.parametrize("text", ["10 min rückwärts und 35 vorwärts", "nicht vorwärts", "Runde 3 rückwärts"])
def test_what_tells_no_way_for_sure_is_not_guessed(text: str) -> None:
    (row,) = found(f"Date,Minutes,Backward\n2026-11-03 07:00,45,{text}\n", layout=BACKWARD)
    assert isinstance(row, CannotImport) and row.reason is Refusal.ROW_FIGURE


@pytest.mark.parametrize(
    ("heading", "text", "place"),
    [
        ("Ort", "Laufband", Place.TREADMILL),
        ("Ort", "draußen", Place.OUTDOORS),
        ("Wo", "auf der Bahn", Place.TRACK),
        ("Ort", "drinnen", Place.INDOORS),
        ("Place", "outdoors", Place.OUTDOORS),
        ("Where", "Indoor track", Place.TRACK),
        ("Lieu", "tapis de course", Place.TREADMILL),
        ("Lieu", "Extérieur", Place.OUTDOORS),
        ("Lugar", "al aire libre", Place.OUTDOORS),
        ("Lugar", "cinta", Place.TREADMILL),
    ],
)
def test_a_column_may_say_where_it_was(heading: str, text: str, place: Place) -> None:
    recording = first(f"Date,Minutes,{heading}\n2026-11-03 07:00,45,{text}\n")
    assert (recording.place, recording.doubt) == (place, None)


def test_a_town_is_no_place_to_walk_in() -> None:
    assert Holds.PLACE not in asked("Date,Minutes,Ort\n2026-11-03 07:00,45,Bonn\n").layout.columns


def test_bare_numbers_are_no_percents_because_an_earlier_table_had_some() -> None:
    table = "Date,Minutes,Backward\n2026-11-03 07:00,45,{}\n2026-11-04 07:00,45,{}\n"
    shares = asked(table.format("50%", "20%"))
    layout = shares.sheet.worth_remembering(shares.sheet.settled(shares.layout, {}))
    later = importers.read("my.csv", BytesIO(table.format(15, 20).encode()), {shares.sheet.key: layout})
    (again,) = importers.read("my.csv", BytesIO(table.format("50%", "30%").encode()), {shares.sheet.key: layout})
    assert [reading.sheet and reading.sheet.is_asked for reading in (*later, again)] == [True, False]
    assert [each.backward_seconds for each in again.found if isinstance(each, Recording)] == [1350, 810]
