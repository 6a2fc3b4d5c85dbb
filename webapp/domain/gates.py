"""What opens a level of the plan: facts of the diary, and what only the person can know.

The gates are our own, from the trials' supervised doses and clinical habit. Level 5 opens without level 4: a sled suits
where there is no room to run. A gate that only the person can know is ticked when the level is begun.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.felt import Done
from webapp.domain.problems import Problem, Reason
from webapp.domain.safety import CLOSES_JOG_AND_SLED, SLOW_BACKWARD_S, Advised, Answer, Check
from webapp.domain.standings import OUTDATED, Standing
from webapp.domain.walks import Site

LONG_SESSION_S = 20 * 60
CLEAN_OF_LEVEL_2, CLEAN_OF_ANY = 4, 10
CALM_PAIN = 2
# "Now" is what the last sessions say, of those that say anything of a site.
PAIN_SESSIONS = 3
KNEES = (Site.KNEE_LEFT, Site.KNEE_RIGHT)


class Gate(StrEnum):
    LEVEL_1_FINISHED = "level_1_finished"
    LONG_CLEAN_SESSION = "long_clean_session"
    STEADY_OR_SUPPORTED = "steady_or_supported"
    CLEAN_LEVEL_2 = "clean_level_2"
    LEVEL_2_FINISHED = "level_2_finished"
    CLEAN_SESSIONS = "clean_sessions"
    UNDER_65_OR_CLEARED = "under_65_or_cleared"
    NO_SWELLING_OR_PRESSURE = "no_swelling_or_pressure"
    BACK_CALM = "back_calm"
    KNEE_CALM = "knee_calm"
    # What only the person can know.
    RAILS_OR_TRACK = "rails_or_track"
    RAILS_AND_CLIP = "rails_and_clip"
    LANE = "lane"
    STRIP = "strip"


OWN_WORD = frozenset({Gate.RAILS_OR_TRACK, Gate.RAILS_AND_CLIP, Gate.LANE, Gate.STRIP})
GATES: dict[int, tuple[Gate, ...]] = {
    1: (),
    2: (Gate.LEVEL_1_FINISHED, Gate.LONG_CLEAN_SESSION, Gate.STEADY_OR_SUPPORTED, Gate.RAILS_OR_TRACK),
    3: (Gate.CLEAN_LEVEL_2, Gate.RAILS_AND_CLIP),
    4: (
        *(Gate.LEVEL_2_FINISHED, Gate.CLEAN_SESSIONS, Gate.UNDER_65_OR_CLEARED),
        *(Gate.NO_SWELLING_OR_PRESSURE, Gate.BACK_CALM, Gate.LANE),
    ),
    5: (Gate.LEVEL_2_FINISHED, Gate.NO_SWELLING_OR_PRESSURE, Gate.KNEE_CALM, Gate.BACK_CALM, Gate.STRIP),
}


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What the gates ask of the diary. Seconds of the newest 3-metre backward walk; None where nothing is known."""

    check: Check
    advised: Advised
    may_be_older: bool
    finished: frozenset[int] = frozenset()
    longest_clean_s: int = 0
    longest_untold_s: int = 0
    clean_level_2: int = 0
    clean: int = 0
    backward_3m_s: float | None = None
    back_pain: int | None = None
    knee_pain: int | None = None


@dataclass(frozen=True)
class GateState:
    """A gate, whether it is met, and the figure that says how near it is.

    `is_untold` says that telling how a walk went would meet it.
    """

    gate: Gate
    is_met: bool
    figure: float | None = None
    is_untold: bool = False

    @property
    def is_own_word(self) -> bool:
        return self.gate in OWN_WORD


def facts(
    walks: Sequence[Done],
    *,
    check: Check,
    advised: Advised,
    may_be_older: bool,
    finished: frozenset[int],
    backward_3m_s: float | None,
    since: dt.date = dt.date.min,
) -> PlanFacts:
    """The facts of the walks since a day, oldest first. A session is clean when it was told to be without a stumble and
    a fall."""
    walks = [walk for walk in walks if walk.day >= since]
    untold = [walk.backward_seconds for walk in walks if walk.stumbles is None and not walk.falls]
    clean = [walk for walk in walks if walk.stumbles == 0 and not walk.falls and walk.backward_seconds]
    return PlanFacts(
        check=check,
        advised=advised,
        may_be_older=may_be_older,
        finished=finished,
        longest_untold_s=max(untold, default=0),
        longest_clean_s=max((walk.backward_seconds for walk in clean), default=0),
        clean_level_2=sum(1 for walk in clean if walk.planned and walk.planned.level == 2),
        clean=sum(1 for walk in clean if walk.planned),
        backward_3m_s=backward_3m_s,
        back_pain=_lately(walks, (Site.BACK,)),
        knee_pain=max((worst for site in KNEES if (worst := _lately(walks, (site,))) is not None), default=None),
    )


def lines(level: int, facts: PlanFacts) -> tuple[GateState, ...]:
    """The gates of a level in the order in which they are shown."""
    is_untold = facts.longest_untold_s >= LONG_SESSION_S > facts.longest_clean_s
    return tuple(
        GateState(gate, *_answer(gate, facts), is_untold=is_untold and gate is Gate.LONG_CLEAN_SESSION)
        for gate in GATES[level]
    )


def is_open(level: int, facts: PlanFacts) -> bool:
    """Whether the diary opens a level; what only the person can know is asked when it is begun."""
    return level <= facts.advised.highest_level and all(
        line.is_met for line in lines(level, facts) if not line.is_own_word
    )


def may_begin(level: int, current: int, facts: PlanFacts) -> bool:
    """Whether somebody may go to a level: up through its gates, and down to every one that the check leaves open."""
    return level <= facts.advised.highest_level and (level <= current or is_open(level, facts))


def refusals(
    level: int, standing: Standing | None, facts: PlanFacts | None, said: Mapping[Gate, bool]
) -> list[Problem]:
    """Why a level is not open from where somebody stands, after what they said of what only they can know."""
    if standing is None or facts is None:
        return [OUTDATED]
    if level not in GATES or not may_begin(level, standing.level, facts):
        return [Problem("level", Reason.NOT_A_CHOICE)]
    asked = own_words(level) if level > standing.level else ()
    return [Problem(gate.value, Reason.MISSING) for gate in asked if not said.get(gate)]


def own_words(level: int) -> tuple[Gate, ...]:
    """What the person has to say to begin a level."""
    return tuple(gate for gate in GATES[level] if gate in OWN_WORD)


def _answer(gate: Gate, facts: PlanFacts) -> tuple[bool, float | None]:
    seconds = facts.backward_3m_s
    answers: dict[Gate, tuple[bool, float | None]] = {
        Gate.LEVEL_1_FINISHED: (1 in facts.finished, None),
        Gate.LONG_CLEAN_SESSION: (facts.longest_clean_s >= LONG_SESSION_S, facts.longest_clean_s / 60),
        Gate.STEADY_OR_SUPPORTED: (
            facts.check.is_supported or (seconds is not None and seconds <= SLOW_BACKWARD_S),
            seconds,
        ),
        Gate.CLEAN_LEVEL_2: (facts.clean_level_2 >= CLEAN_OF_LEVEL_2, facts.clean_level_2),
        Gate.LEVEL_2_FINISHED: (2 in facts.finished, None),
        Gate.CLEAN_SESSIONS: (facts.clean >= CLEAN_OF_ANY, facts.clean),
        Gate.UNDER_65_OR_CLEARED: (not facts.may_be_older or facts.check.is_cleared, None),
        Gate.NO_SWELLING_OR_PRESSURE: (not _swelling_or_pressure(facts.check), None),
        Gate.BACK_CALM: (facts.back_pain is None or facts.back_pain <= CALM_PAIN, facts.back_pain),
        Gate.KNEE_CALM: (facts.knee_pain is None or facts.knee_pain <= CALM_PAIN, facts.knee_pain),
    }
    return answers.get(gate, (False, None))


def _swelling_or_pressure(check: Check) -> frozenset[Answer]:
    return frozenset(check.answers) & CLOSES_JOG_AND_SLED


def _lately(walks: Sequence[Done], sites: Sequence[Site]) -> int | None:
    """The worst of some sites in the last sessions that say anything of them."""
    said = [pain.worst for walk in walks for pain in walk.pain if pain.site in sites and pain.worst is not None]
    return max(said[-PAIN_SESSIONS:], default=None)
