"""A measured figure beside its floor, and the table of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

ROW = "{:<46} {:>11}  {:<40} {:>11} {:>6} {:>8}  {}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value, what it is held against, and how much it may be: as a ratio to its floor, or by itself."""

    name: str
    value: float
    unit: str
    floor_name: str = ""
    floor: float | None = None
    most_times: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def has_bar(self) -> bool:
        return self.most_times is not None or self.most is not None

    @property
    def is_over(self) -> bool:
        # A bar of 1.3 is met by what the table shows as 1.30.
        is_many_times = (
            self.ratio is not None and self.most_times is not None and round(self.ratio, 2) > self.most_times
        )
        return is_many_times or (self.most is not None and round(self.value, 2) > self.most)


def table(figures: Sequence[Figure]) -> str:
    """All figures, one a line."""
    head = ROW.format("figure", "measured", "beside its floor", "floor", "times", "at most", "")
    return "\n".join([head.rstrip(), "-" * len(head), *(_row(figure) for figure in figures)])


def typical(values: Sequence[float]) -> float:
    """The median: a machine that does something else for a moment does not move it."""
    return median(values)


def _row(figure: Figure) -> str:
    value = f"{figure.value:.2f} {figure.unit}"
    floor = "" if figure.floor is None else f"{figure.floor:.2f} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    verdict = ("OVER" if figure.is_over else "ok") if figure.has_bar else ""
    return ROW.format(figure.name, value, figure.floor_name, floor, ratio, _bar(figure), verdict).rstrip()


def _bar(figure: Figure) -> str:
    if figure.most_times is not None:
        return f"{figure.most_times:g} x"
    return "" if figure.most is None else f"{figure.most:g} {figure.unit}"
