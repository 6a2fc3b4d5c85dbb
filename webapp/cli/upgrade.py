"""The schema to its newest, with a backup first; `serve` does the same by itself."""

import click

from webapp import open_database
from webapp.config import Settings
from webapp.storage import schema


@click.command()
def upgrade() -> None:
    """Bring the database to the newest schema, after a backup."""
    open_database(Settings.from_env()).close()
    click.echo(f"The database is at {schema.revisions()[-1]}.")
