"""A figure on its way to a page: for Plotly, and as the picture that stands there first."""

from flask import g

from webapp.charts import still
from webapp.charts.still import Picture
from webapp.charts.style import Figure
from webapp.words import formats


def drawn(figure: Figure) -> dict[str, Figure | Picture]:
    """What the template of a chart needs; also lets this one page have Plotly's style element."""
    g.draws = True
    figure["layout"]["separators"] = formats.separators()
    return {"figure": figure, "picture": still.picture(figure)}
