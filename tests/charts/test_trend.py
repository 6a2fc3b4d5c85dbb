"""The chart of measurements over time."""

import datetime as dt

import plotly.graph_objects
import pytest

from webapp.charts import still, trend
from webapp.charts.still import HEIGHT, WIDTH
from webapp.charts.style import Figure
from webapp.charts.trend import LevelLine, Series, TrendWords
from webapp.domain.trends import Point

MONDAY = dt.date(2025, 11, 17)


def points(*values: float, every: int = 9) -> list[Point]:
    return [Point(MONDAY + dt.timedelta(days=every * step), value, f"{value}") for step, value in enumerate(values)]


def figure(*series: list[Point], levels: tuple[LevelLine, ...] = (), bars: tuple[Point, ...] = ()) -> Figure:
    days = [point.day for one in series for point in one] + [bar.day for bar in bars]
    words = TrendWords([(day, day.isoformat()) for day in trend.labelled_days(days)], "minutes")
    return trend.figure(
        [Series(f"leg {one}", found) for one, found in enumerate(series)], words, levels=levels, bars=bars
    )


FIGURES = {
    "nothing": figure(),
    "one result": figure(points(4.2)),
    "one of nought": figure(points(0)),
    "a year": figure(points(*(5 - step / 20 for step in range(40)))),
    "ten years": figure(points(*(float(step % 11) for step in range(400)))),
    "two sides with a level": figure(
        points(8, 9, 12), points(3, 20, 4), levels=(LevelLine(10, "10 s"), LevelLine(45, "45 s"))
    ),
    "with bars": figure(points(3, 2, 1), bars=tuple(points(15, 0, 26, every=7))),
    "bars of nought": figure(points(3), bars=tuple(points(0, 0))),
}
every_figure = pytest.mark.parametrize("drawn", FIGURES.values(), ids=FIGURES.keys())


@every_figure
def test_plotly_knows_every_part_of_it(drawn: Figure) -> None:
    plotly.graph_objects.Figure(drawn)


@every_figure
def test_the_still_picture_keeps_inside_its_frame(drawn: Figure) -> None:
    picture = still.picture(drawn)
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in picture.dots)
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in picture.bars)
    assert all(0 <= label.x <= WIDTH and 0 <= label.y <= HEIGHT for label in picture.labels)


def test_the_steps_of_the_axis_have_the_decimals_of_the_language() -> None:
    drawn = figure(points(0.4, 1.2))
    drawn["layout"]["separators"] = ",."
    assert "0,5" in [label.text for label in still.picture(drawn).labels]


def test_every_result_is_a_dot_that_says_its_figure() -> None:
    line = figure(points(4.2, 3.9))["data"][0]
    assert (line["y"], line["hovertext"]) == ([4.2, 3.9], ["4.2", "3.9"])
    assert line["x"] == [0, 1.286]


def test_bars_keep_to_the_lower_half_and_to_their_proportions() -> None:
    bars = figure(points(10), bars=tuple(points(5, 20, every=7)))["data"][0]
    assert bars["y"][1] == pytest.approx(4 * bars["y"][0], abs=0.01)
    assert max(bars["y"]) <= 11.5 / 2


@pytest.mark.parametrize(("apart", "count"), [(0, 1), (7, 2), (20, 2), (21, 3), (3000, 3)])
def test_few_days_carry_their_date(apart: int, count: int) -> None:
    days = trend.labelled_days([MONDAY, MONDAY + dt.timedelta(days=apart)])
    assert len(days) == count
    assert trend.labelled_days([]) == []


def test_an_axis_of_its_own_begins_and_ends_where_it_is_said() -> None:
    days = TrendWords([(MONDAY, "17 Nov")])
    drawn = trend.figure([Series("", points(70.2, 71.4, 70.8))], days, ends=trend.ends_around([70.2, 71.4], room=2))
    assert drawn["layout"]["yaxis"]["range"] == pytest.approx([68.2, 73.4])
    picture = still.picture(drawn)
    assert all(0 <= y <= HEIGHT for y in picture.grid)
    assert [label.text for label in picture.labels][1:] == ["70", "72"]
    assert trend.ends_around([1.0], room=2) == (0, 3)


def test_dots_can_stand_without_a_line_and_a_line_without_dots() -> None:
    words = TrendWords([])
    drawn = trend.figure([Series("", points(1, 2), has_dots=False), Series("", points(3, 4, 5), has_line=False)], words)
    picture = still.picture(drawn)
    assert (len(picture.lines), len(picture.dots)) == (1, 3)
    assert picture.lines[0].is_thin


def test_bars_behind_measurements_are_pale_so_that_dots_can_be_read() -> None:
    picture = still.picture(figure(points(3, 2, 1), bars=tuple(points(15, 0, 26, every=7))))
    assert {bar.opacity for bar in picture.bars} == {0.5}
