"""What the timer of a self test says, in writing and aloud. In a text for the script, # stands for a number or name."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain import self_tests
from webapp.domain.self_tests import SelfTestKind
from webapp.words.plurals import plural_forms

ABOUT: Mapping[SelfTestKind, LazyString] = {
    SelfTestKind.BACKWARD_3M: lazy_gettext("A voice counts three, two, one, go. Your helper taps Stop at 3 metres."),
    SelfTestKind.TUG: lazy_gettext("A voice counts three, two, one, go. Tap Stop when you sit again."),
    SelfTestKind.CHAIR_STAND: lazy_gettext(
        "A voice counts three, two, one, go, and tells you when 15 and 30 seconds are over. "
        "A helper can tap each stand, or you count and type the number."
    ),
    SelfTestKind.ONE_LEG: lazy_gettext(
        "A voice counts three, two, one, go. Tap Stop when it ends. After 45 seconds it ends by itself."
    ),
    SelfTestKind.WALK_10M: lazy_gettext("Tap Start at the 2-metre mark, and Stop at the 12-metre mark."),
}
# Seconds after which a run ends by itself.
LASTS: Mapping[SelfTestKind, int] = {
    SelfTestKind.CHAIR_STAND: self_tests.CHAIR_SECONDS,
    SelfTestKind.ONE_LEG: self_tests.STANCE_SECONDS,
}


def spoken(kind: SelfTestKind) -> dict[str, str | list[str] | dict[str, str]]:
    """The texts for the script."""
    is_count = self_tests.RULES[kind].counts
    return {
        "count": [_("three"), _("two"), _("one")],
        "go": _("go"),
        "halfway": _("Half-way. 15 seconds.") if is_count else _("Half-way."),
        "over": _("Stop. Time is up."),
        "name": _("30 seconds"),
        "try": _("Try #"),
        "practice": _("Practice"),
        "start": _("Start: #"),
        "restart": _("Start again"),
        "cancel": _("Stop the countdown"),
        "stop": _("Stop"),
        "stand": _("Tap at each stand"),
        "stood": plural_forms("%(count)s counted", "%(count)s counted"),
        "counted": plural_forms(
            "%(count)s counted. Change the number if it isn't right.",
            "%(count)s counted. Change the number if it isn't right.",
        ),
        "result": _("# seconds"),
        "done": _("That was all. Save it below."),
        "stopped": _("Stopped. Nothing was counted."),
        "helper": _("First have somebody beside you, and tick the box."),
    }
