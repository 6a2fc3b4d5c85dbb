from functools import reduce

import pytest

from webapp.domain import streaks

# One letter a week: met, missed, away, and both away and met.
WEEKS = {"m": (True, False), "-": (False, False), "a": (False, True), "A": (True, True)}


def after(weeks: str) -> int:
    def step(before: int, letter: str) -> int:
        is_met, is_away = WEEKS[letter]
        return streaks.through_week(before, is_met=is_met, is_away=is_away)

    return reduce(step, weeks, 0)


@pytest.mark.parametrize(
    ("weeks", "streak"),
    [
        ("", 0),
        ("m", 1),
        ("mmm", 3),
        ("mm-", 0),
        ("mm-m", 1),
        ("mmam", 3),
        ("mmaa", 2),
        ("aaa", 0),
        ("mmA", 2),
        ("-am", 1),
    ],
)
def test_a_streak_grows_with_goals_met_and_rests_while_away(weeks: str, streak: int) -> None:
    assert after(weeks) == streak


def test_the_running_week_adds_to_a_streak_but_does_not_break_it() -> None:
    assert streaks.through_running_week(4, is_met=False, is_away=False) == 4
    assert streaks.through_running_week(4, is_met=True, is_away=False) == 5
    assert streaks.through_running_week(4, is_met=True, is_away=True) == 4
