"""Whether a row of a document can have been: the domain's own rules decide, as they do about what is typed."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from webapp.actions import profile
from webapp.actions import restore_import_checks as import_checks
from webapp.actions.restore_walk_checks import before_edit_problems, figure_problems, kept_edit_problems, read_walk
from webapp.domain import body, direction_rules, goals, languages, programme, running, safety, self_tests, walks, weeks
from webapp.domain.bulk_edits import LONGEST_ADDED, BulkChange
from webapp.domain.fields import Fields
from webapp.domain.problems import Invalid, Problem, Reason, outside, outside_days
from webapp.domain.running import DIRECTIONS, TimerEvent
from webapp.domain.safety import Answer
from webapp.domain.self_tests import RULES, Result, SelfTestKind, Side, Unit
from webapp.domain.walks import WarningSign
from webapp.storage import bulk_edits, walk_rows
from webapp.storage import direction_rules as rule_store
from webapp.storage.models import PainRow, SegmentRow, WalkRow
from webapp.storage.restores import Values, WalkValues
from webapp.storage.rule_models import DirectionRuleRow

_A_DAY = dt.timedelta(days=1)
# More than anybody burns on a walk of a day; sums of less stay numbers.
_MOST_KCAL = 1e6
_MOST_TIMES = 1_000_000
_BANDS = (("kcal", "kcal_low", "kcal_high"), ("extra_kcal", "extra_kcal_low", "extra_kcal_high"))
_SUMS = ("seconds", "backward_seconds", "longest_backward_seconds")
Check = Callable[[Values, dt.datetime], Iterable[Problem]]


def check(name: str, path: str, values: Values, *, now: dt.datetime) -> None:
    """Refuse a row of a list that can't have been. Raises Invalid with the path of what is wrong."""
    _refuse(path, lambda: CHECKS[name](values, now))


def check_walk(path: str, given: WalkValues, *, now: dt.datetime) -> None:
    """Refuse a walk that can't have been, or whose sums are not those of its stretches. Raises Invalid."""
    _refuse(path, lambda: _walk_problems(given, now))


def check_person(path: str, values: Values) -> None:
    """Refuse choices that Settings does not offer. Raises Invalid."""
    offered: Mapping[str, Any] = {
        "time_zone": weeks.zones(),
        "first_weekday": weeks.FIRST_WEEKDAYS,
        "theme": profile.THEMES,
    }
    wrong = [Problem(name, Reason.NOT_A_CHOICE) for name, known in offered.items() if values[name] not in known]
    if not languages.is_choice(values["language"]):
        wrong.append(Problem("language", Reason.NOT_A_CHOICE))
    _refuse(path, lambda: wrong)


def _refuse(path: str, problems: Callable[[], Iterable[Problem]]) -> None:
    try:
        found = list(problems())
    except Invalid as invalid:
        found = list(invalid.problems)
    if found:
        raise Invalid(*(Problem(path + problem.field, problem.reason, problem.limit) for problem in found))


def _walk_problems(given: WalkValues, now: dt.datetime) -> Iterable[Problem]:
    yield from _word_problems(given.walk)
    row = WalkRow(**given.walk)
    row.segments = [SegmentRow(**values) for values in given.segments]
    row.pains = [PainRow(**values) for values in given.pains]
    walk = walk_rows.to_domain(row)
    walks.check(walk, now=now)
    yield from (Problem(name, Reason.CONTRADICTS) for name in _SUMS if getattr(row, name) != getattr(walk, name))
    # The day was fixed by the zones of then.
    if abs(row.walked_on - row.started_at.date()) > _A_DAY:
        yield Problem("walked_on", Reason.CONTRADICTS)
    yield from _cost_problems(given.walk, "", seconds=walk.seconds)
    for index, values in enumerate(given.segments):
        yield from _cost_problems(values | {"weight_kg": row.weight_kg}, f"segments.{index}.")
    yield from before_edit_problems(row, now)
    if given.former and given.former["figures"]:
        yield from figure_problems(json.loads(given.former["figures"]), "former_figures.figures", len(row.segments))


def _word_problems(values: Values) -> Iterable[Problem]:
    signs = [name for name in values["warning_signs"].split(",") if name]
    if not set(signs) <= set(WarningSign):
        raise Invalid(Problem("warning_signs", Reason.NOT_A_CHOICE))
    if not weeks.is_zone(values["time_zone"]):
        raise Invalid(Problem("time_zone", Reason.NOT_A_ZONE))
    if (values["plan_level"] is None) != (values["plan_session"] is None):
        yield Problem("plan_session", Reason.CONTRADICTS)


def _cost_problems(values: Values, path: str, *, seconds: int | None = None) -> Iterable[Problem]:
    """What a walk cost is whole or not there, as its weight is, and every number is one that can be added up."""
    for band in _BANDS:
        numbers = [values[name] for name in band]
        if any((number is None) != (values["weight_kg"] is None) for number in numbers):
            yield Problem(path + band[0], Reason.CONTRADICTS)
        known = zip(band, numbers, strict=True)
        for name, number in known:
            yield from outside(path + name, number or 0, -_MOST_KCAL, _MOST_KCAL)
    if seconds is not None:
        for name in ("light_seconds", "vigorous_seconds"):
            yield from outside(path + name, values[name], 0, seconds)


def _bulk_edit(values: Values, now: dt.datetime) -> Iterable[Problem]:
    try:
        change = bulk_edits.read_change(json.loads(values["change"])) if values["change"] else None
        entries = bulk_edits.read_entries(json.loads(values["entries"]))
        fits = change is None or _is_change(change)
        fits = fits and all(isinstance(entry.mark, str) for entry in entries)
        for entry in entries:
            if entry.before_edit is not None:
                yield from kept_edit_problems(entry.before_edit, entry.uuid, now)
    except (TypeError, ValueError, AttributeError, KeyError):
        fits = False
    if not fits:
        yield Problem("entries", Reason.NOT_A_LIST)


def _is_change(change: BulkChange) -> bool:
    kmh = [speed for speed in (change.forward_kmh, change.backward_kmh) if speed is not None]
    fits = change.kind is not None and isinstance(change.words, str) and len(change.words) <= LONGEST_ADDED
    return fits and all(type(speed) in (int, float) and not walks.SPEED_RANGE.problems("", speed) for speed in kmh)


def _plan_choice(values: Values, now: dt.datetime) -> Iterable[Problem]:
    yield from outside("level", values["level"], 1, walks.HIGHEST_LEVEL)
    yield from outside("week", values["week"], 1, programme.WEEKS)
    if abs(values["chosen_on"] - values["chosen_at"].date()) > _A_DAY:
        yield Problem("chosen_on", Reason.CONTRADICTS)


def _running_walk(values: Values, now: dt.datetime) -> Iterable[Problem]:
    events = json.loads(values["events"])
    if not isinstance(events, list) or not 0 < len(events) <= running.MOST_EVENTS:
        return [Problem("events", Reason.NOT_A_LIST)]
    for index, event in enumerate(events):
        if not isinstance(event, list) or len(event) != 2:
            return [Problem(f"events.{index}", Reason.NOT_A_LIST)]
        fields = Fields(dict(zip(("at", "kind"), event, strict=True)), f"events.{index}.")
        fields.instant("at")
        kind = fields.required_choice("kind", TimerEvent)
        fields.finish()
        if index == 0 and kind not in DIRECTIONS:
            return [Problem("events.0.kind", Reason.NOT_A_CHOICE)]
    return []


def _safety_check(values: Values, now: dt.datetime) -> Iterable[Problem]:
    answers = json.loads(values["answers"])
    if not isinstance(answers, list) or not all(isinstance(each, str) and each in list(Answer) for each in answers):
        yield Problem("answers", Reason.NOT_A_CHOICE)
    if values["birth_year"] is not None:
        yield from outside("birth_year", values["birth_year"], 1900 - safety.OLDEST_YEARS, now.year)


def _self_test(values: Values, now: dt.datetime) -> Iterable[Problem]:
    tries, kind = json.loads(values["tries"]), SelfTestKind(values["kind"])
    if not isinstance(tries, list) or not all(type(each) in (int, float) for each in tries):
        return [Problem("tries", Reason.NOT_A_LIST)]
    if not weeks.is_zone(values["time_zone"]):
        return [Problem("time_zone", Reason.NOT_A_ZONE)]
    result = Result(
        id=values["uuid"],
        kind=kind,
        done_at=values["done_at"],
        time_zone=values["time_zone"],
        tries=tuple(map(float, tries)),
        side=Side(values["side"]) if values["side"] else None,
        note=values["note"],
    )
    self_tests.check(result, now=now)
    rule = RULES[kind]
    is_speed = rule.unit is Unit.METRES_A_SECOND
    return outside("value", values["value"], 0, self_tests.WALKWAY_M / rule.least if is_speed else rule.most)


def _weight(values: Values, now: dt.datetime) -> Iterable[Problem]:
    body.check_weight(values["weight_kg"], values["weighed_on"], now.date())
    return []


def _waist(values: Values, now: dt.datetime) -> Iterable[Problem]:
    body.check_waist(values["waist_cm"], values["measured_on"], now.date())
    return []


def _reminder(values: Values, now: dt.datetime) -> Iterable[Problem]:
    yield from outside("weekdays", values["weekdays"], 0, 127)
    yield from outside("minute", values["minute"], 0, 24 * 60 - 1)


def _page_link(values: Values, now: dt.datetime) -> Iterable[Problem]:
    yield from outside("times_opened", values["times_opened"], 0, _MOST_TIMES)
    if values["first_day"] > values["last_day"]:
        yield Problem("last_day", Reason.CONTRADICTS)


def _direction_rule(values: Values, now: dt.datetime) -> Iterable[Problem]:
    problems = [*outside("weekdays", values["weekdays"], 0, 127)]
    for name in ("first_minute", "last_minute"):
        problems += outside(name, values[name] or 0, 0, 24 * 60 - 1)
    if (values["first_minute"] is None) != (values["last_minute"] is None):
        problems.append(Problem("last_minute", Reason.CONTRADICTS))
    if not problems:
        direction_rules.check(rule_store.to_rule(DirectionRuleRow(**values)))
    return problems


def _rule_change(values: Values, now: dt.datetime) -> Iterable[Problem]:
    """The stretches before and after are ones of a walk that can have been, and as long."""
    seconds = set()
    for name in ("former", "segments"):
        written = {"started_at": now.isoformat(), "segments": json.loads(values[name])}
        seconds.add(read_walk(written, f"{name}.", values["uuid"], now).seconds)
    if len(seconds) > 1:
        yield Problem("segments", Reason.CONTRADICTS)
    if values["before_edit"] is not None:
        yield from kept_edit_problems(values["before_edit"], values["uuid"], now)


CHECKS: Mapping[str, Check] = {
    # Of these the types of their columns say enough.
    "away_weeks": lambda values, now: [],
    "rule_batches": lambda values, now: [],
    "pain_sites": lambda values, now: [],
    "direction_rules": _direction_rule,
    "goals": lambda values, now: outside(
        "minutes", values["minutes"], goals.SMALLEST_GOAL_MINUTES, goals.LARGEST_GOAL_MINUTES
    ),
    "bulk_edits": _bulk_edit,
    "import_batches": lambda values, now: [],
    "import_rows": import_checks.import_row,
    "layouts": import_checks.layout,
    "page_links": _page_link,
    "plan_choices": _plan_choice,
    "reminders": _reminder,
    "rule_changes": _rule_change,
    "running_walks": _running_walk,
    "safety_checks": _safety_check,
    "self_tests": _self_test,
    "strength_days": lambda values, now: outside_days("done_on", values["done_on"], body.FIRST_DAY, now.date()),
    "usual_paces": lambda values, now: outside("speed_kmh", values["speed_kmh"], walks.SLOWEST_KMH, walks.FASTEST_KMH),
    "waists": _waist,
    "weights": _weight,
}
