"""A backup from the shell, also while the server runs."""

from pathlib import Path

import click

from webapp import clock
from webapp.config import Settings
from webapp.domain.backup_rules import BackupReason
from webapp.storage import backups
from webapp.storage.backups import Backups, FailedBackup
from webapp.storage.proofs import Proof


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path | None) -> None:
    """Make a backup and prove it: to FILE, or among the others of the server."""
    database = Settings.from_env().database_file
    if not database.exists():
        raise click.ClickException(f"There is no diary yet at {database}.")
    if file and file.exists():
        raise click.ClickException(f"{file} is there already. Nothing was changed.")
    try:
        where, proof = (file, backups.make_at(database, file)) if file else _among_the_others(database)
    except FailedBackup as error:
        raise click.ClickException(f"The backup failed: {error}. Nothing was changed.") from error
    facts = f" People: {proof.people}, walks: {proof.walks}." if proof else ""
    click.echo(f"{where} is made and proven.{facts}")


def _among_the_others(database: Path) -> tuple[Path, Proof | None]:
    made = Backups(database).make(BackupReason.HAND, now=clock.now())
    return made.file, made.proof
