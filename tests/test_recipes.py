"""The recipes of docs/how-to for phones, dashboards and shells: every request in them is sent to a real Backstride."""

import datetime as dt
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment

from tests.e2e.homes import Home
from tests.factories import NOW, add_user
from tests.web.conftest import with_token
from webapp.storage.engine import Database

RECIPES = Path(__file__).parents[1] / "docs/how-to"
ADDRESS = "http://192.168.1.10:8150"
HOME_ASSISTANT = "home-assistant.md"


def blocks(page: str, language: str) -> list[str]:
    """The pieces of code of a page that are in this language; "" is for those that name none."""
    found = re.findall(r"^```(\w*)\n(.*?)^```", (RECIPES / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [text for name, text in found if name == language]


REQUESTS = [(page.name, text) for page in sorted(RECIPES.glob("*.md")) for text in blocks(page.name, "http")]
CURLS = [text for text in blocks("api.md", "") if text.startswith("curl ")]


class Loader(yaml.SafeLoader):  # type: ignore[misc]  # It has no types.
    """What Home Assistant reads beside YAML itself."""


Loader.add_constructor("!secret", lambda loader, node: f"Bearer {node.value}")


def pieces() -> dict[str, Any]:
    return {name: part for text in blocks(HOME_ASSISTANT, "yaml") for name, part in _read(text).items()}


def _read(text: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(text, Loader)  # noqa: S506 - it is a safe loader with one word more.
    return read


def filled(template: str, **values: Any) -> str:
    return Environment(autoescape=False).from_string(template).render(**values)  # noqa: S701 - no HTML.


@pytest.fixture
def script(app: Flask, database: Database) -> FlaskClient:
    return with_token(app, database, add_user(database, "Ruth"))


@pytest.fixture
def summary(script: FlaskClient) -> dict[str, Any]:
    walk = {"started_at": "2026-11-20T08:00:00+01:00", "segments": [{"mode": "backward_walk", "seconds": 1200}]}
    assert script.post("/api/v1/walks", json=walk).status_code == 201
    found: dict[str, Any] = script.get("/api/v1/summary").get_json()
    return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path)
    home.start()
    yield home
    home.kill()


@pytest.mark.parametrize(("page", "text"), REQUESTS, ids=[f"{page} {text.splitlines()[0]}" for page, text in REQUESTS])
def test_every_request_of_a_recipe_is_taken(script: FlaskClient, page: str, text: str) -> None:
    head, _, body = text.partition("\n\n")
    method, path = head.split()
    answer = script.open(path, method=method, json=json.loads(body) if body else None)
    assert answer.status_code in (200, 201), answer.text
    assert f"{ADDRESS}{path}" in (RECIPES / page).read_text("utf-8") or method == "GET"


@pytest.mark.parametrize("command", CURLS)
def test_a_command_for_a_shell_does_it(home: Home, command: str) -> None:
    token = home.run("token", "create", "Alice").strip()
    words = shlex.split(command.replace("\\\n", " ").replace(ADDRESS, home.address).replace("TOKEN", token))
    done = subprocess.run([*words, "-sS", "-w", " %{http_code}"], capture_output=True, text=True, check=True)
    assert done.stdout.endswith(" 201"), done.stdout


def test_the_sensors_of_home_assistant_show_the_week(summary: dict[str, Any]) -> None:
    (rest,) = pieces()["rest"]
    assert rest["resource"] == f"{ADDRESS}/api/v1/summary"
    shown = {
        sensor["name"]: filled(sensor["value_template"], value_json=summary)
        for sensor in rest["sensor"] + rest["binary_sensor"]
    }
    assert shown == {
        "Walked this week": "20",
        "Walked backward this week": "20",
        "Minutes to go this week": "130",
        "Week is reached": "False",
    }
    assert {name for sensor in rest["sensor"] for name in sensor.get("json_attributes", [])} <= summary.keys()


def test_the_card_of_home_assistant_asks_for_the_sensors_that_there_are(summary: dict[str, Any]) -> None:
    (rest,) = pieces()["rest"]
    sensors = {f"sensor.{sensor['name'].lower().replace(' ', '_')}": sensor for sensor in rest["sensor"]}
    card = filled(
        pieces()["content"],
        states=lambda name: filled(sensors[name]["value_template"], value_json=summary),
        state_attr=lambda name, attribute: attribute in sensors[name]["json_attributes"] and summary[attribute],
        is_state=lambda name, state: name != "binary_sensor.week_is_reached" or state == "off",
    )
    assert card == "**20** of 150 minutes this week, 20 of them backward. 130 to go."


def test_the_command_of_home_assistant_logs_a_walk(script: FlaskClient) -> None:
    command = pieces()["rest_command"]["backstride_walk"]
    (automation,) = pieces()["automation"]
    data = automation["actions"][0]["data"]
    minutes = filled(data["minutes"], trigger={"data": {"minutes": "20"}})
    payload = filled(command["payload"], minutes=minutes, mode=data["mode"], now=lambda: NOW, timedelta=dt.timedelta)
    assert automation["actions"][0]["action"] == "rest_command.backstride_walk"
    answer = script.post(command["url"].removeprefix(ADDRESS), data=payload, content_type=command["content_type"])
    assert (answer.status_code, answer.get_json()["minutes"]) == (201, 20)
