"""A demo account with a year of walks."""

import secrets

import click

from webapp import clock, open_database
from webapp.actions import demo as actions
from webapp.config import Settings
from webapp.security import accounts
from webapp.security.zones import local_zone
from webapp.storage import users

NAME = "demo"


@click.command()
def demo() -> None:
    """Fill an account named demo with a lifelike year of walks. Safe to run twice."""
    database, now = open_database(Settings.from_env()), clock.now()
    password = None
    with database.writing() as session:
        user = users.find_named(session, NAME)
        if user is None:
            password = "-".join(secrets.token_hex(2) for _ in range(4))
            user = accounts.add(session, NAME, password, local_zone(), now=now)
        added = actions.fill(session, user, now=now)
    click.echo(f"The account {NAME} has {added} new walks.")
    click.echo(f"Sign in as {NAME} with the password {password}" if password else "Its password is as it was.")
