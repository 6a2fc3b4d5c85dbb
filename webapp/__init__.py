"""Backstride: a diary for walks at home that knows which way one walks."""

import gc
import secrets

# Importing allocates much and frees nothing: without the collector the server starts a fifth faster.
gc.disable()

from flask import Flask, Response, current_app, g, request
from flask_babel import Babel
from htmx_flask import Htmx
from jinja2 import StrictUndefined

from webapp import clock
from webapp.actions.messenger import Messenger
from webapp.actions.nights import Night
from webapp.config import Settings
from webapp.paths import TEMPLATES, TRANSLATIONS
from webapp.security import requests
from webapp.security.codes import AskedForCode, NewSecrets
from webapp.security.https import HomeHttps
from webapp.security.passkeys import Challenges
from webapp.security.sightings import Sightings
from webapp.storage import files, instance, restoring, schema
from webapp.storage.backups import Backups
from webapp.storage.engine import Database
from webapp.storage.second_folder import SecondFolder
from webapp.storage.uploads import Uploads
from webapp.web import (
    access,
    assets,
    errors,
    languages,
    parents,
    refusals,
    register_blueprints,
    returns,
    telling,
    unasked,
    uploads,
    walk_looks,
    watching,
    ways_in,
)
from webapp.web.import_worker import ImportWorker
from webapp.words import formats, labels, plurals, regions, texts, translators
from webapp.words import speeds as speed_words
from webapp.words import walks as walk_words

gc.freeze()
gc.enable()

VERSION = "0.2.0"
# A walk of 500 stretches takes some 100 kB.
LARGEST_REQUEST = 256 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The application, with its database brought to the newest schema: the only place where things are wired."""
    settings = settings or Settings.from_env()
    database = open_database(settings)
    app = Flask("webapp", static_folder=None, template_folder=str(TEMPLATES))
    app.config.update(
        VERSION=VERSION,
        # What it signs is good for a day at most, and until the next start.
        SECRET_KEY=secrets.token_bytes(32),
        INSTANCE=instance.read_or_make(settings.data),
        BASE_URL=settings.base_url,
        HTTPS_ONLY=settings.https_only,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_PARTS=5000,
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
        LANGUAGES=["en", *sorted(catalogue.parts[-3] for catalogue in TRANSLATIONS.glob("*/LC_MESSAGES/messages.mo"))],
    )
    app.extensions["backstride_settings"] = settings
    app.extensions["backstride_sightings"] = sightings = Sightings()
    app.extensions["backstride_database"] = database
    app.extensions["backstride_challenges"] = Challenges()
    app.extensions["backstride_asked_for_code"] = AskedForCode()
    app.extensions["backstride_new_secrets"] = NewSecrets()
    app.extensions["backstride_https"] = home_https(settings)
    app.extensions["backstride_messenger"] = Messenger(database, telling.teller(app))
    second = SecondFolder(settings.data, settings.database_file, app.config["INSTANCE"])
    app.extensions["backstride_night"] = Night(database, Backups(settings.database_file), second)
    app.extensions["backstride_imports"] = worker = ImportWorker(database, Uploads(settings.data))
    believed = requests.TrustedProxies(
        app.wsgi_app, settings.trusted_proxies, sightings, user_header=settings.proxy_user_header
    )
    app.wsgi_app = database.way.answering()(believed)  # type: ignore[method-assign]  # As Flask says to do it.
    regions.keep_little(app.config["LANGUAGES"])
    Babel(app, locale_selector=languages.of_request)
    Htmx(app)
    _prepare_templates(app, settings)
    access.watch(app)
    returns.name_person(app, lambda: access.user().id if access.is_signed_in() else None)
    errors.register(app)
    register_blueprints(app)
    app.after_request(_finish)
    uploads.watch(app)
    watching.watch(app)
    refusals.watch(app)
    worker.resume()
    return app


def home_https(settings: Settings) -> HomeHttps:
    """Https at home, on or off, as the settings have it."""
    return HomeHttps(settings.data / "certificates", host=settings.host, port=settings.tls_port)


def open_database(settings: Settings) -> Database:
    """The database of the settings, brought to the newest schema."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = settings.database_file
    database = Database.in_file(file)
    schema.upgrade(database, now=clock.now())
    restoring.settle(database, settings.data)
    files.make_private(settings.data, file)
    return database


def _prepare_templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        provider_name=settings.provider.name if settings.provider else "",
        asset_url=assets.asset_url,
        sheets_url=assets.sheets_url,
        texts=texts,
        speed_words=speed_words,
        walk_words=walk_words,
        translator_words=translators,
        label_of=labels.of,
        is_signed_in=access.is_signed_in,
        is_open_at_home=unasked.is_open,
        unknown_name=unasked.unknown_name,
        has_diary=access.has_diary,
        language_of_page=languages.of_page,
        languages=languages,
        speed_unit=formats.speed_unit,
        weight_unit=formats.weight_unit,
        distance_unit=formats.distance_unit,
        ways_in=ways_in,
        packed=returns.packed,
        walk_address=walk_looks.address,
        plural_forms=plurals.plural_forms,
        parents=parents,
        is_too_long=returns.is_too_long,
    )
    app.jinja_env.filters.update({function.__name__: function for function in formats.FILTERS})


def _finish(response: Response) -> Response:
    # A view that has just signed somebody in or out knows better.
    if g.get("renewed_token") and not access.has_answered_with_a_sign_in(response):
        access.stay_signed_in(response, g.renewed_token)
    if not access.is_for_scripts() and not access.may_be_kept():
        languages.remember(response)
    if response.mimetype == "text/html":
        response.vary.add("Accept-Language")
        response.content_language.add(languages.of_page())
    draws, connects = bool(g.get("draws")), g.get("connects", "")
    if access.is_for_anybody():
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    for name, value in requests.headers_for(draws=draws, connects=connects, secure=request.is_secure).items():
        response.headers.setdefault(name, value)
    if request.is_secure and current_app.config["HTTPS_ONLY"]:
        response.headers["Strict-Transport-Security"] = requests.HTTPS_FOR_A_YEAR
    if not access.may_be_kept() or response.status_code not in (200, 304):
        response.vary.add("HX-Request")
        response.cache_control.no_store = True
        assets.compress(response)
    return response
