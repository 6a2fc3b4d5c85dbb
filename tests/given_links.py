"""Links to a page for the physiotherapist that somebody gave away."""

import datetime as dt
from random import Random

from tests.factories import NOW, TODAY
from webapp.domain.page_links import LinkLasts
from webapp.domain.periods import Period
from webapp.security import page_links
from webapp.security.page_links import Wish
from webapp.storage.engine import Session
from webapp.storage.models import User


def give(session: Session, user: User, random: Random) -> None:
    """Any link that somebody can have made."""
    period = Period(TODAY - dt.timedelta(days=random.randrange(300)), TODAY)
    line, lasts = random.choice(("", "Born 1951")), random.choice(list(LinkLasts))
    wish = Wish("Dr Ada", lasts, "", period, line, with_answers=random.random() < 0.5)
    page_links.make(session, user.diary, wish, now=NOW)
