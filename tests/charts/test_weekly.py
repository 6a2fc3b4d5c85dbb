import datetime as dt
from itertools import pairwise

import plotly.graph_objects
import pytest

from webapp.charts import still, weekly
from webapp.charts.still import HEIGHT, WIDTH, Picture
from webapp.charts.style import BACKWARD, FORWARD, Figure
from webapp.charts.weekly import WeeklyWords
from webapp.domain.progress import WeekSum, by_month
from webapp.domain.weeks import Week

MONDAY = dt.date(2025, 11, 17)


def weeks(count: int, *, minutes: float = 40, backward: float = 15, goal: int = 150) -> list[WeekSum]:
    """Weeks of which every third has no walk, and each has a little more than the one before."""
    return [
        WeekSum(
            week=Week(MONDAY + dt.timedelta(weeks=number)),
            minutes=(minutes + number) * bool(number % 3),
            backward_minutes=backward * bool(number % 3),
            counted_minutes=(minutes + number) * bool(number % 3),
            goal_minutes=goal,
        )
        for number in range(count)
    ]


def figure(sums: list[WeekSum]) -> Figure:
    texts = [one.week.start.isoformat() for one in sums]
    words = WeeklyWords("Forward", "Backward", texts, "Goal", [f"{text}: both" for text in texts])
    return weekly.figure(sums, words)


SPANS = {
    "no week": weeks(0),
    "one week": weeks(1),
    "one week with a walk": weeks(2)[1:],
    "a season": weeks(12),
    "a year": weeks(53),
    "a year of much": weeks(53, minutes=1200, backward=700, goal=2000),
    "a minute": weeks(12, minutes=0.2, backward=0.1, goal=5),
    "months": by_month(weeks(150)),
}
every_span = pytest.mark.parametrize("sums", SPANS.values(), ids=SPANS.keys())


def assert_inside(picture: Picture) -> None:
    """Nothing is drawn outside the view box."""
    points = [(float(x), float(y)) for line in picture.lines for x, y in (p.split(",") for p in line.points.split())]
    points += [(bar.x, bar.y) for bar in picture.bars] + [
        (bar.x + bar.width, bar.y + bar.height) for bar in picture.bars
    ]
    points += [(dot.x, dot.y) for dot in picture.dots] + [(label.x, label.y) for label in picture.labels]
    points += [(end, y) for y in picture.grid for end in (picture.left, picture.right)]

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


@every_span
def test_plotly_understands_every_word_of_the_figure(sums: list[WeekSum]) -> None:
    found = plotly.graph_objects.Figure(figure(sums))

    assert [trace.type for trace in found.data] == ["bar", "bar", "scatter", "scatter"]
    assert found.layout.barmode == "stack"
    assert len(found.layout.xaxis.tickvals) == len(found.layout.xaxis.ticktext)


@every_span
def test_the_bars_are_the_minutes_of_each_direction(sums: list[WeekSum]) -> None:
    forward, backward, goal, touched = figure(sums)["data"]

    assert (forward["marker"]["color"], backward["marker"]["color"]) == (FORWARD, BACKWARD)
    assert forward["y"] == [round(one.forward_minutes, 1) for one in sums]
    assert backward["y"] == [round(one.backward_minutes, 1) for one in sums]
    assert touched["y"] == [round(one.minutes, 1) for one in sums]
    assert len(touched["hovertext"]) == len(sums)
    assert goal["y"][::2] == goal["y"][1::2] == [one.goal_minutes for one in sums]


@every_span
def test_the_still_picture_lies_inside_its_box(sums: list[WeekSum]) -> None:
    assert_inside(still.picture(figure(sums)))


@every_span
def test_the_bars_of_the_still_picture_stand_on_each_other(sums: list[WeekSum]) -> None:
    picture = still.picture(figure(sums))
    forward = {bar.x: bar for bar in picture.bars if bar.role == "forward"}
    backward = [bar for bar in picture.bars if bar.role == "backward"]

    assert len(backward) == sum(round(one.backward_minutes, 1) > 0 for one in sums)
    for bar in backward:
        below = forward[bar.x]
        assert bar.y + bar.height == pytest.approx(below.y, abs=0.02)
        assert below.y + below.height == pytest.approx(picture.grid[0], abs=0.02)
        assert bar.width == below.width > 0


@every_span
def test_the_bars_are_as_high_as_their_minutes(sums: list[WeekSum]) -> None:
    picture = still.picture(figure(sums))
    heights = [bar.height for bar in picture.bars if bar.role == "forward"]
    minutes = [round(one.forward_minutes, 1) for one in sums if round(one.forward_minutes, 1) > 0]

    assert len(heights) == len(minutes)
    assert all(
        height / heights[0] == pytest.approx(m / minutes[0], rel=0.05)
        for height, m in zip(heights, minutes, strict=True)
    )


@pytest.mark.parametrize("count", [1, 2, 5, 12, 53, 104])
def test_about_four_weeks_carry_their_date_and_the_last_one_always(count: int) -> None:
    values = figure(weeks(count))["layout"]["xaxis"]["tickvals"]

    assert values[-1] == count - 1
    assert len(values) <= 7
    assert len({right - left for left, right in pairwise(values)}) <= 1


@pytest.mark.parametrize("goal", [5, 7, 99, 150, 151, 1000, 2000])
def test_the_axis_has_a_few_round_steps(goal: int) -> None:
    picture = still.picture(figure(weeks(4, minutes=1, backward=0, goal=goal)))

    assert 2 <= len(picture.grid) <= 7
    assert picture.grid == sorted(picture.grid, reverse=True)


def test_the_dates_of_a_year_keep_clear_of_each_other() -> None:
    sums = SPANS["a year"]
    texts = [f"{one.week.start:%d %b}" for one in sums]
    words = WeeklyWords("Forward", "Backward", texts, "Goal", texts)
    dates = [label for label in still.picture(weekly.figure(sums, words)).labels if label.text in texts]

    assert {label.anchor for label in dates} == {"middle"}
    assert all(later.x - earlier.x > 60 for earlier, later in pairwise(dates))
