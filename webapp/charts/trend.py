"""Measurements over time as dots on a line, with lines to compare with, and weekly minutes under them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.charts.style import BACKWARD, INK, STRIPES, Figure, layout, ring
from webapp.domain.trends import Point


@dataclass(frozen=True)
class Series:
    """Measurements of one thing, oldest first; its name stands at its last point: above it, or below a mere line."""

    name: str
    points: Sequence[Point]
    has_line: bool = True
    has_dots: bool = True


@dataclass(frozen=True)
class LevelLine:
    """A value to compare with, drawn as a dashed line with its name."""

    value: float
    name: str


@dataclass(frozen=True)
class TrendWords:
    """The dates along the bottom, in the person's language, and the name of the bars."""

    days: Sequence[tuple[dt.date, str]]
    bars: str = ""


def figure(
    series: Sequence[Series],
    words: TrendWords,
    *,
    levels: Sequence[LevelLine] = (),
    bars: Sequence[Point] = (),
    ends: tuple[float, float] | None = None,
) -> Figure:
    """Lines of dots over weeks since the first day; bars are a week wide, scaled to the lower half of the chart.

    The axis begins at 0 and ends above the highest value, or is the one of `ends`; bars need one that begins at 0.
    """
    days = [point.day for curve in series for point in curve.points] + [bar.day for bar in bars]
    first, last = (min(days), max(days)) if days else (dt.date(2000, 1, 1), dt.date(2000, 1, 1))
    values = [point.value for curve in series for point in curve.points] + [level.value for level in levels]
    lowest, highest = ends or (0, max(values, default=1.0) * 1.15 or 1.0)
    width = max(1.0, _weeks(first, last))
    return {
        "data": [
            *([_bars(bars, first, highest, words.bars)] if bars else []),
            *(_line(curve, first) for curve in series if curve.points),
            *(_level(level, width) for level in levels),
        ],
        "layout": layout(
            margin={"l": 34, "r": 40, "t": 16, "b": 28},
            bargap=0.3,
            xaxis={
                "range": [-0.6, width + 0.6],
                "tickmode": "array",
                "tickvals": [_weeks(first, day) for day, _ in words.days],
                "ticktext": [text for _, text in words.days],
            },
            yaxis={"range": [lowest, highest], "nticks": 5, "rangemode": "normal" if lowest else "tozero"},
        ),
    }


def ends_around(values: Sequence[float], *, room: float) -> tuple[float, float]:
    """The ends of an axis for figures that lie far from 0: a share of room above and below them, never under 0."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    space = max(room, (high - low) * 0.25)
    return max(0.0, low - space), high + space


def labelled_days(days: Sequence[dt.date]) -> list[dt.date]:
    """The first and the last day, and one between when they lie far apart: those that carry their date."""
    if not days:
        return []
    first, last = min(days), max(days)
    between = [first + (last - first) / 2] if (last - first).days >= 21 else []
    return sorted({first, *between, last})


def _weeks(first: dt.date, day: dt.date) -> float:
    return round((day - first).days / 7, 3)


def _line(series: Series, first: dt.date) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "+".join([*(["lines"] if series.has_line else []), *(["markers"] if series.has_dots else []), "text"]),
        "x": [_weeks(first, point.day) for point in series.points],
        "y": [round(point.value, 2) for point in series.points],
        "name": series.name,
        "text": ["" for _ in series.points[1:]] + [series.name],
        "textposition": "top left" if series.has_dots else "bottom left",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "hovertext": [point.hover for point in series.points],
        "hoverinfo": "text",
        "line": {"color": INK, "width": 2 if series.has_dots else 1.5},
        "marker": ring(INK),
    }


def _level(level: LevelLine, width: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": [-0.6, width + 0.6],
        "y": [level.value, level.value],
        "name": level.name,
        "text": ["", level.name],
        "textposition": "top left",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "line": {"color": INK, "dash": "dash", "width": 1.5},
        "hoverinfo": "skip",
    }


def _bars(bars: Sequence[Point], first: dt.date, highest: float, name: str) -> dict[str, Any]:
    tallest = max((bar.value for bar in bars), default=0.0) or 1.0
    return {
        "type": "bar",
        "x": [_weeks(first, bar.day) for bar in bars],
        "y": [round(bar.value / tallest * highest / 2, 3) for bar in bars],
        "name": name,
        "marker": {"color": BACKWARD, "pattern": STRIPES, "opacity": 0.5},
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
    }
