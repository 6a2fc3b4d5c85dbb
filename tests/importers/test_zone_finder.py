"""The zone of a position, from a process that gives its memory back."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.importers import zone_finder
from webapp.importers.zone_finder import ZoneFinder

LJUBLJANA, KATHMANDU, NULL_ISLAND = (46.05, 14.5), (27.7, 85.3), (0.0, 0.0)


@pytest.fixture
def finder() -> Iterator[ZoneFinder]:
    finder = ZoneFinder()
    yield finder
    finder.end()


def test_positions_have_their_zones(finder: ZoneFinder) -> None:
    assert finder.zone_at(*LJUBLJANA) == "Europe/Ljubljana"
    assert finder.zone_at(*KATHMANDU) == "Asia/Kathmandu"
    assert finder.zone_at(*NULL_ISLAND) == "Etc/GMT"


def test_the_borders_are_never_read_into_the_server(finder: ZoneFinder) -> None:
    before = sys.modules.pop("tzfpy", None)
    finder.zone_at(*LJUBLJANA)
    assert "tzfpy" not in sys.modules
    if before:
        sys.modules["tzfpy"] = before


def test_a_process_that_has_ended_is_started_again(finder: ZoneFinder) -> None:
    finder.zone_at(*LJUBLJANA)
    assert finder._process
    finder._process.kill()
    finder._process.wait()
    assert finder.zone_at(*KATHMANDU) == "Asia/Kathmandu"


def test_it_ends_by_itself_when_nobody_asks() -> None:
    finder = ZoneFinder(idle_s=0.5)
    assert finder.zone_at(*LJUBLJANA) == "Europe/Ljubljana"
    if finder._process:  # On a machine so busy that it had ended before it was asked, the zone was found here.
        assert finder._process.wait(timeout=60) == 0
    finder.end()


def test_where_no_process_can_be_started_the_zone_is_found_all_the_same(
    finder: ZoneFinder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
    assert finder.zone_at(*LJUBLJANA) == "Europe/Ljubljana"


def test_without_tzfpy_there_is_no_zone(finder: ZoneFinder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone_finder, "find_spec", lambda _name: None)
    assert finder.zone_at(*LJUBLJANA) is None
    assert finder._process is None
