import pytest

from tests.factories import backward, forward, segment
from webapp.domain import costs, energy, programme
from webapp.domain.costs import SpeedFrom
from webapp.domain.energy import KMH_PER_MPH, Band, Mode
from webapp.domain.walks import Planned, Segment

FIRST_SESSION = Planned(1, 1)
UNPACED = backward(5, speed_kmh=None)
USUAL = {Mode.BACKWARD_WALK: 4.0}


def in_mph(speed: costs.Speed) -> Band:
    return Band(*(kmh / KMH_PER_MPH for kmh in speed.kmh))


@pytest.mark.parametrize(
    ("stretch", "usual_paces", "planned", "source", "mph"),
    [
        (backward(speed_kmh=3.2), USUAL, FIRST_SESSION, SpeedFrom.SAID, 3.2 / 1.609344),
        (backward(10, speed_kmh=None, distance_m=400), USUAL, FIRST_SESSION, SpeedFrom.SAID, 2.4 / 1.609344),
        (UNPACED, USUAL, FIRST_SESSION, SpeedFrom.USUAL, 4.0 / 1.609344),
        (UNPACED, {Mode.FORWARD_WALK: 5.0}, FIRST_SESSION, SpeedFrom.PLAN, 1.0),
        (UNPACED, {}, None, SpeedFrom.TABLE, 2.0),
    ],
)
def test_the_first_of_what_is_known_is_taken(
    stretch: Segment, usual_paces: costs.UsualPaces, planned: Planned | None, source: SpeedFrom, mph: float
) -> None:
    found = costs.speed_of(stretch, usual_paces, planned)

    assert (found.source, found.is_assumed) == (source, source is not SpeedFrom.SAID)
    assert in_mph(found).mid == pytest.approx(mph)
    assert (found.kmh.low == found.kmh.high) is (source in (SpeedFrom.SAID, SpeedFrom.USUAL))


# The paces that each week asks for in the table of level 1, and the sentences of the levels above it.
@pytest.mark.parametrize(
    ("planned", "mode", "mph"),
    [
        ((1, 1), Mode.BACKWARD_WALK, (0.5, 1.0, 1.0)),
        ((1, 4), Mode.BACKWARD_WALK, (1.0, 1.25, 1.5)),
        ((1, 7), Mode.BACKWARD_WALK, (0.75, 1.5, 1.5)),
        ((1, 10), Mode.BACKWARD_WALK, (1.5, 1.75, 2.0)),
        ((1, 13), Mode.BACKWARD_WALK, (2.0, 2.25, 2.5)),
        ((1, 18), Mode.BACKWARD_WALK, (2.0, 2.5, 3.0)),
        ((2, 1), Mode.BACKWARD_WALK, (2.5, 2.5, 2.5)),
        ((2, 18), Mode.BACKWARD_WALK, (2.5, 3.0, 3.5)),
        ((3, 1), Mode.BACKWARD_WALK, (1.0, 2.0, 2.0)),
        ((4, 1), Mode.BACKWARD_RUN, (3.0, 3.5, 4.0)),
        ((5, 1), Mode.BACKWARD_SLED, (1.0, 2.0, 2.0)),
    ],
)
def test_a_session_of_the_plan_goes_at_its_own_pace(
    planned: tuple[int, int], mode: Mode, mph: tuple[float, float, float]
) -> None:
    found = costs.speed_of(segment(mode, 1), {}, Planned(*planned))

    assert found.source is SpeedFrom.PLAN
    assert in_mph(found) == pytest.approx(mph)


@pytest.mark.parametrize(
    ("stretch", "planned"),
    [
        (forward(speed_kmh=None), FIRST_SESSION),
        (segment(Mode.BACKWARD_RUN, 1), FIRST_SESSION),
        (UNPACED, Planned(4, 1)),
        (UNPACED, Planned(1, 19)),
        (UNPACED, Planned(1, 0)),
        (UNPACED, Planned(6, 1)),
    ],
)
def test_what_the_plan_says_nothing_of_takes_the_table(stretch: Segment, planned: Planned) -> None:
    found = costs.speed_of(stretch, {}, planned)

    assert found.source is SpeedFrom.TABLE
    assert in_mph(found) == pytest.approx(energy.UNKNOWN_SPEED_MPH[stretch.mode])


def test_the_first_session_without_a_pace_costs_what_the_plan_allows() -> None:
    # V45 of the worked examples: 2.9 MET, not the 6.0 of a brisk walk.
    (found,) = costs.costs([UNPACED], 70, planned=FIRST_SESSION)

    assert found.energy and found.met == pytest.approx(2.9398, abs=0.0001)
    assert found.energy.kcal == pytest.approx((12.83, 18.01, 22.84), abs=0.02)
    assert found.energy.extra_kcal == pytest.approx((1.68, 3.8, 7.21), abs=0.02)


def test_the_minutes_of_the_first_session_are_light() -> None:
    session = programme.LEVELS[1].session(1)
    ledger = costs.walk_cost(session.segments(), None, planned=FIRST_SESSION).ledger

    assert ledger.light_seconds == 5 * 60
    assert ledger.vigorous_seconds == 0


def test_each_stretch_without_a_pace_takes_the_usual_one_whatever_the_others_have() -> None:
    paced, unpaced = costs.costs([backward(speed_kmh=2.0), UNPACED], 70, usual_paces=USUAL)

    assert (paced.speed.kmh.mid, unpaced.speed.kmh.mid) == (2.0, 4.0)


def test_a_usual_pace_gives_what_the_same_pace_typed_gives() -> None:
    usual, typed = costs.costs([UNPACED, backward(5, speed_kmh=4.0)], 70, usual_paces=USUAL)

    assert usual.energy == typed.energy
    assert usual.speed.is_assumed and not typed.speed.is_assumed


def test_without_a_weight_there_are_mets_and_no_energy() -> None:
    walked, loaded = costs.costs([backward(), backward(load_kg=10)], None)

    assert walked.energy is None and walked.met is not None and walked.met_forward is not None
    assert loaded.met is None


def test_a_walk_costs_what_its_stretches_do_and_is_sorted_by_its_effort() -> None:
    brisk = backward(10, speed_kmh=5.7)
    cost = costs.walk_cost([brisk, brisk], 70, effort=7)
    assert cost.kcal and cost.kcal.mid == pytest.approx(
        sum(one.energy.kcal.mid for one in cost.stretches if one.energy)
    )
    assert cost.ledger.vigorous_seconds == 1200
    assert costs.walk_cost([brisk, brisk], 70, effort=6).ledger.vigorous_seconds == 0


def test_without_a_weight_a_walk_has_minutes_and_no_sums() -> None:
    cost = costs.walk_cost([backward(10, speed_kmh=3.2)], None)
    assert (cost.kcal, cost.extra_kcal, cost.ledger.seconds) == (None, None, 600)
