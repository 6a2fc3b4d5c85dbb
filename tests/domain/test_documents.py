import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories import PARIS, walk, whole_walk
from webapp.domain import documents, weeks
from webapp.domain.energy import Mode
from webapp.domain.fields import Fields
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.shapes import Kind, Shape, required
from webapp.domain.walks import MOST_SEGMENTS, Pain, Place, Planned, Segment, Site, Walk, WarningSign, signs_in_order

# The example of the contract.
EXAMPLE = {
    "id": "0199f3b2-6f0e-7d7c-9d2e-4c1f6f5f0a11",
    "started_at": "2026-11-20T18:10:00+01:00",
    "time_zone": "Europe/Paris",
    "place": "treadmill",
    "rails": False,
    "segments": [
        {"mode": "forward_walk", "seconds": 1320, "speed_kmh": 5.6},
        {"mode": "backward_walk", "seconds": 480, "speed_kmh": 3.2, "grade_percent": 2, "load_kg": 0},
    ],
    "effort": 4,
    "stumbles": 0,
    "note": "",
    "pain": [{"site": "knee_left", "before": 3, "after": 2}],
}
NEW_ID = UUID("0199f3b2-0000-7000-8000-000000000000")
numbers = st.floats(allow_nan=False, allow_infinity=False)
segments = st.builds(
    Segment,
    mode=st.sampled_from(Mode),
    seconds=st.integers(0, 90_000),
    speed_kmh=st.none() | numbers,
    distance_m=st.none() | numbers,
    grade_percent=numbers,
    load_kg=numbers,
    sled_kg=numbers,
)
small = st.none() | st.integers(0, 10)
walks = st.builds(
    Walk,
    id=st.uuids(),
    started_at=st.integers(946_684_800, 1_800_000_000).map(lambda at: dt.datetime.fromtimestamp(at, dt.UTC)),
    time_zone=st.sampled_from(sorted(weeks.zones() - {"Factory"})),
    segments=st.lists(segments, max_size=4).map(tuple),
    place=st.none() | st.sampled_from(Place),
    rails=st.booleans(),
    effort=small,
    stumbles=small,
    falls=small,
    attention=small,
    warning_signs=st.sets(st.sampled_from(WarningSign)).map(signs_in_order),
    looked_back=st.none() | st.booleans(),
    with_partner=st.booleans(),
    held_form=st.none() | st.booleans(),
    planned=st.none() | st.builds(Planned, st.integers(1, 5), st.integers(1, 40)),
    note=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    pain=st.lists(
        st.builds(Pain, site=st.sampled_from(Site), before=small, during=small, after=small, next_morning=small),
        max_size=3,
    ).map(tuple),
)


def read(document: object) -> Walk:
    return documents.read_walk(document, time_zone=PARIS, new_id=lambda: NEW_ID)


def refusals(document: object) -> list[tuple[str, Reason]]:
    with pytest.raises(Invalid) as caught:
        read(document)
    return [(problem.field, problem.reason) for problem in caught.value.problems]


def changed(**fields: Any) -> dict[str, Any]:
    return EXAMPLE | fields


def with_segment(**fields: Any) -> dict[str, Any]:
    return changed(segments=[{"mode": "forward_walk", "seconds": 60} | fields])


def test_the_example_of_the_contract_is_read() -> None:
    found = read(EXAMPLE)

    assert (str(found.id), found.time_zone, found.place) == (EXAMPLE["id"], "Europe/Paris", Place.TREADMILL)
    assert found.started_at == dt.datetime(2026, 11, 20, 17, 10, tzinfo=dt.UTC)
    assert [(one.mode, one.seconds, one.speed_kmh, one.grade_percent) for one in found.segments] == [
        (Mode.FORWARD_WALK, 1320, 5.6, 0),
        (Mode.BACKWARD_WALK, 480, 3.2, 2),
    ]
    assert (found.effort, found.stumbles, found.note, found.rails) == (4, 0, "", False)
    assert found.pain == (Pain(site=Site.KNEE_LEFT, before=3, after=2),)


def test_a_start_and_one_segment_are_enough() -> None:
    found = read({"started_at": "2026-11-20T17:10:00Z", "segments": [{"mode": "backward_walk", "seconds": 60}]})

    assert (found.id, found.time_zone, found.place, found.note) == (NEW_ID, PARIS, None, "")
    assert found.segments == (Segment(mode=Mode.BACKWARD_WALK, seconds=60),)


def test_null_is_as_good_as_left_out() -> None:
    optional = dict.fromkeys(["id", "time_zone", "place", "rails", "effort", "stumbles", "note", "pain"])
    found = read(with_segment(speed_kmh=None, grade_percent=None, load_kg=None) | optional)

    assert (found.id, found.time_zone, found.pain) == (NEW_ID, PARIS, ())
    assert found.segments[0].grade_percent == 0


@given(walks)
@example(whole_walk())
def test_a_walk_comes_back_as_it_was(before: Walk) -> None:
    text = json.dumps(documents.walk_document(before))

    assert read(json.loads(text)) == before


def test_a_document_says_the_time_as_the_clock_on_the_wall() -> None:
    document = documents.walk_document(walk(started_at=dt.datetime(2026, 7, 1, 20, 5, tzinfo=dt.UTC)))

    assert document["started_at"] == "2026-07-01T22:05:00+02:00"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", "alice", Reason.NOT_AN_ID),
        ("id", 7, Reason.NOT_AN_ID),
        ("started_at", None, Reason.MISSING),
        ("started_at", "yesterday", Reason.NOT_A_TIME),
        ("started_at", 1_700_000_000, Reason.NOT_A_TIME),
        ("started_at", "2026-11-20T18:10:00", Reason.NO_OFFSET),
        ("started_at", "2026-11-20", Reason.NO_OFFSET),
        ("started_at", "0001-01-01T00:00:00+14:00", Reason.NOT_A_TIME),
        ("time_zone", "Mars/Olympus", Reason.NOT_A_ZONE),
        ("time_zone", ["Europe/Paris"], Reason.NOT_A_ZONE),
        ("place", "moon", Reason.NOT_A_CHOICE),
        ("place", {}, Reason.NOT_A_CHOICE),
        ("rails", "no", Reason.NOT_A_TRUTH),
        ("rails", 0, Reason.NOT_A_TRUTH),
        ("effort", "4", Reason.NOT_A_NUMBER),
        ("effort", True, Reason.NOT_A_NUMBER),
        ("effort", 4.5, Reason.NOT_WHOLE),
        ("stumbles", float("nan"), Reason.NOT_A_NUMBER),
        ("stumbles", 10**400, Reason.NOT_A_NUMBER),
        ("note", 7, Reason.NOT_A_TEXT),
        ("note", "a\0b", Reason.NOT_A_TEXT),
        ("segments", {}, Reason.NOT_A_LIST),
        ("pain", "knee", Reason.NOT_A_LIST),
        ("colour", "red", Reason.UNKNOWN_FIELD),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused(field: str, value: object, reason: Reason) -> None:
    assert refusals(changed(**{field: value})) == [(field, reason)]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("mode", None, Reason.MISSING),
        ("mode", "sideways", Reason.NOT_A_CHOICE),
        ("seconds", None, Reason.MISSING),
        ("seconds", 1.5, Reason.NOT_WHOLE),
        ("seconds", "60", Reason.NOT_A_NUMBER),
        ("speed_kmh", "fast", Reason.NOT_A_NUMBER),
        ("speed_kmh", float("inf"), Reason.NOT_A_NUMBER),
        ("distance_m", [], Reason.NOT_A_NUMBER),
        ("grade_percent", False, Reason.NOT_A_NUMBER),
        ("load_kg", float("nan"), Reason.NOT_A_NUMBER),
        ("sled_kg", "", Reason.NOT_A_NUMBER),
        ("minutes", 1, Reason.UNKNOWN_FIELD),
    ],
)
def test_a_field_of_a_segment_is_refused_by_its_path(field: str, value: object, reason: Reason) -> None:
    assert refusals(with_segment(**{field: value})) == [(f"segments.0.{field}", reason)]


def test_pain_is_refused_by_its_path() -> None:
    pain = [{"site": "knee_left"}, {"site": "ear", "before": "3", "worst": 9}, {}]

    assert refusals(changed(pain=pain)) == [
        ("pain.1.site", Reason.NOT_A_CHOICE),
        ("pain.1.before", Reason.NOT_A_NUMBER),
        ("pain.1.worst", Reason.UNKNOWN_FIELD),
        ("pain.2.site", Reason.MISSING),
    ]


@pytest.mark.parametrize("document", [None, [], "walk", 7, True])
def test_what_is_no_object_is_refused(document: object) -> None:
    assert refusals(document)[0] == ("body", Reason.NOT_AN_OBJECT)
    assert refusals(changed(segments=[document]))[0] == ("segments.0", Reason.NOT_AN_OBJECT)


def test_a_walk_without_segments_lacks_a_field() -> None:
    assert refusals({"started_at": EXAMPLE["started_at"]}) == [("segments", Reason.MISSING)]


def test_everything_that_is_wrong_is_told_at_once_and_an_unknown_name_is_cut_short() -> None:
    found = refusals({"segments": [{"mode": "x", "seconds": 1}], "x" * 500: 1})

    assert [field for field, _ in found] == ["started_at", "segments.0.mode", "x" * 60]


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(list(EXAMPLE)), json_values))
def test_any_json_is_read_or_refused_and_nothing_worse(fields: dict[str, Any]) -> None:
    try:
        assert isinstance(read(EXAMPLE | fields), Walk)
    except Invalid as invalid:
        assert invalid.problems


@pytest.mark.parametrize(
    ("value", "reason"), [("2026-02-30", Reason.NOT_A_DATE), (7, Reason.NOT_A_DATE), (None, Reason.MISSING)]
)
def test_a_date_is_a_day_of_the_calendar(value: object, reason: Reason) -> None:
    dated = Shape("Dated", {"date": required(Kind.DATE)})
    fields = Fields({"date": value})
    fields.read(dated)
    with pytest.raises(Invalid) as caught:
        fields.finish()

    assert [(problem.field, problem.reason) for problem in caught.value.problems] == [("date", reason)]
    assert Fields({"date": "2026-11-20"}).read(dated) == {"date": dt.date(2026, 11, 20)}


def test_an_id_may_be_written_in_any_case_and_form() -> None:
    made = uuid4()

    assert {read(changed(id=form)).id for form in (str(made), str(made).upper(), made.hex)} == {made}


def test_how_a_walk_went_is_read_and_said_again() -> None:
    felt: dict[str, object] = {"falls": 0, "attention": 6, "had_warning_sign": True, "looked_back": False}
    felt |= {"with_partner": True, "held_form": False, "plan": {"level": 1, "session": 4}}
    pain = [{"site": "knee_left", "before": 3, "during": 5, "after": 2, "next_morning": 1}]
    found = read(changed(**felt, pain=pain))
    document = documents.walk_document(found)

    assert (found.planned, found.falls, found.pain[0].worst) == (Planned(1, 4), 0, 5)
    assert {name: document[name] for name in felt} == felt
    assert document["pain"] == pain


def test_what_was_not_said_of_a_walk_is_not_in_its_document() -> None:
    document = documents.walk_document(read(EXAMPLE))
    assert document.keys() == EXAMPLE.keys()
    assert document["pain"] == EXAMPLE["pain"]


@pytest.mark.parametrize("plan", [7, {"level": 1}, {"level": "1", "session": 2}, {"level": 1, "session": 2, "x": 1}])
def test_a_plan_that_is_not_understood_is_refused(plan: object) -> None:
    assert refusals(changed(plan=plan))


class Unread(list[Any]):
    """A list that must be counted before it is read."""

    def __iter__(self) -> Any:
        raise AssertionError("read although it is too long")


@pytest.mark.parametrize(("name", "most"), [("segments", MOST_SEGMENTS), ("pain", len(Site))])
def test_a_list_that_is_too_long_is_refused_before_it_is_read(name: str, most: int) -> None:
    with pytest.raises(Invalid) as caught:
        documents.read_walk(EXAMPLE | {name: Unread([0] * (most + 1))}, time_zone=PARIS, new_id=uuid4)

    assert caught.value.problems == (Problem(name, Reason.TOO_MANY, most),)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"segments": [0] * MOST_SEGMENTS},
        {"segments": [{str(name): 0 for name in range(40)}] * MOST_SEGMENTS},
        {str(name): 0 for name in range(10_000)},
    ],
    ids=["stretches", "fields of stretches", "fields"],
)
def test_a_refusal_names_at_most_fifty_problems(nonsense: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        documents.read_walk(EXAMPLE | nonsense, time_zone=PARIS, new_id=uuid4)

    assert len(caught.value.problems) == 50
    assert len(Invalid(*caught.value.problems * 9).problems) == 50
