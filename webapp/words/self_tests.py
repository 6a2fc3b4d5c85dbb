"""The words of the self tests: names, what each measures, its protocol, and results as a person reads them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain import changes, self_tests
from webapp.domain.changes import Change
from webapp.domain.self_tests import Group, SelfTestKind, Side, Studied, Unit
from webapp.words import formats


class CountWords(NamedTuple):
    """How a test speaks of what it counts: its field, round numbers to begin from, how many, and a limit."""

    asks: LazyString
    taps: Sequence[int]
    counted: Callable[[int], str]
    limit: LazyString


class About(NamedTuple):
    """What a page says before a test: its name, what it measures, what it needs, its steps, and what its timer does."""

    name: LazyString
    measures: LazyString
    needs: LazyString
    steps: tuple[LazyString, ...]
    timer: LazyString | str = ""
    count_words: CountWords | None = None
    # What of the steps was written from memory.
    unsure: LazyString | str = ""
    beside: LazyString | str = ""


def _stands(count: int) -> str:
    return ngettext("%(num)d stand", "%(num)d stands", count)


def _rises(count: int) -> str:
    return ngettext("%(num)d rise", "%(num)d rises", count)


ABOUT: Mapping[SelfTestKind, About] = {
    SelfTestKind.BACKWARD_3M: About(
        name=lazy_gettext("3-metre backward walk"),
        measures=lazy_gettext("How well you move and balance backward: how many seconds you need for three metres."),
        needs=lazy_gettext("Tape, a smooth floor without carpet, free space behind the end, and somebody beside you."),
        steps=(
            lazy_gettext("Mark 3 metres with tape. Keep the floor behind the end clear."),
            lazy_gettext(
                "Stand with your heels on the start tape, your back to the end. Your helper walks beside you."
            ),
            lazy_gettext("On “go”, walk backward as quickly as is safe. You may look back."),
            lazy_gettext("Your helper tells you when you reach 3 metres, and taps Stop."),
            lazy_gettext("Practise once, then do it twice. We use the average."),
        ),
        timer=lazy_gettext("A voice counts three, two, one, go. Your helper taps Stop at 3 metres."),
        unsure=lazy_gettext(
            "May you look back, and how many tries count? We have not checked the source again. "
            "We use the average of two."
        ),
        beside=lazy_gettext("First have somebody beside you, every time."),
    ),
    SelfTestKind.TUG: About(
        name=lazy_gettext("Timed up and go"),
        measures=lazy_gettext("How quickly you stand up, walk, turn and sit down again."),
        needs=lazy_gettext("A chair with arms, and a line 3 metres in front of it."),
        steps=(
            lazy_gettext("Sit on the chair."),
            lazy_gettext("On “go”, stand up and walk to the line at your usual pace."),
            lazy_gettext("Turn, walk back, and sit down."),
            lazy_gettext("Tap Stop when you sit."),
            lazy_gettext("Once is enough. If you do two, we use the average."),
        ),
        timer=lazy_gettext("A voice counts three, two, one, go. Tap Stop when you sit again."),
        beside=lazy_gettext("Near a wall, or with somebody beside you."),
    ),
    SelfTestKind.CHAIR_STAND: About(
        name=lazy_gettext("30-second chair stand"),
        measures=lazy_gettext("How strong your legs are: how many times you stand up from a chair in 30 seconds."),
        needs=lazy_gettext("A chair with a seat 43 to 46 cm (17 to 18 inches) high, its back against a wall."),
        steps=(
            lazy_gettext("Sit down and cross your arms over your chest."),
            lazy_gettext("On “go”, stand up fully and sit down, again and again."),
            lazy_gettext("When 30 seconds are over, a stand counts if you are more than half-way up."),
            lazy_gettext("If you push with your arms, the result is 0."),
        ),
        timer=lazy_gettext(
            "A voice counts three, two, one, go, and tells you when 15 and 30 seconds are over. "
            "A helper can tap each stand, or you count and type the number."
        ),
        count_words=CountWords(
            asks=lazy_gettext("How many stands in 30 seconds"),
            taps=(8, 10, 12, 14, 16),
            counted=_stands,
            limit=lazy_gettext("%(value)s stands"),
        ),
    ),
    SelfTestKind.ONE_LEG: About(
        name=lazy_gettext("One-leg stance"),
        measures=lazy_gettext("How long you can stand on one leg with your eyes open."),
        needs=lazy_gettext("Bare feet or flat shoes."),
        steps=(
            lazy_gettext("Put your hands on your hips, or cross your arms."),
            lazy_gettext("On “go”, lift one foot."),
            lazy_gettext(
                "It ends when the foot touches the floor, when you use your arms or hop, or after 45 seconds."
            ),
            lazy_gettext("Try three times. The best one counts."),
        ),
        timer=lazy_gettext(
            "A voice counts three, two, one, go. Tap Stop when it ends. After 45 seconds it ends by itself."
        ),
        beside=lazy_gettext("Near a wall, or with somebody beside you."),
    ),
    SelfTestKind.WALK_10M: About(
        name=lazy_gettext("10-metre walk"),
        measures=lazy_gettext("How fast you walk at your usual pace."),
        needs=lazy_gettext("A straight 14 metres, marked at 2 and at 12 metres."),
        steps=(
            lazy_gettext("Walk from the beginning to the end at your usual pace."),
            lazy_gettext("Tap Start as you pass 2 metres, and Stop as you pass 12 metres. A helper makes it easier."),
            lazy_gettext("Do it twice. We use the speed of the average."),
        ),
        timer=lazy_gettext("Tap Start at the 2-metre mark, and Stop at the 12-metre mark."),
    ),
    SelfTestKind.HEEL_RISE: About(
        name=lazy_gettext("Heel rises"),
        measures=lazy_gettext(
            "How long your calves last: how many times you rise onto your toes. This test is optional."
        ),
        count_words=CountWords(
            asks=lazy_gettext("How many rises"),
            taps=(5, 10, 15, 20, 25),
            counted=_rises,
            limit=lazy_gettext("%(value)s rises"),
        ),
        needs=lazy_gettext("A wall within reach."),
        steps=(
            lazy_gettext("Stand on one leg or on both, your fingertips on the wall."),
            lazy_gettext("Rise onto your toes and come down, at an even pace, and count."),
            lazy_gettext("Stop when you can't rise as high any more, or when it hurts."),
        ),
        unsure=lazy_gettext("We know of no fixed way to do it, so do it the same way each time."),
        beside=lazy_gettext("Near a wall, or with somebody beside you."),
    ),
}
SIDES: Mapping[str, LazyString] = {
    Side.LEFT: lazy_gettext("left leg"),
    Side.RIGHT: lazy_gettext("right leg"),
    Side.BOTH: lazy_gettext("both legs"),
}
# The same at the beginning of a line.
SIDES_FIRST: Mapping[str, LazyString] = {
    Side.LEFT: lazy_gettext("Left leg"),
    Side.RIGHT: lazy_gettext("Right leg"),
    Side.BOTH: lazy_gettext("Both legs"),
}
_CHANGES: Mapping[Change, LazyString] = {
    Change.TOO_EARLY: lazy_gettext(
        "Your second result. It is often better just from practice. From the third on, we compare each one with the "
        "first two."
    ),
    Change.BETTER: lazy_gettext("Better than your first two, by more than the usual ups and downs."),
    Change.SLIGHTLY_BETTER: lazy_gettext("A little better than your first two."),
    Change.WITHIN_NOISE: lazy_gettext("About the same as your first two. Such a small difference comes and goes."),
    Change.SLIGHTLY_WORSE: lazy_gettext("A little below your first two."),
    Change.WORSE: lazy_gettext("Not as good as your first two, by more than the usual ups and downs."),
    Change.NOT_KNOWN: lazy_gettext("One change alone tells you little here. Look at the line."),
}
_SHORT: Mapping[Change, LazyString] = {
    Change.TOO_EARLY: lazy_gettext("the second one"),
    Change.BETTER: lazy_gettext("better than at first"),
    Change.SLIGHTLY_BETTER: lazy_gettext("a little better than at first"),
    Change.WITHIN_NOISE: lazy_gettext("about the same as at first"),
    Change.SLIGHTLY_WORSE: lazy_gettext("a little below the first ones"),
    Change.WORSE: lazy_gettext("not as good as at first"),
}
_GROUPS: Mapping[Group, LazyString] = {
    Group.MULTIPLE_SCLEROSIS: lazy_gettext("%(figure)s with multiple sclerosis"),
    Group.KNEE_ARTHRITIS: lazy_gettext("%(figure)s with knee arthritis"),
    Group.PARTIAL_KNEE: lazy_gettext("%(figure)s after a partial knee replacement"),
    Group.NEW_KNEE: lazy_gettext("%(figure)s after a knee replacement"),
    Group.NEW_HIP: lazy_gettext("%(figure)s after a hip replacement"),
}


def shown(kind: SelfTestKind, value: float) -> str:
    """A result, or a limit to compare it with, with its unit."""
    rule, count = self_tests.RULES[kind], ABOUT[kind].count_words
    if count:
        return count.counted(round(value))
    if rule.unit is Unit.METRES_A_SECOND:
        return _("%(value)s m/s", value=formats.number(value, rule.digits))
    return seconds(value, rule.digits)


def side_options(kind: SelfTestKind) -> list[tuple[str, str]]:
    return [(side.value, str(SIDES[side])) for side in self_tests.RULES[kind].sides]


def seconds(value: float, digits: int = 2) -> str:
    return _("%(value)s s", value=formats.number(value, digits))


def tries(kind: SelfTestKind, value: float, timed: Sequence[float]) -> str:
    """The single tries of a result, as they were timed or counted."""
    if self_tests.RULES[kind].asks_for_arms and value == 0 and timed[0]:
        return _("%(count)s with the arms", count=round(timed[0]))
    if self_tests.RULES[kind].counts:
        return formats.number(timed[0], 0)
    return " · ".join(formats.number(seconds, 2) for seconds in timed)


def change(kind: SelfTestKind, values: Sequence[float]) -> str:
    """How the newest of some results of one kind and side, newest first, compares with the first two."""
    if len(values) < 2:
        return _("Your first result. The third one shows which way it goes.")
    return str(_CHANGES[_change(kind, values)])


def short_change(kind: SelfTestKind, values: Sequence[float]) -> str:
    """The same in a few words; where no threshold is known, the result before."""
    if len(values) < 2:
        return _("the first one")
    short = _SHORT.get(_change(kind, values))
    return str(short) if short else _("before: %(result)s", result=shown(kind, values[1]))


def _change(kind: SelfTestKind, values: Sequence[float]) -> Change:
    newest, *earlier = values
    return changes.change(kind, earlier[::-1], newest)


def noise(kind: SelfTestKind) -> str:
    """What is more than noise, in a sentence."""
    noise = self_tests.RULES[kind].noise
    if noise is None:
        return _("We know no figure for how big a change has to be, so we say nothing about a single one.")
    if noise.small is not None:
        return _(
            "A change of %(small)s is small. One of %(real)s means something. Less than that comes and goes.",
            small=shown(kind, noise.small),
            real=shown(kind, noise.real),
        )
    said = [_("A change counts from %(real)s on. Less than that comes and goes.", real=_threshold(kind, noise.real))]
    if noise.is_derived:
        said.append(
            _("We worked this figure out ourselves for healthy people, from how close two tries were in a study.")
        )
    others = "; ".join(_studied(kind, study) for study in noise.studied)
    said.append(_("What studies found depends on the people: %(others)s.", others=others))
    said.append(_("About one result in twenty looks like a change just by chance. Two in a row are surer."))
    return " ".join(said)


def _studied(kind: SelfTestKind, studied: Studied) -> str:
    said = _GROUPS[studied.group] % {"figure": _threshold(kind, studied.real)}
    if studied.people is None:
        return said
    people = ngettext("%(count)s person", "%(count)s people", studied.people, count=formats.number(studied.people))
    return f"{said} ({people})"


def _threshold(kind: SelfTestKind, value: float) -> str:
    count = ABOUT[kind].count_words
    return str(count.limit) % {"value": formats.number(value, 2)} if count else seconds(value, 1)
