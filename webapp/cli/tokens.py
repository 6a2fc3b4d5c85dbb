"""API tokens from the shell."""

import click

from webapp import clock, open_database
from webapp.cli import people
from webapp.config import Settings
from webapp.security import sign_ins


@click.group()
def token() -> None:
    """Make keys for scripts, watches and phone shortcuts."""


@token.command()
@click.argument("user")
@click.option("--name", default="script", show_default=True, help="What the token is for.")
def create(user: str, name: str) -> None:
    """Print a new token, this once."""
    with open_database(Settings.from_env()).writing() as session:
        made = sign_ins.add_api_token(session, people.named(session, user), name[:100], now=clock.now())
    # Only what is on the disk is a token.
    click.echo(made)
