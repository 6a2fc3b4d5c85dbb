"""Which sites of pain somebody follows."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp.domain.diaries import Diary
from webapp.domain.walks import Site
from webapp.storage import pain as store


def follow(session: Session, diary: Diary, sites: Collection[Site]) -> None:
    """Follow these sites and no others; what was noted of the others stays with its walks."""
    store.follow(session, diary, sites)
