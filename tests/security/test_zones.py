from pathlib import Path

from webapp.security.zones import local_zone


def test_the_machines_own_zone_is_the_first_guess(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Ljubljana")

    assert local_zone(link) == "Europe/Ljubljana"


def test_where_the_machine_does_not_tell_it_is_utc(tmp_path: Path) -> None:
    strange = tmp_path / "localtime"
    strange.symlink_to("/usr/share/zoneinfo/Mars/Olympus")

    assert local_zone(strange) == local_zone(tmp_path / "nothing") == "UTC"
