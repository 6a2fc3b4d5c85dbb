"""The words of published figures about the self tests: for whom a figure is, and what a study found."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain import norms, self_tests
from webapp.domain.norms import Cutoff, Norm
from webapp.domain.safety import Sex
from webapp.domain.self_tests import SelfTestKind
from webapp.words import formats
from webapp.words import self_tests as test_words


class NormRow(NamedTuple):
    """A row: the figure, for whom it is, what the study found, its source, and whether somebody read it there."""

    figure: str
    people: str
    found: str
    source: str
    is_verified: bool


_AT_HOME = lazy_gettext("Older people who live at home")
_SPAIN = lazy_gettext("%(people)s people, %(age)s years old on average")
_NURSING_HOME = lazy_gettext("%(people)s people in nursing homes, %(age)s years old on average")
_OLDER = lazy_gettext("Older people")
_TOLD_APART = lazy_gettext(
    "%(sensitivity)s %% of those who fell took longer than this. %(specificity)s %% of those who did not were quicker."
)
_PARKINSON = lazy_gettext("%(people)s people with Parkinson's")
_MIDDLE_AGED = lazy_gettext("%(people)s people aged 51 to 75")
_ADULTS = lazy_gettext("People aged 21 to 85")
_CUTOFFS: Mapping[str, tuple[LazyString, LazyString]] = {
    "carter_low": (_AT_HOME, lazy_gettext("Quicker than this, the risk of falling was low.")),
    "carter_high": (
        _AT_HOME,
        lazy_gettext("Slower than this, the risk of falling was higher. From 3.0 to 4.5 s is the middle."),
    ),
    "polo_ferrero_3_5": (
        _SPAIN,
        lazy_gettext("%(sensitivity)s %% of those who had fallen took longer than this. So did many who had not."),
    ),
    "polo_ferrero_5_5": (_SPAIN, _TOLD_APART),
    "fritz": (_OLDER, lazy_gettext("Everybody who had fallen took longer than this. That is slower than 0.6 m/s.")),
    "parkinson": (
        _PARKINSON,
        lazy_gettext(
            "From this on, the risk counted as high. It told people apart only in part: "
            "AUC 0.699, where 0.5 is chance and 1 is perfect."
        ),
    ),
    "kapan_future": (_NURSING_HOME, lazy_gettext("From this on, more of them fell later.")),
    "kapan_past": (_NURSING_HOME, lazy_gettext("From this on, more of them had fallen before.")),
    "cdc": (_OLDER, lazy_gettext("From this on, the risk counts as higher.")),
    "barry": (_OLDER, _TOLD_APART),
    "araujo": (
        _MIDDLE_AGED,
        lazy_gettext(
            "Those who stood for less than this died 1.84 times as often during the study (hazard ratio). "
            "That is a link, not a cause."
        ),
    ),
    "vellas": (_OLDER, lazy_gettext("Under this, falls with an injury happened more often.")),
    "fallers": (_OLDER, lazy_gettext("A limit between those who fell and those who did not, at their usual pace.")),
    "fallers_fast": (_OLDER, lazy_gettext("The same limit when they walked fast.")),
    "limited": (_OLDER, lazy_gettext("Slower than this, walking counts as limited.")),
    "healthy": (_OLDER, lazy_gettext("From this on, walking counts as healthy.")),
    "moderate": (
        _ADULTS,
        lazy_gettext("At this pace walking is moderate activity: 3 MET, three times the energy of rest."),
    ),
}
_GROUPS: Mapping[str, LazyString] = {
    "quick": lazy_gettext("Healthy adults in Nigeria, the quicker ones"),
    "average": lazy_gettext("Healthy adults in Nigeria, the middle"),
    "slow": lazy_gettext("Healthy adults in Nigeria, the slower ones"),
    "not_fallen": lazy_gettext("People in Spain who had not fallen, 76 years old on average"),
    "fallen": lazy_gettext("People in Spain who had fallen, 76 years old on average"),
}
_OF_ONE_SEX: Mapping[str, LazyString] = {
    Sex.WOMAN: lazy_gettext("%(people)s, women"),
    Sex.MAN: lazy_gettext("%(people)s, men"),
}


def _repeated(kind: SelfTestKind) -> Sequence[str]:
    """The studies that say how much a result has to change, with their people."""
    noise = self_tests.RULES[kind].noise
    studied = noise.studied if noise else ()
    return [study.source if study.people is None else f"{study.source} (n = {study.people})" for study in studied]


# What a list of sources says; names of people and journals are the same in every language.
SOURCES: Mapping[SelfTestKind, Sequence[str]] = {
    SelfTestKind.BACKWARD_3M: (
        "Carter V et al. 2019, J Geriatr Phys Ther",
        "Carter 2020, Top Geriatr Rehabil 36(3):140-145",
        "courses.north49therapy.com",
        "Polo-Ferrero 2025",
        "Fritz 2013, Gait Posture 37:593-597",
        "Kapan 2025",
        "SafetyLit 771520 (n = 1601)",
        "Ozden 2021 (n = 65)",
        *_repeated(SelfTestKind.BACKWARD_3M),
    ),
    SelfTestKind.TUG: ("Barry 2014", "Bohannon 2006", "CDC STEADI", "PMC6521916", *_repeated(SelfTestKind.TUG)),
    SelfTestKind.CHAIR_STAND: ("CDC STEADI", *_repeated(SelfTestKind.CHAIR_STAND)),
    SelfTestKind.ONE_LEG: ("Araujo 2022", "Vellas 1997", "Springer 2007, J Geriatr Phys Ther 30:8-15"),
    SelfTestKind.WALK_10M: ("PMC4912425", "PMC6521916", "PubMed 35876127"),
    SelfTestKind.HEEL_RISE: ("Activities, Adaptation & Aging 2021;45(3):202-216",),
}


def cutoffs(kind: SelfTestKind) -> Sequence[NormRow]:
    """The published limits of a test side by side."""
    return [_cutoff(cutoff) for cutoff in norms.cutoffs_of(kind)]


def norms_for(kind: SelfTestKind, *, age: int | None = None, sex: Sex | None = None) -> Sequence[NormRow]:
    """What is usual for somebody of an age and a sex."""
    return [_norm(norm) for norm in norms.norms_of(kind, age=age, sex=sex)]


def _cutoff(cutoff: Cutoff) -> NormRow:
    figures = {
        "people": cutoff.people,
        "age": cutoff.age,
        "sensitivity": "" if cutoff.sensitivity is None else formats.number(cutoff.sensitivity),
        "specificity": "" if cutoff.specificity is None else formats.number(cutoff.specificity),
    }
    people, found = (str(text) % figures for text in _CUTOFFS[cutoff.key])
    return NormRow(test_words.shown(cutoff.kind, cutoff.limit), people, found, cutoff.source, cutoff.is_verified)


def _norm(norm: Norm) -> NormRow:
    people = str(_GROUPS[norm.key]) if norm.key else _ages(norm)
    if norm.sex:
        people = str(_OF_ONE_SEX[norm.sex]) % {"people": people}
    return NormRow(_figure(norm), people, _around(norm), norm.source, norm.is_verified)


def _ages(norm: Norm) -> str:
    return _("%(youngest)s to %(oldest)s years", youngest=norm.youngest, oldest=norm.oldest)


def _figure(norm: Norm) -> str:
    """The middle, a range, or what lies under a figure."""
    if norm.middle is not None or norm.high is None:
        return test_words.shown(norm.kind, norm.middle or 0)
    high = test_words.shown(norm.kind, norm.high)
    if norm.low is None:
        return _("under %(high)s", high=high)
    return _("%(low)s to %(high)s", low=formats.number(norm.low, 2), high=high)


def _around(norm: Norm) -> str:
    """The range around a middle."""
    if norm.middle is None or norm.low is None or norm.high is None:
        return ""
    if norm.key in norms.WITH_SPREAD:
        return _("Give or take %(spread)s.", spread=test_words.shown(norm.kind, norm.high - norm.middle))
    return _("From %(low)s to %(high)s.", low=formats.number(norm.low, 2), high=test_words.shown(norm.kind, norm.high))
