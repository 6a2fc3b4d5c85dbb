"""Tables of people and of apps that we don't know: several countries, programs and years, at the right minute."""

import datetime as dt
from io import BytesIO

import pytest

from webapp import importers
from webapp.domain.imports import CannotImport, Refusal
from webapp.domain.sheets import ColumnUnit, DateOrder, Holds, Layout
from webapp.importers import Found, FoundSheet, Recording, Weighing, archives, surveys, unknown_sheets
from webapp.importers.allowance import Allowance

START = dt.datetime(2026, 11, 3, 7, 0, tzinfo=dt.UTC)
GERMAN = "Datum;Uhrzeit;Dauer (min);Strecke (km);Notiz\n03.11.2026;07:00;32;2,4;schön\n13.11.2026;18:30;45;3,1;\n"
EXCEL = "sep=;\n" + GERMAN
FRENCH = "Date de début,Date de fin,Distance (m),Type\n03/11/2026 07:00,03/11/2026 07:32,2 400,Marche\n"
SPANISH = "fecha;hora;duración;distancia (km);actividad\n03/11/2026;7:00;0:32:00;2,4;Caminata\n"
AMERICAN = "Date,Start Time,Duration (min),Distance (mi)\n11/3/2026,7:00 AM,32,1.5\n11/13/2026,7:05 PM,20,1\n"
GARMIN = "Activity Type,Date,Title,Distance,Time,Avg HR\nWalking,2026-11-03 07:00:00,Home,2.40,00:32:00,88\n"
ISO = "start\tend\tdistance_m\n2026-11-03T08:00:00+01:00\t2026-11-03T08:32:00+01:00\t2400\n"
EPOCH = "start_time,duration_s,distance_m\n1793689200,1920,2400\n"
WORDED = "Wann,Wie lange,Dauer\n3. Nov. 2026 07:00,x,32 Min.\n"
PACE = "Date|Distance (km)|Pace (min/km)\n2026-11-03 07:00|2.4|13:20\n"
LEAD = "My walks\n\nDate,Minutes\n2026-11-03 07:00,32\n"
BARE = "2026-11-03 07:00,32,2.4\n2026-11-04 07:00,32,2.4\n"
QUOTED = 'Note,Date,Minutes\n"first\nsecond ""one""",2026-11-03 07:00,32\n'


def asked(text: str | bytes, encoding: str = "utf-8") -> FoundSheet:
    data = text if isinstance(text, bytes) else text.encode(encoding)
    (reading,) = importers.read("my.csv", BytesIO(data))
    assert reading.sheet and reading.sheet.is_asked, reading.found
    return reading.sheet


def found(text: str | bytes, encoding: str = "utf-8", layout: Layout | None = None) -> list[Found]:
    """What the rows are by the likely layout, or another."""
    data = text if isinstance(text, bytes) else text.encode(encoding)
    sheet = asked(data)
    (reading,) = importers.read(
        "my.csv", BytesIO(data), {sheet.sheet.key: layout or sheet.sheet.settled(sheet.layout, {})}
    )
    return reading.found


def first(text: str, encoding: str = "utf-8") -> Recording:
    recording = next(each for each in found(text, encoding) if isinstance(each, Recording))
    assert isinstance(recording, Recording)
    return recording


@pytest.mark.parametrize(
    "text",
    [GERMAN, EXCEL, FRENCH, SPANISH, GARMIN, ISO, EPOCH, PACE],
    ids=["german", "excel", "french", "spanish", "garmin", "iso", "epoch", "pace"],
)
def test_a_walk_is_read_at_its_minute_and_metre(text: str) -> None:
    walk = first(text)
    assert (walk.started_at, walk.seconds, walk.distance_m) == (START, 1920, 2400)


@pytest.mark.parametrize("text", [AMERICAN, WORDED, LEAD, QUOTED], ids=["american", "worded", "lead", "quoted"])
def test_a_walk_is_read_at_its_minute(text: str) -> None:
    walk = first(text)
    assert (walk.started_at, walk.seconds) == (START, 1920)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_the_letters_are_those_of_the_file(encoding: str) -> None:
    assert first(GERMAN, encoding).note == "schön"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_a_line_ends_as_its_system_has_it(newline: str) -> None:
    assert first(GERMAN.replace("\n", newline)).started_at == START


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Date,Minutes\n46329.2916666667,32\n", 7),
        ("Datum;Minuten\n46329,29166667;32\n", 7),
        ("Date,Minutes\n46329,32\n", 12),
        ("Date,Time of day,Minutes\n46329,7:00,32\n", 7),
        ("Start,End\n46329.2916666667,46329.3138888889\n", 7),
    ],
)
def test_a_date_may_be_counted_in_days_as_spreadsheets_do(text: str, hour: int) -> None:
    walk = first(text)
    assert (walk.started_at, walk.seconds, walk.is_local) == (START.replace(hour=hour), 1920, True)


def test_a_part_of_a_day_is_a_time_where_its_column_is_said_to_hold_one() -> None:
    layout = Layout(columns={Holds.START: 0, Holds.TIME: 1, Holds.DURATION: 2}, units={})
    (walk,) = found("Date,Time of day,Minutes\n46329,0.291666667,32\n", layout=layout)
    assert isinstance(walk, Recording) and walk.started_at == START


def test_numbers_that_nobody_calls_a_date_are_none() -> None:
    (reading,) = importers.read("steps.csv", BytesIO(b"Steps,Minutes\n46329,32\n"))
    assert isinstance(reading.found[0], CannotImport) and reading.found[0].reason is Refusal.NO_DATES


def test_the_clock_is_the_person_s_unless_the_table_names_an_offset() -> None:
    assert (first(GERMAN).is_local, first(ISO).is_local, first(EPOCH).is_local) == (True, False, False)
    assert first(ISO).utc_offset == dt.timedelta(hours=1)


def test_a_day_above_twelve_in_any_row_tells_the_order() -> None:
    open_order = "Date,Minutes\n11/3/2026,32\n12/4/2026,20\n"
    assert asked(AMERICAN).sheet.order_told(asked(AMERICAN).layout) is DateOrder.MONTH_FIRST
    assert asked(open_order).sheet.is_order_asked(asked(open_order).layout)
    assert not asked(GERMAN).sheet.is_order_asked(asked(GERMAN).layout)
    assert not asked(LEAD).sheet.is_order_asked(asked(LEAD).layout)


@pytest.mark.parametrize(
    ("values", "possible"),
    [
        (["32", "45"], [ColumnUnit.MINUTES]),
        (["1920", "2700"], [ColumnUnit.SECONDS]),
        (["0,5", "0,75"], [ColumnUnit.HOURS]),
        (["32 min", "45 min"], [ColumnUnit.MINUTES]),
        (["0:32:10", "1:05:00"], []),
        (["32:10", "45:00"], [ColumnUnit.MINUTES_SECONDS]),
        (["1:05", "0:32"], [ColumnUnit.HOURS_MINUTES, ColumnUnit.MINUTES_SECONDS]),
    ],
)
def test_a_unit_is_asked_only_where_nothing_tells_it(values: list[str], possible: list[ColumnUnit]) -> None:
    sheet = asked("Date;Time taken\n" + "".join(f"2026-11-03 07:00;{value}\n" for value in values)).sheet
    assert list(sheet.units_possible(Holds.DURATION, 1)) == possible


def test_kilometres_and_miles_are_asked_unless_a_heading_says_which() -> None:
    bare = asked("Date,Minutes,Distance\n2026-11-03 07:00,32,2.4\n").sheet
    assert set(bare.units_possible(Holds.DISTANCE, 2)) == {ColumnUnit.KILOMETRES, ColumnUnit.MILES}
    assert asked(AMERICAN).sheet.units_possible(Holds.DISTANCE, 3) == (ColumnUnit.MILES,)


@pytest.mark.parametrize(
    ("values", "thousands"),
    [
        (["2,4", "3,25"], ""),
        (["850", "1,200"], ","),
        (["850", "1.200"], "."),
        (["5", "3.250"], ""),
        (["1,234.5"], ","),
        (["1.234,5"], "."),
        (["1'234", "12"], ""),
    ],
)
def test_a_mark_parts_thousands_or_decimals_by_the_whole_column(values: list[str], thousands: str) -> None:
    survey = surveys.ColumnSurvey()
    for value in values:
        survey.add(value)
    assert survey.facts().thousands == thousands


def test_backward_is_a_word_or_how_much_of_it() -> None:
    text = "Date,Minutes,Backward\n2026-11-03 07:00,32,{}\n"
    read = {
        value: first(text.format(value)).backward_seconds for value in ("yes backward", "12", "50 %", "forward", "")
    }
    assert read == {"yes backward": 1920, "12": 720, "50 %": 960, "forward": 0, "": 0}


def test_a_bad_row_has_its_number_and_takes_nothing_from_the_others() -> None:
    rows = found(LEAD + "yesterday,32\n2026-11-04 07:00,-5\n2026-11-05 07:00,1500\n2026-11-06 07:00,32\n")
    refused = [(each.line, each.reason) for each in rows if isinstance(each, CannotImport)]

    assert refused == [(5, Refusal.ROW_DATE), (6, Refusal.ROW_FIGURE), (7, Refusal.TOO_LONG)]
    assert sum(isinstance(each, Recording) for each in rows) == 2


def test_many_bad_rows_are_counted() -> None:
    layout = Layout(columns={Holds.START: 0, Holds.DURATION: 1}, units={})
    rows = found(LEAD + "never,32\n" * (unknown_sheets.MOST_BAD + 7), layout=layout)
    assert [each.count for each in rows if isinstance(each, CannotImport)] == [1] * unknown_sheets.MOST_BAD + [7]


def test_rides_are_no_walks_and_body_weights_are_no_rides() -> None:
    (refused,) = found(GARMIN.replace("Walking", "Cycling"))
    assert isinstance(refused, CannotImport) and refused.reason is Refusal.NOT_A_WALK
    (weighing,) = found("Fecha;Peso (lb)\n2026-11-03 23:30;154\n")
    assert isinstance(weighing, Weighing) and weighing.weight_kg == pytest.approx(69.85, abs=0.01)


def test_a_table_without_headings_is_asked_by_the_numbers_of_its_columns() -> None:
    layout = Layout(columns={Holds.START: 0, Holds.DURATION: 1}, units={})
    assert asked(BARE).sheet.headings == ("", "", "") and len(found(BARE, layout=layout)) == 2


@pytest.mark.parametrize("text", ["x", "Dear Anna,\nthank you, all the best\n", "a,b\n1,2\n", "Date,Minutes\n"])
def test_what_has_no_dates_is_refused(text: str) -> None:
    (reading,) = importers.read("note.txt", BytesIO(text.encode()))
    (refused,) = reading.found
    assert isinstance(refused, CannotImport) and reading.sheet is None


def test_a_long_table_is_read_within_its_limits() -> None:
    (entry,) = archives.entries("my.csv", BytesIO((LEAD + "2026-11-03 07:00,32\n" * unknown_sheets.MOST_ROWS).encode()))
    with pytest.raises(CannotImport, match="too_many"):
        unknown_sheets.read(entry, {}, Allowance())
