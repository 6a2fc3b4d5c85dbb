"""The words of the Learn page: its questions, what a verdict means, and the cards."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain.claims import Certainty, Claim, Question, Study
from webapp.words import claim_cards, claim_cards_practice, formats
from webapp.words.claim_cards import ClaimCard

CARDS: Mapping[str, ClaimCard] = {**claim_cards.CARDS, **claim_cards_practice.CARDS}
QUESTIONS: Mapping[Question, LazyString] = {
    Question.BALANCE: lazy_gettext("Does it help balance?"),
    Question.KNEES: lazy_gettext("What about knees and feet?"),
    Question.BACK: lazy_gettext("What about the back, and which muscles work?"),
    Question.ENERGY: lazy_gettext("How much energy does it use?"),
    Question.RUNNING: lazy_gettext("And running, or pulling a sled?"),
    Question.BONES: lazy_gettext("Does it help bones?"),
    Question.BRAIN: lazy_gettext("What does the brain do?"),
    Question.OLDER: lazy_gettext("Is it for older people?"),
    Question.RISKS: lazy_gettext("What are the risks?"),
    Question.START: lazy_gettext("How do I start?"),
}
# Signs stand beside the words, so that a card can be told from another without colours.
SIGNS: Mapping[Certainty, str] = {
    Certainty.SUPPORTED: "✓",
    Certainty.LIMITED: "(✓)",
    Certainty.MIXED: "±",
    Certainty.PLAUSIBLE: "~",
    Certainty.COMMON_SENSE: "=",
    Certainty.MEDICAL_NOTE: "+",
    Certainty.NOT_VERIFIED: "?",
    Certainty.OUT_OF_SCOPE: "–",
}
VERDICTS: Mapping[Certainty, LazyString] = {
    Certainty.SUPPORTED: lazy_gettext("Supported"),
    Certainty.LIMITED: lazy_gettext("Supported, with limits"),
    Certainty.MIXED: lazy_gettext("Partly, or mixed"),
    Certainty.PLAUSIBLE: lazy_gettext("Plausible, not shown"),
    Certainty.COMMON_SENSE: lazy_gettext("Common sense"),
    Certainty.MEDICAL_NOTE: lazy_gettext("Medical note"),
    Certainty.NOT_VERIFIED: lazy_gettext("Not verified"),
    Certainty.OUT_OF_SCOPE: lazy_gettext("Beyond this app"),
}
MEANINGS: Mapping[Certainty, LazyString] = {
    Certainty.SUPPORTED: lazy_gettext("studies, guidelines or textbooks say so."),
    Certainty.LIMITED: lazy_gettext("studies point this way, but they are small or few, or leave other reasons open."),
    Certainty.MIXED: lazy_gettext("one part is right and another is not, or studies disagree."),
    Certainty.PLAUSIBLE: lazy_gettext("it makes sense, but no study that we read shows it."),
    Certainty.COMMON_SENSE: lazy_gettext("practice, advice or everyday knowledge. We claim no study."),
    Certainty.MEDICAL_NOTE: lazy_gettext("a sign to tell a doctor about, not something to train."),
    Certainty.NOT_VERIFIED: lazy_gettext("we looked for a study and found none that shows it. It is not a fact."),
    Certainty.OUT_OF_SCOPE: lazy_gettext("general advice. We pass it on, and do no more about it."),
}
# What belongs to a question and to none of the sentences.
NOTES: Mapping[Question, LazyString] = {
    Question.RISKS: lazy_gettext(
        "Numb feet: in one study, 60 people with diabetic neuropathy trained for 12 weeks, backward or not. With "
        "it, the pressure under the front of the foot fell more (Zhang X 2014, Arch Phys Med Rehabil 95:832). They "
        "were supervised. If your feet are numb, ask a doctor first."
    )
}
# Cards that have a page of their own behind them.
ENERGY_CARDS = frozenset({"C14", "C15", "C19", "C45"})
TECHNIQUE_CARDS = frozenset({"C09", "C20", "C23", "C24", "C25", "C26", "C34", "C43"})


def people(study: Study) -> str:
    """How many people a study rests on, or that this is not known."""
    if study.people is not None:
        return ngettext("%(count)s person", "%(count)s people", study.people, count=formats.number(study.people))
    if study.studies is not None:
        return ngettext(
            "a review of %(num)d study; we don't know how many people",
            "a review of %(num)d studies; we don't know how many people",
            study.studies,
        )
    return _("we don't know how many people")


def without_source(claim: Claim) -> str:
    """What stands in the place of a source where there is none."""
    if claim.standing in (Certainty.COMMON_SENSE, Certainty.OUT_OF_SCOPE):
        return _("We claim no study, so there is no number of people.")
    if claim.standing is Certainty.NOT_VERIFIED:
        return _("We found no source, so we know no number of people.")
    return _("Our notes name no study, so we know no number of people.")
