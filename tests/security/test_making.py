"""Certificates from a process of its own, and without one."""

import sys
from pathlib import Path

import pytest

from tests.factories import NOW
from webapp.security import certificates, making
from webapp.security.certificates import AUTHORITY_LASTS, EARLIER


def test_what_it_takes_to_make_them_is_never_loaded_into_the_server() -> None:
    loaded = {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith("cryptography")}
    authority = making.authority("walk", now=NOW)
    leaf = making.leaf(authority, ["walk.local", "192.168.1.2"], now=NOW)
    assert not [name for name in sys.modules if name.startswith("cryptography")]
    sys.modules.update(loaded)
    assert certificates.end_of(authority) == leaf.authority_ends_at == NOW - EARLIER + AUTHORITY_LASTS
    assert b"PRIVATE KEY" in leaf.pem


def test_where_no_process_can_be_started_the_server_makes_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
    authority = making.authority("walk", now=NOW)
    assert certificates.end_of(authority) == NOW - EARLIER + AUTHORITY_LASTS
    assert "No process could make a certificate" in caplog.text
    assert "PRIVATE" not in caplog.text
