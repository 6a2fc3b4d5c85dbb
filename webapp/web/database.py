"""The database of the running application."""

from flask import current_app

from webapp.storage.engine import Database


def database() -> Database:
    database: Database = current_app.extensions["backstride_database"]
    return database
