"""A look at the whole set-up, with what there is to do. It changes nothing, and upgrades nothing."""

import json
import sys

import click

from webapp import clock, home_https
from webapp.config import Settings
from webapp.domain.checkups import CheckupResult, CheckupState, worst
from webapp.domain.database_checkups import DatabaseFile
from webapp.security import checkups
from webapp.security.checkups import Patient
from webapp.storage import starts
from webapp.storage.engine import Database
from webapp.storage.starts import WrongDatabase
from webapp.storage.troubles import TROUBLES
from webapp.words import checkups as words

PATIENCE_S = 10.0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it for a program.")
def doctor(as_json: bool) -> None:
    """Check the set-up: a line per check, and what to do. Fails when something has to be mended."""
    results = _examined(Settings.from_env())
    click.echo(_document(results) if as_json else "\n".join(map(_line, results)))
    if worst(results) is CheckupState.FAILURE:
        sys.exit(1)


def _examined(settings: Settings) -> list[CheckupResult]:
    file, database = _opened(settings)
    patient = Patient(
        settings=settings,
        https=home_https(settings),
        database=database,
        sightings=None,
        now=clock.now(),
        patience_s=PATIENCE_S,
    )
    try:
        return checkups.examine(patient, file)
    finally:
        if database:
            database.close()


def _opened(settings: Settings) -> tuple[DatabaseFile, Database | None]:
    """The database as it is, of whatever version; none where nothing may be opened or made."""
    file = settings.database_file
    try:
        damage = starts.check(file)
        if not file.exists() or file.stat().st_size == 0:
            return DatabaseFile(is_there=False), None
    except (WrongDatabase, *TROUBLES) as wrong:
        return DatabaseFile(problem=str(wrong)), None
    database = Database.in_file(file)
    database.damage = damage
    return DatabaseFile(is_damaged=bool(damage)), database


def _line(result: CheckupResult) -> str:
    return f"{result.state:<8} {words.name(result)}: {words.sentence(result)}"


def _document(results: list[CheckupResult]) -> str:
    checks = [
        {
            "name": result.name,
            "group": result.group,
            "state": result.state,
            "says": result.judgement.says,
            "figures": dict(result.judgement.figures),
            "sentence": words.sentence(result),
        }
        for result in results
    ]
    return json.dumps({"state": worst(results), "checks": checks}, default=str, indent=2)
