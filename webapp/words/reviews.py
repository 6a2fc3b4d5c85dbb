"""The words for how a walk went, and for the pain around it."""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext, lazy_pgettext, ngettext, pgettext
from flask_babel.speaklater import LazyString

from webapp.domain.reviews import Moment
from webapp.domain.stumbles import Count, Spell
from webapp.domain.trends import Point
from webapp.domain.walks import Pain, Site, Walk, WarningSign
from webapp.words import formats, texts

# A range from 0.3 to 69.6 promises more than it knows: from here on figures are whole.
_WHOLE_FROM = 10
# From here on the chip says "or more", and a field takes the number.
MANY_STUMBLES = 3
SITES: Mapping[str, LazyString] = {
    Site.KNEE_LEFT: lazy_gettext("left knee"),
    Site.KNEE_RIGHT: lazy_gettext("right knee"),
    Site.BACK: lazy_pgettext("body", "back"),
    Site.HEEL: lazy_gettext("heel"),
    Site.CALF: lazy_gettext("calf"),
    Site.THIGH: lazy_gettext("thigh"),
    Site.OTHER: lazy_gettext("another place"),
}
# The same at the beginning of a line.
SITES_FIRST: Mapping[str, LazyString] = {
    Site.KNEE_LEFT: lazy_gettext("Left knee"),
    Site.KNEE_RIGHT: lazy_gettext("Right knee"),
    Site.BACK: lazy_pgettext("body", "Back"),
    Site.HEEL: lazy_gettext("Heel"),
    Site.CALF: lazy_gettext("Calf"),
    Site.THIGH: lazy_gettext("Thigh"),
    Site.OTHER: lazy_gettext("Another place"),
}
# A site as the subject of a question about one morning.
MORNINGS: Mapping[str, LazyString] = {
    Site.KNEE_LEFT: lazy_gettext("How is your left knee this morning?"),
    Site.KNEE_RIGHT: lazy_gettext("How is your right knee this morning?"),
    Site.BACK: lazy_gettext("How is your back this morning?"),
    Site.HEEL: lazy_gettext("How is your heel this morning?"),
    Site.CALF: lazy_gettext("How is your calf this morning?"),
    Site.THIGH: lazy_gettext("How is your thigh this morning?"),
    Site.OTHER: lazy_gettext("How is the other place this morning?"),
}
MOMENTS: Mapping[str, LazyString] = {
    Moment.BEFORE: lazy_gettext("before the walk"),
    Moment.DURING: lazy_gettext("worst during the walk"),
    Moment.AFTER: lazy_gettext("right after"),
    Moment.NEXT_MORNING: lazy_gettext("the next morning"),
}
MOMENTS_FIRST: Mapping[str, LazyString] = {
    Moment.BEFORE: lazy_gettext("Before the walk"),
    Moment.DURING: lazy_gettext("Worst during the walk"),
    Moment.AFTER: lazy_gettext("Right after"),
    Moment.NEXT_MORNING: lazy_gettext("The next morning"),
}
SIGNS: Mapping[str, LazyString] = {
    WarningSign.CHEST_PAIN: lazy_gettext("chest pain or tightness"),
    WarningSign.FAINTNESS: lazy_gettext("faintness or dizziness"),
    WarningSign.NUMBNESS: lazy_gettext("new numbness or weakness"),
    WarningSign.BREATHLESSNESS: lazy_gettext("unusual breathlessness"),
    WarningSign.UNSPECIFIED: lazy_gettext("one that you didn't name"),
}
ATTENTIONS: Mapping[int, LazyString] = {
    0: lazy_gettext("not at all"),
    2: lazy_gettext("a little"),
    5: lazy_gettext("now and then"),
    8: lazy_gettext("most of the time"),
    10: lazy_gettext("at every step"),
}


def stumble_options() -> list[tuple[str, str]]:
    """The chips for stumbles; the last one stands for three and more."""
    few = [(str(count), str(count)) for count in range(1, MANY_STUMBLES)]
    return [
        ("0", pgettext("stumbles", "none")),
        *few,
        (str(MANY_STUMBLES), _("%(count)s or more", count=MANY_STUMBLES)),
    ]


def effort_steps() -> list[tuple[str, str]]:
    """The steps of effort that have words: they explain the scale."""
    return [(value, text) for value, text in texts.effort_options() if text != value]


def attention_steps() -> list[tuple[str, str]]:
    """Five steps of attention, on the scale from 0 to 10."""
    return [(str(step), str(word)) for step, word in ATTENTIONS.items()]


def stumbles(count: int) -> str:
    return ngettext("%(num)d stumble", "%(num)d stumbles", count) if count else _("no stumble")


def falls(count: int) -> str:
    return ngettext("%(num)d fall", "%(num)d falls", count)


def effort(score: int) -> str:
    return _("effort %(score)s of 10", score=score)


def attention(score: int) -> str:
    return _("attention %(score)s of 10", score=score)


def stumble_points(spells: Sequence[Spell]) -> list[Point]:
    """The stumbles per 100 backward minutes of each week or month."""
    return [
        Point(
            spell.starts_on,
            spell.rate,
            _(
                "%(start)s: %(stumbles)s in %(minutes)s min backward, %(range)s",
                start=formats.short_day(spell.starts_on, year=True),
                stumbles=stumbles(spell.stumbles),
                minutes=formats.minutes(spell.backward_minutes),
                range=stumble_range(spell),
            ),
        )
        for spell in spells
    ]


def stumble_range(count: Count) -> str:
    """What fits a count of stumbles, per 100 backward minutes."""
    low, high = count.interval
    return _("%(low)s to %(high)s", low=_rounded(low), high=_rounded(high))


def stumble_change(spells: Sequence[Spell]) -> str:
    """Whether the newest of some weeks or months differs from the first one by more than chance; oldest first."""
    if len(spells) < 2:
        return ""
    first, last = spells[0], spells[-1]
    if last.interval.overlaps(first.interval):
        return _("First and last are so close that it may be chance.")
    if last.rate < first.rate:
        return _("Fewer lately than at first. That is hardly chance.")
    return _("More lately than at first. That is hardly chance.")


def _rounded(rate: float) -> str:
    return formats.number(rate, 0 if rate >= _WHOLE_FROM else 1)


def said(walk: Walk) -> str:
    """What somebody told us of a walk, in a sentence; empty when that is nothing."""
    words = "; ".join([", ".join(_felt(walk)), *(pain(told) for told in walk.pain)]).lstrip("; ")
    return f"{words[0].upper()}{words[1:]}." if words else ""


def pain(told: Pain) -> str:
    """The pain at one site around a walk: "left knee 2 before the walk, 4 right after"."""
    scores = (told.before, told.during, told.after, told.next_morning)
    named = [f"{score} {MOMENTS[moment]}" for moment, score in zip(Moment, scores, strict=True) if score is not None]
    return _("pain, %(site)s: %(scores)s", site=SITES[told.site], scores=", ".join(named))


def signs(named: Sequence[WarningSign]) -> str:
    """Warning signs with commas between them."""
    return ", ".join(str(SIGNS[sign]) for sign in named)


def _felt(walk: Walk) -> Iterator[str]:
    if walk.stumbles is not None:
        yield stumbles(walk.stumbles)
    if walk.falls:
        yield falls(walk.falls)
    if walk.effort is not None:
        yield effort(walk.effort)
    if walk.attention is not None:
        yield attention(walk.attention)
    if walk.had_warning_sign:
        yield _("a reason to stop: %(signs)s", signs=signs(walk.warning_signs))
    if walk.looked_back is not None:
        yield _("looked over the shoulder") if walk.looked_back else _("didn't look over the shoulder")
    if walk.with_partner:
        yield _("somebody came along")
    if walk.held_form is not None:
        yield _("the last set looked like the first") if walk.held_form else _("the last set looked worse")
