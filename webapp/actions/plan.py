"""The plan of a person: where they stand, what opens the levels, and their choices."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from webapp.actions import plan_walks
from webapp.actions import safety as safety_actions
from webapp.actions.safety import Checked
from webapp.domain import felt, gates, pain, plan, programme, standings, weeks
from webapp.domain.diaries import Diary
from webapp.domain.felt import Befores, Done
from webapp.domain.gates import Gate, PlanFacts
from webapp.domain.problems import Invalid, Problem, outside
from webapp.domain.standings import Choice, ChoiceKind, Standing, Status
from webapp.storage import plan as store

# Of the weeks before the beginning the last one still says when somebody rested, and all what pain is usual.
_LATELY = weeks.ONE_WEEK + pain.USUAL_SPAN
WHOLE_FROM_WEEK = 3
_A_MOMENT = dt.timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The plan at one glance. Without a check there is no advice, and without a choice no standing.

    After a break of a year the check of before is none.
    """

    standing: Standing | None = None
    checked: Checked | None = None
    walked_backward_on: dt.date | None = None

    @property
    def is_running(self) -> bool:
        return self.standing is not None and self.standing.status is Status.RUNNING

    @property
    def allows_plan(self) -> bool:
        """Whether the check, where it is not out of date, allows a plan."""
        return self.checked is not None and self.checked.advised.allows_plan

    @property
    def may_go_on(self) -> bool:
        """Whether the plan has stopped, and a clinician said since that walking backward is fine."""
        is_stopped = self.standing is not None and self.standing.status is Status.STOPPED
        return is_stopped and self.checked is not None and self.checked.is_cleared

    @property
    def waits(self) -> bool:
        """Whether the plan has stopped or waits for an answer, or what was logged asks for one."""
        if self.standing is None or self.standing.status is Status.OFF:
            return self.checked is not None and self.checked.comes_first
        return self.standing.status is Status.STOPPED or not self.allows_plan


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All that the page of the plan shows; `facts` once the check is answered."""

    overview: Overview
    facts: PlanFacts | None
    choices: Sequence[Choice]


def overview(session: Session, diary: Diary, today: dt.date) -> Overview:
    """Where somebody stands today, in three queries; in one while there is no plan."""
    known = safety_actions.known(session, diary, today)
    checked = safety_actions.checked(known, today)
    if not known.has_plan:
        return Overview(checked=checked)
    choices = _since_beginning(store.choices(session, diary))
    done, earlier = plan_walks.walks_since(session, diary, choices[0].day - _LATELY)
    return _overview(diary, today, choices, done, earlier, checked)


def whole(session: Session, diary: Diary, today: dt.date) -> Whole:
    """Where somebody stands today, and what of the levels is open to them."""
    choices = store.choices(session, diary)
    checked = safety_actions.advised(session, diary, today)
    if not choices:
        return Whole(overview=Overview(checked=checked), facts=None, choices=choices)
    done, earlier = plan_walks.walks_since(session, diary, choices[0].day - _LATELY)
    all_of_it = plan.follow(choices, done, today=today, first_weekday=diary.first_weekday, earlier=earlier)
    recent = _since_beginning(choices)
    before = [walk for walk in done if walk.day < recent[0].day - _LATELY]
    shown = _overview(diary, today, recent, done[len(before) :], felt.joined(earlier, felt.befores(before)), checked)
    return Whole(overview=shown, facts=_facts(done, all_of_it, shown.checked, today), choices=choices)


def choose(
    session: Session,
    diary: Diary,
    kind: ChoiceKind,
    *,
    now: dt.datetime,
    today: dt.date,
    week: int = 1,
    level: int | None = None,
    is_gentle: bool | None = None,
) -> None:
    """Begin, stop, go on after a stop, go to another week of the level, or ask for another length. Raises Invalid."""
    shown = overview(session, diary, today)
    standing = shown.standing
    if is_gentle is None:
        is_gentle = standing is not None and standing.is_gentle
    level = level or (standing.level if standing and kind is not ChoiceKind.START else 1)
    choice = Choice(kind=kind, at=now, day=today, level=level, week=week, is_gentle=is_gentle)
    _take(session, diary, choice, shown, outside("week", week, 1, programme.WEEKS))


def take_whole(session: Session, diary: Diary, *, now: dt.datetime, today: dt.date) -> None:
    """Go on with whole sessions after a level of half the sets, from the middle of it. Raises Invalid."""
    shown = overview(session, diary, today)
    level = shown.standing.level if shown.standing else 1
    choice = Choice(kind=ChoiceKind.GO_TO, at=now, day=today, level=level, week=WHOLE_FROM_WEEK)
    is_offered = shown.standing is not None and shown.standing.offers_whole
    _take(session, diary, choice, shown, [] if is_offered else [standings.OUTDATED])


def set_length(session: Session, diary: Diary, *, is_gentle: bool, now: dt.datetime, today: dt.date) -> None:
    """Ask for half the sets from now on, or for all of them. Raises Invalid."""
    choose(session, diary, ChoiceKind.LENGTH, now=now, today=today, is_gentle=is_gentle)


def begin_level(
    session: Session, diary: Diary, level: int, said: Mapping[Gate, bool], *, now: dt.datetime, today: dt.date
) -> None:
    """Begin another level. One above asks its gates, and what only the person can know. Raises Invalid."""
    page = whole(session, diary, today)
    standing = page.overview.standing
    is_gentle = standing is not None and standing.is_gentle
    choice = Choice(kind=ChoiceKind.LEVEL, at=now, day=today, level=level, is_gentle=is_gentle)
    _take(session, diary, choice, page.overview, gates.refusals(level, standing, page.facts, said))


def _take(session: Session, diary: Diary, choice: Choice, shown: Overview, problems: Sequence[Problem]) -> None:
    """Write a choice down that is offered and has no problems of its own. Raises Invalid."""
    if _is_second_tap(session, diary, choice):
        return
    problems = standings.refusals(choice, shown.standing, allows_plan=shown.allows_plan) or problems
    if problems:
        raise Invalid(*problems)
    store.add(session, diary, choice)


def take_back(session: Session, diary: Diary, *, of: int) -> None:
    """Forget the last of so many choices; where there are more or fewer by now, it was forgotten before."""
    if len(store.choices(session, diary)) == of:
        store.remove_last(session, diary)


def _is_second_tap(session: Session, diary: Diary, choice: Choice) -> bool:
    """Whether the same was chosen a moment ago: two taps are one choice, which one Undo takes back."""
    last = next(iter(store.choices(session, diary)[-1:]), None)
    return last is not None and choice.at - last.at <= _A_MOMENT and replace(choice, at=last.at, day=last.day) == last


def _overview(
    diary: Diary,
    today: dt.date,
    choices: Sequence[Choice],
    done: Sequence[Done],
    earlier: Befores,
    checked: Checked | None,
) -> Overview:
    highest = checked.advised.highest_level if checked else 0
    standing = plan.follow(
        choices,
        done,
        today=today,
        first_weekday=diary.first_weekday,
        highest_level=highest,
        earlier=earlier,
    )
    if standing and checked and _is_out_of_date(checked, standing, diary):
        standing, checked = replace(standing, next=None), None
    backward = [walk.day for walk in done if walk.backward_seconds]
    return Overview(standing=standing, checked=checked, walked_backward_on=max(backward, default=None))


def _facts(
    done: Sequence[Done], all_of_it: Standing | None, checked: Checked | None, today: dt.date
) -> PlanFacts | None:
    if checked is None:
        return None
    return gates.facts(
        done,
        check=checked.check,
        advised=checked.advised,
        may_be_older=checked.check.may_be_older(today),
        finished=all_of_it.finished if all_of_it else frozenset(),
        backward_3m_s=checked.signs.backward_3m_s,
        since=all_of_it.anew_since if all_of_it and all_of_it.anew_since else dt.date.min,
    )


def _is_out_of_date(checked: Checked, standing: Standing, diary: Diary) -> bool:
    """Whether the check is from before a break of a year: then it asks once more."""
    answered_at = checked.check.answered_at
    if standing.check_since is None or answered_at is None or checked.asks_about_sign:
        return False
    return diary.date_of(answered_at) < standing.check_since


def _since_beginning(choices: Sequence[Choice]) -> Sequence[Choice]:
    since = max(index for index, choice in enumerate(choices) if choice.kind in standings.BEGINNINGS or index == 0)
    return choices[since:]
