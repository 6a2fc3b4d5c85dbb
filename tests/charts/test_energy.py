import plotly.graph_objects
import pytest

from tests.charts.test_weekly import assert_inside
from webapp.charts import energy, still
from webapp.domain.energy import KMH_PER_MPH
from webapp.domain.published import PUBLISHED


def words() -> energy.EnergyWords:
    return energy.EnergyWords(
        "Forward",
        "Backward",
        [(mph, f"{mph * KMH_PER_MPH:.0f}") for mph in (1.0, 2.0, 3.0, 4.0)],
        "km/h",
        lambda met: f"{met:.1f} MET",
    )


def test_plotly_understands_every_word_of_the_figure() -> None:
    found = plotly.graph_objects.Figure(energy.figure(words()))

    assert {trace.type for trace in found.data} == {"scatter"}
    assert len(found.data) >= 4


def test_the_curves_go_through_the_anchors() -> None:
    forward, backward = energy.figure(words())["data"][:2]
    at = [round(mph, 1) for mph in forward["x"]].index(3.5)

    assert (forward["y"][at], backward["y"][at]) == (4.3, 6.0)
    assert forward["y"] == sorted(forward["y"]) and backward["y"] == sorted(backward["y"])
    assert all(f < b for f, b in zip(forward["y"], backward["y"], strict=True))


def test_every_published_figure_is_a_point() -> None:
    traces = [trace for trace in energy.figure(words())["data"] if "markers" in trace["mode"]]
    points = {point for trace in traces for point in zip(trace["x"], trace["y"], strict=True)}

    assert points == {(point.mph, point.met) for point in PUBLISHED if not point.to_mph}


def test_a_row_for_a_range_of_paces_is_a_bar_from_the_slowest_to_the_fastest() -> None:
    bars = [(trace["x"], trace["y"]) for trace in energy.figure(words())["data"] if len(trace["x"]) == 2]

    assert ([2.8, 3.4], [3.8, 3.8]) in bars
    assert ([3.5, 3.9], [4.8, 4.8]) in bars
    assert not [point for point in PUBLISHED if point.to_mph and point.to_mph <= point.mph]


def test_the_still_picture_lies_inside_its_box_with_all_its_points() -> None:
    picture = still.picture(energy.figure(words()))

    assert_inside(picture)
    assert len(picture.dots) == sum(not point.to_mph for point in PUBLISHED)
    assert {line.role for line in picture.lines} == {"forward", "backward"}
    assert {"Forward", "Backward"} <= {label.text for label in picture.labels}


def test_the_table_says_what_the_curves_show() -> None:
    rows = energy.table()

    assert len(rows) == 8
    assert next(row for row in rows if row[0] == pytest.approx(3.5 * KMH_PER_MPH))[1:] == (4.3, 6.0)
    assert all(forward < backward for _, forward, backward in rows)
