"""The words of messages, and of what became of them."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain.messages import Failure, Figures, MessageEvent, MessageState, TargetKind, Telling
from webapp.words import formats

EVENTS: Mapping[MessageEvent, LazyString] = {
    MessageEvent.WALK_SAVED: lazy_gettext("A walk is saved"),
    MessageEvent.GOAL_REACHED: lazy_gettext("The week's goal is reached"),
    MessageEvent.REMINDER: lazy_gettext("A reminder"),
    MessageEvent.TEST: lazy_gettext("Test"),
}
KINDS: Mapping[TargetKind, LazyString] = {
    TargetKind.NTFY: lazy_gettext("Phone (ntfy)"),
    TargetKind.WEBHOOK: lazy_gettext("Program (webhook)"),
    TargetKind.WEB_PUSH: lazy_gettext("Phone or browser"),
    TargetKind.APPRISE: lazy_gettext("Something else (Apprise)"),
}
_FAILURES: Mapping[Failure, LazyString] = {
    Failure.UNKNOWN_HOST: lazy_gettext("we don't find this address. Is its name right?"),
    Failure.OWN_NETWORK: lazy_gettext("this address is in the home network, and not allowed yet."),
    Failure.NO_ANSWER: lazy_gettext("it did not answer in time."),
    Failure.BAD_CERTIFICATE: lazy_gettext("its https certificate is not one that we can trust."),
    Failure.NOT_HTTP: lazy_gettext("what answered there is no web server."),
    Failure.APPRISE_MISSING: lazy_gettext("Apprise is not installed on this server."),
    Failure.APPRISE_ADDRESS: lazy_gettext("Apprise does not know this kind of address."),
    Failure.APPRISE_FAILED: lazy_gettext("Apprise could not send it. Is the address right?"),
}


def told(event: MessageEvent, figures: Figures) -> Telling:
    """A message as its person reads it: minutes, and nothing of health."""
    shown = {name: formats.minutes(value) for name, value in figures.items() if isinstance(value, int | float)}
    if event is MessageEvent.WALK_SAVED:
        return Telling(_("Walk saved"), " ".join([_walked(figures, shown), _week(shown)]))
    if event is MessageEvent.GOAL_REACHED:
        return Telling(
            _("You reached your goal"),
            _(
                "%(minutes)s minutes this week. Your goal was %(goal)s.",
                minutes=shown["week_minutes"],
                goal=shown["goal_minutes"],
            ),
        )
    if event is MessageEvent.REMINDER:
        return Telling(
            _("Time for a walk?"),
            _("%(minutes)s minutes to your %(goal)s.", minutes=shown["minutes_to_go"], goal=shown["goal_minutes"]),
        )
    return Telling(_("A test"), _("Messages from Backstride arrive here."))


def outcome(state: MessageState, failure: Failure | None, status: int | None, said: str) -> str:
    """What became of a message."""
    if state is MessageState.SENT:
        return _("arrived")
    if failure is None:
        return _("on its way")
    reason = _answered(status, said) if failure is Failure.REFUSED else str(_FAILURES[failure])
    if state is MessageState.GIVEN_UP:
        return _("not sent, %(reason)s", reason=reason)
    return _("we try again: %(reason)s", reason=reason)


def _answered(status: int | None, said: str) -> str:
    if said:
        return _("it answered %(status)s, “%(words)s”.", status=status, words=said)
    return _("it answered %(status)s.", status=status)


def _walked(figures: Figures, shown: Mapping[str, str]) -> str:
    if figures.get("backward_minutes"):
        return _(
            "%(minutes)s minutes, %(backward)s of them backward.",
            minutes=shown["minutes"],
            backward=shown["backward_minutes"],
        )
    return _("%(minutes)s minutes.", minutes=shown["minutes"])


def _week(shown: Mapping[str, str]) -> str:
    return _("This week: %(minutes)s of %(goal)s.", minutes=shown["week_minutes"], goal=shown["goal_minutes"])
