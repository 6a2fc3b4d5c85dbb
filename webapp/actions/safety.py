"""The check before the first backward minute, and what it advises."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.actions import plan_walks
from webapp.domain import felt, safety
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid, outside_years
from webapp.domain.safety import Advice, Advised, Answer, Check, Finding, Signs
from webapp.storage import safety as store
from webapp.storage.safety import Known


def answer(session: Session, diary: Diary, check: Check, *, now: dt.datetime, today: dt.date) -> None:
    """Keep the answers in the place of those before. The year of birth lies 5 to 120 years back. Raises Invalid."""
    earliest, latest = today.year - safety.OLDEST_YEARS, today.year - safety.YOUNGEST_YEARS
    problems = [] if check.birth_year is None else outside_years("birth_year", check.birth_year, earliest, latest)
    if problems:
        raise Invalid(*problems)
    store.keep(session, diary, check, now=now)


def put_back(session: Session, diary: Diary, check: Check, *, today: dt.date) -> None:
    """Undo an answer. What was never answered is not answered again, and what was logged meanwhile is not cleared."""
    if check.answered_at is None:
        store.remove(session, diary)
        return
    signs = known(session, diary, today).signs
    is_cleared = check.is_cleared and not (signs.fell_since_check or signs.warned_since_check or signs.has_hurt)
    answer(session, diary, replace(check, is_cleared=is_cleared), now=check.answered_at, today=today)


class Checked(NamedTuple):
    """What somebody answered, what the diary knows beside it, and what both advise."""

    check: Check
    signs: Signs
    advised: Advised

    @property
    def asks_about_sign(self) -> bool:
        """Whether a warning sign was logged that no clinician has cleared since."""
        return self.signs.warned_at is not None and (self.signs.warned_since_check or not self.check.is_cleared)

    @property
    def is_unanswered(self) -> bool:
        """Whether the check was never answered, and a fall, a warning sign or much pain asks for it."""
        return self.check.answered_at is None

    @property
    def comes_first(self) -> bool:
        """Whether what was logged asks for an answer before anything backward is offered."""
        return self.asks_about_sign or self.is_unanswered

    @property
    def is_cleared(self) -> bool:
        """Whether a clinician said that it is fine, after all that was logged: nothing keeps anybody from going on."""
        return self.advised.allows_plan and self.check.clears(self.signs) and not self.signs.has_hurt


class Backward(NamedTuple):
    """Whether somebody may begin to walk backward now, on their own or with rails, and what speaks of it.

    `advice` is None before the check was answered; then nothing is known against it, and nothing for it. `asked_by` is
    what was logged, where it asks for the check.
    """

    is_open: bool
    advice: Advice | None
    reasons: tuple[Answer | Finding, ...]
    asked_by: Signs | None = None


def advised(session: Session, diary: Diary, today: dt.date) -> Checked | None:
    """The advice for today; None before the check, as long as no fall, warning sign or pain speaks."""
    return checked(known(session, diary, today), today)


def known(session: Session, diary: Diary, today: dt.date) -> Known:
    """What is known of a person's safety, and whether there is a plan: in one query, unless much pain was told."""
    known = store.known(session, diary, today - safety.A_YEAR)
    if not known.signs.has_hurt:
        return known
    walks = felt.felt(*plan_walks.walks_since(session, diary, today - safety.A_YEAR))
    return known._replace(signs=replace(known.signs, hurts_too_much=felt.hurts_too_much(walks)))


def checked(known: Known, today: dt.date) -> Checked | None:
    """The advice by what is known; None before the check, as long as no fall, warning sign or pain speaks."""
    signs = known.signs
    if known.check is None and not (signs.has_fallen or signs.warned_at or signs.hurts_too_much):
        return None
    check = known.check or Check()
    return Checked(check, signs, safety.advise(check, signs, today=today))


def backward(session: Session, diary: Diary, today: dt.date) -> Backward:
    """Whether somebody may begin to walk backward today, and why not."""
    asked = advised(session, diary, today)
    if asked is None:
        return Backward(is_open=False, advice=None, reasons=())
    says, asked_by = asked.advised, asked.signs if asked.is_unanswered else None
    return Backward(says.allows_backward, says.advice, says.reasons, asked_by)
