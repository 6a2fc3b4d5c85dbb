"""The queries of the coach's tables, for tests/storage/test_queries.py: each asked as widely as it can be."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from webapp.storage.engine import Session
from webapp.storage.models import User, Walk

Query = Callable[[Session, int, Walk], Any]
MODULES: tuple[ModuleType, ...] = ()
QUERIES: dict[str, Query] = {}
# These change something of one user.
CHANGES: set[str] = set()


def fill(session: Session, user: User, walk: Walk, count: int) -> None:
    """Rows of every table, `count` of them where a table may have many."""


def kept(session: Session, user_id: int) -> list[object]:
    """What must stay as it is whatever somebody else does."""
    return []


def change_all(session: Session, user_id: int) -> None:
    """Every change, once."""
