"""Links by which the owner lets somebody in: into an account of their own, or back into it. Each works once."""

import datetime as dt
from typing import NamedTuple

from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.roles import INVITED, Role
from webapp.security import accounts, events, links
from webapp.security.links import LinkEnded
from webapp.security.tokens import new_token, token_hash
from webapp.storage import invitations as store
from webapp.storage.access_models import Invitation
from webapp.storage.engine import Database, Session
from webapp.storage.invitations import MadeBetween
from webapp.storage.models import User

LASTS = dt.timedelta(days=1)


class Opened(NamedTuple):
    """What a link opens: an account that is to be made, or that of `back`, whose password it replaces."""

    id: int
    role: Role
    name: str
    back: User | None
    ends_at: dt.datetime


def invite(session: Session, owner: User, role: str | None, name: str, *, now: dt.datetime) -> str:
    """Make a link for somebody new; answers its code, of which only the hash is kept. Raises Invalid."""
    name = " ".join(name.split())
    problems = [] if role in INVITED else [Problem("role", Reason.NOT_A_CHOICE)]
    if len(name) > accounts.LONGEST_NAME:
        problems.append(Problem("whom", Reason.TOO_LONG, accounts.LONGEST_NAME))
    if problems:
        raise Invalid(*problems)
    events.note("invitation", user=owner.name, role=role)
    return _made(session, owner, Role(role or ""), name, None, now=now)


def invite_back(session: Session, owner: User, user: User, *, now: dt.datetime) -> str:
    """Make a link for somebody who forgot their password. Until it is used the old password is good, too."""
    store.remove_those_back(session, user)
    events.note("link for a new password", user=owner.name, whose=user.name)
    return _made(session, owner, Role(user.role), user.name, user, now=now)


def open_links(session: Session, *, now: dt.datetime) -> list[Opened]:
    """The links that were not used yet, the newest first."""
    return [_opened(*row) for row in store.newest_first(session, _span(now))]


def opened(session: Session, code: str, *, now: dt.datetime) -> Opened:
    """What a code opens. Raises LinkEnded."""
    found = store.find(session, token_hash(code), _span(now))
    if found is None:
        raise LinkEnded
    return _opened(*found)


def try_code(database: Database, code: str, address: str | None, *, now: dt.datetime) -> Opened:
    """What a code opens that somebody brings who is not signed in. Raises LinkEnded and sign_ins.MustWait."""
    return links.find(database, lambda session: opened(session, code, now=now), address, now=now)


def join(session: Session, code: str, name: str, password: str, time_zone: str, *, now: dt.datetime) -> User:
    """Make the account that a link is for. Raises LinkEnded and Invalid."""
    link = opened(session, code, now=now)
    if link.back:
        raise LinkEnded
    user = accounts.add(session, name, password, time_zone, role=link.role, now=now)
    store.remove(session, link.id)
    return user


def come_back(session: Session, code: str, password: str, *, now: dt.datetime) -> User:
    """Replace a forgotten password. All sign-ins, keys and codes of before end. Raises LinkEnded and Invalid."""
    link = opened(session, code, now=now)
    if link.back is None:
        raise LinkEnded
    accounts.set_password(session, link.back, password, ends_codes=True)
    return link.back


def withdraw(session: Session, owner: User, invitation_id: int) -> bool:
    """End a link before it is used; whether it still worked."""
    was_there = store.remove(session, invitation_id)
    if was_there:
        events.note("invitation taken back", user=owner.name)
    return was_there


def _opened(row: Invitation, back: User | None) -> Opened:
    return Opened(row.id, Role(row.role), back.name if back else row.name, back, row.made_at + LASTS)


def _made(session: Session, owner: User, role: Role, name: str, back: User | None, *, now: dt.datetime) -> str:
    store.remove_ended(session, _span(now))
    code, kept = new_token()
    store.add(session, kept, now, made_by=owner, role=role.value, name=name, back=back)
    return code


def _span(now: dt.datetime) -> MadeBetween:
    """What was made by a clock far ahead is not good until that clock is right."""
    return MadeBetween(now - LASTS, now + LASTS)
