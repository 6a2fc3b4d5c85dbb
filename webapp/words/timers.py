"""What the timer of a self test says, in writing and aloud. In a text for the script, # stands for a number or name."""

from flask_babel import gettext as _

from webapp.domain import self_tests
from webapp.domain.self_tests import SelfTestKind
from webapp.words.plurals import plural_forms


def spoken(kind: SelfTestKind) -> dict[str, str | list[str] | dict[str, str]]:
    """The texts for the script."""
    rule = self_tests.RULES[kind]
    lasts, is_count = rule.lasts_s or 0, rule.counts
    return {
        "count": [_("three"), _("two"), _("one")],
        "go": _("go"),
        "halfway": _("Half-way. %(seconds)s seconds.", seconds=lasts // 2) if is_count else _("Half-way."),
        "over": _("Stop. Time is up."),
        "name": _("%(seconds)s seconds", seconds=lasts),
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
