"""Who has checked the words of a translation about health: the one place where that is switched."""

from collections.abc import Mapping

from flask_babel import get_locale
from flask_babel import gettext as _

# The makers compared these words with the studies.
ORIGINAL = "en"
# A language, and the doctor or physiotherapist who has read in it every text about safety, pain, claims and the plan.
CHECKED_BY: Mapping[str, str] = {}


def warning() -> str:
    """What a page about health says of its translation until somebody has signed for it; nothing in English."""
    locale = get_locale()
    if locale is None or locale.language == ORIGINAL or locale.language in CHECKED_BY:
        return ""
    return _("The makers of Backstride translated this page. No doctor or physiotherapist has checked the words yet.")
