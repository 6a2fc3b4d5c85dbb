"""Minutes a week, forward and backward, against the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.charts.style import BACKWARD, FORWARD, INK, STRIPES, Figure, layout
from webapp.domain.progress import WeekSum


@dataclass(frozen=True)
class WeeklyWords:
    """The texts of the chart: under each bar, at a touch of it, and beside the goal's line."""

    forward: str
    backward: str
    bars: Sequence[str]
    goal: str
    hover: Sequence[str]


def figure(sums: Sequence[WeekSum], words: WeeklyWords) -> Figure:
    """Stacked bars of the weeks, oldest first, and the goal that each week had as a stepped, dashed line."""
    positions = list(range(len(sums)))
    highest = max(
        [week_sum.minutes for week_sum in sums] + [float(week_sum.goal_minutes) for week_sum in sums], default=150.0
    )
    return {
        "data": [
            _bars(positions, [week_sum.forward_minutes for week_sum in sums], words.forward, FORWARD),
            _bars(positions, [week_sum.backward_minutes for week_sum in sums], words.backward, BACKWARD),
            _goal(positions, sums, words),
            _touched(positions, sums, words),
        ],
        "layout": layout(
            margin={"l": 34, "r": 36, "t": 12, "b": 28},
            barmode="stack",
            bargap=0.28 if len(sums) <= 20 else 0.12,
            xaxis={
                "range": [-0.6, len(sums) - 0.4],
                "tickmode": "array",
                "tickvals": _labelled(len(sums)),
                "ticktext": [words.bars[position] for position in _labelled(len(sums))],
            },
            yaxis={"range": [0, highest * 1.12], "nticks": 5},
            # A thumb that comes down anywhere finds the week under it.
            hovermode="x",
            hoverdistance=-1,
        ),
    }


def _bars(positions: Sequence[int], minutes: Sequence[float], name: str, role: str) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": role}
    if role == BACKWARD:
        marker["pattern"] = STRIPES
    return {
        "type": "bar",
        "x": positions,
        "y": [round(value, 1) for value in minutes],
        "name": name,
        "marker": marker,
        "hoverinfo": "skip",
    }


def _touched(positions: Sequence[int], sums: Sequence[WeekSum], words: WeeklyWords) -> dict[str, Any]:
    """What a touch shows at the top of a bar; itself it draws nothing."""
    return {
        "type": "scatter",
        "mode": "none",
        "x": list(positions),
        "y": [round(week.minutes, 1) for week in sums],
        "name": "",
        "hovertext": list(words.hover),
        "hoverinfo": "text",
    }


def _goal(positions: Sequence[int], sums: Sequence[WeekSum], words: WeeklyWords) -> dict[str, Any]:
    edges = [edge for position in positions for edge in (position - 0.5, position + 0.5)]
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": edges,
        "y": [week_sum.goal_minutes for week_sum in sums for _ in range(2)],
        "text": ["" for _ in edges[1:]] + [words.goal],
        "textposition": "middle right",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "name": words.goal,
        "line": {"color": INK, "dash": "dash", "width": 1.5},
        "hoverinfo": "skip",
    }


def _labelled(count: int) -> list[int]:
    """Which bars carry their date: about four of them, the last one always."""
    step = max(1, round(count / 4))
    return list(range(count - 1, -1, -step))[::-1]
