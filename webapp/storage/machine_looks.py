"""Looks at the machine: the facts of its checkups. Each can fail by itself."""

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import zoneinfo
from pathlib import Path
from time import perf_counter

from webapp.domain.machine_checkups import (
    ClockTime,
    FileSystem,
    FreeSpace,
    Languages,
    Memory,
    PythonVersion,
    Saving,
    Scripts,
    SyncTime,
    TimeZones,
    XmlReader,
)
from webapp.paths import STATIC, TRANSLATIONS
from webapp.storage import files, starts
from webapp.storage.revisions import revisions

_MOUNTS = Path("/proc/self/mountinfo")
_MEMORY = Path("/proc/meminfo")
# The limit of a container, and what it uses.
_CONTAINER = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")
_SYNCS = 3
# A checkout that was just made has files of one moment in any order.
_SAME_MOMENT_S = 60.0


def file_system(folder: Path, mounts: Path = _MOUNTS) -> FileSystem:
    """By the list that Linux keeps; other systems do not tell."""
    if not mounts.exists():
        return FileSystem("")
    known = dict(filter(None, map(_mount, mounts.read_text("utf-8", "replace").splitlines())))
    at = os.path.realpath(folder)
    return FileSystem(next((known[path] for path in (at, *map(str, Path(at).parents)) if path in known), ""))


def _mount(line: str) -> tuple[str, str] | None:
    """Where something is mounted, and its kind (proc(5), mountinfo)."""
    before, dash, after = line.partition(" - ")
    fields = before.split(" ")
    if not dash or len(fields) < 5:
        return None
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4]), after.split(" ")[0]


def free_space(database: Path) -> FreeSpace:
    folder = database.parent
    size = sum(part.stat().st_size for part in (database, starts.beside(database, "-wal")) if part.exists())
    free_files = None
    if hasattr(os, "statvfs"):
        system = os.statvfs(folder)
        free_files = system.f_favail if system.f_files else None
    return FreeSpace(shutil.disk_usage(folder).free, size, free_files)


def saving(folder: Path) -> Saving:
    try:
        files.try_to_write(folder)
    except OSError:
        return Saving(takes_files=False)
    return Saving(takes_files=True)


def sync_time(folder: Path) -> SyncTime:
    """Write a page to a file that nobody sees, as a commit does, and wait for the disk."""
    taken = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(_SYNCS):
            began = perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            taken.append(1000 * (perf_counter() - began))
    return SyncTime(sorted(taken)[_SYNCS // 2])


def memory(meminfo: Path = _MEMORY, container: tuple[Path, Path] = _CONTAINER) -> Memory | None:
    if not meminfo.exists():
        return None
    match = re.search(r"^MemAvailable:\s+(\d+) kB", meminfo.read_text(), re.MULTILINE)
    free = int(match[1]) * 1024 if match else 0
    limit, used = (path.read_text().strip() if path.exists() else "" for path in container)
    return Memory(min(free, int(limit) - int(used)) if limit.isdecimal() and used.isdecimal() else free)


def python(today: dt.date) -> PythonVersion:
    return PythonVersion((sys.version_info.major, sys.version_info.minor, sys.version_info.micro), today)


def clock(today: dt.date, noted: dt.date | None) -> ClockTime:
    return ClockTime(today, noted, made_on())


def made_on() -> dt.date:
    """When the newest migration was made: this Backstride is no older."""
    return dt.datetime.strptime(revisions()[-1][:8], "%Y%m%d").replace(tzinfo=dt.UTC).date()


def time_zones(today: dt.date) -> TimeZones:
    """The first folder of the system that has zones is asked, and only without one the package."""
    for folder in map(Path, zoneinfo.TZPATH):
        for name in ("+VERSION", "tzdata.zi"):
            file = folder / name
            if file.is_file():
                with file.open() as lines:
                    match = re.search(r"\d{4}[a-z]*", lines.readline())
                if match:
                    return TimeZones(match[0], today)
    from importlib import metadata

    return TimeZones(metadata.version("tzdata"), today)


def xml() -> XmlReader:
    from xml.parsers import expat

    return XmlReader(tuple(expat.version_info))


def languages(translations: Path = TRANSLATIONS) -> Languages:
    folders = sorted(path for path in translations.glob("*/LC_MESSAGES"))
    return Languages(tuple(folder.parent.name for folder in folders if not _is_built(folder)))


def _is_built(folder: Path) -> bool:
    built, texts = folder / "messages.mo", folder / "messages.po"
    if not built.exists():
        return False
    return not texts.exists() or built.stat().st_mtime >= texts.stat().st_mtime - _SAME_MOMENT_S


def scripts(static: Path = STATIC) -> Scripts:
    """Whether the files in static/vendor are as the build has left them."""
    manifest = static / "vendor" / "manifest.json"
    if not manifest.exists():
        return Scripts(None)
    built: dict[str, str] = json.loads(manifest.read_text("utf-8"))["files"]
    return Scripts(tuple(name for name, digest in built.items() if not _is_as_built(manifest.with_name(name), digest)))


def _is_as_built(file: Path, digest: str) -> bool:
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest
