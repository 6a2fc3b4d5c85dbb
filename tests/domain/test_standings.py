"""What can be chosen about the plan, from where."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import NOW, TODAY
from webapp.domain.standings import (
    BEGINNINGS,
    OUTDATED,
    Choice,
    ChoiceKind,
    Standing,
    Status,
    is_followed,
    offered,
    refusals,
)

RUNNING = Standing(status=Status.RUNNING, level=2, week=3)


def choice(kind: ChoiceKind, **fields: Any) -> Choice:
    return Choice(kind=kind, at=NOW, day=TODAY, **{"level": 2} | fields)


@pytest.mark.parametrize(
    ("standing", "kinds"),
    [
        (None, {ChoiceKind.START}),
        (replace(RUNNING, status=Status.OFF), {ChoiceKind.START, ChoiceKind.RESUME}),
        (RUNNING, {ChoiceKind.GO_TO, ChoiceKind.LENGTH, ChoiceKind.LEVEL, ChoiceKind.STOP}),
        (replace(RUNNING, status=Status.STOPPED), {ChoiceKind.RESUME}),
    ],
)
def test_each_status_has_its_ways_on_and_none_before_the_check_allows_one(
    standing: Standing | None, kinds: Collection[ChoiceKind]
) -> None:
    assert set(offered(standing, allows_plan=True)) == kinds
    assert not offered(standing, allows_plan=False)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ChoiceKind.GO_TO, {"level": 1}),
        (ChoiceKind.GO_TO, {"is_gentle": True}),
        (ChoiceKind.LENGTH, {"is_gentle": False}),
        (ChoiceKind.LEVEL, {"level": 2}),
        (ChoiceKind.START, {}),
    ],
)
def test_what_no_page_offers_now_is_outdated(kind: ChoiceKind, fields: dict[str, Any]) -> None:
    assert refusals(choice(kind, **fields), RUNNING, allows_plan=True) == [OUTDATED]


@pytest.mark.parametrize("status", [Status.OFF, Status.STOPPED])
@pytest.mark.parametrize(("fields", "is_taken"), [({"week": 3}, True), ({"week": 4}, False), ({"level": 1}, False)])
def test_nobody_goes_on_further_than_they_were(status: Status, fields: dict[str, Any], is_taken: bool) -> None:
    standing = replace(RUNNING, status=status)
    assert (refusals(choice(ChoiceKind.RESUME, **fields), standing, allows_plan=True) == []) is is_taken


def test_whole_sessions_after_half_ones_are_taken_where_they_are_offered() -> None:
    whole = choice(ChoiceKind.GO_TO, week=3)
    for finished, problems in ((frozenset({2}), []), (frozenset({1}), [OUTDATED])):
        standing = replace(RUNNING, is_gentle=True, finished=finished)
        assert refusals(whole, standing, allows_plan=True) == problems


def test_a_beginning_and_a_length_that_were_taken_are_followed_whatever_was_logged_late() -> None:
    always = {kind for kind in ChoiceKind if all(is_followed(kind, status) for status in Status)}
    assert always == {*BEGINNINGS, ChoiceKind.LENGTH}
