"""The words of a self test go with what it measures: one that was forgotten spoke of stands."""

import pytest
from flask import Flask

from webapp.domain.self_tests import RULES, SelfTestKind
from webapp.words import self_tests, timers


@pytest.mark.parametrize("kind", SelfTestKind)
def test_what_is_timed_says_how_and_what_is_counted_says_what(kind: SelfTestKind) -> None:
    rule, about = RULES[kind], self_tests.ABOUT[kind]
    assert bool(about.timer) is rule.has_timer
    assert bool(about.count_words) is rule.counts


def test_a_result_is_written_in_the_words_of_its_test(app: Flask) -> None:
    with app.test_request_context():
        assert self_tests.shown(SelfTestKind.HEEL_RISE, 21) == "21 rises"
        assert self_tests.shown(SelfTestKind.CHAIR_STAND, 14) == "14 stands"
        assert self_tests.shown(SelfTestKind.BACKWARD_3M, 3.456) == "3.46 s"
        assert self_tests.shown(SelfTestKind.TUG, 9.87) == "9.9 s"


def test_the_timer_says_how_long_a_count_lasts(app: Flask) -> None:
    with app.test_request_context():
        spoken = timers.spoken(SelfTestKind.CHAIR_STAND)
    assert (spoken["name"], spoken["halfway"]) == ("30 seconds", "Half-way. 15 seconds.")
