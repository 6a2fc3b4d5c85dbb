"""Who is let in without being asked for anything: whom a proxy names, and whoever is at home where that is set."""

from flask import current_app, g, request

from webapp.config import OpenHome
from webapp.domain.units import DistanceUnit, Units, WeightUnit
from webapp.security import open_home, proxied
from webapp.security.identities import PROXY
from webapp.storage import identities
from webapp.storage.models import User
from webapp.web.database import database
from webapp.words import formats

# What is open without a sign-in: to read the diary and write in it, and nothing that lasts longer or goes elsewhere.
OPEN_PAGES = frozenset(
    {
        "body", "bulk_edits", "direction_rules", "first_run", "goals", "health", "learn", "moved", "pain", "physio",
        "plan", "progress", "recalculations", "records", "reviews", "safety", "self_tests", "settings", "sleds",
        "today", "units", "walk", "walks", "works",
    }
)  # fmt: skip


def be(person: User) -> None:
    """Let this be who asks, in their units."""
    g.user = person
    formats.use(Units(WeightUnit(person.weight_unit), DistanceUnit(person.distance_unit)))


def is_let_in() -> bool:
    """Whether a proxy names somebody, who then is who asks."""
    name = proxied.name_of(request.environ)
    if not name:
        return False
    with database().reading() as session:
        person = proxied.find(session, name)
    if person:
        be(person)
    g.is_named = person is not None
    return is_named()


def is_named() -> bool:
    """Whether a proxy says who asks."""
    return bool(g.get("is_named"))


def unknown_name() -> str:
    """The name that a proxy tells and nobody here has."""
    return "" if is_named() else proxied.name_of(request.environ)


def open_at_home() -> None:
    """Let whoever is at home be the person whose diary is open there."""
    home = _open_home()
    if home is None or request.blueprint not in OPEN_PAGES:
        return
    if not open_home.is_open(home, request.environ, request.host):
        return
    with database().reading() as session:
        person = open_home.person(session, home)
    if person:
        be(person)
        g.is_open = True


def is_open() -> bool:
    """Whether who asks was asked for nothing because they are at home."""
    return bool(g.get("is_open"))


def _open_home() -> OpenHome | None:
    home: OpenHome | None = current_app.extensions["backstride_settings"].open_home
    return home


def is_another(person: User) -> bool:
    """Whether the proxy names somebody else, in the browser in which this person was."""
    if not unknown_name():
        return False
    with database().reading() as session:
        return identities.find(session, person.id, PROXY) is not None
