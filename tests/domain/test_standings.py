"""What can be chosen about the plan, from where."""

from collections.abc import Collection

import pytest

from webapp.domain.problems import Problem, Reason
from webapp.domain.standings import ChoiceKind, Standing, Status, may_choose, refusals

CONTRADICTS = Problem("plan", Reason.CONTRADICTS)


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (Status.OFF, {ChoiceKind.START, ChoiceKind.RESUME, ChoiceKind.LEVEL}),
        (Status.RUNNING, {ChoiceKind.START, ChoiceKind.GO_TO, ChoiceKind.STOP, ChoiceKind.LEVEL}),
        (Status.STOPPED, {ChoiceKind.RESUME, ChoiceKind.STOP}),
    ],
)
def test_each_status_has_its_ways_on_and_the_length_is_free(status: Status, kinds: Collection[ChoiceKind]) -> None:
    assert {kind for kind in ChoiceKind if may_choose(kind, status)} == {*kinds, ChoiceKind.LENGTH}


def test_what_sends_somebody_on_their_way_needs_what_the_check_allows() -> None:
    stopped = Standing(status=Status.STOPPED, level=1, week=2)
    assert refusals(ChoiceKind.RESUME, stopped, allows_plan=True) == []
    assert refusals(ChoiceKind.RESUME, stopped, allows_plan=False) == [CONTRADICTS]
    assert refusals(ChoiceKind.STOP, stopped, allows_plan=False) == []


def test_who_has_no_plan_can_only_begin_one() -> None:
    assert refusals(ChoiceKind.START, None, allows_plan=True) == []
    assert refusals(ChoiceKind.RESUME, None, allows_plan=True) == [Problem("plan", Reason.MISSING)]
