"""Walks as the plan sees them: what was said of each, and what its pain says beside what is usual."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from webapp.domain import pain
from webapp.domain.pain import FEWEST_BEFORES, Before, Light
from webapp.domain.walks import Pain, Planned, Site, WarningSign


@dataclass(frozen=True, kw_only=True)
class Done:
    """A walk as the plan sees it. What is None was not said."""

    id: UUID
    at: dt.datetime
    day: dt.date
    planned: Planned | None = None
    seconds: int = 0
    backward_seconds: int = 0
    stumbles: int | None = None
    falls: int | None = None
    warning_signs: tuple[WarningSign, ...] = ()
    effort: int | None = None
    pain: tuple[Pain, ...] = ()
    # Whether much pain was told of it, and no clinician's word came after that.
    is_hurt_uncleared: bool = False

    @property
    def had_warning_sign(self) -> bool:
        return bool(self.warning_signs)

    @property
    def is_unsaid(self) -> bool:
        """Whether nothing was said of how it went."""
        is_felt = self.stumbles is not None or self.effort is not None or self.falls is not None
        return not is_felt and not self.pain and not self.had_warning_sign


@dataclass(frozen=True)
class FeltWalk:
    """A walk with what its pain says: the light, the worst of any site, and whether a site was worse next morning.

    `too_much` are the sites that hurt so much that twice in a row means to stop; `is_steady` whether every site was
    fine, or no worse than it usually is.
    """

    walk: Done
    light: Light | None
    worst: int | None
    was_worse_next_morning: bool
    too_much: frozenset[Site]
    is_steady: bool

    @property
    def is_too_much(self) -> bool:
        return bool(self.too_much)

    @property
    def is_red(self) -> bool:
        return self.light is Light.RED

    @property
    def is_alarm(self) -> bool:
        """A fall or a warning sign: the plan stops at once."""
        return bool(self.walk.falls) or self.walk.had_warning_sign


# How each site was before walks, oldest first.
Befores = Mapping[Site, Sequence[Before]]
NOTHING_BEFORE: Befores = {}


def felt(walks: Sequence[Done], earlier: Befores = NOTHING_BEFORE) -> list[FeltWalk]:
    """The walks, oldest first, each with its pain against what was usual then; `earlier` is from before them."""
    so_far = {site: list(befores) for site, befores in earlier.items()}
    return [_felt(walk, _usual(walk, so_far)) for walk in walks]


def hurts_too_much(walks: Sequence[FeltWalk]) -> bool:
    """Whether pain was too much in the last two walks, of one site or of any, and no clinician cleared both since.

    The walks are given oldest first; those of which no pain was told are left out.
    """
    told = [felt_walk for felt_walk in walks if felt_walk.light is not None or felt_walk.is_too_much]
    lasts = [told[-2:]] if all(felt_walk.is_too_much for felt_walk in told[-2:]) else []
    for site in Site:
        of_site = [felt_walk for felt_walk in walks if site in {pain.site for pain in felt_walk.walk.pain}][-2:]
        lasts += [of_site] if all(site in felt_walk.too_much for felt_walk in of_site) else []
    return any(len(last) > 1 and any(felt_walk.walk.is_hurt_uncleared for felt_walk in last) for last in lasts)


def befores(walks: Sequence[Done]) -> Befores:
    """How each site was before these walks, given oldest first."""
    so_far: dict[Site, list[Before]] = {}
    for walk in walks:
        _usual(walk, so_far)
    return so_far


def joined(earlier: Befores, later: Befores) -> Befores:
    """Both, one after the other."""
    return {site: [*earlier.get(site, ()), *later.get(site, ())] for site in {*earlier, *later}}


def asks_for_earlier(walks: Sequence[Done], since: dt.date) -> bool:
    """Whether what is usual at a walk since a day is left open by these walks: then all from before them matters."""
    so_far: dict[Site, list[Before]] = {}
    for walk in walks:
        _usual(walk, so_far)
        few = [
            told for told in walk.pain if len(pain.recent_scores(so_far.get(told.site, []), walk.day)) < FEWEST_BEFORES
        ]
        if few and walk.day >= since:
            return True
    return False


def _usual(walk: Done, so_far: dict[Site, list[Before]]) -> dict[Site, float | None]:
    """What is usual of the sites of a walk, once its own scores are put to those found so far."""
    for told in walk.pain:
        if told.before is not None:
            so_far.setdefault(told.site, []).append(Before(walk.day, told.before))
    return {told.site: pain.usual(so_far.get(told.site, []), walk.day) for told in walk.pain}


def _felt(walk: Done, usual: Mapping[Site, float | None]) -> FeltWalk:
    lights = [pain.light(told.worst, told.next_morning, usual[told.site]) for told in walk.pain]
    compared = [told for told in walk.pain if usual[told.site] is not None]
    mornings = [pain.light(None, told.next_morning, usual[told.site]) for told in compared]
    scores = [score for told in walk.pain for score in (told.worst, _bad_morning(told, usual[told.site]))]
    return FeltWalk(
        walk,
        max((light for light in lights if light is not None), default=None),
        max((score for score in scores if score is not None), default=None),
        Light.RED in mornings,
        frozenset(told.site for told in walk.pain if pain.is_too_much(told, usual[told.site])),
        all(pain.is_steady(told, usual[told.site]) for told in walk.pain),
    )


def _bad_morning(told: Pain, usual: float | None) -> int | None:
    """The next morning where it speaks for itself: what is usual was never said."""
    return told.next_morning if usual is None and pain.light(None, told.next_morning, None) is Light.RED else None
