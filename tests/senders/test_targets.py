"""What a webhook and an ntfy server are sent."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from uuid import UUID

import pytest

from tests.factories import NOW
from webapp.domain.messages import MessageEvent, Reply, Telling
from webapp.senders import ntfy, reaching, webhook

TELLING = Telling("Walk saved", "30 minutes — schön.")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes, Mapping[str, str]]]:
    kept: list[tuple[str, bytes, Mapping[str, str]]] = []

    def note(url: str, body: bytes, headers: Mapping[str, str], *, allowed: Collection[str]) -> Reply:
        kept.append((url, body, headers))
        return Reply.of(200, "")

    monkeypatch.setattr(reaching, "post", note)
    return kept


def test_a_webhook_is_signed_over_its_time_and_its_body(sent: list[tuple[str, bytes, Mapping[str, str]]]) -> None:
    webhook.send(
        "https://x.example/hook",
        "s3cret",
        uuid=UUID(int=7),
        event=MessageEvent.WALK_SAVED,
        figures={"minutes": 30.0},
        telling=TELLING,
        made_at=NOW,
        now=NOW + dt.timedelta(minutes=5),
        allowed=(),
    )
    ((_, body, headers),) = sent
    at = headers["Backstride-Timestamp"]
    assert int(at) == NOW.timestamp() + 300
    signed = hmac.new(b"s3cret", at.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["Backstride-Signature"] == f"sha256={signed}"
    told = json.loads(body)
    assert (told["id"], told["event"], told["minutes"]) == (str(UUID(int=7)), "walk_saved", 30)
    assert (told["text"], told["made_at"]) == (TELLING.text, "2026-11-20T17:10:00Z")


@pytest.mark.parametrize(
    ("address", "server", "topic"),
    [
        ("https://ntfy.sh/walks", "https://ntfy.sh/", "walks"),
        ("http://pi:8080/n/walks/", "http://pi:8080/n", "walks"),
    ],
)
def test_ntfy_gets_the_topic_and_every_letter(
    sent: list[tuple[str, bytes, Mapping[str, str]]], address: str, server: str, topic: str
) -> None:
    ntfy.send(address, TELLING, allowed=())
    ((url, body, _),) = sent
    assert url == server
    assert json.loads(body) == {"topic": topic, "title": TELLING.title, "message": TELLING.text}
