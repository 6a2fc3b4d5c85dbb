"""Who may begin to walk backward alone, who with support, and who asks or sees somebody first.

The rules are our own reading of clinical habit (the logic of PAR-Q+), of Parkinson's disease (Hackney & Earhart 2009;
Carter 2020) and of what pulls people backward (retropulsion, dystonia). They advise; they do not diagnose.
"""

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

OLDEST_YEARS, YOUNGEST_YEARS = 120, 5
OLDER_YEARS = 65
SLOW_BACKWARD_S, SLOW_UP_AND_GO_S = 4.5, 12.0
# "In the last twelve months", with the day of a leap year.
A_YEAR = dt.timedelta(days=366)
HIGHEST_LEVEL = 5


class Answer(StrEnum):
    """What somebody says yes to."""

    FALL = "fall"
    PULLED_BACKWARD = "pulled_backward"
    EASIER_BACKWARD = "easier_backward"
    PARKINSON = "parkinson"
    STROKE = "stroke"
    MULTIPLE_SCLEROSIS = "multiple_sclerosis"
    DIZZINESS = "dizziness"
    NUMB_FEET = "numb_feet"
    SIGHT_LOSS = "sight_loss"
    FRAGILITY_FRACTURE = "fragility_fracture"
    RECENT_SURGERY = "recent_surgery"
    HEART_SYMPTOMS = "heart_symptoms"
    BLOOD_PRESSURE = "blood_pressure"
    LATE_PREGNANCY = "late_pregnancy"
    DROWSY_MEDICINE = "drowsy_medicine"
    KNEE_SWELLING = "knee_swelling"
    KNEE_ARTHRITIS = "knee_arthritis"


class Finding(StrEnum):
    """What the diary itself says."""

    LOGGED_FALL = "logged_fall"
    LOGGED_WARNING_SIGN = "logged_warning_sign"
    TOO_MUCH_PAIN = "too_much_pain"
    SLOW_BACKWARD = "slow_backward"
    SLOW_UP_AND_GO = "slow_up_and_go"


class Sex(StrEnum):
    """For the right column of the tests."""

    WOMAN = "woman"
    MAN = "man"


class Advice(StrEnum):
    """How somebody may go about it."""

    ALONE = "alone"
    # Rails or somebody beside you, every time.
    SUPPORTED = "supported"
    # A clinician first; until then forward walking.
    ASK_FIRST = "ask_first"
    # Backward only with a physiotherapist, whose sessions can be logged.
    SUPERVISED = "supervised"
    SEE_DOCTOR = "see_doctor"


SYMPTOMS = frozenset({Answer.PULLED_BACKWARD, Answer.EASIER_BACKWARD})
NEUROLOGICAL = frozenset({Answer.PARKINSON, Answer.STROKE, Answer.MULTIPLE_SCLEROSIS})
# These ask nothing of a clinician: the first closes the two hardest levels, the second offers shorter sessions.
HARMLESS = frozenset({Answer.KNEE_SWELLING, Answer.KNEE_ARTHRITIS})
ASKS_FIRST = frozenset(Answer) - SYMPTOMS - NEUROLOGICAL - HARMLESS
CLOSES_JOG_AND_SLED = frozenset({Answer.KNEE_SWELLING, Answer.BLOOD_PRESSURE})
LAST_BEFORE_JOG = 3


@dataclass(frozen=True, kw_only=True)
class Check:
    """The answers before the first backward minute. Without a year of birth the careful side of every rule holds."""

    birth_year: int | None = None
    sex: Sex | None = None
    answers: Set[Answer] = frozenset()
    # A clinician said that walking backward is fine.
    is_cleared: bool = False
    # Rails or somebody beside them, every time.
    is_supported: bool = False
    answered_at: dt.datetime | None = None

    def may_be_older(self, today: dt.date) -> bool:
        """Whether somebody may be 65 or older, by the difference of the years."""
        return self.birth_year is None or today.year - self.birth_year >= OLDER_YEARS

    def clears(self, signs: "Signs") -> bool:
        """Whether a clinician's word counts: one from before a fall or a warning sign knows nothing of it."""
        return self.is_cleared and not (signs.fell_since_check or signs.warned_since_check or signs.hurts_too_much)


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What the diary knows, and the newest tests in seconds.

    `has_fallen` tells of a walk with a fall in the last 12 months, `fell_on` of its day; `warned_at` is when the last
    warning sign was logged, however long ago. Whether it was after the check was answered is told apart: a clock can be
    wrong.
    """

    has_fallen: bool = False
    fell_on: dt.date | None = None
    fell_since_check: bool = False
    warned_at: dt.datetime | None = None
    warned_since_check: bool = False
    # Much pain was told, be it once, that no clinician cleared since.
    has_hurt: bool = False
    # Pain was too much twice in a row, and no clinician cleared it since.
    hurts_too_much: bool = False
    backward_3m_s: float | None = None
    up_and_go_s: float | None = None


@dataclass(frozen=True, kw_only=True)
class Advised:
    """The advice, why, and the highest level of the plan that it leaves open; 0 is none."""

    advice: Advice
    reasons: tuple[Answer | Finding, ...]
    highest_level: int

    @property
    def allows_plan(self) -> bool:
        return self.highest_level > 0

    @property
    def allows_backward(self) -> bool:
        """Whether somebody may walk backward on their own, with rails or without."""
        return self.advice in (Advice.ALONE, Advice.SUPPORTED)


def advise(check: Check, signs: Signs, *, today: dt.date) -> Advised:
    """The advice for a person on a day: the strictest that fits.

    A fall in the last 12 months asks first, whether it was said or logged; so does a warning sign, whenever it was,
    until a clinician's word was given after it. For 12 months from then on both ask for support. Pain that was too much
    twice in a row asks first until it is cleared or over. A 3-metre backward
    walk above 4.5 s asks for support at any age (Carter 2019); from 65 on that, a timed up and go of 12 s or more
    (CDC) or a fall also keep to level 1.
    """
    answers = _with_fall(check.answers, signs)
    if reasons := _ordered(answers & SYMPTOMS):
        return Advised(advice=Advice.SEE_DOCTOR, reasons=reasons, highest_level=0)
    if reasons := _ordered(answers & NEUROLOGICAL):
        return Advised(advice=Advice.SUPERVISED, reasons=reasons, highest_level=0)
    is_cleared = check.clears(signs)
    asks = (*_shown(_ordered(answers & ASKS_FIRST), check, signs), *_warned(signs, is_cleared=is_cleared, today=today))
    asks += (Finding.TOO_MUCH_PAIN,) if signs.hurts_too_much else ()
    if asks and not is_cleared:
        return Advised(advice=Advice.ASK_FIRST, reasons=asks, highest_level=0)
    slow = _slow(signs, is_older=check.may_be_older(today))
    is_kept_low = check.may_be_older(today) and (slow or Answer.FALL in answers)
    highest = LAST_BEFORE_JOG if answers & CLOSES_JOG_AND_SLED else HIGHEST_LEVEL
    return Advised(
        advice=Advice.SUPPORTED if asks or slow else Advice.ALONE,
        reasons=(*asks, *slow),
        highest_level=1 if is_kept_low else highest,
    )


def _with_fall(answers: Set[Answer], signs: Signs) -> frozenset[Answer]:
    return frozenset(answers) | ({Answer.FALL} if signs.has_fallen else frozenset())


def _ordered(answers: Set[Answer]) -> tuple[Answer, ...]:
    return tuple(answer for answer in Answer if answer in answers)


def _shown(asks: tuple[Answer, ...], check: Check, signs: Signs) -> tuple[Answer | Finding, ...]:
    """The reasons as a person knows them: a fall that only the diary tells of is named as that."""
    is_logged = signs.has_fallen and Answer.FALL not in check.answers
    return tuple(Finding.LOGGED_FALL if is_logged and answer is Answer.FALL else answer for answer in asks)


def _warned(signs: Signs, *, is_cleared: bool, today: dt.date) -> tuple[Finding, ...]:
    """A logged warning sign as a reason: until it is cleared, and for a year after it."""
    if signs.warned_at is None or (is_cleared and signs.warned_at.date() < today - A_YEAR):
        return ()
    return (Finding.LOGGED_WARNING_SIGN,)


def _slow(signs: Signs, *, is_older: bool) -> tuple[Finding, ...]:
    findings = []
    if signs.backward_3m_s is not None and signs.backward_3m_s > SLOW_BACKWARD_S:
        findings.append(Finding.SLOW_BACKWARD)
    if is_older and signs.up_and_go_s is not None and signs.up_and_go_s >= SLOW_UP_AND_GO_S:
        findings.append(Finding.SLOW_UP_AND_GO)
    return tuple(findings)
