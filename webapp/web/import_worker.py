"""The one thread that reads, saves and takes back what is imported. It is there only while there is such work.

All it knows is in the database, so that it goes on after a restart: a file is read from its beginning again, and walks
are saved from the first that is not. What fails for a reason of ours is tried again after a growing rest.
"""

import datetime as dt
import io
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from time import monotonic, sleep
from typing import BinaryIO, cast
from uuid import UUID

from webapp import clock, importers
from webapp.actions import import_saving, import_sheets, imports
from webapp.actions.imports import Part
from webapp.actions.resting_threads import RestingThread
from webapp.domain.diaries import Diary
from webapp.domain.imports import AT_WORK, BatchState, CannotImport, Refusal
from webapp.domain.sheets import Layout
from webapp.importers import Found, FoundSheet, Reading
from webapp.security import logs
from webapp.storage import imports as store
from webapp.storage import sheets, users
from webapp.storage.engine import Database, Session
from webapp.storage.import_models import ImportBatch
from webapp.storage.imports import WaitingFile
from webapp.storage.troubles import TROUBLES, trouble_of
from webapp.storage.uploads import Uploads
from webapp.storage.watched_files import Stopped, WatchedFile
from webapp.web.import_rests import Rests

# Small files are done when the page is shown.
PATIENCE_S = 1.5
_PIECE = 100
# The rest of all imports, while the database does not answer; a batch never has this number.
_ALL = 0
# While it works, others get their turn to compute this often; Python's own is 5 ms.
_SWITCH_S = 0.0005
_log = logging.getLogger(__name__)


def _still_read(session: Session, diary: Diary, uuid: UUID) -> ImportBatch:
    batch = store.batch(session, diary, uuid)
    if batch is None or batch.state != BatchState.READING:
        raise Stopped
    return batch


class ImportWorker:
    """Does the work of all imports, one piece after another."""

    def __init__(self, database: Database, uploads: Uploads) -> None:
        self.uploads, self.patience_s = uploads, PATIENCE_S
        self._database = database
        self._changed = threading.Condition()
        self._resting = RestingThread("imports", self._work_off)
        self._is_stopped = threading.Event()
        self.rests = Rests()
        self._reading: tuple[int, WatchedFile] | None = None

    def resume(self) -> None:
        """Go on with what an earlier run of the server has begun, and remove what it has left."""
        try:
            with self._database.reading() as session:
                self.uploads.keep_only(store.stored_files(session))
                is_any = store.next_at_work(session, besides=()) is not None
        except TROUBLES as trouble:
            # Whatever keeps the database from answering is told elsewhere; the server starts all the same.
            _log.warning("Imports can't go on: %s", trouble)
            return
        if is_any:
            self.call()

    def call(self) -> None:
        """There is something to do."""
        self._resting.wake()

    def stop(self, batch_id: int) -> None:
        """Leave the file that is read just now, if it is one of this batch, and let what comes now wait for nothing."""
        self.rests.end(batch_id)
        with self._changed:
            if self._reading and self._reading[0] == batch_id:
                self._is_stopped.set()

    def bytes_read(self, batch_id: int) -> int:
        """How much was read of the file that is read just now."""
        reading = self._reading
        return reading[1].bytes_read if reading and reading[0] == batch_id else 0

    def wait(self, diary: Diary, uuid: UUID, patience_s: float | None = None) -> None:
        """Wait until an import has nothing to do or has to rest, but not for long."""
        ends_at = monotonic() + (self.patience_s if patience_s is None else patience_s)
        with self._database.way.waiting(), self._changed:
            while self._is_at_work(diary, uuid) and (left := ends_at - monotonic()) > 0:
                self._changed.wait(left)

    def end(self, patience_s: float = 0.0) -> None:
        """Leave the work where it is; it goes on at the next start."""
        self._is_stopped.set()
        self._resting.end(patience_s)

    def _is_at_work(self, diary: Diary, uuid: UUID) -> bool:
        with self._database.reading() as session:
            batch = store.batch(session, diary, uuid)
            return batch is not None and batch.state in AT_WORK and self.rests.of(batch.id) is None

    def _work_off(self) -> dt.timedelta | None:
        """Do all there is to do; how long to rest until the next try of what failed."""
        switch_s = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_S)
        try:
            with self._database.way.in_background():
                while not self._resting.is_over and self._has_worked():
                    pass
        finally:
            sys.setswitchinterval(switch_s)
        with self._changed:
            self._changed.notify_all()
        left_s = self.rests.left_s()
        return None if left_s is None else dt.timedelta(seconds=left_s)

    def _has_worked(self) -> bool:
        """Do a piece of work; whether there may be more."""
        try:
            if self._work():
                return True
            self.uploads.remove_older(clock.now() - imports.BATCHES_LAST)
        except Stopped:
            return True
        except TROUBLES as trouble:
            _log.warning("No import can go on: %s", trouble)
            self.rests.begin(_ALL, trouble)
        return False

    def _work(self) -> bool:
        with self._database.reading() as session:
            resting = self.rests.resting()
            batch = store.next_at_work(session, besides=resting)
            self.rests.end(_ALL)
            if batch is None:
                self.rests.keep_only(resting)
                return False
            diary = users.get(session, batch.user_id).diary
        try:
            self._work_on(diary, batch.id, batch.uuid, BatchState(batch.state))
            self.rests.end(batch.id)
        except Exception as error:
            seconds = self.rests.begin(batch.id, error)
            _log.error("An import can't go on (%s). It is tried again in %d s.", logs.kind_of(error), seconds)
        with self._changed:
            self._changed.notify_all()
        return True

    def _work_on(self, diary: Diary, batch_id: int, uuid: UUID, state: BatchState) -> None:
        if state is BatchState.READING:
            self._read_next(diary, batch_id, uuid)
            return
        with self._database.writing() as session:
            batch = store.batch(session, diary, uuid)
            if batch and batch.state == BatchState.SAVING:
                import_saving.save_piece(session, diary, batch, now=clock.now())
            elif batch and batch.state == BatchState.UNDOING:
                import_saving.undo_piece(session, diary, batch, now=clock.now())
        self._remove_read(diary, uuid)
        # Whoever waits to write has a turn between two pieces.
        sleep(0.005)

    def _remove_read(self, diary: Diary, uuid: UUID, *besides: str) -> None:
        """Remove the files that nobody reads once more; those `besides` are the ones of an import that is gone."""
        with self._database.reading() as session:
            batch = store.batch(session, diary, uuid)
            done = import_sheets.files_done(session, batch) if batch else besides
        for stored in done:
            self.uploads.remove(stored)

    def _read_next(self, diary: Diary, batch_id: int, uuid: UUID) -> None:
        """Read the next file of a batch; after the last the person is asked, or what is new is saved."""
        with self._database.writing() as session:
            batch = store.batch(session, diary, uuid)
            waiting = imports.next_file(session, batch) if batch else None
        if waiting is None:
            return
        self._is_stopped.clear()
        try:
            self._read(diary, batch_id, uuid, waiting)
        finally:
            self._reading = None
        with self._database.writing() as session:
            batch = store.batch(session, diary, uuid)
            if batch:
                imports.finish_file(batch)
        self._remove_read(diary, uuid, waiting.stored)

    def _read(self, diary: Diary, batch_id: int, uuid: UUID, waiting: WaitingFile) -> None:
        with self._database.reading() as session:
            layouts = sheets.layouts(session, diary)
        for reading in self._readings(batch_id, waiting, layouts):
            part: Part | None = None
            found = iter(reading.found)
            if reading.sheet:
                part = self._take_sheet(diary, uuid, reading.name, reading.sheet)
                found = iter(()) if reading.sheet.is_asked else found
            while piece := list(islice(found, _PIECE)):
                part = self._take(diary, uuid, reading.name, part, piece)

    def _take(self, diary: Diary, uuid: UUID, name: str, part: Part | None, found: list[Found]) -> Part:
        with self._database.writing() as session:
            batch = _still_read(session, diary, uuid)
            part = part or imports.next_part(session, diary, batch, name, now=clock.now())
            part.take(session, batch, found)
        return part

    def _take_sheet(self, diary: Diary, uuid: UUID, name: str, sheet: FoundSheet) -> Part:
        with self._database.writing() as session:
            batch = _still_read(session, diary, uuid)
            part = imports.next_part(session, diary, batch, name, now=clock.now())
            part.take_sheet(session, sheet)
        return part

    def _readings(self, batch_id: int, waiting: WaitingFile, layouts: Mapping[str, Layout]) -> Iterator[Reading]:
        try:
            with self._opened(batch_id, waiting) as file:
                yield from importers.read(waiting.name, file, layouts, waiting.member, self._database.way.step)
        except Exception as error:
            if trouble_of(error):
                raise
            # What a reader did not expect in a file is no reason to lose the others.
            _log.error("A file can't be read (%s).", logs.kind_of(error))
            yield Reading(waiting.name, [CannotImport(Refusal.DAMAGED)])

    @contextmanager
    def _opened(self, batch_id: int, waiting: WaitingFile) -> Iterator[BinaryIO]:
        with WatchedFile(io.FileIO(self.uploads.path(waiting.stored)), self._is_stopped) as file:
            with self._changed:
                self._reading = (batch_id, file)
            yield cast(BinaryIO, file)
