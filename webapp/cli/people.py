"""Finding the account that a command is for."""

import click

from webapp.storage import users
from webapp.storage.engine import Session
from webapp.storage.models import User


def named(session: Session, name: str | None) -> User:
    """The account of this name; without a name, the only one there is."""
    everybody = users.all_users(session)
    if not everybody:
        raise click.ClickException("There is no account yet. Make one with: backstride user add NAME")
    if name is None and len(everybody) > 1:
        names = ", ".join(user.name for user in everybody)
        raise click.ClickException(f"Several people use this server ({names}). Say which one with --user NAME.")
    user = everybody[0] if name is None else users.find_named(session, name)
    if user is None:
        raise click.ClickException(f"There is no account named {name}.")
    return user
