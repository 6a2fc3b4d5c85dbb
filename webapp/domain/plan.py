"""Where somebody stands in the plan: their choices and walks, followed week by week.

Plan weeks are calendar weeks. Nobody is sent forward by the app after a fall, a warning sign or pain above 5; a stopped
plan stays stopped until the person says otherwise; and the person can go to any week of the level.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from webapp.domain import breaks, programme, timeline, weeks
from webapp.domain.breaks import Pause
from webapp.domain.felt import NOTHING_BEFORE, Befores, Done, FeltWalk, felt
from webapp.domain.offers import Offers
from webapp.domain.pain import Light
from webapp.domain.standings import Alarm, Choice, ChoiceKind, Next, Standing, Status, is_followed
from webapp.domain.timeline import Event
from webapp.domain.verdicts import (
    KEEPS_BACK,
    TOLD_AFTER,
    Because,
    Judged,
    Verdict,
    VerdictReason,
    judge,
    numbers_done,
)
from webapp.domain.walks import WarningSign
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
    the rest day, those before them to what pain is usual; `earlier` is how sites were before still earlier walks. A
    choice that its moment did not allow, by what was logged since, is passed over; a beginning never is. No session
    above `highest_level` (0 to 5, what the safety check leaves open) is ever offered.
    """
    if not choices:
        return None
    way = _Way(highest_level=highest_level)
    lately = [felt_walk for felt_walk in felt(walks, earlier) if felt_walk.walk.day >= choices[0].day - weeks.ONE_WEEK]
    by_week: dict[Week, list[Event]] = {}
    since = dt.date.min
    for event in timeline.in_order(choices, lately):
        # What comes after a choice is judged after it, also where the date is still that of the day before.
        day = max(since, min(timeline.day_of(event), today))
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
    alarm_signs: tuple[WarningSign, ...] = ()
    is_half: bool = False
    # After an amber or red light, or a fall: no more minutes backward than then, for the rest of the week.
    most_minutes: float | None = None
    was_too_much: bool = False
    last_session: dt.date | None = None
    # After pain in the first week there is no lower one: the week after keeps the minutes of the last session.
    last_minutes: float | None = None
    kept_minutes: float | None = None
    # The last session or beginning, from which a pause is counted, and where somebody stood when it began to matter.
    active_on: dt.date | None = None
    pause: Pause | None = None
    before_pause: tuple[int, int, int] = (1, 1, 0)
    anew_since: dt.date | None = None
    check_since: dt.date | None = None
    # What kept somebody back since they came furthest, and how often.
    furthest: tuple[int, int] = (1, 1)
    held_by: Counter[VerdictReason] = field(default_factory=Counter)
    calendar: Week = field(default_factory=lambda: Week(dt.date.min))
    walks: list[FeltWalk] = field(default_factory=list)
    earlier: list[FeltWalk] = field(default_factory=list)
    chosen_on: dt.date | None = None
    judged: list[Judged] = field(default_factory=list)
    finished: set[int] = field(default_factory=set)

    def open(self, week: Week) -> None:
        self.calendar, self.walks, self.earlier = week, [], []
        self.chosen_on, self.most_minutes, self.kept_minutes = None, self.kept_minutes, None
        self._rest_until(week.start)

    def take_all(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, FeltWalk):
                self._walk(event)
            else:
                self._choose(event)

    def _choose(self, choice: Choice) -> None:
        self._rest_until(choice.day)
        if not is_followed(choice.kind, self.status):
            return
        if choice.kind is ChoiceKind.LENGTH:
            self.is_gentle = choice.is_gentle
            self.held_by.clear()
        elif choice.kind is ChoiceKind.STOP:
            self.status = Status.OFF if self.status is Status.RUNNING else self.status
        elif choice.kind is ChoiceKind.START:
            self._begin(1, 1, choice)
        elif choice.kind is ChoiceKind.RESUME:
            self._begin(*min((self.level, self.week), (choice.level, choice.week)), choice)
        elif choice.kind is ChoiceKind.LEVEL:
            self._begin(choice.level, 1, choice)
        elif choice.kind is ChoiceKind.GO_TO:
            self._begin(self.level, choice.week, choice)

    def _begin(self, level: int, week: int, choice: Choice) -> None:
        self.level, self.week = level, min(max(1, week), programme.WEEKS)
        self.is_gentle, self.chosen_on = choice.is_gentle, choice.day
        self.status, self.alarm, self.alarm_day, self.alarm_signs = Status.RUNNING, None, None, ()
        self.active_on, self.pause = choice.day, None
        self.furthest = self.level, self.week
        self.held_by.clear()
        self.was_too_much = self.was_too_much and choice.kind is ChoiceKind.GO_TO
        self.most_minutes = self.most_minutes if choice.kind is ChoiceKind.RESUME else None
        self.earlier, self.walks = [*self.earlier, *self.walks], []

    def _walk(self, felt_walk: FeltWalk) -> None:
        self.walks.append(felt_walk)
        if felt_walk.walk.planned:
            self._rest_until(felt_walk.walk.day)
            self.active_on, self.pause = felt_walk.walk.day, None
            self.last_session, self.is_half = felt_walk.walk.day, False
            self.last_minutes = felt_walk.walk.backward_seconds / 60 or self.last_minutes
        is_too_much_again = self.was_too_much and felt_walk.is_too_much
        if felt_walk.is_too_much or (felt_walk.walk.backward_seconds and felt_walk.light is not None):
            self.was_too_much = felt_walk.is_too_much
        if felt_walk.is_red:
            self.is_half, self.last_session = True, felt_walk.walk.day
        if felt_walk.light in (Light.AMBER, Light.RED) or felt_walk.is_alarm:
            self._hold(felt_walk)
        if self.status is Status.RUNNING and (felt_walk.is_alarm or is_too_much_again):
            self.status, self.alarm_day = Status.STOPPED, felt_walk.walk.day
            self.alarm, self.alarm_signs = _alarm(felt_walk), felt_walk.walk.warning_signs

    def _hold(self, felt_walk: FeltWalk) -> None:
        if felt_walk.walk.planned and felt_walk.walk.backward_seconds:
            minutes = felt_walk.walk.backward_seconds / 60
            self.most_minutes = min(minutes, self.most_minutes or minutes)

    def close(self) -> None:
        """The week is over: where it leads."""
        is_begun_late = self.chosen_on is not None and self.chosen_on > self.calendar.start
        before = self.level, self.week
        judged = replace(self._verdict(is_begun_late=is_begun_late), start=self.calendar.start)
        if self._rest_until(self.calendar.end + A_DAY):
            judged = self._missed(judged)
        elif self.status is Status.RUNNING:
            self._lead(judged)
        if self.status is Status.RUNNING:
            self._count(judged)
            self.judged.append(replace(judged, level=before[0], week=before[1], to_level=self.level, to_week=self.week))

    def _verdict(self, *, is_begun_late: bool) -> Judged:
        last = self.judged[-1] if self.judged else None
        was_steady = last is not None and last.is_steady and last.start == self.calendar.back(1).start
        return judge(
            self.level,
            self.week,
            self.walks,
            earlier=self.earlier,
            is_begun_late=is_begun_late,
            was_steady=was_steady,
        )

    def _lead(self, judged: Judged) -> None:
        if judged.verdict is Verdict.ADVANCE:
            if self.week == programme.WEEKS:
                self.finished.add(self.level)
            self.week = min(self.week + 1, programme.WEEKS)
        elif judged.verdict is Verdict.BACK:
            self.kept_minutes = self._least_minutes() if self.week == 1 else None
            self.week = max(1, self.week - judged.weeks_back)

    def _least_minutes(self) -> float | None:
        """The minutes backward of the last session, or of one that went badly where that is less."""
        return min((minutes for minutes in (self.most_minutes, self.last_minutes) if minutes), default=None)

    def _missed(self, judged: Judged) -> Judged:
        """A week at whose end a pause is long enough to lead back."""
        weeks_missed = (self.calendar.end + A_DAY - (self.active_on or self.calendar.start)).days // 7
        others = (because for because in judged.because if because.reason is not VerdictReason.NO_SESSION)
        return replace(judged, verdict=Verdict.BACK, because=(Because(VerdictReason.MISSED, weeks_missed), *others))

    def _count(self, judged: Judged) -> None:
        """Count what keeps somebody back; whoever comes further than before begins anew."""
        if (self.level, self.week) > self.furthest:
            self.furthest = self.level, self.week
            self.held_by.clear()
        elif judged.verdict is not Verdict.ADVANCE:
            self.held_by.update({because.reason for because in judged.because} & KEEPS_BACK)

    def _rest_until(self, day: dt.date) -> bool:
        """Meet somebody lower by how long no session was done until a day; whether that is longer than before."""
        pause = breaks.pause((day - self.active_on).days) if self.active_on else None
        if pause is None or pause is self.pause:
            return False
        if self.pause is None:
            is_done = self.level in self.finished and self.week == programme.WEEKS
            self.before_pause = self.level, self.week, self.week if is_done else self.week - 1
        self.pause = pause
        self.level, self.week = min((self.level, self.week), breaks.met_at(*self.before_pause, pause))
        if pause in (Pause.MONTHS, Pause.YEAR) and self.active_on:
            self.finished, self.anew_since = set(), self.active_on + A_DAY
            self.furthest = self.level, self.week
        if pause is Pause.YEAR and self.active_on:
            self.check_since = self.active_on + dt.timedelta(days=breaks.YEAR_DAYS)
        return True

    def standing(self, today: dt.date) -> Standing:
        self._rest_until(today)
        reason, count = next(iter(self.held_by.most_common(1)), (None, 0))
        return Standing(
            status=self.status,
            level=self.level,
            week=self.week,
            is_gentle=self.is_gentle,
            done=numbers_done(self.level, self.week, self.walks),
            alarm=self.alarm,
            alarm_day=self.alarm_day,
            alarm_signs=self.alarm_signs,
            next=self._next(today) if self.status is Status.RUNNING and self.level <= self.highest_level else None,
            judged=tuple(self.judged),
            finished=frozenset(self.finished),
            held_by=reason if count >= TOLD_AFTER else None,
            pause=self.pause,
            anew_since=self.anew_since,
            check_since=self.check_since,
        )

    def _next(self, today: dt.date) -> Next:
        from_day = max(today, self.last_session + REST + A_DAY) if self.last_session else today
        done = numbers_done(self.level, self.week, self.walks)
        offers = self._offers(is_finished=self.level in self.finished)
        left = [session for session in offers.in_order(self.week) if session.number not in done]
        if left and from_day <= self.calendar.end:
            return offers.next(left[0], from_day, self.most_minutes)
        return self._next_week(max(from_day, self.calendar.end + A_DAY))

    def _next_week(self, from_day: dt.date) -> Next:
        """Nothing more fits into this week: what it says so far is what the next one would bring."""
        so_far, week, most_minutes = self._verdict(is_begun_late=True), self.week, None
        is_finished = self.level in self.finished
        if so_far.verdict is Verdict.BACK:
            most_minutes = self._least_minutes() if week == 1 else None
            week = max(1, week - so_far.weeks_back)
        elif so_far.verdict is Verdict.ADVANCE:
            is_finished = is_finished or week == programme.WEEKS
            week = min(week + 1, programme.WEEKS)
        offers = self._offers(is_finished=is_finished)
        return offers.next(offers.in_order(week)[0], from_day, most_minutes)

    def _offers(self, *, is_finished: bool) -> Offers:
        return Offers(level=self.level, is_finished=is_finished, is_gentle=self.is_gentle, is_half=self.is_half)


def _alarm(felt_walk: FeltWalk) -> Alarm:
    if felt_walk.walk.falls:
        return Alarm.FALL
    return Alarm.WARNING_SIGN if felt_walk.walk.had_warning_sign else Alarm.TOO_MUCH_TWICE
