"""Which sites of pain somebody follows."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp.domain.walks import Site
from webapp.storage import pain as store
from webapp.storage.models import User


def follow(session: Session, user: User, sites: Collection[Site]) -> None:
    """Follow these sites and no others; what was noted of the others stays with its walks."""
    store.follow(session, user.id, sites)
