"""The words for the plan: levels, sessions, verdicts with their reasons, what opens a level, and what stopped it."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from webapp.domain import gates, pain, programme, safety
from webapp.domain.breaks import Pause
from webapp.domain.energy import KMH_PER_MPH
from webapp.domain.gates import CLEAN_OF_ANY, CLEAN_OF_LEVEL_2, Gate, GateState
from webapp.domain.guided import guided as guided
from webapp.domain.programme import Session
from webapp.domain.standings import Alarm, Next, Portion, Standing
from webapp.domain.verdicts import Because, Judged, Verdict, VerdictReason
from webapp.domain.walks import WarningSign
from webapp.words import formats
from webapp.words import speeds as speed_words
from webapp.words.reviews import SIGNS

LEVEL_NAMES: Mapping[int, LazyString] = {
    1: lazy_gettext("First steps backward"),
    2: lazy_gettext("Confident walker"),
    3: lazy_gettext("Incline"),
    4: lazy_gettext("Backward jog"),
    5: lazy_gettext("Backward sled drag"),
}
EFFORTS: Mapping[int, LazyString] = {
    4: lazy_gettext("you could talk all the way"),
    5: lazy_gettext("moderate: you can talk but not sing"),
    6: lazy_gettext("moderate: you can talk but not sing"),
    7: lazy_gettext("vigorous: only a few words"),
}
ALARMS: Mapping[Alarm, LazyString] = {
    Alarm.FALL: lazy_gettext("You logged a fall."),
    Alarm.WARNING_SIGN: lazy_gettext("You logged a warning sign."),
    Alarm.TOO_MUCH_TWICE: lazy_gettext(
        "Twice in a row, pain was above %(most)s, or above %(some)s and %(points)s or more above usual.",
        most=pain.MOST_BEARABLE,
        some=pain.MOST_TOLERABLE,
        points=pain.ABOVE_USUAL,
    ),
}
DOSES: Mapping[Portion, LazyString] = {
    Portion.HELD: lazy_gettext("No more minutes than last time, because of how that went."),
    Portion.HALVED: lazy_gettext("Half the sets, after a rest day, because of the pain last time."),
}
PLACE = (
    lazy_gettext("Flat, dry and open, or an empty corridor"),
    lazy_gettext("No kerbs, stairs, pets, children, traffic or ice"),
    lazy_gettext("I walked it forward once, and chose a landmark to stop at"),
)
CUES = (
    lazy_gettext("Head and chest up. Reach back with your big toe, and roll to the heel."),
    lazy_gettext("Don't look over your shoulder. Stop, turn round, look, go on."),
    lazy_gettext("No phone in your hand, and no headphones that hide sounds."),
    lazy_gettext(
        "End with %(minutes)s minutes forward. You may feel wobbly right after walking backward.",
        minutes=programme.COOL_DOWN_MINUTES,
    ),
)
TREADMILL_CUE = lazy_gettext("On a treadmill: clip on, hold the rails, and change the speed only from the side rails.")
GATES: Mapping[Gate, LazyString] = {
    Gate.LEVEL_1_FINISHED: lazy_gettext("Level 1 finished"),
    Gate.LONG_CLEAN_SESSION: lazy_gettext(
        "%(minutes)s minutes backward in one session, and you told us there was no stumble",
        minutes=gates.LONG_SESSION_S // 60,
    ),
    Gate.STEADY_OR_SUPPORTED: lazy_gettext(
        "3 metres backward in %(seconds)s seconds or less, or rails or somebody beside you every time",
        seconds=LazyString(formats.number, safety.SLOW_BACKWARD_S),
    ),
    Gate.CLEAN_LEVEL_2: lazy_gettext(
        "%(count)s sessions of level 2, and you told us there was no stumble", count=CLEAN_OF_LEVEL_2
    ),
    Gate.LEVEL_2_FINISHED: lazy_gettext("Level 2 finished"),
    Gate.CLEAN_SESSIONS: lazy_gettext("%(count)s sessions, and you told us there was no stumble", count=CLEAN_OF_ANY),
    Gate.UNDER_65_OR_CLEARED: lazy_gettext(
        "Under %(years)s, or a doctor or physiotherapist says it is fine", years=safety.OLDER_YEARS
    ),
    Gate.NO_SWELLING_OR_PRESSURE: lazy_gettext("No swollen knee, and blood pressure under control"),
    Gate.BACK_CALM: lazy_gettext("Back pain at %(score)s or less in the last sessions", score=gates.CALM_PAIN),
    Gate.KNEE_CALM: lazy_gettext("Knee pain at %(score)s or less in the last sessions", score=gates.CALM_PAIN),
    Gate.RAILS_OR_TRACK: lazy_gettext("I have a treadmill with rails and clip, or a flat track"),
    Gate.RAILS_AND_CLIP: lazy_gettext("I have a treadmill with rails and a safety clip, and use both"),
    Gate.LANE: lazy_gettext("I have an open, flat, marked lane of 30 m and somebody who watches, or a harness"),
    Gate.STRIP: lazy_gettext("I have a clear strip of 25 m, shoes with grip, and somebody who watches"),
}
_HELD_BY: Mapping[VerdictReason, LazyString] = {
    VerdictReason.SESSIONS: lazy_gettext("For the third time, there were too few sessions to go on."),
    VerdictReason.STUMBLES: lazy_gettext("For the third time, stumbles kept you in the same week."),
    VerdictReason.PAIN: lazy_gettext("For the third time, pain kept you in the same week."),
    VerdictReason.MORNING: lazy_gettext("For the third time, pain the next morning kept you in the same week."),
    VerdictReason.EFFORT: lazy_gettext("For the third time, effort kept you in the same week."),
}
_REASONS: Mapping[VerdictReason, LazyString] = {
    VerdictReason.NO_SESSION: lazy_gettext("There was no session that week."),
    VerdictReason.JUST_BEGUN: lazy_gettext("You started in the middle of that week, so it doesn't count yet."),
    VerdictReason.MORNING: lazy_gettext(
        "Pain was %(points)s points or more above usual the next morning.", points=pain.WORSE_NEXT_MORNING
    ),
    VerdictReason.WARNING_SIGN: lazy_gettext("There was a warning sign."),
}


def alarm(standing: Standing) -> str:
    """What stopped the plan, with the warning signs that were ticked by name; empty where nothing did."""
    named = [str(SIGNS[sign]) for sign in standing.alarm_signs if sign is not WarningSign.UNSPECIFIED]
    if standing.alarm is Alarm.WARNING_SIGN and named:
        return _("You logged a warning sign: %(signs)s.", signs=", ".join(named))
    return str(ALARMS[standing.alarm]) if standing.alarm else ""


def because(reason: Because) -> str:
    """A reason in a sentence."""
    number = reason.number
    match reason.reason:
        case VerdictReason.SESSIONS:
            return ngettext("You did %(num)d session.", "You did %(num)d sessions.", number)
        case VerdictReason.STUMBLES:
            return ngettext(
                "You stumbled %(num)d time in the last two sessions.",
                "You stumbled %(num)d times in the last two sessions.",
                number,
            )
        case VerdictReason.PAIN:
            return _("Pain reached %(score)s of 10.", score=number)
        case VerdictReason.EFFORT:
            return _("Effort reached %(score)s of 10, more than the week allows.", score=number)
        case VerdictReason.FALL:
            return ngettext("There was a fall.", "There were %(num)d falls.", number)
        case VerdictReason.MISSED:
            return ngettext(
                "%(num)d week went by without a session. That happens. The plan goes on a little easier.",
                "%(num)d weeks went by without a session. That happens. The plan goes on a little easier.",
                number,
            )
        case VerdictReason.STEADY:
            return _("Two weeks in a row, pain of %(score)s was no more than you usually have.", score=number)
        case VerdictReason.UNSAID:
            return ngettext(
                "You didn't tell us how %(num)d session went. That counts neither for nor against you.",
                "You didn't tell us how %(num)d sessions went. That counts neither for nor against you.",
                number,
            )
        case _:
            return str(_REASONS[reason.reason])


def verdict(judged: Judged) -> str:
    """What a finished week leads to."""
    if judged.verdict is Verdict.ADVANCE:
        if judged.week == programme.WEEKS:
            return _("Level %(level)s is finished", level=judged.level)
        return _("On to week %(week)s", week=judged.week + 1)
    if judged.to_level < judged.level:
        return _("Back to level %(level)s, week %(week)s", level=judged.to_level, week=judged.to_week)
    if judged.to_week >= judged.week:
        return _("Week %(week)s once more", week=judged.week)
    return _("Back to week %(week)s", week=judged.to_week)


def pause(standing: Standing) -> str:
    """Where the plan meets somebody after a break that lasts until today; empty without one."""
    if standing.pause is None:
        return ""
    if standing.pause in (Pause.MONTHS, Pause.YEAR):
        return _(
            "After a long break you go on at level %(level)s, week %(week)s. "
            "The higher levels open again when you have what they ask for.",
            **_place(standing),
        )
    return _("After a break you go on at week %(week)s.", **_place(standing))


def held_by(standing: Standing) -> str:
    """What keeps somebody back for the third time."""
    return str(_HELD_BY[standing.held_by]) if standing.held_by else ""


def _place(standing: Standing) -> dict[str, int]:
    return {"level": standing.level, "week": standing.week}


def dose(session: Session) -> str:
    """The sets of a session in a few words."""
    if session.metres:
        return _("%(sets)s × %(metres)s m with the sled", sets=session.sets, metres=session.metres)
    if session.backward_minutes < 1:
        seconds = round(session.backward_minutes * 60)
        if session.level == programme.JOG:
            return _("%(sets)s × %(seconds)s s jogging backward", sets=session.sets, seconds=seconds)
        return _("%(sets)s × %(seconds)s s backward", sets=session.sets, seconds=seconds)
    return _("%(sets)s × %(minutes)s min backward", sets=session.sets, minutes=formats.number(session.backward_minutes))


def short_dose(session: Session) -> str:
    """The sets of a session as a table has them, in a column that says that they are backward."""
    if session.metres:
        return _("%(sets)s × %(metres)s m", sets=session.sets, metres=session.metres)
    if session.backward_minutes < 1:
        return _("%(sets)s × %(seconds)s s", sets=session.sets, seconds=round(session.backward_minutes * 60))
    return _("%(sets)s × %(minutes)s min", sets=session.sets, minutes=formats.number(session.backward_minutes))


def pace(session: Session) -> str:
    """The fastest pace in the person's unit."""
    fastest = formats.speed(session.pace_mph * KMH_PER_MPH)
    if session.pace_low_mph is None:
        return _("up to %(speed)s", speed=fastest)
    return speed_words.range_of(session.pace_low_mph, session.pace_mph)


def extras(session: Session) -> list[str]:
    """What else a session asks for: a slope, a few faster minutes."""
    extras = []
    if session.uphill_sets:
        grade = formats.percent(session.grade_percent)
        words = ngettext(
            "The first set at %(grade)s uphill",
            "The first %(num)d sets at %(grade)s uphill",
            session.uphill_sets,
            grade=grade,
        )
        extras += [words, _("Level or uphill, never downhill")]
    if session.fast_minutes:
        speed = formats.speed(session.pace_mph * KMH_PER_MPH)
        extras.append(
            _("For %(minutes)s of the backward minutes, go up to %(speed)s", minutes=session.fast_minutes, speed=speed)
        )
    return extras


def when(coming: Next, today: dt.date) -> str:
    """The first day of the next session."""
    if coming.from_day <= today:
        return _("today")
    if (coming.from_day - today).days == 1:
        return _("from tomorrow")
    return _("from %(day)s", day=formats.weekday(coming.from_day))


def missing(line: GateState) -> str:
    """How near what opens a level is, where a figure says it."""
    if line.is_met or line.figure is None:
        return ""
    match line.gate:
        case Gate.CLEAN_LEVEL_2:
            return _("%(done)s of %(all)s so far", done=int(line.figure), all=CLEAN_OF_LEVEL_2)
        case Gate.CLEAN_SESSIONS:
            return _("%(done)s of %(all)s so far", done=int(line.figure), all=CLEAN_OF_ANY)
        case Gate.LONG_CLEAN_SESSION if line.is_untold:
            return _("you walked long enough. Tell us on that walk if you stumbled")
        case Gate.LONG_CLEAN_SESSION:
            return _("%(minutes)s min so far", minutes=formats.minutes(line.figure))
        case Gate.STEADY_OR_SUPPORTED:
            return _("%(seconds)s s last time", seconds=formats.number(line.figure))
        case _:
            return _("%(score)s of 10 lately", score=int(line.figure))
