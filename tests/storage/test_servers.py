"""Servers on one folder take places that end with them."""

from pathlib import Path

from webapp.storage import servers


def test_a_second_server_is_seen_and_one_that_ended_is_not(tmp_path: Path) -> None:
    assert servers.running(tmp_path) == 0
    with servers.place(tmp_path):
        with servers.place(tmp_path), servers.place(tmp_path):
            assert servers.running(tmp_path) == 2
        assert servers.running(tmp_path) == 1
    assert servers.running(tmp_path) == 0
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_a_server_starts_in_a_folder_that_takes_no_lock(tmp_path: Path) -> None:
    with servers.place(tmp_path / "none"):
        assert servers.running(tmp_path / "none") == 0
