"""The ticks of what hurts: two pages have them, and each may be left open while the other is saved."""

from collections.abc import Collection

from webapp.domain.walks import Site
from webapp.web.forms import Form

# The hidden field of what was ticked when the page was made.
_WAS = "was"


def shown(followed: Collection[Site]) -> dict[str, str]:
    """The fields of a page on which these are ticked."""
    return {f"site_{site}": "yes" for site in followed} | {_WAS: " ".join(followed)}


def chosen(form: Form, followed: Collection[Site]) -> list[Site]:
    """What was ticked on a page, or taken back there; the rest stays as it is by now, also if that is newer."""
    ticked = {site for site in Site if form.is_ticked(f"site_{site}")}
    if _WAS not in form.values:
        return [site for site in Site if site in ticked]
    changed = {site for site in Site if (site in ticked) != (site in form.text(_WAS).split())}
    return [site for site in Site if site in (ticked if site in changed else followed)]
