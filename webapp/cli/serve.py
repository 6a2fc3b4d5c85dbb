"""The web server."""

import ctypes
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import click
from flask import Flask
from waitress.task import ThreadedTaskDispatcher

from webapp import create_app
from webapp.actions.messenger import Messenger
from webapp.actions.nights import Night
from webapp.config import Settings
from webapp.security import accounts, addresses, certificates, doors, logs
from webapp.security.https import HomeHttps
from webapp.storage import files, marks, schema, servers, starts, users
from webapp.storage.engine import Database
from webapp.storage.troubles import Trouble, sentence, trouble_of
from webapp.web import admission
from webapp.web.import_worker import ImportWorker

THREADS = 4
# Docker kills what has not ended ten seconds after it was asked to.
PATIENCE_S = 2.0
# From glibc's malloc.h.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
# A sign-in takes 19 MiB for a moment, an import some more; pages and rows stay far below this.
_GIVEN_BACK_FROM = 1 << 20


@click.command()
def serve() -> None:
    """Start the web server."""
    _keep_memory_small()
    logs.write_to_the_terminal()
    doors.make_room_for_connections()
    settings = Settings.from_env()
    upgrade_apart(settings)
    app = create_app(settings)
    warn_of_a_folder_that_takes_nothing(settings)
    with servers.place(settings.data):
        warn_of_another_server(settings)
        _serve(app, settings)


def _serve(app: Flask, settings: Settings) -> None:
    database: Database = app.extensions["backstride_database"]
    warn_of_damage(database)
    # However long somebody has to wait to write, a thread is left for those who read.
    database.turns.most_waiting = THREADS - 1
    worker: ImportWorker = app.extensions["backstride_imports"]
    _keep_bodies_in(worker.uploads.folder)
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(THREADS)
    rules = doors.Rules(most_bytes=admission.most_bytes(app), proxies=settings.trusted_proxies)
    door = _open_door(app, dispatcher, settings, rules)
    # Only from here on there is an end that takes it away.
    marks.begin_to_serve(database)
    messenger: Messenger = app.extensions["backstride_messenger"]
    messenger.attend()
    night: Night = app.extensions["backstride_night"]
    night.resting.wake()
    home_https: HomeHttps = app.extensions["backstride_https"]
    home_https.serve(app, dispatcher, rules)
    _greet(app, settings)
    _greet_https(home_https)
    _end_when_asked(door)
    try:
        door.run()
        messenger.end(PATIENCE_S)
        night.resting.end(PATIENCE_S)
        home_https.end(PATIENCE_S)
    finally:
        dispatcher.shutdown(timeout=2)
        worker.end(PATIENCE_S)
        take_mark_away(database, settings)
        database.close(patience_s=PATIENCE_S)


def _open_door(app: Flask, dispatcher: ThreadedTaskDispatcher, settings: Settings, rules: doors.Rules) -> doors.Door:
    try:
        return doors.Door(app, dispatcher, host=settings.host, port=settings.port, rules=rules)
    except doors.WrongHost as error:
        raise click.ClickException(
            f"BACKSTRIDE_HOST: {error}. Leave it out to be found at every address of this machine."
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"Port {settings.port} can't be used: {error.strerror}. BACKSTRIDE_PORT chooses another."
        ) from error


def _end_when_asked(door: doors.Door) -> None:
    """End at Ctrl+C and when the system stops the service: answer who has asked, then close the database."""

    def end(number: int, _frame: object) -> None:
        # Asked twice, it ends at once.
        signal.signal(number, signal.SIG_DFL)
        door.end(PATIENCE_S)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def upgrade_apart(settings: Settings) -> None:
    """Upgrade in a process that ends: what it loads, 12 MB, would stay in the server until its next start.

    What can't be done there is tried again in the server, which says why.
    """
    if not schema.is_newest(settings.database_file):
        program = f"import sys; sys.path[:] = {sys.path!r}; from webapp import cli; cli.main()"
        with suppress(OSError):
            subprocess.run([sys.executable, "-c", program, "upgrade"], capture_output=True)  # noqa: S603 - this one.


def warn_of_a_folder_that_takes_nothing(settings: Settings) -> None:
    """Say at the start what everybody who saves something would be told; what is saved can be read all the same."""
    try:
        files.try_to_write(settings.data)
    except OSError as error:
        trouble = trouble_of(error) or Trouble.FAILING
        click.echo(f"Nothing can be saved: {settings.data} takes nothing new. {sentence(trouble)}", err=True)


def take_mark_away(database: Database, settings: Settings) -> None:
    """The last server on the same data marks it as closed."""
    if (servers.running(settings.data) or 1) == 1:
        marks.end_to_serve(database, patience_s=PATIENCE_S)


def warn_of_another_server(settings: Settings) -> None:
    """Two servers would each do the work of the night, and send the same messages."""
    if (servers.running(settings.data) or 0) > 1:
        click.echo(f"Another server uses {settings.data} already. Please stop one of the two.", err=True)


def warn_of_damage(database: Database) -> None:
    """Say what the owner reads on Today too."""
    if database.file and database.damage:
        words = starts.damaged(database.file, database.damage)
        click.echo(f"{words} Until then it can be read as far as it goes, and nothing is saved.", err=True)


def _keep_bodies_in(folder: Path) -> None:
    """Keep what is large while it comes on the disk of the data: on many systems the usual folder is memory."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        # It is said elsewhere that the folder takes nothing.
        return
    tempfile.tempdir = str(folder)


def _keep_memory_small() -> None:
    """Let all threads allocate from one heap, and give large pieces back to the system as soon as they are free.

    glibc gives each thread its own heap, which costs a small board 4 MB of 68. It also keeps what was large once: after
    the second sign-in 19 MiB would stay in the heap, after several at a time more than 40.
    """
    # Other C libraries have no such switch, and no such habit.
    choose = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if choose:
        choose(_M_ARENA_MAX, 1)
        choose(_M_MMAP_THRESHOLD, _GIVEN_BACK_FROM)


def _greet(app: Flask, settings: Settings) -> None:
    """Say where to go: the address in the home network and, before anybody is there, the one-time set-up link."""
    address = settings.base_url or f"http://{_host(settings.host)}:{settings.port}"
    code = _setup_code(app.extensions["backstride_database"])
    if code is None:
        click.echo(f"Backstride is at {address}")
        return
    link = f"{address}/setup?code={code}"
    click.echo(
        f"Backstride is at {address}\n\nScan this with your phone, or open it, to set up your account:\n{link}\n"
    )
    _print_qr(link)
    click.echo("The link works once. The phone has to be in the same Wi-Fi.")


def _greet_https(home_https: HomeHttps) -> None:
    """Say how a phone reaches it over https, and by which fingerprint it knows that nobody swapped the certificate."""
    if home_https.problem:
        reason = f"Port {home_https.port} can't be used for https: {home_https.problem}."
        click.echo(f"{reason} BACKSTRIDE_TLS_PORT chooses another.")
    elif home_https.authority:
        click.echo(f"Over https: https://{home_https.machine}.local:{home_https.port}")
        click.echo(f"Fingerprint of its certificate: {certificates.fingerprint(home_https.authority)}")


def _setup_code(database: Database) -> str | None:
    with database.reading() as session:
        if users.is_anybody(session):
            return None
    with database.writing() as session:
        return accounts.setup_code(session)


def _print_qr(link: str) -> None:
    import segno

    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        segno.make(link, micro=False).terminal(compact=True)


def _host(listens_on: str) -> str:
    """The address by which a phone in the same network reaches this machine."""
    if listens_on not in ("0.0.0.0", "::"):  # noqa: S104 - these mean every address of the machine.
        return f"[{listens_on}]" if ":" in listens_on else listens_on
    return addresses.of_this_machine()
