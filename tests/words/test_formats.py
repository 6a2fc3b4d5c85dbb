"""Dates and times by the habits of the person's region, whatever the language of the texts."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale, get_locale

from tests.factories import PARIS
from webapp.words import formats

DAY = dt.date(2026, 11, 25)
FIELD = "{% import 'macros/fields.html' as fields with context %}{{ fields.number('speed', '', {'speed': it}, {}) }}"
FIVE = dt.datetime(2026, 11, 25, 16, 10, tzinfo=dt.UTC)


@contextmanager
def written_for(app: Flask, locale: str) -> Iterator[None]:
    with app.test_request_context(), force_locale(locale):
        yield


@pytest.mark.parametrize(
    ("locale", "long", "with_year", "short", "tiny", "time"),
    [
        ("en_GB", "Wednesday 25 November", "Wednesday, 25 November 2026", "25 Nov 2026", "Nov 26", "17:10"),
        ("en_US", "Wednesday, November 25", "Wednesday, November 25, 2026", "Nov 25, 2026", "Nov 26", "5:10\u202fPM"),
        ("de", "Mittwoch, 25. November", "Mittwoch, 25. November 2026", "25. Nov. 2026", "Nov. 26", "17:10"),
        ("fr", "mercredi 25 novembre", "mercredi 25 novembre 2026", "25 nov. 2026", "nov. 26", "17:10"),
    ],
)
def test_a_day_and_a_time_are_written_as_people_there_write_them(
    app: Flask, locale: str, long: str, with_year: str, short: str, tiny: str, time: str
) -> None:
    with written_for(app, locale):
        assert formats.long_day(DAY) == long
        assert formats.long_day(DAY, year=True) == with_year
        assert formats.short_day(DAY, year=True) == short
        assert formats.tiny_month(DAY) == tiny
        assert formats.clock_time(FIVE, PARIS) == time


def test_the_first_of_a_month_has_its_own_ending_in_french(app: Flask) -> None:
    with written_for(app, "fr"):
        assert formats.long_day(dt.date(2026, 12, 1), year=True) == "mardi 1er décembre 2026"
        assert formats.short_day(dt.date(2021, 1, 11), year=True) == "11 janv. 2021"


@pytest.mark.parametrize(("locale", "written"), [("en_GB", ".,"), ("es_ES", ",."), ("fr", ",\u202f")])
def test_a_chart_learns_how_a_number_is_written(app: Flask, locale: str, written: str) -> None:
    with written_for(app, locale):
        assert formats.separators() == written


@pytest.mark.parametrize(
    ("locale", "write", "written"),
    [
        ("de", formats.weekday, "Mittwoch"),
        ("de", formats.weekday_letter, "M"),
        ("de", formats.month_name, "Nov"),
        ("pl", formats.month, "listopad 2026"),
        ("en_US", formats.short_day, "Nov 25"),
    ],
)
def test_a_part_of_a_day_is_in_the_persons_language(
    app: Flask, locale: str, write: Callable[[dt.date], str], written: str
) -> None:
    with written_for(app, locale):
        assert write(DAY) == written


@pytest.mark.parametrize(
    ("kcal", "written"), [(0, "0"), (0.4, "0"), (3.8, "4"), (9.3, "9"), (51.2, "51"), (1234.5, "1,234"), (-2.6, "-3")]
)
def test_an_estimate_has_no_decimals_however_small_it_is(app: Flask, kcal: float, written: str) -> None:
    with written_for(app, "en_GB"):
        assert formats.kcal(kcal) == written


@pytest.mark.parametrize(
    ("kcal", "written"), [(0.2, "less than 1 kcal"), (0.5, "less than 1 kcal"), (0.7, "+1 kcal"), (9.3, "+9 kcal")]
)
def test_seconds_backward_do_not_add_nothing(app: Flask, kcal: float, written: str) -> None:
    """Today read "+0 kcal"."""
    with written_for(app, "en_GB"):
        assert formats.extra_kcal(kcal) == written


@pytest.mark.parametrize(
    ("asked", "locale"),
    [
        ("", "en_GB"),
        ("en", "en_GB"),
        ("en-US,en;q=0.9", "en_US"),
        ("ja-JP,ja;q=0.9", "en_GB"),
        ("ja-JP,en-US;q=0.5", "en_US"),
        ("en-XX", "en_GB"),
    ],
)
def test_the_region_is_the_one_that_the_browser_names(app: Flask, asked: str, locale: str) -> None:
    with app.test_request_context(headers={"Accept-Language": asked}):
        assert str(get_locale()) == locale


@pytest.mark.parametrize(
    ("locale", "value", "shown"),
    [
        ("fr", 5.5, "5,5"),
        ("de_CH", 5.5, "5.5"),
        ("en_GB", "5.5", "5.5"),
        ("de", "-2.25", "-2,25"),
        ("fr", "a.b", "a.b"),
    ],
)
def test_a_field_shows_its_number_with_the_comma_of_the_region(
    app: Flask, locale: str, value: object, shown: str
) -> None:
    with written_for(app, locale):
        assert formats.in_field(value) == shown
        assert f'value="{shown}"' in render_template_string(FIELD, it=value)
