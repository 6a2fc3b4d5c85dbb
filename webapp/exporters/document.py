"""One JSON document of everything: the same data is the same bytes, but for when it was written."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from webapp.exporters import Everything

FORMAT = 1


def pieces(everything: Everything, *, exported_at: dt.datetime) -> Iterator[str]:
    """The document, an entry at a time, so that no diary is too long for the memory. Its keys are in order.

    `exported_at` is written in UTC, to the second.
    """
    at = exported_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    head = {"app": "backstride", "exported_at": at, "format": FORMAT, "person": everything.person}
    entries: dict[str, Any] = {**head, **everything.lists, "walks": everything.walks}
    yield "{"
    for index, (name, entry) in enumerate(sorted(entries.items())):
        yield ("," if index else "") + f"\n{json.dumps(name)}: "
        yield from [_text(entry)] if name in head else _list(entry)
    yield "\n}\n"


def _list(items: Iterable[Any]) -> Iterator[str]:
    opening = "["
    for item in items:
        yield f"{opening}\n{_text(item)}"
        opening = ","
    yield "]" if opening == "," else "[]"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
