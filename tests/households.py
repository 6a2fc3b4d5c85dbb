"""Random households: people whose diaries hold a row of everything that belongs to a person, or of some of it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID

from tests import given_links
from tests.factories import NOW, PARIS, TODAY, whole_walk
from webapp import importers
from webapp.actions import (
    body,
    bulk_edits,
    direction_rules,
    goals,
    import_saving,
    imports,
    pain,
    profile,
    recalculations,
    running,
    safety,
    self_tests,
    weights,
)
from webapp.actions import walks as walk_actions
from webapp.domain.bulk_edits import BulkChange, BulkKind
from webapp.domain.direction_rules import MINUTES, ClockSpan, DirectionRule, TurnedPart, WalkCondition
from webapp.domain.energy import Mode
from webapp.domain.imports import CannotImport, Notice, Refusal, Remark, Unsure
from webapp.domain.running import TimerEvent
from webapp.domain.safety import Answer, Check, Sex
from webapp.domain.self_tests import RULES, Result, SelfTestKind
from webapp.domain.standings import Choice, ChoiceKind
from webapp.domain.walk_filters import WalkFilter
from webapp.domain.walks import Pain, Place, Planned, Segment, Site, Source, Walk, WarningSign
from webapp.importers import Recording, Weighing
from webapp.storage import direction_rules as rule_store
from webapp.storage import plan as plan_store
from webapp.storage import reminders, sheets, walk_rows
from webapp.storage import walks as walk_store
from webapp.storage.engine import Session
from webapp.storage.models import User, WalkRow

ZONES = (PARIS, "UTC", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia")
NOTES = ("", "Fog.", "=1+1", "naïve “quotes”", "二本の木", "a\nb\tc", '"app": "backstride"', "🚶" * 20)
Part = Callable[[Session, User, Random], None]


def fill(session: Session, user: User, random: Random, *, parts: Sequence[Part] = ()) -> None:
    """Fill a diary with these parts, or with some that chance takes."""
    for part in parts or [part for part in PARTS if random.random() < 0.8]:
        part(session, user, random)
    session.flush()


def a_walk(random: Random) -> Walk:
    """Any walk that can have happened in the last 400 days."""
    ago = dt.timedelta(seconds=random.randrange(60, 400 * 86_400), microseconds=random.choice((0, 125_000)))
    return Walk(
        id=an_id(random),
        started_at=NOW - ago,
        time_zone=random.choice(ZONES),
        segments=tuple(_segment(random) for _ in range(random.randint(1, 4))),
        place=_or_none(random, random.choice(list(Place))),
        rails=random.random() < 0.2,
        effort=_or_none(random, random.randint(0, 10)),
        stumbles=_or_none(random, random.randint(0, 3)),
        falls=_or_none(random, random.choice((0, 0, 0, 1))),
        attention=_or_none(random, random.randint(0, 10)),
        warning_signs=tuple(sign for sign in WarningSign if random.random() < 0.03),
        looked_back=_or_none(random, random.random() < 0.5),
        with_partner=random.random() < 0.2,
        held_form=_or_none(random, random.random() < 0.5),
        planned=_or_none(random, Planned(random.randint(1, 5), random.randint(1, 30))),
        note=random.choice(NOTES),
        pain=tuple(_pain(random, site) for site in Site if random.random() < 0.2),
    )


def an_id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def _segment(random: Random) -> Segment:
    mode = random.choice(list(Mode))
    speed = {"speed_kmh": round(random.uniform(0.2, 12), 2)} if random.random() < 0.6 else {}
    distance = {} if speed or random.random() < 0.5 else {"distance_m": random.uniform(5, 300)}
    more = {"grade_percent": random.choice((0.0, -5.0, 2.5)), "load_kg": random.choice((0.0, 7.5))}
    sled = {"sled_kg": 20.0} if mode is Mode.BACKWARD_SLED else {}
    return Segment(mode=mode, seconds=random.randint(60, 3000), **speed, **distance, **more, **sled)


def _pain(random: Random, site: Site) -> Pain:
    before, during, after, next_morning = (_or_none(random, random.randint(0, 10)) for _ in range(4))
    return Pain(site=site, before=before, during=during, after=after, next_morning=next_morning)


def _or_none(random: Random, value: Any) -> Any:
    return value if random.random() < 0.6 else None


def _day(random: Random) -> dt.date:
    return TODAY - dt.timedelta(days=random.randrange(400))


def _settings(session: Session, user: User, random: Random) -> None:
    mine = session.get_one(User, user.id)
    profile.choose(
        session,
        mine,
        theme=random.choice(profile.THEMES),
        language=random.choice(("system", "de")),
        counting=random.choice(("plain", "who")),
        weight_unit=random.choice(("kg", "lb")),
        distance_unit=random.choice(("km", "mi")),
        first_weekday=random.choice((0, 5, 6)),
        time_zone=random.choice(ZONES),
    )


def _logged(session: Session, user: User, walk: Walk, random: Random) -> WalkRow:
    return walk_actions.log_walk(session, user.diary, walk, source=random.choice(list(Source)), now=NOW).walk


def _walks_without_weight(session: Session, user: User, random: Random) -> None:
    for _ in range(random.randint(1, 3)):
        _logged(session, user, a_walk(random), random)


def _walks(session: Session, user: User, random: Random) -> None:
    rows = [_logged(session, user, a_walk(random), random) for _ in range(random.randint(2, 8))]
    _logged(session, user, whole_walk(id=an_id(random)), random)
    for row in rows:
        if random.random() < 0.4:
            changed = replace(walk_rows.to_domain(row), note="changed", segments=(_segment(random),))
            walk_actions.change_walk(session, user.diary, row, changed, now=NOW)
        if random.random() < 0.3:
            walk_actions.delete_walk(session, user.diary, row, now=NOW)


def _worked_out_again(session: Session, user: User, random: Random) -> None:
    rows = [_logged(session, user, a_walk(random), random) for _ in range(3)]
    for row in rows:
        row.model = "bw-energy-1"
    session.flush()
    recalculations.recalculate(session, user.diary)
    (row,) = walk_store.named(session, user.diary, [rows[0].uuid])
    changed = replace(walk_rows.to_domain(row), segments=(_segment(random),))
    walk_actions.change_walk(session, user.diary, row, changed, now=NOW)


def _weights(session: Session, user: User, random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        weights.set_weight(session, user.diary, _day(random), random.uniform(40, 150), today=TODAY)


def _goals(session: Session, user: User, random: Random) -> None:
    for today in sorted(_day(random) for _ in range(random.randint(1, 3))):
        goals.set_goal(session, user.diary, random.randint(5, 400), today=today)
    goals.set_away(session, user.diary, _day(random), is_away=True)


def _body(session: Session, user: User, random: Random) -> None:
    body.set_waist(session, user.diary, _day(random), random.uniform(60, 140), today=TODAY)
    body.add_strength_day(session, user.diary, TODAY, today=TODAY)
    pain.follow(session, user.diary, random.sample(list(Site), random.randint(1, 3)))
    profile.set_usual_paces(session, user.diary, {random.choice(list(Mode)): random.uniform(1, 9)})


def _reminder(session: Session, user: User, random: Random) -> None:
    at = dt.time(random.randrange(24), random.randrange(60))
    reminders.keep(session, user.diary, random.sample(range(7), random.randint(0, 7)), at)


def _tests(session: Session, user: User, random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        result = self_tests.log_result(session, user.diary, _result(random), now=NOW).result
        if random.random() < 0.3:
            self_tests.delete_result(session, user.diary, result, now=NOW)


def _result(random: Random) -> Result:
    kind = random.choice(list(SelfTestKind))
    rule = RULES[kind]
    tries = [random.uniform(rule.least, rule.most) for _ in range(random.randint(1, rule.most_tries))]
    return Result(
        id=an_id(random),
        kind=kind,
        done_at=NOW - dt.timedelta(minutes=random.randrange(1, 500_000)),
        time_zone=random.choice(ZONES),
        tries=tuple(round(each) if rule.counts else each for each in tries),
        had_helper=random.random() < 0.5,
        used_arms=rule.asks_for_arms and random.random() < 0.5,
        side=random.choice(rule.sides) if rule.sides else None,
        note=random.choice(NOTES),
    )


def _plan(session: Session, user: User, random: Random) -> None:
    answers = frozenset(answer for answer in Answer if random.random() < 0.1)
    check = Check(birth_year=_or_none(random, 1950), sex=_or_none(random, Sex.WOMAN), answers=answers, is_cleared=True)
    safety.answer(session, user.diary, check, now=NOW - dt.timedelta(days=20), today=TODAY)
    for days, kind in ((19, ChoiceKind.START), (9, ChoiceKind.GO_TO), (3, ChoiceKind.STOP)):
        at, week = NOW - dt.timedelta(days=days), random.randint(1, 6)
        choice = Choice(kind=kind, at=at, day=at.date(), week=week, is_gentle=random.random() < 0.5)
        plan_store.add(session, user.diary, choice)


def _unfinished(session: Session, user: User, random: Random) -> None:
    running.start(session, user.diary, TimerEvent.FORWARD, uuid=an_id(random), now=NOW - dt.timedelta(minutes=9))
    running.turn(session, user.diary, TimerEvent.BACKWARD, now=NOW - dt.timedelta(minutes=4))
    batch = imports.start(session, user.diary, an_id(random), now=NOW)
    part = imports.next_part(session, user.diary, batch, "a.fit", now=NOW)
    part.take(session, batch, [_recording(random, doubt) for doubt in (None, Unsure.SPORT, Unsure.A_RIDE)])
    weighing = Weighing(weighed_at=NOW - dt.timedelta(days=random.randrange(900)), utc_offset=None, weight_kg=71.5)
    part.take(session, batch, [CannotImport(Refusal.NOT_A_WALK, "Swim", count=3), weighing])
    import_saving.save_parts(session, user.diary, batch, part.number, now=NOW)
    _table(session, user, imports.next_part(session, user.diary, batch, "my.csv", now=NOW))


def _table(session: Session, user: User, part: imports.Part) -> None:
    (reading,) = importers.read("my.csv", BytesIO("Datum;Minuten;km;Stück\n3.11.2026;32;2,4;=1+1\n".encode()))
    assert reading.sheet
    part.take_sheet(session, reading.sheet)
    sheets.remember(session, user.diary, reading.sheet.sheet.key, reading.sheet.layout, now=NOW)


def _rules(session: Session, user: User, random: Random) -> None:
    """A rule, and a batch of another that turned a walk that had been edited, and may have been undone."""
    begins, length = random.randrange(23 * 60), random.randint(1, 59)
    times = [dt.time(*divmod(minute, 60)) for minute in (begins, begins + length)]
    part = random.choice(list(TurnedPart))
    condition = WalkCondition(
        place=_or_none(random, random.choice(list(Place))),
        weekdays=frozenset(random.sample(range(7), random.randint(0, 7))),
        span=ClockSpan(*times) if part is TurnedPart.SPAN or random.random() < 0.5 else None,
        words=random.choice(NOTES)[:20],
        is_imported=random.random() < 0.5,
    )
    minutes = random.randint(int(MINUTES.low), 90) if part in (TurnedPart.FIRST, TurnedPart.LAST) else None
    rule_store.keep(
        session, user.diary, DirectionRule(id=an_id(random), condition=condition, portion=part, minutes=minutes)
    )
    row = _logged(
        session, user, replace(a_walk(random), segments=(Segment(mode=Mode.FORWARD_WALK, seconds=900),)), random
    )
    walk_actions.change_walk(session, user.diary, row, replace(walk_rows.to_domain(row), note="changed"), now=NOW)
    all_of_it = DirectionRule(id=an_id(random), condition=WalkCondition(), portion=TurnedPart.ALL)
    batch = direction_rules.apply(session, user.diary, an_id(random), [all_of_it], also_said=True, now=NOW)
    if batch and random.random() < 0.5:
        direction_rules.undo(session, user.diary, batch, now=NOW)


def _recording(random: Random, doubt: Unsure | None) -> Recording:
    return Recording(
        started_at=NOW - dt.timedelta(minutes=random.randrange(1, 500_000)),
        time_zone=random.choice(ZONES),
        utc_offset=None,
        mode=Mode.FORWARD_WALK,
        seconds=random.randrange(60, 3600),
        distance_m=None,
        doubt=doubt,
        word="Sport",
        notes=(Notice(Remark.POINTS_LEFT_OUT, 3),),
    )


def _many_at_once(session: Session, user: User, random: Random) -> None:
    """Two changes to all walks, one of them taken back, and one that is still to come."""
    changes = [
        BulkChange(kind=BulkKind.PLACE, place=random.choice(list(Place))),
        BulkChange(kind=BulkKind.NOTE, words="At home."),
        BulkChange(kind=BulkKind.PACE, forward_kmh=random.choice((None, 5.0)), backward_kmh=3.0),
    ]
    for number, change in enumerate(changes):
        edit = bulk_edits.choose_found(session, user.diary, an_id(random), WalkFilter(), now=NOW)
        if number < 2:
            bulk_edits.carry_out(session, user.diary, edit, change, now=NOW)
    bulk_edits.undo(session, user.diary, edit)


PARTS: tuple[Part, ...] = (
    _settings,
    _walks_without_weight,
    _weights,
    _walks,
    _worked_out_again,
    _many_at_once,
    _goals,
    _body,
    _reminder,
    _tests,
    _plan,
    _unfinished,
    *(_rules, given_links.give),
)
