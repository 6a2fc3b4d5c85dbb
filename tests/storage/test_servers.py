"""Servers on one folder take places that end with them."""

from contextlib import closing
from pathlib import Path

from webapp.storage import servers


def test_a_second_server_is_seen_and_one_that_ended_is_not(tmp_path: Path) -> None:
    assert servers.running(tmp_path) == 0
    first, second = servers.sign_on(tmp_path), servers.sign_on(tmp_path)
    assert first and second
    with closing(first):
        with closing(second):
            assert servers.running(tmp_path) == 2
            assert servers.sign_on(tmp_path) is None
        assert servers.running(tmp_path) == 1
    assert servers.running(tmp_path) == 0
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
