"""The model's MET over speed, forward and backward, with the figures that were published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webapp.charts.style import BACKWARD, FORWARD, Figure, layout, ring
from webapp.domain import energy
from webapp.domain.energy import KMH_PER_MPH
from webapp.domain.published import PUBLISHED, Published

SLOWEST_MPH, FASTEST_MPH = 0.5, 4.5


@dataclass(frozen=True)
class EnergyWords:
    """The texts of the chart."""

    forward: str
    backward: str
    speeds: Sequence[tuple[float, str]]
    unit: str
    met: Callable[[float], str]


def figure(words: EnergyWords) -> Figure:
    """Two curves and the published points; speeds in mph along the bottom."""
    speeds = [SLOWEST_MPH + step / 10 for step in range(round((FASTEST_MPH - SLOWEST_MPH) * 10) + 1)]
    return {
        "data": [
            _curve(
                words.forward, speeds, [energy.forward_walk_met(mph) for mph in speeds], FORWARD, (2.7, "bottom right")
            ),
            _curve(
                words.backward, speeds, [energy.backward_walk_met(mph) for mph in speeds], BACKWARD, (4.3, "top left")
            ),
            *(_points(words, is_backward) for is_backward in (False, True)),
            *(_bar(words, point) for point in PUBLISHED if point.to_mph),
        ],
        "layout": layout(
            xaxis={
                "range": [0.3, FASTEST_MPH + 0.1],
                "tickmode": "array",
                "tickvals": [mph for mph, _ in words.speeds],
                "ticktext": [text for _, text in words.speeds[:-1]] + [f"{words.speeds[-1][1]} {words.unit}"],
            },
            yaxis={"range": [0, 10], "nticks": 5},
        ),
    }


def table() -> list[tuple[float, float, float]]:
    """Speed in km/h, forward MET and backward MET, every half mile an hour from 1 to 4.5 mph."""
    speeds = [step / 2 for step in range(2, 10)]
    return [(mph * KMH_PER_MPH, energy.forward_walk_met(mph), energy.backward_walk_met(mph)) for mph in speeds]


def _curve(
    name: str, speeds: Sequence[float], mets: Sequence[float], role: str, label: tuple[float, str]
) -> dict[str, object]:
    labelled, side = label
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": list(speeds),
        "y": [round(met, 3) for met in mets],
        "name": name,
        "text": [name if round(mph, 1) == labelled else "" for mph in speeds],
        "textposition": side,
        "textfont": {"color": role},
        "line": {"color": role, "width": 3},
        "hovertemplate": "%{y:.1f} MET<extra></extra>",
    }


def _points(words: EnergyWords, is_backward: bool) -> dict[str, object]:
    points = [point for point in PUBLISHED if point.is_backward is is_backward and not point.to_mph]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [point.mph for point in points],
        "y": [point.met for point in points],
        "hovertext": [_hover(words, point) for point in points],
        "hoverinfo": "text",
        "marker": ring(BACKWARD if is_backward else FORWARD),
    }


def _bar(words: EnergyWords, point: Published) -> dict[str, object]:
    """One MET for a range of speeds: a level line from the slowest to the fastest."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [point.mph, point.to_mph],
        "y": [point.met, point.met],
        "hovertext": [_hover(words, point)] * 2,
        "hoverinfo": "text",
        "line": {"color": BACKWARD if point.is_backward else FORWARD, "width": 2, "dash": "dash"},
    }


def _hover(words: EnergyWords, point: Published) -> str:
    return f"{point.source}: {words.met(point.met)}"
