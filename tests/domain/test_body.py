"""Weight and waist; balance and strength days."""

import datetime as dt

import pytest

from tests.factories import TODAY
from webapp.domain import body, units
from webapp.domain.problems import Invalid, Reason
from webapp.domain.units import WeightUnit
from webapp.domain.weeks import week_of

WEEK = week_of(TODAY, 0)


@pytest.mark.parametrize(
    ("birth_year", "aim"), [(None, None), (TODAY.year - 64, None), (TODAY.year - 65, 3), (TODAY.year - 90, 3)]
)
def test_three_balance_days_are_the_aim_from_65_on(birth_year: int | None, aim: int | None) -> None:
    assert body.balance_aim(birth_year, TODAY) == aim


def test_each_day_of_the_week_is_marked_once() -> None:
    found = body.days_of(WEEK, [WEEK.start, WEEK.start, WEEK.end, WEEK.back(1).start], aim=2)
    assert [mark.is_done for mark in found.marks] == [True, False, False, False, False, False, True]
    assert (found.count, found.is_reached) == (2, True)


def test_without_an_aim_none_is_reached() -> None:
    assert not body.days_of(WEEK, WEEK.days, aim=None).is_reached
    assert not body.days_of(WEEK, [WEEK.start], aim=2).is_reached


def test_a_waist_of_36_inches_is_91_centimetres() -> None:
    assert units.cm_from(36, WeightUnit.LB) == pytest.approx(91.44)
    assert units.cm_to(91.44, WeightUnit.LB) == pytest.approx(36)
    assert units.cm_from(91, WeightUnit.KG) == units.cm_to(91, WeightUnit.KG) == 91


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (TODAY + dt.timedelta(days=2), Reason.IN_THE_FUTURE),
        (body.FIRST_DAY - dt.timedelta(days=1), Reason.TOO_EARLY),
    ],
)
def test_a_measurement_has_a_day_that_was(day: dt.date, reason: Reason) -> None:
    for check, usual in ((body.check_weight, 70), (body.check_waist, 80)):
        with pytest.raises(Invalid) as refused:
            check(usual, day, TODAY)
        assert [(problem.field, problem.reason) for problem in refused.value.problems] == [("date", reason)]


def test_a_weight_that_nobody_has_is_refused_beside_its_day() -> None:
    body.check_weight(body.LIGHTEST_BODY_KG, body.FIRST_DAY, TODAY)
    body.check_weight(body.HEAVIEST_BODY_KG, TODAY + dt.timedelta(days=1), TODAY)
    with pytest.raises(Invalid) as refused:
        body.check_weight(body.HEAVIEST_BODY_KG + 1, body.FIRST_DAY - dt.timedelta(days=1), TODAY)
    assert [problem.field for problem in refused.value.problems] == ["weight_kg", "date"]
