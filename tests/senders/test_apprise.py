"""A message by Apprise: what its process is told, and what becomes of it. The package is one of ours in its name."""

import json
import subprocess
from pathlib import Path

import pytest

from webapp.domain.messages import Failure, Reply, Telling
from webapp.senders import apprise

PACKAGE = """
import json, os, pathlib, sys, time

AppriseAsset = dict

class Apprise:
    def __init__(self, asset):
        self.asset = asset

    def add(self, address):
        self.address = address
        return not address.startswith("odd:")

    def notify(self, **told):
        if self.address.startswith("slow:"):
            time.sleep(99)
        told |= {"address": self.address, "arguments": sys.orig_argv, "environment": list(os.environ)}
        told |= {"asset": self.asset}
        pathlib.Path(__file__).with_name("told.json").write_text(json.dumps(told))
        return not self.address.startswith("bad:")
"""
TELLING = Telling("Walk saved", "30 minutes — schön.")
SECRET = "tgram://s3cret/chat"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "apprise.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_it_is_told_by_a_pipe_and_of_nothing_else(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKSTRIDE_DATABASE_URL", "postgresql://s3cret")
    assert apprise.send(SECRET, TELLING) == Reply()

    told = json.loads((package / "told.json").read_text())
    assert (told["title"], told["body"], told["body_format"]) == ("Walk saved", "30 minutes — schön.", "text")
    assert told["asset"]["http_redirects"] is False and told["asset"]["image_url_mask"] == ""
    assert told["address"] == SECRET and "s3cret" not in " ".join(told["arguments"])
    # Where there is no locale, Python sets one for itself.
    assert set(told["environment"]) <= {"LC_CTYPE"}


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("address", "failure"), [("odd://x", Failure.APPRISE_ADDRESS), ("bad://x", Failure.APPRISE_FAILED)]
)
def test_its_exit_status_says_what_became_of_it(address: str, failure: Failure) -> None:
    assert apprise.send(address, TELLING) == Reply(failure)


@pytest.mark.usefixtures("package")
def test_one_that_takes_too_long_is_ended() -> None:
    assert apprise.send("slow://x", TELLING, patience_s=0.1) == Reply(Failure.NO_ANSWER)


def test_where_the_package_is_missing_no_process_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise, "is_there", lambda: False)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_more: 1 / 0)
    assert apprise.send(SECRET, TELLING) == Reply(Failure.APPRISE_MISSING)


def test_a_package_that_is_damaged_is_no_mistake_of_ours(package: Path) -> None:
    (package / "apprise.py").write_text("import nothing_of_this_name")
    assert apprise.send(SECRET, TELLING) == Reply(Failure.APPRISE_FAILED)
