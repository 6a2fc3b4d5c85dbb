"""Where somebody stands in the plan: their choices and walks, followed week by week.

Plan weeks are calendar weeks. Nobody is sent forward by the app after a fall, a warning sign or pain above 5; a stopped
plan stays stopped until the person says otherwise; and the person can go to any week of the level.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from webapp.domain import programme, weeks
from webapp.domain.felt import NOTHING_BEFORE, Befores, Done, Felt, felt
from webapp.domain.pain import Light
from webapp.domain.programme import LEVELS, Session
from webapp.domain.standings import Alarm, Choice, Dose, Kind, Next, Standing, Status
from webapp.domain.verdicts import (
    WEEKS_BACK_WHEN_MISSED,
    WEEKS_MISSED,
    Because,
    Judged,
    Reason,
    Verdict,
    judge,
    numbers_done,
)
from webapp.domain.weeks import Week

A_DAY = dt.timedelta(days=1)
REST = dt.timedelta(days=programme.REST_DAYS)


def follow(
    choices: Sequence[Choice],
    walks: Sequence[Done],
    *,
    today: dt.date,
    first_weekday: int,
    highest_level: int = 5,
    earlier: Befores = NOTHING_BEFORE,
) -> Standing | None:
    """Follow choices and walks, each oldest first, from the first choice until today; None without any choice.

    A traveller's day can be ahead of today: it is taken as today. Walks of the week before the first choice matter to
    the rest day, those before them to what pain is usual; `earlier` is how sites were before still earlier walks. To
    begin (START) or to go to another level is to begin anew: an action refuses both while the plan is stopped. No
    session above `highest_level` (0 to 5, what the safety check leaves open) is ever offered.
    """
    if not choices:
        return None
    way = _Way(highest_level=highest_level)
    lately = [one for one in felt(walks, earlier) if one.walk.day >= choices[0].day - weeks.ONE_WEEK]
    events: list[Choice | Felt] = [*choices, *lately]
    by_week: dict[Week, list[Choice | Felt]] = {}
    since = dt.date.min
    for event in sorted(events, key=_at):
        # What comes after a choice is judged after it, also where the date is still that of the day before.
        day = max(since, min(_day(event), today))
        since = day if isinstance(event, Choice) else since
        by_week.setdefault(weeks.week_of(day, first_weekday), []).append(event)
    first, this_week = (weeks.week_of(min(day, today), first_weekday) for day in (choices[0].day, today))
    for week in sorted(week for week in by_week if week < first):
        way.take_all(by_week[week])
    for week in weeks.weeks_between(first, this_week):
        way.open(week)
        way.take_all(by_week.get(week, []))
        if week < this_week:
            way.close()
    return way.standing(today)


@dataclass
class _Way:
    """The state that choices and walks change, one calendar week at a time."""

    highest_level: int
    level: int = 1
    week: int = 1
    is_gentle: bool = False
    status: Status = Status.OFF
    alarm: Alarm | None = None
    alarm_day: dt.date | None = None
    missed: int = 0
    is_half: bool = False
    # After an amber or red light, or a fall: no more minutes backward than then, for the rest of the week.
    most_minutes: float | None = None
    was_too_much: bool = False
    last_session: dt.date | None = None
    calendar: Week = field(default_factory=lambda: Week(dt.date.min))
    walks: list[Felt] = field(default_factory=list)
    earlier: list[Felt] = field(default_factory=list)
    chosen_on: dt.date | None = None
    judged: list[Judged] = field(default_factory=list)
    finished: set[int] = field(default_factory=set)

    def open(self, week: Week) -> None:
        self.calendar, self.walks, self.earlier = week, [], []
        self.chosen_on, self.most_minutes = None, None

    def take_all(self, events: Sequence["Choice | Felt"]) -> None:
        for event in events:
            if isinstance(event, Felt):
                self._walk(event)
            else:
                self._choose(event)

    def _choose(self, choice: Choice) -> None:
        if choice.kind is Kind.LENGTH:
            self.is_gentle = choice.is_gentle
        elif choice.kind is Kind.STOP:
            self.status = Status.OFF if self.status is Status.RUNNING else self.status
        elif choice.kind is Kind.START:
            self._begin(1, 1, choice)
        elif choice.kind is Kind.RESUME and self.status is not Status.RUNNING:
            self._begin(*min((self.level, self.week), (choice.level, choice.week)), choice)
        elif choice.kind is Kind.LEVEL:
            self._begin(choice.level, 1, choice)
        elif choice.kind is Kind.GO_TO and self.status is Status.RUNNING:
            self._begin(self.level, choice.week, choice)

    def _begin(self, level: int, week: int, choice: Choice) -> None:
        self.level, self.week = level, min(max(1, week), programme.WEEKS)
        self.is_gentle, self.chosen_on = choice.is_gentle, choice.day
        self.status, self.alarm, self.alarm_day, self.missed = Status.RUNNING, None, None, 0
        self.was_too_much = self.was_too_much and choice.kind is Kind.GO_TO
        self.most_minutes = self.most_minutes if choice.kind is Kind.RESUME else None
        self.earlier, self.walks = [*self.earlier, *self.walks], []

    def _walk(self, one: Felt) -> None:
        self.walks.append(one)
        if one.walk.planned:
            self.last_session, self.is_half = one.walk.day, False
        is_too_much_again = self.was_too_much and one.is_too_much
        if one.is_too_much or (one.walk.backward_seconds and one.light is not None):
            self.was_too_much = one.is_too_much
        if one.is_red:
            self.is_half, self.last_session = True, one.walk.day
        if one.light in (Light.AMBER, Light.RED) or one.is_alarm:
            self._hold(one)
        if self.status is Status.RUNNING and (one.is_alarm or is_too_much_again):
            self.status, self.alarm_day = Status.STOPPED, one.walk.day
            self.alarm = _alarm(one)

    def _hold(self, one: Felt) -> None:
        if one.walk.planned and one.walk.backward_seconds:
            minutes = one.walk.backward_seconds / 60
            self.most_minutes = min(minutes, self.most_minutes or minutes)

    def close(self) -> None:
        """The week is over: where it leads."""
        done = numbers_done(self.level, self.week, self.walks)
        is_begun_late = self.chosen_on is not None and self.chosen_on > self.calendar.start
        if self.status is not Status.RUNNING:
            self._miss(is_excused=bool(done) or is_begun_late)
            return
        found = replace(self._verdict(is_begun_late=is_begun_late), start=self.calendar.start)
        if self._miss(is_excused=bool(done) or is_begun_late):
            missed = Because(Reason.MISSED, WEEKS_MISSED)
            found = replace(found, verdict=Verdict.BACK, weeks_back=WEEKS_BACK_WHEN_MISSED)
            found = replace(
                found, because=(missed, *(one for one in found.because if one.reason is not Reason.NO_SESSION))
            )
        elif found.verdict is Verdict.BACK:
            self.week = max(1, self.week - found.weeks_back)
        elif found.verdict is Verdict.ADVANCE:
            self._advance()
        self.judged.append(found)

    def _verdict(self, *, is_begun_late: bool) -> Judged:
        return judge(self.level, self.week, self.walks, earlier=self.earlier, is_begun_late=is_begun_late)

    def _advance(self) -> None:
        if self.week == programme.WEEKS:
            self.finished.add(self.level)
        self.week = min(self.week + 1, programme.WEEKS)

    def _miss(self, *, is_excused: bool) -> bool:
        """Count a week without a session; every second one in a row leads two weeks back."""
        self.missed = 0 if is_excused else self.missed + 1
        is_long = self.missed > 0 and self.missed % WEEKS_MISSED == 0
        if is_long:
            self.week = max(1, self.week - WEEKS_BACK_WHEN_MISSED)
        return is_long

    def standing(self, today: dt.date) -> Standing:
        return Standing(
            status=self.status,
            level=self.level,
            week=self.week,
            is_gentle=self.is_gentle,
            done=numbers_done(self.level, self.week, self.walks),
            alarm=self.alarm,
            alarm_day=self.alarm_day,
            next=self._next(today) if self.status is Status.RUNNING and self.level <= self.highest_level else None,
            judged=tuple(self.judged),
            finished=frozenset(self.finished),
        )

    def _next(self, today: dt.date) -> Next:
        from_day = max(today, self.last_session + REST + A_DAY) if self.last_session else today
        done = numbers_done(self.level, self.week, self.walks)
        left = [session for session in LEVELS[self.level].of_week(self.week) if session.number not in done]
        if left and from_day <= self.calendar.end:
            return self._offer(left[0], from_day, self.most_minutes)
        # Nothing more fits into this week: what it says so far is what the next one would bring.
        so_far, week = self._verdict(is_begun_late=True), self.week
        if so_far.verdict is Verdict.BACK:
            week = max(1, self.week - so_far.weeks_back)
        elif so_far.verdict is Verdict.ADVANCE:
            week = min(self.week + 1, programme.WEEKS)
        first = LEVELS[self.level].of_week(week)[0]
        return self._offer(first, max(from_day, self.calendar.end + A_DAY), None)

    def _offer(self, session: Session, from_day: dt.date, most_minutes: float | None) -> Next:
        sets, dose = session.sets, Dose.WHOLE
        if self.is_gentle:
            sets = ceil(sets / 2)
        if self.is_half:
            sets, dose = ceil(sets / 2), Dose.HALVED
        offered = session.with_sets(sets)
        if most_minutes is not None and offered.all_backward_minutes > most_minutes:
            offered, dose = offered.within(most_minutes), Dose.HALVED if self.is_half else Dose.HELD
        return Next(offered, from_day, dose)


def _alarm(one: Felt) -> Alarm:
    if one.walk.falls:
        return Alarm.FALL
    return Alarm.WARNING_SIGN if one.walk.had_warning_sign else Alarm.TOO_MUCH_TWICE


def _day(event: "Choice | Felt") -> dt.date:
    return event.day if isinstance(event, Choice) else event.walk.day


def _at(event: "Choice | Felt") -> dt.datetime:
    return event.at if isinstance(event, Choice) else event.walk.at
