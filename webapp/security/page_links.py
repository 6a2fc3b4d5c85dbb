"""Links that show one person's page for the physiotherapist to whoever has them, until they end. They let nobody in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from webapp.actions import clocks
from webapp.domain.diaries import Diary
from webapp.domain.page_links import DAYS, KEPT_ENDED, KEPT_OVER, LONGEST_LINE, LONGEST_NAME
from webapp.domain.periods import Period
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.security import events, links, passwords, sign_ins
from webapp.security.links import LinkEnded
from webapp.security.sign_ins import MustWait
from webapp.security.tokens import new_token, token_hash
from webapp.storage import page_links as store
from webapp.storage.access_models import PageLink
from webapp.storage.engine import Database, Session
from webapp.storage.models import User

# What was made by a clock further ahead is not good until that clock is right.
_AHEAD = dt.timedelta(days=1)


class Wish(NamedTuple):
    """What somebody wants a link to show and for whom, and how long it is to work."""

    whom: str
    lasts: str
    pass_phrase: str
    period: Period
    line: str
    with_answers: bool


def make(session: Session, diary: Diary, wish: Wish, *, now: dt.datetime) -> str:
    """Make a link; answers its code, of which only the hash is kept. Raises Invalid."""
    problems = _problems(wish)
    if problems:
        raise Invalid(*problems)
    _remove_over(session, now=now)
    code, kept = new_token()
    link = PageLink(user_id=diary.user_id, token_hash=kept, whom=wish.whom, line=wish.line)
    link.first_day, link.last_day = wish.period
    link.with_answers = wish.with_answers
    link.made_at, link.ends_at = now, now + DAYS[wish.lasts]
    link.pass_hash = passwords.hashed(wish.pass_phrase) if wish.pass_phrase else None
    store.add(session, link)
    events.note("page link", user=str(diary.user_id), lasts=wish.lasts)
    return code


def own(session: Session, diary: Diary, code: str) -> PageLink:
    """The link of one's own with this code. Raises LinkEnded."""
    link = store.find_own(session, diary, token_hash(code))
    if link is None:
        raise LinkEnded
    return link


def listed(session: Session, diary: Diary, *, now: dt.datetime) -> Sequence[PageLink]:
    """The links of a diary, the newest first, also those that ended by themselves not long ago."""
    return store.newest_first(session, diary, over_since=now - KEPT_OVER)


def opens(link: PageLink, *, now: dt.datetime) -> bool:
    return link.token_hash is not None and link.ended_at is None and link.ends_at > now


def try_code(database: Database, code: str, address: str | None, *, now: dt.datetime) -> tuple[PageLink, User]:
    """What a code shows, and whose page that is. Raises LinkEnded and sign_ins.MustWait."""

    def look(session: Session) -> tuple[PageLink, User]:
        found = store.opened_by(session, token_hash(code), now=now, made_before=now + _AHEAD)
        if found is None:
            raise LinkEnded
        return found

    return links.find(database, look, address, now=now)


def try_pass_phrase(database: Database, link: PageLink, typed: str, address: str | None, *, now: dt.datetime) -> bool:
    """Whether this is the pass phrase of a link. A try is counted before it is looked at. Raises MustWait."""
    who = [f"page {(link.token_hash or b'').hex()}", f"from {address} by pass phrase"[:120]]
    with database.writing() as session:
        wait = sign_ins.wait_for(session, who, now=now)
        if not wait:
            sign_ins.note_try(session, who, now=now)
    if wait:
        raise MustWait(wait)
    if len(typed) > passwords.LONGEST or not passwords.matches(typed, link.pass_hash):
        events.note("wrong pass phrase", address=address)
        return False
    with database.writing() as session:
        sign_ins.note_success(session, who)
    return True


def end(session: Session, link: PageLink, *, now: dt.datetime) -> None:
    """Let a link open nothing from now on."""
    link.ended_at = clocks.begins_to_wait(session, now=now)


def resume(link: PageLink) -> None:
    link.ended_at = None


def _problems(wish: Wish) -> list[Problem]:
    problems = [] if wish.lasts in DAYS else [Problem("lasts", Reason.NOT_A_CHOICE)]
    if len(wish.whom) > LONGEST_NAME:
        problems.append(Problem("whom", Reason.TOO_LONG, LONGEST_NAME))
    if len(wish.line) > LONGEST_LINE:
        problems.append(Problem("line", Reason.TOO_LONG, LONGEST_LINE))
    if wish.pass_phrase:
        weak = passwords.problems(wish.pass_phrase, name=wish.whom)
        problems += [replace(problem, field="page_password") for problem in weak]
    return problems


def _remove_over(session: Session, *, now: dt.datetime) -> None:
    """Remove what is over for long, by days on which the server was really at work."""
    ended, over = (clocks.purge_before(session, kept, now=now) for kept in (KEPT_ENDED, KEPT_OVER))
    if ended and over:
        store.remove_over(session, ended_before=ended, over_before=over)
