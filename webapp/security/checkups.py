"""All checkups of a server in their order: asked by its page and by the shell."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from webapp.config import Settings
from webapp.domain import backup_checkups as of_backups
from webapp.domain import database_checkups as of_database
from webapp.domain import door_checkups as of_door
from webapp.domain import machine_checkups as of_machine
from webapp.domain import people_checkups as of_people
from webapp.domain.checkups import CheckupResult, Look, examined
from webapp.security import backup_looks as backups
from webapp.security import door_looks as door
from webapp.security.https import HomeHttps
from webapp.security.sightings import Sightings
from webapp.storage import clocks, servers
from webapp.storage import database_looks as looks
from webapp.storage import machine_looks as machine
from webapp.storage import people_looks as people
from webapp.storage.engine import Database, Session

Facts = TypeVar("Facts")


@dataclass(frozen=True, kw_only=True)
class Patient:
    """What is looked at. In a shell there are no sightings, and perhaps no database that can be opened."""

    settings: Settings
    https: HomeHttps
    database: Database | None
    sightings: Sightings | None
    now: dt.datetime
    # How long one look at the pages of the database may take.
    patience_s: float

    def reading(self, query: Callable[[Session], Facts]) -> Facts:
        if self.database is None:
            raise LookupError("there is no database")
        with self.database.reading() as session:
            return query(session)


def examine(patient: Patient, file: of_database.DatabaseFile | None = None) -> list[CheckupResult]:
    """`file` is what was found before the database was opened; without it, what its start has found."""
    database = patient.database
    shown = file or (looks.file(database) if database else of_database.DatabaseFile(is_there=False))
    return examined(
        [
            *(_of_machine(patient) if patient.settings.data.is_dir() else []),
            (of_database.DatabaseFile, lambda: shown),
            *(_of_database(patient, database) if database else []),
            *(_of_backups(patient) if database else []),
            *(_of_door(patient) if patient.settings.data.is_dir() else []),
            *(_of_people(patient) if database else []),
        ]
    )


def _of_machine(patient: Patient) -> list[Look]:
    today, database_file = patient.now.date(), patient.settings.database_file
    return [
        (of_machine.FileSystem, lambda: machine.file_system(database_file.parent)),
        (of_machine.FreeSpace, lambda: machine.free_space(database_file)),
        (of_machine.Saving, lambda: machine.saving(patient.settings.data)),
        (of_machine.SyncTime, lambda: machine.sync_time(database_file.parent)),
        (of_machine.Memory, machine.memory),
        (of_machine.ClockTime, lambda: machine.clock(today, _noted(patient))),
        (of_machine.TimeZones, lambda: machine.time_zones(today)),
        (of_machine.PythonVersion, lambda: machine.python(today)),
        (of_machine.XmlReader, machine.xml),
        (of_machine.Languages, machine.languages),
        (of_machine.Scripts, machine.scripts),
    ]


def _noted(patient: Patient) -> dt.date | None:
    """The latest day that the server has noted."""
    return patient.reading(clocks.latest) if patient.database else None


def _of_database(patient: Patient, database: Database) -> list[Look]:
    read, patience_s = patient.reading, patient.patience_s
    return [
        (of_database.SqliteVersion, looks.sqlite_version),
        (of_database.Journal, lambda: read(looks.journal)),
        (of_database.LogSize, lambda: looks.log_size(database)),
        (of_database.DatabaseSize, lambda: read(partial(looks.size, patience_s=patience_s))),
        (of_database.SchemaVersion, lambda: read(looks.schema_version)),
        (of_database.SchemaParts, lambda: read(looks.schema_parts)),
        (of_database.Pages, lambda: read(partial(looks.pages, patience_s=patience_s))),
        (of_database.Parents, lambda: read(partial(looks.parents, patience_s=patience_s))),
        (of_database.WeekSums, lambda: read(looks.week_sums)),
    ]


def _of_backups(patient: Patient) -> list[Look]:
    settings, now = patient.settings, patient.now
    return [
        (of_backups.BackupAge, lambda: backups.backup_age(settings, now=now)),
        (of_backups.BackupTrial, lambda: backups.backup_trial(settings, now=now)),
        (of_backups.SecondPlaceAge, lambda: backups.second_place_age(settings, now=now)),
    ]


def _of_door(patient: Patient) -> list[Look]:
    settings, https, seen, now = patient.settings, patient.https, patient.sightings, patient.now
    return [
        (of_door.FileModes, lambda: door.file_modes(settings)),
        (of_door.Servers, lambda: door.running_servers(settings)),
        (of_door.Ports, lambda: door.ports(settings, https, is_running=_is_running(patient))),
        (of_door.BelievedProxies, lambda: door.believed_proxies(settings)),
        (of_door.ProxyNames, lambda: door.proxy_names(settings)),
        (of_door.SignInProvider, lambda: door.provider(settings)),
        (of_door.ForwardedBy, lambda: door.forwarded_by(seen)),
        (of_door.PublicAddress, lambda: door.public_address(settings, seen)),
        (of_door.RefusedHost, lambda: door.refused_host(seen)),
        (of_door.CertificateDays, lambda: door.certificate_days(https, now=now)),
    ]


def _is_running(patient: Patient) -> bool:
    return patient.sightings is not None or bool(servers.running(patient.settings.data))


def _of_people(patient: Patient) -> list[Look]:
    read, seen, now = patient.reading, patient.sightings, patient.now
    return [
        (of_door.WrongPasswords, lambda: read(partial(people.wrong_passwords, now=now))),
        (of_door.OpenDoor, lambda: read(partial(door.open_door, patient.settings))),
        (of_door.UnusedKeys, lambda: read(partial(people.unused_keys, now=now))),
        (of_people.Owners, lambda: read(people.owners)),
        (of_people.NeverCame, lambda: read(partial(people.never_came, now=now))),
        (of_people.UnknownZones, lambda: read(people.unknown_zones)),
        (of_people.PhoneClocks, lambda: read(partial(people.phone_clocks, now=now))),
        (of_people.RefusedWalks, lambda: of_people.RefusedWalks(seen.refused_walks) if seen else None),
        (of_people.FailedMessages, lambda: read(partial(people.failed_messages, now=now))),
        (of_people.SlowImports, lambda: read(partial(people.slow_imports, now=now))),
    ]
