"""Checkups of the machine: its disk, memory and clock, its Python, and what was installed with Backstride."""

import datetime as dt
from dataclasses import dataclass

from webapp.domain.checkups import Checkup, CheckupGroup, Judgement, failure, ok, warning

# On these SQLite's locks or its shared memory do not work as it needs them (sqlite.org/howtocorrupt.html, 2.1).
_SHARED = frozenset({"9p", "afs", "ceph", "cifs", "glusterfs", "nfs", "nfs4", "smb2", "smb3", "smbfs", "virtiofs"})
_SHARED |= {"fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.davfs2"}
# Memory, and what a container has without a volume.
_FLEETING = frozenset({"overlay", "ramfs", "tmpfs"})
# Below this SQLite soon has no room for its log; below the second an upgrade may have none for its copy.
LEAST_FREE_BYTES = 100_000_000
ENOUGH_FREE_BYTES = 500_000_000
# A copy and what an upgrade writes are each as large as the database, and one of them has to be spare.
FREE_PER_DATABASE = 3
LEAST_FREE_FILES = 100
# From here on a person feels that Save waits.
SLOW_SYNC_MS = 200.0
# Two sign-ins at a time take 19 MiB each, and the borders of the time zones 31 MB.
LEAST_MEMORY_BYTES = 100_000_000
# The first expat that stops entities which would grow without end.
SAFE_EXPAT = (2, 4, 1)
# The last day on which a Python gets repairs (PEPs 664, 693, 719, 745).
PYTHON_ENDS = {
    (3, 11): dt.date(2027, 10, 31),
    (3, 12): dt.date(2028, 10, 31),
    (3, 13): dt.date(2029, 10, 31),
    (3, 14): dt.date(2030, 10, 31),
}
# Countries change their clocks every year, often with a few weeks' notice.
ZONES_LAST_YEARS = 2
_ONE_DAY = dt.timedelta(days=1)


class _OfMachine(Checkup):
    group = CheckupGroup.MACHINE


@dataclass(frozen=True)
class FileSystem(_OfMachine):
    """The kind of the file system on which the database is; empty where a system does not tell."""

    name = "file-system"
    kind: str

    def judged(self) -> Judgement:
        if self.kind in _SHARED:
            return warning("shared", kind=self.kind)
        if self.kind in _FLEETING:
            return warning("fleeting", kind=self.kind)
        return ok("kind", kind=self.kind) if self.kind else ok()


@dataclass(frozen=True)
class FreeSpace(_OfMachine):
    """`free_files` is None where a file system has no limit of them."""

    name = "free-space"
    free_bytes: int
    database_bytes: int
    free_files: int | None = None

    def judged(self) -> Judgement:
        if self.free_files is not None and self.free_files < LEAST_FREE_FILES:
            return failure("no-files")
        if self.free_bytes < LEAST_FREE_BYTES:
            return failure("full", free_bytes=self.free_bytes)
        if self.free_bytes < max(ENOUGH_FREE_BYTES, FREE_PER_DATABASE * self.database_bytes):
            return warning("little", free_bytes=self.free_bytes)
        return ok("free", free_bytes=self.free_bytes)


@dataclass(frozen=True)
class Saving(_OfMachine):
    """Whether the data folder takes new files."""

    name = "saving"
    takes_files: bool

    def judged(self) -> Judgement:
        return ok() if self.takes_files else failure("refused")


@dataclass(frozen=True)
class SyncTime(_OfMachine):
    """How long the disk takes until something is safely on it."""

    name = "sync-time"
    usual_ms: float

    def judged(self) -> Judgement:
        shown = max(1, round(self.usual_ms))
        return warning("slow", ms=shown) if self.usual_ms > SLOW_SYNC_MS else ok("ms", ms=shown)


@dataclass(frozen=True)
class Memory(_OfMachine):
    name = "memory"
    free_bytes: int

    def judged(self) -> Judgement:
        is_little = self.free_bytes < LEAST_MEMORY_BYTES
        return (warning if is_little else ok)("little" if is_little else "free", free_bytes=self.free_bytes)


@dataclass(frozen=True)
class PythonVersion(_OfMachine):
    name = "python"
    version: tuple[int, int, int]
    today: dt.date

    def judged(self) -> Judgement:
        shown = ".".join(map(str, self.version))
        ends_on = PYTHON_ENDS.get(self.version[:2])
        if ends_on and self.today > ends_on:
            return warning("old", version=shown, day=ends_on)
        return ok("version", version=shown)


@dataclass(frozen=True)
class ClockTime(_OfMachine):
    """Today by the server's clock, the latest day that it has noted, and the day when Backstride was made."""

    name = "clock"
    today: dt.date
    noted: dt.date | None
    made_on: dt.date

    def judged(self) -> Judgement:
        # A clock in another zone may be a day behind.
        if self.today < self.made_on - _ONE_DAY:
            return failure("early", day=self.today)
        if self.noted and self.today < self.noted - _ONE_DAY:
            return failure("back", day=self.today, noted=self.noted)
        return ok("day", day=self.today)


@dataclass(frozen=True)
class TimeZones(_OfMachine):
    """The release of the time-zone data in use, such as "2026b"."""

    name = "time-zones"
    release: str
    today: dt.date

    def judged(self) -> Judgement:
        is_old = int(self.release[:4]) <= self.today.year - ZONES_LAST_YEARS
        return (warning if is_old else ok)("old" if is_old else "release", release=self.release)


@dataclass(frozen=True)
class XmlReader(_OfMachine):
    name = "xml"
    version: tuple[int, ...]

    def judged(self) -> Judgement:
        is_old = self.version < SAFE_EXPAT
        return (warning if is_old else ok)("old" if is_old else "version", version=".".join(map(str, self.version)))


@dataclass(frozen=True)
class Languages(_OfMachine):
    """The languages whose catalogue is not built, or is older than its texts."""

    name = "languages"
    unbuilt: tuple[str, ...]

    def judged(self) -> Judgement:
        return warning("unbuilt", languages=", ".join(self.unbuilt)) if self.unbuilt else ok()


@dataclass(frozen=True)
class Scripts(_OfMachine):
    """The files of third parties that are missing or not as they were built; None where nothing was built at all."""

    name = "scripts"
    wrong: tuple[str, ...] | None

    def judged(self) -> Judgement:
        if self.wrong is None:
            return warning("unbuilt")
        return warning("changed", files=", ".join(self.wrong)) if self.wrong else ok()
