"""A figure as a still picture: shapes for an SVG that is there before any script, in print, and without one."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.charts.style import BACKWARD, FORWARD, Figure

WIDTH, HEIGHT = 358.0, 260.0
# Half of how wide a letter of a date is, at most.
_HALF_LETTER = 3.5


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    role: str
    opacity: float


@dataclass(frozen=True)
class Line:
    points: str
    role: str
    is_dashed: bool
    is_thin: bool


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    role: str


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str
    role: str


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws, in the units of a 358 by 260 view box."""

    bars: Sequence[Bar]
    lines: Sequence[Line]
    dots: Sequence[Dot]
    labels: Sequence[Label]
    grid: Sequence[float]
    left: float
    right: float


@dataclass(frozen=True)
class _Scale:
    values: Sequence[float]
    places: Sequence[float]

    def __call__(self, value: float) -> float:
        (low, high), (start, end) = self.values, self.places
        return round(start + (value - low) / ((high - low) or 1) * (end - start), 2)


def picture(figure: Figure) -> Picture:
    """The shapes of a figure of bars, lines and dots whose axes have their ranges set."""
    layout = figure["layout"]
    margin = layout["margin"]
    x = _Scale(layout["xaxis"]["range"], (margin["l"], WIDTH - margin["r"]))
    y = _Scale(layout["yaxis"]["range"], (HEIGHT - margin["b"], margin["t"]))
    scatters = [trace for trace in figure["data"] if trace["type"] == "scatter"]
    grid = _round_steps(y.values[0], y.values[1], layout["yaxis"].get("nticks", 5))
    return Picture(
        bars=list(_bars([trace for trace in figure["data"] if trace["type"] == "bar"], x, y, layout)),
        lines=[_line(trace, x, y) for trace in scatters if "lines" in trace["mode"]],
        dots=[dot for trace in scatters if "markers" in trace["mode"] for dot in _dots(trace, x, y)],
        labels=[*_tick_labels(layout, x, y, grid), *(label for trace in scatters for label in _texts(trace, x, y))],
        grid=[y(step) for step in grid],
        left=margin["l"],
        right=WIDTH - margin["r"],
    )


def _bars(traces: Sequence[dict[str, Any]], x: _Scale, y: _Scale, layout: dict[str, Any]) -> Iterator[Bar]:
    width = (x(1) - x(0)) * (1 - layout.get("bargap", 0.2))
    base: dict[float, float] = {}
    for trace in traces:
        for position, value in zip(trace["x"], trace["y"], strict=True):
            bottom = base.get(position, 0.0)
            base[position] = bottom + value
            if value > 0:
                top = y(bottom + value)
                left = round(x(position) - width / 2, 2)
                marker = trace["marker"]
                size = round(width, 2), round(y(bottom) - top, 2)
                yield Bar(left, top, *size, _role(marker["color"]), marker.get("opacity", 1))


def _line(trace: dict[str, Any], x: _Scale, y: _Scale) -> Line:
    points = " ".join(f"{x(px):g},{y(py):g}" for px, py in zip(trace["x"], trace["y"], strict=True))
    line = trace["line"]
    return Line(points, _role(line["color"]), line.get("dash") == "dash", line.get("width", 2) < 2)


def _dots(trace: dict[str, Any], x: _Scale, y: _Scale) -> Iterator[Dot]:
    for px, py in zip(trace["x"], trace["y"], strict=True):
        yield Dot(x(px), y(py), _role(trace["marker"]["line"]["color"]))


def _texts(trace: dict[str, Any], x: _Scale, y: _Scale) -> Iterator[Label]:
    height, _, side = str(trace.get("textposition", "top right")).partition(" ")
    anchor, dx = ("end", 0) if side == "left" else ("start", 4)
    dy = {"top": -6, "middle": 4, "bottom": 18}[height]
    color = trace.get("line", trace.get("marker", {})).get("color", "")
    for px, py, text in zip(trace["x"], trace["y"], trace.get("text", ()), strict=False):
        if text:
            yield Label(x(px) + dx, y(py) + dy, text, anchor, _role(color))


def _tick_labels(layout: dict[str, Any], x: _Scale, y: _Scale, grid: Sequence[float]) -> Iterator[Label]:
    axis = layout["xaxis"]
    for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        is_cut = x(value) + len(text) * _HALF_LETTER > WIDTH
        yield Label(x(value), HEIGHT - 8, text, "end" if is_cut else "middle", "quiet")
    decimal = layout.get("separators", ".")[0]
    for step in grid:
        yield Label(layout["margin"]["l"] - 6, y(step) + 4, f"{step:g}".replace(".", decimal), "end", "quiet")


def _round_steps(lowest: float, highest: float, about: int) -> list[float]:
    """Steps of 1, 2 or 5 times a power of ten that divide the axis into about so many parts."""
    length = highest - lowest
    power = 10.0 ** (len(str(int(length / about))) - 1) if length >= about else 0.1
    step = next(factor * power for factor in (1, 2, 5, 10, 20, 50) if length / (factor * power) <= about)
    return [step * number for number in range(math.ceil(lowest / step), math.floor(highest / step) + 1)]


def _role(color: str) -> str:
    return {FORWARD: "forward", BACKWARD: "backward"}.get(color, "ink")
