"""The words for the check before the first backward minute."""

from collections.abc import Collection, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain.safety import SLOW_BACKWARD_S, SLOW_UP_AND_GO_S, Advice, Answer, Check, Finding, Sex, Signs
from webapp.words import formats

QUESTIONS: dict[Answer, LazyString] = {
    Answer.FALL: lazy_gettext("A fall in the last 12 months"),
    Answer.PULLED_BACKWARD: lazy_gettext("A feeling of being pulled backward"),
    Answer.EASIER_BACKWARD: lazy_gettext("Walking backward is easier than forward"),
    Answer.PARKINSON: lazy_gettext("Parkinson's"),
    Answer.STROKE: lazy_gettext("Stroke"),
    Answer.MULTIPLE_SCLEROSIS: lazy_gettext("Multiple sclerosis"),
    Answer.DIZZINESS: lazy_gettext("Dizziness or vertigo"),
    Answer.NUMB_FEET: lazy_gettext("Numb feet"),
    Answer.SIGHT_LOSS: lazy_gettext("Poor sight, even with glasses"),
    Answer.FRAGILITY_FRACTURE: lazy_gettext("A bone broken by a small knock"),
    Answer.RECENT_SURGERY: lazy_gettext("Recent surgery"),
    Answer.HEART_SYMPTOMS: lazy_gettext("Heart symptoms"),
    Answer.BLOOD_PRESSURE: lazy_gettext("High blood pressure that is not under control"),
    Answer.LATE_PREGNANCY: lazy_gettext("Late pregnancy"),
    Answer.DROWSY_MEDICINE: lazy_gettext("Medicine that makes you drowsy"),
    Answer.KNEE_SWELLING: lazy_gettext("Swollen knee"),
    Answer.KNEE_ARTHRITIS: lazy_gettext("Knee arthritis"),
}
SEXES: Mapping[Sex, LazyString] = {Sex.WOMAN: lazy_gettext("woman"), Sex.MAN: lazy_gettext("man")}
_FINDINGS: dict[str, LazyString] = {
    Finding.LOGGED_FALL: lazy_gettext("A fall that you logged in the last 12 months"),
    Finding.LOGGED_WARNING_SIGN: lazy_gettext("A warning sign that you logged: stop, and ask a doctor about it"),
    Finding.TOO_MUCH_PAIN: lazy_gettext(
        "Too much pain twice in a row, and no doctor or physiotherapist has cleared you since"
    ),
    Finding.SLOW_BACKWARD: lazy_gettext(
        "3 metres backward took more than %(seconds)s seconds", seconds=LazyString(formats.number, SLOW_BACKWARD_S)
    ),
    Finding.SLOW_UP_AND_GO: lazy_gettext(
        "The timed up and go took %(seconds)s seconds or more (we have not checked this limit again)",
        seconds=LazyString(formats.number, SLOW_UP_AND_GO_S),
    ),
}
REASONS: Mapping[str, LazyString] = {answer.value: words for answer, words in QUESTIONS.items()} | _FINDINGS
WARNED = lazy_gettext("You logged a warning sign. If it is still there, get medical help now.")
HEADLINES: Mapping[Advice, LazyString] = {
    Advice.ALONE: lazy_gettext("You can start on your own"),
    Advice.SUPPORTED: lazy_gettext("Hold a rail or have somebody beside you, every time"),
    Advice.ASK_FIRST: lazy_gettext("Ask a doctor before you walk backward"),
    Advice.SUPERVISED: lazy_gettext("Backward only with a physiotherapist"),
    Advice.SEE_DOCTOR: lazy_gettext("Please tell a doctor about this"),
}
WHAT_TO_DO: Mapping[Advice, LazyString] = {
    Advice.ALONE: lazy_gettext("Flat, clear ground, a slow pace and five minutes are a good start."),
    Advice.SUPPORTED: lazy_gettext(
        "Keep a hand on the rails of a treadmill or a corridor, or have somebody walk beside you."
    ),
    Advice.ASK_FIRST: lazy_gettext(
        "Your family doctor or a physiotherapist can tell you if it suits you. Until then, walk forward as usual. "
        "That counts toward your week just the same. When they say it is fine, tell us in the check."
    ),
    Advice.SUPERVISED: lazy_gettext(
        "With this condition, please walk backward only when you are supervised. The trials after a stroke were "
        "supervised, too. Ask your doctor. Walk forward as usual, and log here what you do backward with your "
        "physiotherapist. We don't offer you the plan for walking alone."
    ),
    Advice.SEE_DOCTOR: lazy_gettext(
        "Feeling pulled backward, or finding backward easier, can be a sign of illness. Please see a doctor first. "
        "Until then, walk forward as it suits you."
    ),
}
_IN_ONE_LINE: Mapping[Advice, LazyString] = {
    Advice.ALONE: lazy_gettext("Your check: you can walk backward on your own."),
    Advice.SUPPORTED: lazy_gettext("Your check: hold a rail or have somebody beside you, every time."),
    Advice.ASK_FIRST: lazy_gettext("Your check: ask a doctor first. You can still walk forward."),
    Advice.SUPERVISED: lazy_gettext("Your check: go backward only with a physiotherapist. You can still walk forward."),
    Advice.SEE_DOCTOR: lazy_gettext("Your check: please see a doctor. You can still walk forward."),
}
_ANSWER_FIRST = lazy_gettext("Please answer the check before you walk backward again.")
_IN_SHORT: Mapping[Advice, LazyString] = {
    Advice.ALONE: lazy_gettext("on your own"),
    Advice.SUPPORTED: lazy_gettext("with support"),
    Advice.ASK_FIRST: lazy_gettext("ask a doctor first"),
    Advice.SUPERVISED: lazy_gettext("with a physiotherapist"),
    Advice.SEE_DOCTOR: lazy_gettext("see a doctor first"),
}


def in_one_line(advice: Advice, reasons: Collection[Answer | Finding]) -> str:
    """The advice in a sentence or two; a fall that was logged is named as what stops somebody."""
    if advice is Advice.ASK_FIRST and Finding.LOGGED_FALL in reasons:
        return _("Ask a doctor first, because you fell. You can still walk forward.")
    return str(_IN_ONE_LINE[advice])


def asking(signs: Signs) -> str:
    """What was logged before the check was ever answered, and what to do now. It stays right on another day."""
    if signs.warned_at:
        logged = _("You logged a warning sign.")
    elif signs.fell_on:
        logged = _("You fell on %(day)s.", day=formats.long_day(signs.fell_on))
    else:
        logged = _("It hurt too much twice in a row.")
    return f"{logged} {_ANSWER_FIRST}"


NEWER_SINCE = lazy_gettext(
    "You saved something newer since you opened this page. Please look at all ticks once more, then save."
)


def ticked_and_none(answers: Collection[Answer]) -> str:
    """What somebody ticked who then tapped "None of these"."""
    ticked = ", ".join(str(words) for answer, words in QUESTIONS.items() if answer in answers)
    return ngettext(
        "You ticked: %(ticked)s. Untick it, or tap “Save what I ticked”.",
        "You ticked: %(ticked)s. Untick them, or tap “Save what I ticked”.",
        len(answers),
        ticked=ticked,
    )


def in_short(advice: Advice | None) -> str:
    """What the check says, in a row of a list; None before it was answered."""
    return str(_IN_SHORT[advice]) if advice else _("not answered yet")


def born_and_sex(check: Check) -> str:
    """The year of birth and the sex, as far as somebody told them."""
    told = [str(check.birth_year) if check.birth_year else "", str(SEXES[check.sex]) if check.sex else ""]
    return ", ".join(part for part in told if part)
