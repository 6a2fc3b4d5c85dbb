"""Recordings of watches and phones from the shell."""

from pathlib import Path

import click

from webapp import clock, open_database
from webapp.actions import imports
from webapp.actions.imports import Imported
from webapp.cli import people, words
from webapp.config import Settings
from webapp.domain.problems import Invalid
from webapp.importers import CannotImport
from webapp.storage.engine import Database, Session
from webapp.storage.models import User


class _OnlyTried(Exception):
    """Raised at the end of a dry run, so that its transaction leaves nothing behind."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--user", "name", help="Whose walks these are; not needed while there is one account.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_files(files: tuple[Path, ...], name: str | None, dry_run: bool) -> None:
    """Import walks from FIT, GPX and TCX files; a line for each file."""
    database = open_database(Settings.from_env())
    with database.reading() as session:
        user = people.named(session, name)
    reports = [_import(database, user, file, dry_run=dry_run) for file in files]
    if not all(reports):
        raise SystemExit(1)


def _import(database: Database, user: User, file: Path, *, dry_run: bool) -> bool:
    """Import one file in a transaction of its own and say how it went; whether it could be read."""
    try:
        imported = _log(database, user, file, dry_run=dry_run)
    except OSError as error:
        click.echo(f"{file.name}: can't be read, {error.strerror}.")
    except CannotImport as refused:
        click.echo(f"{file.name}: {words.refusal(refused)}")
    except Invalid as invalid:
        click.echo(f"{file.name}: {words.complaint(invalid).message}")
    else:
        for one in imported:
            click.echo(f"{file.name}: {words.imported(one, is_dry_run=dry_run)}")
        return True
    return False


def _log(database: Database, user: User, file: Path, *, dry_run: bool) -> list[Imported]:
    imported: list[Imported] = []
    data = file.read_bytes()
    try:
        with database.writing() as session:
            imported = imports.import_file(session, _attached(session, user), file.name, data, now=clock.now())
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        pass
    return imported


def _attached(session: Session, user: User) -> User:
    return session.merge(user, load=False)
