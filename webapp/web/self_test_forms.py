"""What the fields of a test's form say, as a result; and the fields of a new one."""

import datetime as dt
from collections.abc import Sequence
from uuid import uuid4

from webapp.domain import doubts, self_tests, walks
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid, Problem, Reason, outside_days
from webapp.domain.self_tests import Result, SelfTestKind, Side
from webapp.storage import coach_models
from webapp.web.forms import Form


def names_of_tries(kind: SelfTestKind) -> list[str]:
    return [f"try_{number}" for number in range(1, self_tests.RULES[kind].most_tries + 1)]


def blank(kind: SelfTestKind, today: dt.date, earlier: Sequence[coach_models.ResultRow]) -> dict[str, str]:
    """The fields of a new result. After the left leg comes the right one, on the same day."""
    just_now = earlier[0].side if earlier and earlier[0].done_on == today else None
    side = Side.RIGHT.value if just_now == Side.LEFT and Side.RIGHT in self_tests.RULES[kind].sides else ""
    return {"id": str(uuid4()), "date": today.isoformat(), "side": side}


def read(form: Form, diary: Diary, kind: SelfTestKind, *, now: dt.datetime) -> Result:
    """The result that a form describes. Raises Invalid."""
    rule = self_tests.RULES[kind]
    names = names_of_tries(kind)
    is_needed = not any(form.text(name) for name in names)
    tries = [form.number(name, rule.least, rule.most, required=is_needed and name == "try_1") for name in names]
    for name, figure in zip(names, tries, strict=True):
        form.doubt(name, None if figure is None else doubts.of_try(kind, figure))
    side = form.choice("side", rule.sides) if rule.sides else None
    if rule.sides and not form.text("side"):
        form.add("side", Reason.MISSING)
    uuid, done_at = form.uuid("id"), _done_at(form, diary, now)
    note = form.text("note")
    if len(note) > self_tests.LONGEST_NOTE:
        form.add("note", Reason.TOO_LONG, self_tests.LONGEST_NOTE)
    form.finish()
    if uuid is None or done_at is None:
        raise Invalid(Problem("date", Reason.NOT_A_DATE))
    return Result(
        id=uuid,
        kind=kind,
        done_at=done_at,
        time_zone=diary.time_zone,
        tries=tuple(figure for figure in tries if figure is not None),
        had_helper=form.is_ticked("had_helper"),
        used_arms=rule.asks_for_arms and form.is_ticked("used_arms"),
        side=Side(side) if side else None,
        note=note,
    )


def _done_at(form: Form, diary: Diary, now: dt.datetime) -> dt.datetime | None:
    """Now, for a test of today; noon of its day for an earlier one."""
    day = form.date("date")
    if day is None or day == diary.date_of(now):
        return now if day else None
    out = outside_days("date", day, self_tests.EARLIEST_DAY, diary.date_of(now))
    form.problems += out
    return None if out else walks.local_time(day, dt.time(12), diary.time_zone)
