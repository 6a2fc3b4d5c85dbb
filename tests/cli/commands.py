"""What running a command answers."""

from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """The exit status of a command, and what it printed."""

    status: int
    output: str


Command = Callable[..., Ran]
