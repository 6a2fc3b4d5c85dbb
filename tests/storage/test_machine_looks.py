"""Looks at the machine, each provoked."""

import hashlib
import itertools
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.factories import TODAY
from webapp.domain.checkups import CheckupState
from webapp.domain.machine_checkups import Memory, Scripts
from webapp.storage import machine_looks as looks

MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 0:40 / {folder}/with\\040space rw - nfs4 nas:/walks rw
31 27 0:41 / {folder}/share rw - fuse.sshfs nas:/walks rw
a line that is cut off
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("", "ext4"),
        ("share", "fuse.sshfs"),
        ("share/deep/er", "fuse.sshfs"),
        ("with space", "nfs4"),
        ("shared", "ext4"),
    ],
)
def test_the_nearest_mount_says_which_file_system_it_is(tmp_path: Path, folder: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(folder=os.path.realpath(tmp_path)))

    assert looks.file_system(tmp_path / folder, mounts).kind == kind
    assert looks.file_system(tmp_path, tmp_path / "none").kind == ""


def test_free_space_is_that_beside_the_database_and_its_log(tmp_path: Path) -> None:
    for name, size in (("backstride.db", 5000), ("backstride.db-wal", 300)):
        (tmp_path / name).write_bytes(bytes(size))
    found = looks.free_space(tmp_path / "backstride.db")

    assert found.database_bytes == 5300
    assert found.free_bytes > 0


def test_a_full_disk_and_one_without_room_for_files_are_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "backstride.db"
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=99_000_000))
    full = looks.free_space(database).judged()
    monkeypatch.setattr("os.statvfs", lambda _folder: SimpleNamespace(f_favail=3, f_files=9))

    assert (full.state, full.says) == (CheckupState.FAILURE, "full")
    assert looks.free_space(database).judged().says == "no-files"


def test_a_disk_that_takes_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.count(step=0.3)
    monkeypatch.setattr(looks, "perf_counter", lambda: next(ticks))

    assert looks.sync_time(tmp_path).judged().says == "slow"


def test_a_folder_is_written_to_and_left_as_it_was(tmp_path: Path) -> None:
    assert looks.saving(tmp_path).takes_files
    assert looks.sync_time(tmp_path).usual_ms > 0
    assert list(tmp_path.iterdir()) == []
    assert not looks.saving(tmp_path / "none").takes_files


@pytest.mark.parametrize(
    ("limit", "used", "free"),
    [("max", "5000000", 204_800_000), ("90000000", "50000000", 40_000_000), ("", "", 204_800_000)],
)
def test_free_memory_is_that_of_the_machine_or_of_the_container(
    tmp_path: Path, limit: str, used: str, free: int
) -> None:
    meminfo, *container = (tmp_path / name for name in ("meminfo", "max", "current"))
    meminfo.write_text("MemTotal: 500000 kB\nMemFree: 100 kB\nMemAvailable:    200000 kB\n")
    for file, text in zip(container, (limit, used), strict=True):
        file.write_text(f"{text}\n")

    assert looks.memory(meminfo, (container[0], container[1])) == Memory(free)
    assert looks.memory(tmp_path / "none") is None


def test_a_language_that_is_not_built_or_is_older_than_its_texts_is_found(tmp_path: Path) -> None:
    for name, built_at in (("de", 2000), ("es", 1000), ("fr", None)):
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").touch()
        os.utime(folder / "messages.po", (1500, 1500))
        if built_at:
            (folder / "messages.mo").touch()
            os.utime(folder / "messages.mo", (built_at, built_at))

    assert looks.languages(tmp_path).unbuilt == ("es", "fr")


def test_a_script_that_is_missing_or_changed_is_found(tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    assert looks.scripts(tmp_path) == Scripts(None)
    vendor.mkdir()
    digest = hashlib.sha256(b"1").hexdigest()
    (vendor / "manifest.json").write_text(json.dumps({"files": dict.fromkeys(("a.js", "b.js", "c.js"), digest)}))
    (vendor / "a.js").write_bytes(b"1")
    (vendor / "b.js").write_bytes(b"2")

    assert looks.scripts(tmp_path).wrong == ("b.js", "c.js")


def test_what_runs_here_tells_its_versions() -> None:
    assert looks.python(TODAY).version >= (3, 11, 0)
    assert looks.xml().version >= (2, 0, 0)
    assert looks.time_zones(TODAY).release.startswith("20")
    assert looks.clock(TODAY, None).made_on.year >= 2026


def test_the_zones_of_the_system_are_asked_before_those_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zoneinfo.TZPATH", (str(tmp_path),))
    of_package = looks.time_zones(TODAY).release
    (tmp_path / "tzdata.zi").write_text("# version 2019c\nZ Europe/Paris\n")

    assert looks.time_zones(TODAY).release == "2019c" != of_package
