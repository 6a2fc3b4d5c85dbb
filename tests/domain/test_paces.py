import pytest

from webapp.domain import paces
from webapp.domain.energy import Mode
from webapp.domain.paces import BACKWARD_MPH, FORWARD_MPH, Pace


def test_words_stand_for_the_speeds_of_the_study() -> None:
    assert paces.speed_kmh(Pace.BRISK, backward=False) == pytest.approx(5.633, abs=0.001)
    assert paces.speed_kmh(Pace.BRISK, backward=True) == pytest.approx(5.633, abs=0.001)
    assert paces.speed_kmh(Pace.SHUFFLE, backward=True) == pytest.approx(1.609, abs=0.001)


@pytest.mark.parametrize("backward", [False, True])
def test_a_word_is_found_again_by_its_speed(backward: bool) -> None:
    words = BACKWARD_MPH if backward else FORWARD_MPH
    found = [paces.named(paces.speed_kmh(pace, backward=backward), backward=backward) for pace in words]

    assert found == list(words)


def test_a_word_of_the_other_direction_is_not_known() -> None:
    with pytest.raises(KeyError):
        paces.speed_kmh(Pace.SHUFFLE, backward=False)
    with pytest.raises(KeyError):
        paces.speed_kmh(Pace.VERY_BRISK, backward=True)


def test_a_speed_between_the_words_has_none() -> None:
    assert paces.named(4.5, backward=False) is None
    assert paces.named(5.6, backward=False) is Pace.BRISK
    assert paces.named(5.5, backward=False) is None


@pytest.mark.parametrize("words", [FORWARD_MPH, BACKWARD_MPH])
def test_a_faster_word_stands_for_a_higher_speed(words: dict[Pace, float]) -> None:
    assert list(words.values()) == sorted(set(words.values()))


@pytest.mark.parametrize(("kmh", "brisk"), [(4.7, False), (4.8, True), (5.6, True), (6.4, True), (6.6, False)])
def test_three_to_four_miles_an_hour_forward_are_brisk(kmh: float, brisk: bool) -> None:
    assert paces.is_brisk(Mode.FORWARD_WALK, kmh) is brisk


@pytest.mark.parametrize("mode", [Mode.BACKWARD_WALK, Mode.FORWARD_RUN, Mode.BACKWARD_RUN, Mode.BACKWARD_SLED])
def test_only_a_walk_forward_is_brisk(mode: Mode) -> None:
    assert not paces.is_brisk(mode, 5.6)


def test_a_pace_that_nobody_said_is_not_brisk() -> None:
    assert not paces.is_brisk(Mode.FORWARD_WALK, None)
