"""Flask: one module per resource is one blueprint; the rest are helpers without routes."""

from flask import Flask

from webapp.web import (
    account,
    assets,
    backups,
    body,
    bulk_edits,
    calendars,
    calls,
    direction_rules,
    doctor,
    exports,
    first_run,
    goals,
    goodbyes,
    health,
    household,
    import_bin,
    imports,
    joining,
    keys,
    learn,
    leaving,
    messages,
    moved,
    page_links,
    pain,
    passkeys,
    people,
    physio,
    plan,
    probes,
    profile,
    progress,
    providers,
    recalculations,
    records,
    reminders,
    reviews,
    safety,
    scans,
    secure,
    self_tests,
    settings,
    sleds,
    subscriptions,
    today,
    units,
    walk,
    walks,
    whole_restores,
    works,
)
from webapp.web.api import bp as api
from webapp.web.api import figures as api_figures
from webapp.web.api import health as api_health
from webapp.web.api import imports as api_imports
from webapp.web.api import walks as api_walks
from webapp.web.parameters import NumberInAddress

PAGES = (
    account,
    backups,
    body,
    bulk_edits,
    calendars,
    calls,
    direction_rules,
    doctor,
    exports,
    first_run,
    goals,
    goodbyes,
    health,
    household,
    import_bin,
    imports,
    joining,
    keys,
    learn,
    leaving,
    messages,
    moved,
    page_links,
    pain,
    passkeys,
    people,
    physio,
    plan,
    probes,
    profile,
    progress,
    providers,
    recalculations,
    records,
    reminders,
    reviews,
    safety,
    scans,
    secure,
    self_tests,
    settings,
    sleds,
    subscriptions,
    today,
    units,
    walk,
    walks,
    whole_restores,
    works,
)
# They add their calls to the one blueprint of the API.
CALLS = (api_figures, api_health, api_imports, api_walks)


def register_blueprints(app: Flask) -> None:
    app.url_map.converters["int"] = NumberInAddress
    for module in (*PAGES, assets):
        app.register_blueprint(module.bp)
    app.register_blueprint(api)
