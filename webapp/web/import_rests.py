"""When the work of an import fails for a reason of ours: it rests, longer each time, before it is tried again."""

import datetime as dt
from collections.abc import Collection
from time import monotonic
from typing import NamedTuple

from webapp import clock
from webapp.storage.troubles import Trouble, trouble_of

FIRST_S, LONGEST_S = 5.0, 600.0


class Rest(NamedTuple):
    """How often an import failed, what of, and when its next try is; `trouble` None is a mistake of our own."""

    times: int
    trouble: Trouble | None
    again_at: dt.datetime
    ends_at_s: float


class Rests:
    """The imports that rest, by their numbers."""

    def __init__(self) -> None:
        self.first_s = FIRST_S
        self._by_batch: dict[int, Rest] = {}

    def begin(self, batch_id: int, error: BaseException) -> float:
        """Let an import rest; for how many seconds."""
        before = self._by_batch.get(batch_id)
        times = before.times + 1 if before else 1
        seconds = min(self.first_s * 2 ** min(times - 1, 20), LONGEST_S)
        again_at = clock.now() + dt.timedelta(seconds=seconds)
        self._by_batch[batch_id] = Rest(times, trouble_of(error), again_at, monotonic() + seconds)
        return seconds

    def end(self, batch_id: int) -> None:
        """It works, or its person wants something else of it."""
        self._by_batch.pop(batch_id, None)

    def of(self, batch_id: int) -> Rest | None:
        """The rest of an import while it lasts."""
        rest = self._by_batch.get(batch_id)
        return rest if rest and rest.ends_at_s > monotonic() else None

    def keep_only(self, batch_ids: Collection[int]) -> None:
        """Forget those for which there is nothing more to do."""
        self._by_batch = {batch_id: rest for batch_id, rest in self._by_batch.items() if batch_id in batch_ids}

    def resting(self) -> Collection[int]:
        """Those whose next try is not yet due."""
        return [batch_id for batch_id in list(self._by_batch) if self.of(batch_id)]

    def left_s(self) -> float | None:
        """How long it is until the next try; None while nothing rests."""
        ends = [rest.ends_at_s for rest in list(self._by_batch.values())]
        return max(0.0, min(ends) - monotonic()) if ends else None
