"""What a field is called where its problem stands apart from it: in the list above a refused form."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, lazy_pgettext
from flask_babel.speaklater import LazyString

_LABELS: Mapping[str, LazyString] = {
    "contact": lazy_gettext("Your e-mail address"),
    "address": lazy_gettext("Address"),
    "birth_year": lazy_gettext("Year of birth"),
    "code": lazy_gettext("Set-up code"),
    "counting": lazy_gettext("How minutes count"),
    "current_password": lazy_gettext("Password now"),
    "date": lazy_gettext("Day"),
    "first_code": lazy_gettext("The code that the app shows"),
    "off_password": lazy_gettext("Your password"),
    "renew_password": lazy_gettext("Your password"),
    "first": lazy_pgettext("a first day", "From"),
    "first_weekday": lazy_gettext("Week starts on"),
    "folder": lazy_gettext("Folder on the server"),
    "copy_password": lazy_gettext("Pass phrase"),
    "goal": lazy_gettext("Minutes a week"),
    "held_form": lazy_gettext("Did the last set look like the first?"),
    "kind": lazy_gettext("Where to"),
    "language": lazy_gettext("Language"),
    "shares_week": lazy_gettext("Family board"),
    "lasts": lazy_gettext("How long should it work?"),
    "page_password": lazy_gettext("Pass phrase"),
    "last": lazy_pgettext("a last day", "To"),
    "line": lazy_gettext("A line for the top of the page"),
    "load": lazy_gettext("Load"),
    "measured_on": lazy_gettext("Measured on"),
    "metres": lazy_gettext("Metres a set"),
    "name": lazy_gettext("User name"),
    "new_password": lazy_gettext("New password"),
    "note": lazy_gettext("Note"),
    "pace_backward_walk": lazy_gettext("Backward pace"),
    "pace_forward_walk": lazy_gettext("Forward pace"),
    "password": lazy_gettext("Password"),
    "link_password": lazy_gettext("Your password"),
    "out_password": lazy_gettext("Your password"),
    "provider_password": lazy_gettext("Your password"),
    "proxy_name": lazy_gettext("Name at the proxy"),
    "proxy_password": lazy_gettext("Your password"),
    "role_password": lazy_gettext("Your password"),
    "reader": lazy_gettext("Who may read?"),
    "reads_as": lazy_gettext("What are they?"),
    "reads_for": lazy_gettext("For how long?"),
    "rings_at": lazy_gettext("At what time?"),
    "role": lazy_gettext("What they are here"),
    "seconds": lazy_gettext("Seconds a set"),
    "sets": lazy_gettext("Sets"),
    "sex": lazy_gettext("Sex"),
    "side": lazy_gettext("Standing on"),
    "stumbles": lazy_gettext("How often you stumbled"),
    "time_zone": lazy_gettext("Time zone"),
    "walks_at": lazy_gettext("When do you like to walk?"),
    "waist": lazy_gettext("Waist"),
    "whom": lazy_gettext("Who is it for?"),
    "weighed_on": lazy_gettext("Day"),
    "weight": lazy_gettext("Weight"),
}


def of(name: str) -> str:
    """The label of a field; empty for one that nobody can type into."""
    if name.startswith("try_"):
        return _("Try %(number)s", number=name.removeprefix("try_"))
    return str(_LABELS.get(name, ""))
