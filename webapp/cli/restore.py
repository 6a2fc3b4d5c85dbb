"""A whole backup put back from the shell."""

import datetime as dt
from contextlib import suppress
from pathlib import Path

import click

from webapp import clock
from webapp.config import Settings
from webapp.storage import locked_files, restoring, schema, starts
from webapp.storage.engine import Database
from webapp.storage.proofs import WrongBackup
from webapp.storage.restoring import FailedRestore, PutBack
from webapp.storage.starts import ForeignDatabase, WrongDatabase


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--undo", is_flag=True, help="Put back what was here before the last restore.")
def restore(file: Path | None, undo: bool) -> None:
    """Put a backup in the place of everything that is here. What is here now is kept as a backup first."""
    settings, now = Settings.from_env(), clock.now()
    if undo == (file is not None):
        raise click.UsageError("Name the backup, or say --undo.")
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    chosen = file or restoring.before_last(settings.database_file)
    if chosen is None:
        raise click.ClickException("There was no restore that could be undone.")
    if chosen.is_file() and locked_files.is_locked(chosen):
        raise click.ClickException(f"{chosen} is locked. Open it first: backstride unlock {chosen}")
    try:
        done = _restored(settings, chosen, now=now, undoes=undo)
    except (WrongBackup, FailedRestore) as error:
        raise click.ClickException(f"{chosen} is not restored. {error}") from error
    _tell(done, chosen)


def _restored(settings: Settings, file: Path, *, now: dt.datetime, undoes: bool) -> PutBack:
    live = settings.database_file
    try:
        is_broken = starts.check(live) is not None
    except ForeignDatabase:
        raise
    except WrongDatabase:
        is_broken = True
    if is_broken:
        return restoring.replace_broken(live, file, data=settings.data, now=now)
    database = Database.in_file(live)
    try:
        # One of a newer Backstride is replaced as it is: this is the way back to an older one.
        with suppress(WrongDatabase):
            schema.upgrade(database, now=now)
        return restoring.restore(database, file, data=settings.data, now=now, undoes=undoes)
    finally:
        database.close()


def _tell(done: PutBack, file: Path) -> None:
    proof = done.proof
    last = f", the last on {proof.latest_walk:%Y-%m-%d}" if proof.latest_walk else ""
    click.echo(f"{file} is restored. Walks: {proof.walks}{last}. People: {proof.people}.")
    if done.before and done.before.is_dir():
        click.echo(f"What is left of the damaged database is in {done.before}.")
    elif done.before:
        click.echo(f"What was here before is in {done.before}. To put it back: backstride restore --undo")
    if done.is_elsewhere:
        click.echo(
            "Everybody signs in again, with the password of then. Phones go on sending their walks. "
            "Keys that can read, and addresses of calendars, have to be made anew. If Backstride runs, start it again."
        )
    for name in done.without_password:
        click.echo(f"{name} is back and needs a new password: backstride user password {name}")
