"""Recordings of watches and phones from the shell."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

import click

from webapp import clock, importers, open_database
from webapp.actions import import_saving as saving
from webapp.actions import imports, restore_reading, restores
from webapp.actions.restore_reading import ReadDocument
from webapp.cli import people, words
from webapp.config import Settings
from webapp.domain.diaries import Diary
from webapp.domain.imports import FORMATS, Imported, Outcome, UnsureAs
from webapp.domain.problems import Invalid
from webapp.domain.restores import CannotRestore, Restored
from webapp.domain.sheets import Layout
from webapp.importers import Reading, packed_documents
from webapp.storage import imports as store
from webapp.storage import sheets
from webapp.storage import walks as walk_store
from webapp.storage.engine import Database, Session
from webapp.storage.import_models import ImportRow
from webapp.words import restores as restore_words


class _OnlyTried(Exception):
    """Raised at the end of a dry run, so that its transaction leaves nothing behind."""


_HELP = f"""Import walks from files of a watch or an app ({", ".join(file_format.name for file_format in FORMATS)}).

A gzip or a zip of them is read, too. It prints a line for each recording. Of another table (CSV) the page Import asks
once which column is what; after that it is read here, too.

The document that `backstride export` writes is taken back whole: what is here already stays as it is.
"""


@click.command("import", help=_HELP, short_help="Import walks from files of a watch or an app.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--user", "name", help="Whose walks these are; not needed while there is one account.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option(
    "--unsure",
    type=click.Choice([answer.value for answer in UnsureAs]),
    default=UnsureAs.SKIP.value,
    help="What a recording is of which nobody can tell; left out, it is skipped.",
)
def import_files(files: tuple[Path, ...], name: str | None, dry_run: bool, unsure: str) -> None:
    database = open_database(Settings.from_env())
    with database.reading() as session:
        diary = people.named(session, name).diary
    command = _Command(database, diary, UnsureAs(unsure), dry_run=dry_run)
    reports = [command.bring(file) for file in files]
    if not all(reports):
        raise SystemExit(1)


class _Command:
    """One import of the shell: a batch like any other, which the page shows and takes back."""

    def __init__(self, database: Database, diary: Diary, unsure: UnsureAs, *, dry_run: bool) -> None:
        self._database, self._diary, self._unsure, self._dry_run = database, diary, unsure, dry_run
        self._batch: UUID = uuid4()

    def bring(self, file: Path) -> bool:
        """Import one file and say how it went; whether anything in it could be read."""
        imported: list[Imported] = []
        try:
            with file.open("rb") as opened:
                own = packed_documents.own_in(file.name, opened)
                if own:
                    return _restore(self._database, self._diary, file.name, own, dry_run=self._dry_run)
                for reading in importers.read(file.name, opened, self._layouts()):
                    logged = self._log(reading)
                    imported += logged
                    for result in logged:
                        click.echo(f"{_shown(file, reading)}: {words.imported(result, is_dry_run=self._dry_run)}")
        except OSError as error:
            click.echo(f"{file.name}: can't be read, {error.strerror}.")
        return any(result.outcome is not Outcome.REFUSED for result in imported)

    def _layouts(self) -> Mapping[str, Layout]:
        """The columns that were chosen on the page: a shell asks nothing."""
        with self._database.reading() as session:
            return sheets.layouts(session, self._diary)

    def _log(self, reading: Reading) -> list[Imported]:
        """What a file holds, logged in a transaction of its own. Reading took its time before anybody had to wait."""
        imported: list[Imported] = []
        try:
            with self._database.writing() as session:
                imported = self._take(session, reading, now=clock.now())
                if self._dry_run:
                    raise _OnlyTried
        except _OnlyTried:
            pass
        return imported

    def _take(self, session: Session, reading: Reading, *, now: dt.datetime) -> list[Imported]:
        batch = store.batch(session, self._diary, self._batch) or imports.start(
            session, self._diary, self._batch, now=now, unsure=self._unsure
        )
        part = imports.next_part(session, self._diary, batch, reading.name, now=now)
        rows = part.take(session, batch, reading.found)
        saving.save_parts(session, self._diary, batch, part.number, now=now)
        return _imported(session, self._diary, rows)


def _imported(session: Session, diary: Diary, rows: Sequence[ImportRow]) -> list[Imported]:
    there = walk_store.named(session, diary, [row.uuid for row in rows if row.uuid])
    in_bin = {walk.uuid for walk in there if walk.deleted_at is not None}
    return [store.to_imported(row, is_in_bin=row.uuid in in_bin) for row in rows]


def _restore(database: Database, diary: Diary, name: str, file: BinaryIO, *, dry_run: bool) -> bool:
    """Take a document back and say what came of it; whether it could be read."""
    try:
        with restore_reading.read(file, now=clock.now()) as read:
            restored = _written(database, diary, read, dry_run=dry_run)
    except (CannotRestore, Invalid) as error:
        click.echo(f"{name}: {restore_words.refusal(error)}")
        return False
    for line in restore_words.lines(restored, is_dry_run=dry_run):
        click.echo(f"{name}: {line}")
    return True


def _written(database: Database, diary: Diary, read: ReadDocument, *, dry_run: bool) -> Restored:
    restored = Restored()
    try:
        with database.writing() as session:
            restored = restores.restore(session, diary, read, now=clock.now())
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        pass
    return restored


def _shown(file: Path, reading: Reading) -> str:
    return file.name if reading.name == file.name else f"{file.name}, {reading.name}"
