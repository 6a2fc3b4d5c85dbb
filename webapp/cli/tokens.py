"""Keys of the API from the shell."""

import click

from webapp import clock, open_database
from webapp.cli import people
from webapp.config import Settings
from webapp.domain.keys import Scope
from webapp.security import keys
from webapp.storage import keys as store
from webapp.storage import users


@click.group()
def token() -> None:
    """Make keys for scripts, watches and phone shortcuts; list them and end them."""


@token.command()
@click.argument("user")
@click.option("--name", default="script", show_default=True, help="What the token is for.")
@click.option(
    "--scope",
    type=click.Choice([scope.value for scope in Scope]),
    default=Scope.ALL.value,
    show_default=True,
    help="What the token may do.",
)
def create(user: str, name: str, scope: str) -> None:
    """Print a new token, this once."""
    with open_database(Settings.from_env()).writing() as session:
        person = people.named(session, user)
        made = keys.add(session, person, name[:100], now=clock.now(), scope=Scope(scope))
    # Only what is on the disk is a token.
    click.echo(made)


@token.command("list")
@click.argument("user")
def list_(user: str) -> None:
    """List the keys of a person, each with its id; those that were used last come first."""
    with open_database(Settings.from_env()).reading() as session:
        for key in store.newest_first(session, people.named(session, user).id):
            used = f"last used {key.used_at:%Y-%m-%d}" if key.used_at else "never used"
            click.echo(f"{key.id}  {key.name!r}  {key.scope}  made {key.created_at:%Y-%m-%d}  {used}")


@token.command()
@click.argument("id", type=int)
def revoke(id: int) -> None:
    """End the key with this id, which `token list` shows."""
    with open_database(Settings.from_env()).writing() as session:
        key = store.get(session, id)
        if key is None:
            raise click.ClickException(f"There is no key {id}. `backstride token list USER` shows those there are.")
        keys.remove(session, users.get(session, key.user_id), key.id)
    click.echo(f"Ended the key {key.name!r}.")
