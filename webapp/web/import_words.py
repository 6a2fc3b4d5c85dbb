"""What became of a recording, in a line: the same on the page and in the shell."""

from flask_babel import gettext as _

from webapp.actions.imports import Imported, Outcome
from webapp.domain import weeks


def line(one: Imported, *, is_dry_run: bool = False) -> str:
    """One walk of a file: how long, how far, when, and whether it is new."""
    walk = one.walk
    what = {
        "duration": _duration(walk.seconds),
        "started": f"{weeks.local(walk.started_at, walk.time_zone):%Y-%m-%d %H:%M} {walk.time_zone}",
        "outcome": _outcome(one.outcome, is_dry_run=is_dry_run),
    }
    metres = walk.segments[0].distance_m
    if metres:
        return _("%(duration)s, %(metres)s m on %(started)s, %(outcome)s.", metres=f"{metres:.0f}", **what)
    return _("%(duration)s on %(started)s, %(outcome)s.", **what)


def _outcome(outcome: Outcome, *, is_dry_run: bool) -> str:
    if outcome is Outcome.KNOWN:
        return _("is there already")
    if outcome is Outcome.IN_BIN:
        return _("is there already, in the bin")
    return _("would be saved") if is_dry_run else _("saved")


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if minutes:
        return _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=rest)
    return _("%(seconds)s s", seconds=rest)
