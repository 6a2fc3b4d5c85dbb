"""Checkups of the database: whether it is whole, safe and as it should be."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.checkups import Checkup, CheckupGroup, Judgement, failure, ok, warning

# Before this one SQLite can lose commits in WAL mode (docs/decisions/0003-one-writer.md), but for two repaired lines.
SAFE_SQLITE = (3, 51, 3)
_ALSO_SAFE = {(3, 50): 7, (3, 44): 6}
# SQLite begins its log anew at 4 MB; only what reads for very long lets it grow like this.
LARGEST_LOG_BYTES = 64_000_000
# Ten years of daily walks are some 30 MB.
LARGEST_DATABASE_BYTES = 1_000_000_000
MOST_NAMED = 3


class _OfDatabase(Checkup):
    group = CheckupGroup.DATABASE


@dataclass(frozen=True)
class DatabaseFile(_OfDatabase):
    """Whether it is there, what makes it unusable, and what was damaged when it was opened."""

    name = "database"
    is_there: bool = True
    problem: str = ""
    is_damaged: bool = False

    def judged(self) -> Judgement:
        if self.problem:
            return failure("unusable", problem=self.problem)
        if not self.is_there:
            return failure("missing")
        return failure("damaged") if self.is_damaged else ok()


@dataclass(frozen=True)
class SqliteVersion(_OfDatabase):
    """`has_lock` says that one process at a time writes, which keeps the fault away."""

    name = "sqlite"
    version: tuple[int, int, int]
    has_lock: bool

    def judged(self) -> Judgement:
        shown = ".".join(map(str, self.version))
        if self.version >= SAFE_SQLITE or self.version[2] >= _ALSO_SAFE.get(self.version[:2], self.version[2] + 1):
            return ok("version", version=shown)
        return ok("guarded", version=shown) if self.has_lock else warning("faulty", version=shown)


@dataclass(frozen=True)
class Journal(_OfDatabase):
    """How SQLite writes: its journal, and 2 where each commit waits for the disk."""

    name = "journal"
    mode: str
    synchronous: int

    def judged(self) -> Judgement:
        return ok() if self.mode == "wal" and self.synchronous >= 2 else failure("unsafe", mode=self.mode)


@dataclass(frozen=True)
class LogSize(_OfDatabase):
    """The file beside the database in which SQLite writes first."""

    name = "log-size"
    log_bytes: int

    def judged(self) -> Judgement:
        is_large = self.log_bytes > LARGEST_LOG_BYTES
        return (warning if is_large else ok)("large" if is_large else "size", log_bytes=self.log_bytes)


@dataclass(frozen=True)
class DatabaseSize(_OfDatabase):
    """The whole, and the bytes of each table where SQLite can tell them."""

    name = "size"
    whole_bytes: int
    by_table: Mapping[str, int]

    def judged(self) -> Judgement:
        tables = tuple(sorted(self.by_table.items(), key=lambda pair: -pair[1])[:MOST_NAMED])
        if self.whole_bytes > LARGEST_DATABASE_BYTES:
            return warning("large", whole_bytes=self.whole_bytes, tables=tables)
        says = "tables" if tables else "size"
        return ok(says, whole_bytes=self.whole_bytes, tables=tables)


@dataclass(frozen=True)
class SchemaVersion(_OfDatabase):
    """The revision of the database, and the newest that this Backstride knows."""

    name = "schema"
    current: str | None
    known: tuple[str, ...]

    def judged(self) -> Judgement:
        if self.current == self.known[-1]:
            return ok()
        return failure("older") if self.current is None or self.current in self.known else failure("newer")


@dataclass(frozen=True)
class SchemaParts(_OfDatabase):
    """The tables, columns and indexes that should be there and are not."""

    name = "schema-parts"
    missing: tuple[str, ...]

    def judged(self) -> Judgement:
        return failure("missing", parts=", ".join(self.missing[:MOST_NAMED])) if self.missing else ok()


@dataclass(frozen=True)
class Pages(_OfDatabase):
    """What SQLite finds wrong in the pages, and whether there was the time to look at all of them."""

    name = "pages"
    damage: str = ""
    is_whole: bool = True

    def judged(self) -> Judgement:
        if self.damage:
            return failure("damaged", damage=self.damage)
        return ok() if self.is_whole else ok("partly")


@dataclass(frozen=True)
class Parents(_OfDatabase):
    """The tables with rows whose parent is gone."""

    name = "parents"
    orphaned: tuple[str, ...]
    is_whole: bool = True

    def judged(self) -> Judgement:
        if self.orphaned:
            return failure("orphaned", tables=", ".join(self.orphaned))
        return ok() if self.is_whole else ok("partly")


@dataclass(frozen=True)
class WeekSums(_OfDatabase):
    """How many weeks differ from the sum of their walks."""

    name = "week-sums"
    wrong: int

    def judged(self) -> Judgement:
        return warning("differ", weeks=self.wrong) if self.wrong else ok()
