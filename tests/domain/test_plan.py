"""The plan's rules against logged histories, by hand. tests/domain/histories.py says how to read them."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.domain.histories import MONDAY, follow, moment
from webapp.domain import plan
from webapp.domain.programme import LEVELS
from webapp.domain.standings import Choice, ChoiceKind, Portion, Standing, Status
from webapp.domain.verdicts import Verdict, VerdictReason
from webapp.domain.walks import Pain, Site

# From week 2 of level 1 unless it says so; what the history leads to.
HISTORIES = {
    # Going on.
    "three good sessions": ("s s s |", "week 3"),
    "two of three are enough": ("s s |", "week 3"),
    "two with one stumble": ("s sx1 |", "week 3"),
    "two stumbles, but not in the last two sessions": ("sx2 s s |", "week 3"),
    "pain of 3 is still fine": ("s sp3 s |", "week 3"),
    "effort at the ceiling": ("s se4 s |", "week 3"),
    "nothing was said": ("s? s? s? |", "week 3"),
    "one of them was not said": ("s s? |", "week 3"),
    "a forward walk in between": ("s f s |", "week 3"),
    "two weeks in a row": ("s s s | s s s |", "week 4"),
    "to the end of the level": ("s s s | s s s | s s s | s s s | s s s |", "week 6, finished"),
    "the running week is not judged yet": ("s s s", "week 2"),
    # The same week again.
    "one session": ("s |", "week 2"),
    "no session once": ("|", "week 2"),
    "pain of 4": ("s sp4 s |", "week 2"),
    "pain of 5": ("s s sp5 |", "week 2"),
    "pain of 4 outside the plan": ("s s bp4 |", "week 2"),
    "two stumbles in one": ("s s sx2 |", "week 2"),
    "one stumble each in the last two": ("s sx1 sx1 |", "week 2"),
    "a stumble more on a walk outside the plan": ("s sx1 bx1 |", "week 2"),
    "effort above the ceiling": ("s se5 s |", "week 2"),
    "worse the next morning": ("s sm s |", "week 2"),
    "repeated, then on": ("s | s s |", "week 3"),
    "a session of another week": ("#7 #8 |", "week 2"),
    "one session, and a walk outside the plan": ("s b |", "week 2"),
    "steady pain of 4 for a week": ("su4 su4 |", "week 2"),
    "steady pain of 4 for two weeks": ("su4 su4 | su4 su4 |", "week 3"),
    "steady pain of 4, and then in every week": ("su4 su4 | su4 su4 | su4 su4 |", "week 4"),
    "steady pain of 5 for two weeks": ("su5 su5 | su5 su5 |", "week 3"),
    "a week without pain between two steady ones": ("su4 sx2 | s | su4 su4 |", "week 2"),
    "pain of 4 for two weeks, and nobody knows what is usual": ("sp4 sp4 | sp4 sp4 |", "week 2"),
    "steady pain of 4, and stumbles": ("su4 su4 | su4 su4x2 |", "week 2"),
    "steady pain of 4, and once 2 above it": ("su2 su2 sp4 | su2 su2 sp4 |", "week 2"),
    # One week back.
    "pain of 6": ("s sp6 s |", "week 1"),
    "pain of 6 on a walk forward": ("s s fp6 |", "week 1"),
    "pain of 10 with one session": ("sp10 |", "week 1"),
    "pain of 6 in week 4": (">4 sp6 |", "week 3"),
    "steady pain of 6": ("su6 su6 | su6 su6 |", "week 1"),
    # After a break.
    "two weeks without a session": (">6 s | |", "week 5"),
    "two weeks without a session in week 1": (">1 s | |", "week 1"),
    "one session, then two weeks without": ("s | |", "week 1"),
    "three weeks and six days without": (">6 . . s | | | |", "week 5"),
    "four weeks without: half of five": (">6 s | | | |", "week 3"),
    "four weeks without: half of two": (">3 s | | | |", "week 2"),
    "twelve weeks without": (">6 s" + " |" * 12, "week 3"),
    "thirteen weeks without": (">6 s" + " |" * 13, "week 3"),
    "thirteen weeks without, from week 2": ("s" + " |" * 13, "week 1"),
    "a year without": (">6 s" + " |" * 53, "week 1"),
    "walks outside the plan are no sessions": (">6 s | b b b | b b b |", "week 5"),
    "two weeks on and two off": ("s s | s s | | |", "week 3"),
    "three months off, in level 4": ("L4 s s" + " |" * 14, "week 3"),
    "eight weeks off, in level 4": ("L4 s s | s s | s s | s s" + " |" * 8, "level 4, week 3"),
    "a year off, in level 5": ("L5 s s" + " |" * 53, "week 1"),
    # Stopped.
    "a fall": ("s sf", "stopped by a fall in week 2"),
    "a fall outside the plan": ("s bf", "stopped by a fall in week 2"),
    "a fall on a forward walk": ("s ff", "stopped by a fall in week 2"),
    "a warning sign": ("sw", "stopped by a warning_sign in week 2"),
    "red twice in a row": ("sp6 sp7", "stopped by a too_much_twice in week 2"),
    "red, unsaid, red": ("sp6 s? sp6", "stopped by a too_much_twice in week 2"),
    "red in two weeks": ("s s sp6 | sp6", "stopped by a too_much_twice in week 1"),
    "red, then green, then red": ("sp6 sp1 sp6", "week 2"),
    "a stopped plan stays so": ("sf s s | s s s | s s s |", "stopped by a fall in week 1"),
    "stopped, and another good week": ("s sf | b b b |", "stopped by a fall in week 2"),
    # The person's word.
    "goes on after a fall": ("s sf | go2 s s |", "week 3"),
    "goes on lower after a fall": ("s sf | go1", "week 1"),
    "can't go on higher after a fall": ("s sf | go5", "week 2"),
    "a fall and on in one week leads no further": ("sf go2 s s s |", "week 2"),
    "goes to a later week": (">5", "week 5"),
    "goes back": (">1", "week 1"),
    "goes on against pain": ("sp6 >3", "week 3"),
    "overruled, then judged from there": ("sp6 | >3 s s |", "week 4"),
    "overruled in the middle of the week": ("s >4 s |", "week 4"),
    "stops the plan": ("s off s s |", "off in week 2"),
    "stops and comes back": ("s off | go2", "week 2"),
    "was away for long": ("s off | | | go2", "week 1"),
    "another level": ("s L2", "level 2, week 1"),
}


def told(standing: Standing) -> str:
    level = "" if standing.level == 1 else f"level {standing.level}, "
    where = f"{level}week {standing.week}"
    if standing.status is Status.STOPPED:
        return f"stopped by a {standing.alarm} in {where}"
    return f"off in {where}" if standing.status is Status.OFF else where + ", finished" * standing.is_level_finished


@pytest.mark.parametrize(("history", "expected"), HISTORIES.values(), ids=HISTORIES.keys())
def test_where_a_history_leads(history: str, expected: str) -> None:
    assert told(follow(history, week=2).standing()) == expected


def test_there_are_at_least_forty_histories() -> None:
    assert len(HISTORIES) >= 40


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ("", "session 4, 3 sets, from Monday"),
        ("s", "session 5, 3 sets, from Wednesday"),
        ("s s", "session 6, 4 sets, from Friday"),
        ("s s s", "session 7, 4 sets, from Monday"),
        ("s s sp4", "session 4, 3 sets, from Monday"),
        ("s s sp6", "session 1, 3 sets, from Monday, halved"),
        ("sp6", "session 5, 2 sets, from Wednesday, halved"),
        ("sp6 sp1", "session 6, 3 sets, from Friday, held"),
        ("s sp4", "session 6, 3 sets, from Friday, held"),
        ("s fp7", "session 5, 2 sets, from Friday, halved"),
        ("half s", "session 5, 2 sets, from Wednesday"),
        ("half sp6", "session 5, 1 sets, from Wednesday, halved"),
        ("st6", "session 5, 2 sets, from Wednesday, halved"),
        # In week 1 there is no lower one: no more minutes than those that hurt.
        (">1 s sp6 |", "session 1, 3 sets, from Monday, halved"),
        (">1 sp6 su1 |", "session 1, 3 sets, from Monday, held"),
        (">1 sp6 su1 | s s |", "session 4, 3 sets, from Monday"),
        (". . . s", "session 4, 3 sets, from Tuesday"),
    ],
)
def test_what_comes_next(history: str, expected: str) -> None:
    found = follow(history, week=2).standing().next
    assert found is not None
    dose = "" if found.dose is Portion.WHOLE else f", {found.dose}"
    said = f"session {found.session.number}, {found.session.sets} sets, from {found.from_day:%A}{dose}"
    assert said == expected


def test_nothing_comes_next_while_the_plan_is_stopped_off_or_above_what_is_allowed() -> None:
    assert follow("sf").standing().next is None
    assert follow("off").standing().next is None
    assert follow("s", level=2).standing(highest_level=1).next is None
    assert follow("s", level=2).standing(highest_level=2).next is not None


@pytest.mark.parametrize(
    ("history", "verdict", "reasons"),
    [
        ("s s |", Verdict.ADVANCE, ["sessions 2"]),
        ("s s? |", Verdict.ADVANCE, ["sessions 2", "unsaid 1"]),
        ("s |", Verdict.REPEAT, ["sessions 1"]),
        ("|", Verdict.REPEAT, ["no_session 0"]),
        ("| |", Verdict.BACK, ["missed 2"]),
        ("su4 su4 | su4 su4 |", Verdict.ADVANCE, ["sessions 2", "steady 4"]),
        ("s sp4 sx3 |", Verdict.REPEAT, ["pain 4", "stumbles 3"]),
        ("s se9 sm |", Verdict.REPEAT, ["morning 0", "effort 9"]),
        ("s sp8 |", Verdict.BACK, ["pain 8"]),
        ("sp8 >3 s s |", Verdict.REPEAT, ["pain 8"]),
        (". >3 |", Verdict.REPEAT, ["just_begun 0"]),
        ("sf go1 s s |", Verdict.REPEAT, ["fall 1"]),
    ],
)
def test_a_week_says_why(history: str, verdict: Verdict, reasons: list[str]) -> None:
    last = follow(history, week=2).standing().judged[-1]
    assert last.verdict is verdict
    assert [f"{one.reason} {one.number}" for one in last.because] == reasons


def test_a_week_says_which_sessions_nothing_was_said_of() -> None:
    history = follow("s? s s? |")
    judged = history.standing().judged[-1]
    assert judged.unsaid == (history.walks[0].id, history.walks[2].id)
    assert judged.because[-1].reason is VerdictReason.UNSAID


@pytest.mark.parametrize("level", [4, 5])
def test_of_two_sessions_a_week_both_are_needed(level: int) -> None:
    assert follow("s |", level=level).standing().week == 1
    assert follow("s s |", level=level).standing().week == 2


def test_a_bad_morning_leads_back_though_nobody_said_what_is_usual() -> None:
    history = follow("s s", week=2)
    sore = Pain(site=Site.KNEE_LEFT, during=2, next_morning=8)
    history.walks[-1] = replace(history.walks[-1], pain=(sore,))
    history.next_week()
    judged = history.standing().judged[-1]
    assert (history.standing().week, judged.verdict) == (1, Verdict.BACK)
    assert [(one.reason, one.number) for one in judged.because] == [(VerdictReason.PAIN, 8)]


def test_a_fall_alone_is_not_nothing_said() -> None:
    assert not replace(follow("s?").walks[0], falls=1).is_unsaid


def test_an_alarm_of_a_traveller_stops_the_plan_whatever_the_date_was_there() -> None:
    """A choice on Monday, and an hour later a walk: far in the west it is still Sunday, in the east already Tuesday."""
    start = Choice(kind=ChoiceKind.START, at=moment(MONDAY, -10_000), day=MONDAY - dt.timedelta(days=7))
    off = Choice(kind=ChoiceKind.STOP, at=moment(MONDAY, -5000), day=MONDAY - dt.timedelta(days=4))
    on = Choice(kind=ChoiceKind.RESUME, at=moment(MONDAY, 0), day=MONDAY)
    for days in (-1, 0, 1):
        day = MONDAY + dt.timedelta(days=days)
        dizzy = replace(follow("sw").walks[0], at=moment(MONDAY, 60), day=day)
        for first_weekday in (0, 1):
            found = plan.follow([start, off, on], [dizzy], today=MONDAY, first_weekday=first_weekday)
            assert found and found.status is Status.STOPPED


def test_a_plan_begun_tomorrow_runs_already() -> None:
    start = Choice(kind=ChoiceKind.START, at=moment(MONDAY, 0), day=MONDAY)
    found = plan.follow([start], [], today=MONDAY - dt.timedelta(days=1), first_weekday=0)
    assert found and found.status is Status.RUNNING


def test_a_week_that_begins_on_sunday_is_the_persons_week() -> None:
    sunday = MONDAY - dt.timedelta(days=1)
    start = Choice(kind=ChoiceKind.START, at=dt.datetime(2026, 1, 4, tzinfo=dt.UTC), day=sunday)
    for first_weekday, weeks in ((6, 0), (0, 1)):
        found = plan.follow([start], [], today=MONDAY + dt.timedelta(days=5), first_weekday=first_weekday)
        assert found is not None
        assert len(found.judged) == weeks


@pytest.mark.parametrize(("backward_seconds", "done"), [(0, (1,)), (74, (1,)), (75, (1, 2)), (300, (1, 2))])
def test_a_session_stopped_before_a_quarter_of_its_minutes_backward_is_none(
    backward_seconds: int, done: tuple[int, ...]
) -> None:
    history = follow("s s")
    history.walks[-1] = replace(history.walks[-1], backward_seconds=backward_seconds)
    assert history.standing().done == done


def test_the_same_session_twice_is_one() -> None:
    history = follow("s s")
    history.walks[-1] = replace(history.walks[-1], planned=history.walks[0].planned)
    history.next_week()
    assert (history.standing().week, len(history.standing().judged[-1].because)) == (1, 1)


def test_a_whole_level_takes_six_weeks() -> None:
    for level in LEVELS.values():
        week = "s " * level.days_a_week + "|"
        standing = follow(week * 6, level=level.number).standing()
        assert (standing.week, standing.is_level_finished) == (6, True)
