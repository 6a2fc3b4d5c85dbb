"""What a change between self tests is: more than the usual ups and downs, and more than practice."""

from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean

from webapp.domain.self_tests import RULES, SelfTestKind

# In one study the second walk backward was 2.4 s quicker within the hour (Ozden 2020): the first two are the beginning.
BEGINNING = 2


class Change(StrEnum):
    """How a result compares with the first two."""

    TOO_EARLY = "too_early"
    BETTER = "better"
    SLIGHTLY_BETTER = "slightly_better"
    WITHIN_NOISE = "within_noise"
    SLIGHTLY_WORSE = "slightly_worse"
    WORSE = "worse"
    NOT_KNOWN = "not_known"


def change(kind: SelfTestKind, first: Sequence[float], newest: float) -> Change:
    """How the newest result of a kind (and side) compares with the mean of the first two, in the unit of the kind.

    `first` are the results before it, oldest first, of which the first two are used. Until there are two nothing is
    said: who does a test for the second time is better by practice alone. Each new result is compared with the same
    two, not with the one before it, so that many tests are not as many chances to find something.
    """
    if RULES[kind].noise is None:
        return Change.NOT_KNOWN
    if len(first) < BEGINNING:
        return Change.TOO_EARLY
    return compare(kind, fmean(first[:BEGINNING]), newest)


def compare(kind: SelfTestKind, before: float, now: float) -> Change:
    """How a result compares with earlier ones of the same kind (and side), both in the unit of the kind.

    3-metre backward walk: 0.9 s (our working figure, derived, for healthy people). Timed up and go: 2 s, and walking
    speed: 0.05 m/s for a small and 0.10 m/s for a meaningful change (PMC6521916). Chair stand: 2 stands (0.96 after a
    knee replacement). One-leg stance and heel rises: no figure is known, so nothing is said.
    """
    rule = RULES[kind]
    if rule.noise is None:
        return Change.NOT_KNOWN
    # Decimals such as 4.5 − 3.6 are not quite 0.9 in binary.
    size = round(abs(now - before), 6)
    if size < rule.noise.least:
        return Change.WITHIN_NOISE
    is_better = (now < before) is rule.is_lower_better
    if size < rule.noise.real:
        return Change.SLIGHTLY_BETTER if is_better else Change.SLIGHTLY_WORSE
    return Change.BETTER if is_better else Change.WORSE
