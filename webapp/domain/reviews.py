"""What is said of a walk afterward: how it felt, and the pain around it. It never touches where or how far one went."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from enum import StrEnum
from typing import TypedDict

from webapp.domain.walks import Pain, Site, Walk, WarningSign, signs_in_order


class Review(TypedDict, total=False):
    """Answers about a walk. What is left out stays as it is; None, or False for a tick, takes an answer back.

    Effort and attention go from 0 to 10.
    """

    effort: int | None
    stumbles: int | None
    falls: int | None
    attention: int | None
    looked_back: bool | None
    with_partner: bool
    held_form: bool | None


# The fields of a walk that a review may change.
ANSWERED = frozenset(Review.__annotations__) | {"warning_signs", "pain"}


class Moment(StrEnum):
    """When pain is asked: the worst of the walk counts as `during`."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    NEXT_MORNING = "next_morning"


# The scores from 0 to 10 by site and moment; None takes one back.
Scores = Mapping[tuple[Site, Moment], int | None]


# Whether there was a sign, for those that were asked about.
Signs = Mapping[WarningSign, bool]
NO_SIGNS: Signs = {}


def reviewed(walk: Walk, felt: Review, scores: Scores, signs: Signs = NO_SIGNS) -> Walk:
    """The walk with these answers. A site without any score is left out; the answers are not checked here."""
    by_site = {pain.site: asdict(pain) for pain in walk.pain}
    for (site, moment), score in scores.items():
        by_site.setdefault(site, asdict(Pain(site=site)))[moment.value] = score
    pains = (Pain(**fields) for fields in by_site.values())
    kept = [sign for sign in WarningSign if signs.get(sign, sign in walk.warning_signs)]
    return replace(
        walk, **felt, warning_signs=signs_in_order(kept), pain=tuple(pain for pain in pains if is_scored(pain))
    )


def is_scored(pain: Pain) -> bool:
    """Whether any score was said of a site."""
    return any(score is not None for score in (pain.before, pain.during, pain.after, pain.next_morning))


def is_answered(effort: int | None, stumbles: int | None, attention: int | None, falls: int | None) -> bool:
    """Whether anything was said of how a walk went."""
    return any(answer is not None for answer in (effort, stumbles, attention, falls))
