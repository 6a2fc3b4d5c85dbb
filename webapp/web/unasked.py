"""Who is let in without being asked for anything: whom a proxy names."""

from flask import g, request

from webapp.domain.units import DistanceUnit, Units, WeightUnit
from webapp.security import proxied
from webapp.security.identities import PROXY
from webapp.storage import identities
from webapp.storage.models import User
from webapp.web.database import database
from webapp.words import formats


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


def is_another(person: User) -> bool:
    """Whether the proxy names somebody else, in the browser in which this person was."""
    if not unknown_name():
        return False
    with database().reading() as session:
        return identities.find(session, person.id, PROXY) is not None
