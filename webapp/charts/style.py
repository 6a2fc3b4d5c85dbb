"""What all charts share. Colours stand for roles: the page's script puts the theme's own colours in their place."""

from typing import Any

Figure = dict[str, Any]

FORWARD = "#005a9c"
BACKWARD = "#a84300"
INK = "#16202b"
QUIET = "#4b5866"
LINE = "#e3ded5"
CARD = "#ffffff"
# Backward is striped as well as orange: the two colours are almost equally bright.
STRIPES = {"shape": "/", "fillmode": "overlay", "fgcolor": CARD, "fgopacity": 0.35, "size": 7, "solidity": 0.35}


def ring(role: str) -> dict[str, Any]:
    """A dot filled with the colour of the card, so that no line shows through it."""
    return {"color": CARD, "size": 9, "line": {"color": role, "width": 2}}


def layout(*, xaxis: dict[str, Any], yaxis: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A layout of few lines: no frame, no legend (the page has one), no zoom that a thumb could trip over."""
    axis: dict[str, Any] = {"fixedrange": True, "showgrid": False, "zeroline": False, "color": QUIET}
    return {
        # Unseen ticks keep the dates clear of the lowest figure beside them.
        "xaxis": axis | {"ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"} | xaxis,
        "yaxis": axis | {"showgrid": True, "gridcolor": LINE, "rangemode": "tozero"} | yaxis,
        "margin": {"l": 34, "r": 8, "t": 12, "b": 28},
        "height": 260,
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": QUIET},
        "hoverlabel": {"align": "left"},
        # Twice what Plotly takes: a thumb is wider than a pointer.
        "hoverdistance": 40,
        "dragmode": False,
    } | more
