"""Walks as the plan sees them: what was said of each, and what its pain says beside what is usual."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from webapp.domain import pain
from webapp.domain.pain import Light
from webapp.domain.walks import Pain, Planned, Site


@dataclass(frozen=True, kw_only=True)
class Done:
    """A walk as the plan sees it. What is None was not said."""

    id: UUID
    at: dt.datetime
    day: dt.date
    planned: Planned | None = None
    backward_seconds: int = 0
    stumbles: int | None = None
    falls: int | None = None
    had_warning_sign: bool = False
    effort: int | None = None
    pain: tuple[Pain, ...] = ()

    @property
    def is_unsaid(self) -> bool:
        """Whether nothing was said of how it went."""
        is_felt = self.stumbles is not None or self.effort is not None or self.falls is not None
        return not is_felt and not self.pain and not self.had_warning_sign


@dataclass(frozen=True)
class Felt:
    """A walk with what its pain says: the light, the worst of any site, and whether a site was worse next morning."""

    walk: Done
    light: Light | None
    worst: int | None
    was_worse_next_morning: bool

    @property
    def is_red(self) -> bool:
        return self.light is Light.RED

    @property
    def is_alarm(self) -> bool:
        """A fall or a warning sign: the plan stops at once."""
        return bool(self.walk.falls) or self.walk.had_warning_sign


def felt(walks: Sequence[Done]) -> list[Felt]:
    """The walks, oldest first, each with its pain against what the site usually felt like until then."""
    befores: dict[Site, tuple[int, int]] = {}
    return [_felt(walk, befores) for walk in walks]


def _felt(walk: Done, befores: dict[Site, tuple[int, int]]) -> Felt:
    """A walk with its pain. `befores` are the sum and the number of what each site felt like before walks."""
    for one in walk.pain:
        if one.before is not None:
            total, count = befores.get(one.site, (0, 0))
            befores[one.site] = (total + one.before, count + 1)
    usual = {one.site: _mean(*befores.get(one.site, (0, 0))) for one in walk.pain}
    lights = [pain.light(one.worst, one.next_morning, usual[one.site]) for one in walk.pain]
    compared = [one for one in walk.pain if usual[one.site] is not None]
    mornings = [pain.light(None, one.next_morning, usual[one.site]) for one in compared]
    scores = [score for one in walk.pain for score in (one.worst, _bad_morning(one, usual[one.site]))]
    return Felt(
        walk,
        max((light for light in lights if light is not None), default=None),
        max((score for score in scores if score is not None), default=None),
        Light.RED in mornings,
    )


def _bad_morning(one: Pain, usual: float | None) -> int | None:
    """The next morning where it speaks for itself: what is usual was never said."""
    return one.next_morning if usual is None and pain.light(None, one.next_morning, None) is Light.RED else None


def _mean(total: int, count: int) -> float | None:
    return total / count if count else None
