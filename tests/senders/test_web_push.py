"""What a browser is sent: only it can read it, and its push service knows from whom it is."""

import datetime as dt
import socket
from collections.abc import Collection, Mapping

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from tests.factories import NOW
from tests.senders.pushing import Phone, claims, data_of, letters
from tests.senders.test_reaching import server
from webapp.domain.messages import Failure, MessageEvent, Reply, Telling
from webapp.domain.subscriptions import Receiver, Sender
from webapp.senders import reaching, web_push

TELLING = Telling("Time for a walk?", "52 minutes to your 150 — schön.")
ENDPOINT = "https://push.example:8443/send/abc?x=1"
MINUTE = dt.timedelta(minutes=1)
# RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
THEIR_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
OUR_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7"
    "A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(data_of(text), "big"), ec.SECP256R1())


@pytest.fixture(scope="module")
def sender() -> Sender:
    return Sender(*web_push.new_keys(), "mailto:me@walks.net")


def receiver(phone: Phone, endpoint: str = ENDPOINT) -> Receiver:
    keys = {"p256dh": phone.p256dh, "auth": phone.auth}
    return Receiver(endpoint=endpoint, name="Chrome on Android", device_hash=b"x", home="https://pi.local/", **keys)


def send(
    sender: Sender, phone: Phone, event: MessageEvent = MessageEvent.REMINDER, telling: Telling = TELLING
) -> tuple[str, bytes, Mapping[str, str]]:
    """What is sent of a message that was made a minute ago."""
    sent = []
    with pytest.MonkeyPatch.context() as patch:

        def note(url: str, body: bytes, headers: Mapping[str, str], *, allowed: Collection[str]) -> Reply:
            sent.append((url, body, headers))
            return Reply.of(201, "")

        patch.setattr(reaching, "post", note)
        times = {"made_at": NOW, "now": NOW + MINUTE}
        web_push.send(receiver(phone), sender, telling, event=event, language="de", allowed=(), **times)
    return sent[0]


def test_the_example_of_the_standard_is_sealed_to_the_byte() -> None:
    phone = Phone(private(THEIR_PRIVATE), data_of(AUTH))
    more = {"key": private(OUR_PRIVATE), "salt": data_of(SALT)}
    sealed = web_push.sealed(PLAIN, phone.p256dh, phone.auth, padded_to=1, **more)  # type: ignore[arg-type]
    assert letters(sealed) == SEALED
    assert phone.opened(sealed) == PLAIN


def test_only_the_browser_itself_reads_a_message(sender: Sender) -> None:
    _, body, headers = send(sender, Phone())
    assert headers["Content-Encoding"] == "aes128gcm"
    shown = Phone().shown(body)
    assert (shown["title"], shown["body"], shown["lang"]) == (TELLING.title, TELLING.text, "de")
    for other in (Phone(private(THEIR_PRIVATE)), Phone(auth=b"another sixteen.")):
        with pytest.raises(InvalidTag):
            other.opened(body)
    assert send(sender, Phone())[1] != body


def test_a_reminder_leads_to_the_walk_screen_and_the_rest_to_today(sender: Sender) -> None:
    leads = {event: Phone().shown(send(sender, Phone(), event)[1])["navigate"] for event in MessageEvent}
    assert leads.pop(MessageEvent.REMINDER) == "https://pi.local/walk"
    assert set(leads.values()) == {"https://pi.local/"}


def test_it_is_signed_for_this_push_service_and_half_a_day(sender: Sender) -> None:
    url, _, headers = send(sender, Phone())
    claimed = claims(headers["Authorization"])
    assert (url, claimed["aud"], claimed["sub"]) == (ENDPOINT, "https://push.example:8443", "mailto:me@walks.net")
    assert claimed["exp"] == (NOW + MINUTE).timestamp() + 12 * 3600
    assert headers["Authorization"].endswith(f"k={letters(sender.public_key)}")
    with pytest.raises(InvalidSignature):
        claims(headers["Authorization"].replace("k=" + letters(sender.public_key), "k=" + letters(Phone().p256dh)))


def test_it_waits_no_longer_than_it_is_worth_and_hurries_when_it_reminds(sender: Sender) -> None:
    waits = {event: send(sender, Phone(), event)[2] for event in (MessageEvent.REMINDER, MessageEvent.WALK_SAVED)}
    assert {event: (headers["TTL"], headers["Urgency"]) for event, headers in waits.items()} == {
        "reminder": (str(3 * 3600 - 60), "high"),
        "walk_saved": (str(24 * 3600 - 60), "normal"),
    }


def test_a_newer_message_takes_the_place_of_one_that_waits_and_says_not_of_what(sender: Sender) -> None:
    topics = [send(sender, Phone(), event)[2]["Topic"] for event in MessageEvent]
    assert len(set(topics)) == len(topics) and {len(topic) for topic in topics} == {32}
    assert topics == [send(sender, Phone(), event)[2]["Topic"] for event in MessageEvent]
    assert send(sender, Phone(auth=b"another sixteen."))[2]["Topic"] not in topics


def test_no_message_is_too_long_and_none_tells_by_its_length_what_it_says(sender: Sender) -> None:
    long = send(sender, Phone(), telling=Telling("🚶" * 999, '"🚶' * 999))[1]
    assert len(Phone().opened(long)) <= 3000 and len(long) <= 4096
    assert len(send(sender, Phone(), telling=Telling("a", ""))[1]) == len(send(sender, Phone())[1])


@pytest.mark.parametrize("data", [b"", b"\4" + bytes(64), b"\4" * 65, b"\2" + bytes(32), Phone().p256dh[:-1]])
def test_what_is_no_point_of_the_curve_is_no_key(data: bytes) -> None:
    assert not web_push.is_point(data)
    assert web_push.is_point(Phone().p256dh)


def test_a_push_service_gets_it_over_the_wire_once_its_host_is_allowed(sender: Sender) -> None:
    heard: list[bytes] = []

    def take(connection: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data or len(data.partition(b"\r\n\r\n")[2]) < 100:
            data += connection.recv(65536)
        heard.append(data)
        connection.sendall(b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n")

    with server(take) as url:
        to = receiver(Phone(), f"{url}/send/1")
        told = {"event": MessageEvent.TEST, "language": "en", "made_at": NOW, "now": NOW}
        refused = web_push.send(to, sender, TELLING, allowed=(), **told)  # type: ignore[arg-type]
        answer = web_push.send(to, sender, TELLING, allowed={url[7:]}, **told)  # type: ignore[arg-type]
    assert refused.failure is Failure.OWN_NETWORK
    assert (answer.status, answer.rest) == (429, dt.timedelta(seconds=90))
    assert Phone().shown(heard[0].partition(b"\r\n\r\n")[2])["body"] == TELLING.text
