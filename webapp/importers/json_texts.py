"""JSON that a stranger wrote, read whole, so within a limit."""

import json
from collections.abc import Mapping, Sequence

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.archives import PackedFile

MOST_BYTES = 6_000_000
Fields = Mapping[str, object]


def objects(entry: PackedFile) -> list[Fields]:
    """The objects in a file that holds one, or a list of them. Raises CannotImport."""
    with entry.stream() as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise CannotImport(Refusal.TOO_LARGE, str(MOST_BYTES // 1_000_000))
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CannotImport(Refusal.DAMAGED) from error
    return [each for each in (whole if isinstance(whole, list) else [whole]) if isinstance(each, dict)]


def text(fields: Fields, name: str) -> str:
    """A text, or a number as its text; nothing where there is none."""
    value = fields.get(name)
    return str(value)[:200] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def children(fields: Fields, name: str) -> Sequence[Fields]:
    """The objects in a list."""
    value = fields.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
