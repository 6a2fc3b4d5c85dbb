"""The plan of a person: where they stand, what opens the levels, and their choices."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import safety as safety_actions
from webapp.actions import walks as walk_actions
from webapp.actions.safety import Found
from webapp.actions.walks import Logged
from webapp.domain import felt, gates, pain, plan, programme, sleds, weeks
from webapp.domain.energy import Mode
from webapp.domain.felt import Befores, Done
from webapp.domain.gates import Facts, Gate
from webapp.domain.problems import Invalid, Problem, Reason, outside
from webapp.domain.standings import Choice, Kind, Standing, Status
from webapp.domain.walks import Planned, Segment, Walk
from webapp.storage import plan as store
from webapp.storage import weights as weight_store
from webapp.storage.models import User

# Before these a standing knows all that matters: they begin a level anew.
_BEGINNINGS = (Kind.START, Kind.LEVEL)
_GOING = (Kind.START, Kind.RESUME, Kind.GO_TO)
# Of the weeks before the beginning the last one still says when somebody rested, and all what pain is usual.
_LATELY = weeks.ONE_WEEK + pain.USUAL_SPAN
_A_MOMENT = dt.timedelta(seconds=10)
# Out of a stop there is one way: to say that one goes on.
_FROM = {
    Kind.START: (Status.OFF, Status.RUNNING),
    Kind.GO_TO: (Status.RUNNING,),
    Kind.RESUME: (Status.OFF, Status.STOPPED),
    Kind.STOP: (Status.RUNNING, Status.STOPPED),
}


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The plan at one glance. Without a check there is no advice, and without a choice no standing.

    Who has no plan is given advice here only while a warning sign asks for it.
    """

    standing: Standing | None = None
    found: Found | None = None
    walked_backward_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All that the page of the plan shows; `facts` once the check is answered."""

    overview: Overview
    facts: Facts | None
    choices: Sequence[Choice]


def overview(session: Session, user: User, today: dt.date) -> Overview:
    """Where somebody stands today, in three queries; in one while there is no plan."""
    known = safety_actions.known(session, user, today)
    found = safety_actions.found(known, today)
    if not known.has_plan:
        return Overview(found=found if found and found.asks_about_sign else None)
    choices = _since_beginning(store.choices(session, user.id))
    done, earlier = _walks_since(session, user, choices[0].day - _LATELY)
    return _overview(user, today, choices, done, earlier, found)


def whole(session: Session, user: User, today: dt.date) -> Whole:
    """Where somebody stands today, and what of the levels is open to them."""
    choices = store.choices(session, user.id)
    found = safety_actions.advised(session, user, today)
    if not choices:
        return Whole(overview=Overview(found=found), facts=None, choices=choices)
    done, earlier = _walks_since(session, user, choices[0].day - _LATELY)
    all_of_it = plan.follow(choices, done, today=today, first_weekday=user.first_weekday, earlier=earlier)
    recent = _since_beginning(choices)
    before = [walk for walk in done if walk.day < recent[0].day - _LATELY]
    shown = _overview(user, today, recent, done[len(before) :], felt.joined(earlier, felt.befores(before)), found)
    return Whole(overview=shown, facts=_facts(done, all_of_it, found, today), choices=choices)


def choose(
    session: Session,
    user: User,
    kind: Kind,
    *,
    now: dt.datetime,
    today: dt.date,
    week: int = 1,
    is_gentle: bool | None = None,
) -> None:
    """Begin, stop, go on after a stop, or go to another week of the level. Raises Invalid."""
    problems = outside("week", week, 1, programme.WEEKS)
    standing = overview(session, user, today).standing
    status = standing.status if standing else Status.OFF
    if status not in _FROM[kind]:
        problems.append(Problem("plan", Reason.CONTRADICTS))
    if kind in _GOING:
        found = safety_actions.advised(session, user, today)
        problems += [] if found and found.advised.allows_plan else [Problem("plan", Reason.CONTRADICTS)]
    if standing is None and kind is not Kind.START:
        problems.append(Problem("plan", Reason.MISSING))
    if is_gentle is None:
        is_gentle = standing is not None and standing.is_gentle
    level = standing.level if standing and kind is not Kind.START else 1
    choice = Choice(kind=kind, at=now, day=today, level=level, week=week, is_gentle=is_gentle)
    if _is_second_tap(session, user, choice):
        return
    if problems:
        raise Invalid(*problems)
    store.add(session, user.id, choice)


def set_length(session: Session, user: User, *, is_gentle: bool, now: dt.datetime, today: dt.date) -> None:
    """Ask for half the sets from now on, or for all of them."""
    standing = overview(session, user, today).standing
    if standing:
        choice = Choice(
            kind=Kind.LENGTH, at=now, day=today, level=standing.level, week=standing.week, is_gentle=is_gentle
        )
        if not _is_second_tap(session, user, choice):
            store.add(session, user.id, choice)


def begin_level(
    session: Session, user: User, level: int, said: Mapping[Gate, bool], *, now: dt.datetime, today: dt.date
) -> None:
    """Begin another level. One above asks its gates, and what only the person can know. Raises Invalid."""
    found = whole(session, user, today)
    standing = found.overview.standing
    if standing is None or standing.status is Status.STOPPED or found.facts is None:
        raise Invalid(Problem("level", Reason.CONTRADICTS))
    if level not in programme.LEVELS or level > found.facts.advised.highest_level:
        raise Invalid(Problem("level", Reason.NOT_A_CHOICE))
    is_up = level > standing.level
    if is_up and not gates.is_open(level, found.facts):
        raise Invalid(Problem("level", Reason.NOT_A_CHOICE))
    missing = [Problem(gate.value, Reason.MISSING) for gate in gates.own_words(level) if not said.get(gate)]
    if is_up and missing:
        raise Invalid(*missing)
    choice = Choice(kind=Kind.LEVEL, at=now, day=today, level=level, is_gentle=standing.is_gentle)
    if not _is_second_tap(session, user, choice):
        store.add(session, user.id, choice)


def take_back(session: Session, user: User, *, of: int) -> None:
    """Forget the last of so many choices; where there are more or fewer by now, it was forgotten before."""
    if len(store.choices(session, user.id)) == of:
        store.remove_last(session, user.id)


def log_session(
    session: Session,
    user: User,
    planned: Planned,
    sets: int,
    *,
    seconds: int | None = None,
    uuid: UUID,
    now: dt.datetime,
) -> Logged:
    """Log a session of the plan that was done without the timer, ended just now. Raises Invalid.

    `seconds` are those backward of each set, where the plan offered a shorter one than usual.
    """
    level = programme.LEVELS.get(planned.level)
    if level is None or not 1 <= planned.session <= len(level.sessions):
        raise Invalid(Problem("session", Reason.NOT_A_CHOICE))
    whole_session = level.session(planned.session)
    longest = round(whole_session.backward_minutes * 60)
    seconds = longest if seconds is None else seconds
    if outside("sets", sets, 1, whole_session.sets) or outside("seconds", seconds, 1, longest):
        raise Invalid(Problem("session", Reason.NOT_A_CHOICE))
    done = replace(whole_session.with_sets(sets), backward_minutes=seconds / 60)
    return _log(session, user, done.segments(), planned, uuid=uuid, now=now)


def drag(
    session: Session,
    user: User,
    *,
    uuid: UUID,
    sled_kg: float,
    metres: float,
    sets: int,
    seconds: int,
    held_form: bool | None,
    today: dt.date,
    now: dt.datetime,
) -> Logged:
    """Log the sets of one day with a sled: load in kg with the sled, metres and seconds of each. Raises Invalid."""
    standing = overview(session, user, today).standing
    one = Segment(mode=Mode.BACKWARD_SLED, seconds=seconds, distance_m=metres, sled_kg=sled_kg)
    is_on_plan = standing and standing.next and standing.level == programme.SLED
    planned = (
        Planned(programme.SLED, standing.next.session.number) if standing and standing.next and is_on_plan else None
    )
    return _log(session, user, (one,) * sets, planned, uuid=uuid, now=now, held_form=held_form)


def suggested_sled_kg(session: Session, user: User, today: dt.date) -> float | None:
    """The load for today in kg, with the sled; None while neither a weight nor a load is known."""
    return sleds.suggested_kg(weight_store.on(session, user.id, today), store.drags(session, user.id), today)


def _is_second_tap(session: Session, user: User, choice: Choice) -> bool:
    """Whether the same was chosen a moment ago: two taps are one choice, which one Undo takes back."""
    last = next(iter(store.choices(session, user.id)[-1:]), None)
    return last is not None and choice.at - last.at <= _A_MOMENT and replace(choice, at=last.at, day=last.day) == last


def _log(
    session: Session,
    user: User,
    segments: tuple[Segment, ...],
    planned: Planned | None,
    *,
    uuid: UUID,
    now: dt.datetime,
    held_form: bool | None = None,
) -> Logged:
    seconds = sum(segment.seconds for segment in segments)
    walk = Walk(
        id=uuid,
        started_at=(now - dt.timedelta(seconds=seconds)).replace(microsecond=0),
        time_zone=user.time_zone,
        segments=segments,
        planned=planned,
        held_form=held_form,
    )
    return walk_actions.log_walk(session, user, walk, source="plan", now=now)


def _overview(
    user: User,
    today: dt.date,
    choices: Sequence[Choice],
    done: Sequence[Done],
    earlier: Befores,
    found: Found | None,
) -> Overview:
    highest = found.advised.highest_level if found else 0
    standing = plan.follow(
        choices,
        done,
        today=today,
        first_weekday=user.first_weekday,
        highest_level=highest,
        earlier=earlier,
    )
    backward = [walk.day for walk in done if walk.backward_seconds]
    return Overview(standing=standing, found=found, walked_backward_on=max(backward, default=None))


def _walks_since(session: Session, user: User, since: dt.date) -> tuple[Sequence[Done], Befores]:
    """The walks from a day on, and what was said before the earlier ones where that matters to what is usual."""
    done = store.done_since(session, user.id, since)
    is_open = felt.asks_for_earlier(done, since + pain.USUAL_SPAN)
    return done, store.befores_until(session, user.id, since) if is_open else felt.NOTHING_BEFORE


def _facts(done: Sequence[Done], all_of_it: Standing | None, found: Found | None, today: dt.date) -> Facts | None:
    if found is None:
        return None
    return gates.facts(
        done,
        check=found.check,
        advised=found.advised,
        may_be_older=found.check.may_be_older(today),
        finished=all_of_it.finished if all_of_it else frozenset(),
        backward_3m_s=found.signs.backward_3m_s,
    )


def _since_beginning(choices: Sequence[Choice]) -> Sequence[Choice]:
    since = max(index for index, choice in enumerate(choices) if choice.kind in _BEGINNINGS or index == 0)
    return choices[since:]
