"""A passkey opens the diary of its person, and each thing that is wrong with an answer keeps it shut."""

import datetime as dt
import json
from typing import Any

import pytest

from tests.factories import NOW
from tests.passkeys import PRESENT, Phone, letters
from webapp.domain.ways_in import PasskeyHindrance
from webapp.security import passkeys, pending
from webapp.security.passkeys import Challenges, PageAddress, PasskeyRefused
from webapp.security.pending import Pending
from webapp.storage import passkeys as store
from webapp.storage.engine import Database
from webapp.storage.models import User

PAGE = PageAddress("https", "walk.local:8151", "a house")
ELSEWHERE = PageAddress("https", "walk.lan:8151", "a house")
LATER = pending.LASTS + dt.timedelta(seconds=1)


class House:
    """Makes passkeys and lets people in, as the views do."""

    def __init__(self, database: Database) -> None:
        self.database, self.challenges = database, Challenges()

    def asks_to_make(self, user: User, page: PageAddress = PAGE) -> dict[str, Any]:
        with self.database.reading() as session:
            options: dict[str, Any] = json.loads(passkeys.begin(session, user, page, self.challenges, now=NOW))
        return options

    def keeps(self, user: User, answer: str, *, now: dt.datetime = NOW, page: PageAddress = PAGE) -> None:
        with self.database.writing() as session:
            passkeys.add(session, user, page, self.challenges, "My phone", answer, now=now)

    def asks(self) -> dict[str, Any]:
        return passkeys.ask(PAGE, self.challenges, now=NOW)

    def lets_in(self, answer: str, *, now: dt.datetime = NOW, page: PageAddress = PAGE) -> str:
        with self.database.writing() as session:
            return passkeys.recognise(session, page, self.challenges, answer, now=now).name


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


@pytest.fixture
def phone() -> Phone:
    return Phone(PAGE.origin)


@pytest.fixture
def alices(house: House, phone: Phone, alice: User) -> Phone:
    """A phone with a passkey of Alice's."""
    house.keeps(alice, phone.made(house.asks_to_make(alice)))
    return phone


def test_a_passkey_lets_its_person_in_and_is_noted_as_used(house: House, alices: Phone, alice: User) -> None:
    assert [house.lets_in(alices.signed(house.asks())) for _ in range(2)] == ["Alice", "Alice"]
    with house.database.reading() as session:
        (kept,) = store.in_order(session, alice)
        assert (kept.name, kept.host, kept.used_at, kept.counter) == ("My phone", "walk.local", NOW, 3)


def test_it_is_asked_for_so_that_no_name_has_to_be_typed(house: House, alice: User) -> None:
    options = house.asks_to_make(alice)
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert (options["rp"]["id"], options["user"]["name"], options["excludeCredentials"]) == ("walk.local", "Alice", [])
    assert "allowCredentials" not in house.asks()


WRONG: dict[str, dict[str, Any]] = {
    "another page's origin": {"origin": "https://walk.local.evil.example"},
    "another port": {"origin": "https://walk.local"},
    "the page by http": {"origin": "http://walk.local:8151"},
    "another challenge": {"challenge": letters(bytes(32))},
    "nobody's finger": {"flags": PRESENT},
    "nobody there": {"flags": 0},
    "for another host": {"host": "walk.lan"},
    "an answer to another question": {"type": "payment.get"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_in_an_answer_lets_nobody_in(house: House, alices: Phone, wrong: dict[str, Any]) -> None:
    answer = alices.signed(house.asks(), **wrong)
    with pytest.raises(PasskeyRefused):
        house.lets_in(answer)


@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
def test_with_the_same_wrong_none_is_made(house: House, phone: Phone, alice: User, wrong: dict[str, Any]) -> None:
    answer = phone.made(house.asks_to_make(alice), **wrong)
    with pytest.raises(PasskeyRefused):
        house.keeps(alice, answer)
    with house.database.reading() as session:
        assert not store.in_order(session, alice)


def test_a_challenge_is_good_for_one_answer_and_for_five_minutes(house: House, alices: Phone) -> None:
    answer = alices.signed(house.asks())
    assert house.lets_in(answer) == "Alice"
    for again, now in (
        (answer, NOW),
        (alices.signed(house.asks()), NOW + LATER),
        (alices.signed(house.asks()), NOW - LATER),
    ):
        with pytest.raises(PasskeyRefused):
            house.lets_in(again, now=now)


def test_a_challenge_for_one_thing_is_good_for_no_other(house: House, alices: Phone, alice: User, bob: User) -> None:
    to_sign_in, to_make = house.asks(), house.asks_to_make(alice)
    with pytest.raises(PasskeyRefused):
        house.lets_in(alices.signed(house.asks() | {"challenge": to_make["challenge"]}))
    with pytest.raises(PasskeyRefused):
        house.keeps(alice, Phone(PAGE.origin).made(to_make | {"challenge": to_sign_in["challenge"]}))
    with pytest.raises(PasskeyRefused):
        house.keeps(bob, Phone(PAGE.origin).made(house.asks_to_make(alice)))


def test_a_passkey_of_another_person_lets_nobody_in(house: House, alices: Phone, bob: User) -> None:
    bobs = Phone(PAGE.origin)
    house.keeps(bob, bobs.made(house.asks_to_make(bob)))
    with pytest.raises(PasskeyRefused):
        house.lets_in(alices.signed(house.asks(), handle=bobs.handle))
    alices.key = bobs.key
    with pytest.raises(PasskeyRefused):
        house.lets_in(alices.signed(house.asks()))


@pytest.mark.parametrize("counts", [0, -1])
def test_a_counter_that_does_not_go_on_may_be_a_copys(house: House, alices: Phone, counts: int) -> None:
    assert house.lets_in(alices.signed(house.asks())) == "Alice"
    with pytest.raises(PasskeyRefused):
        house.lets_in(alices.signed(house.asks(), counts=counts))


def test_a_phone_that_never_counts_is_let_in(house: House, phone: Phone, alice: User) -> None:
    house.keeps(alice, phone.made(house.asks_to_make(alice), counts=0))
    assert [house.lets_in(phone.signed(house.asks(), counts=0)) for _ in range(2)] == ["Alice", "Alice"]


def test_a_passkey_is_for_the_host_where_it_was_made(house: House, alices: Phone, alice: User) -> None:
    with pytest.raises(PasskeyRefused):
        house.lets_in(alices.signed(house.asks()), page=ELSEWHERE)
    assert house.asks_to_make(alice, ELSEWHERE)["excludeCredentials"] == []
    assert [key["id"] for key in house.asks_to_make(alice)["excludeCredentials"]] == [letters(alices.id)]


def test_a_key_that_is_here_already_is_not_kept_twice(house: House, alices: Phone, bob: User) -> None:
    with pytest.raises(PasskeyRefused):
        house.keeps(bob, alices.made(house.asks_to_make(bob)))


def test_a_removed_one_opens_nothing_until_it_is_back(house: House, alices: Phone, alice: User, bob: User) -> None:
    with house.database.writing() as session:
        (kept,) = store.in_order(session, alice)
        assert not passkeys.remove(session, bob, kept.id, now=NOW)
        assert passkeys.remove(session, alice, kept.id, now=NOW)
    with pytest.raises(PasskeyRefused):
        house.lets_in(alices.signed(house.asks()))
    with house.database.writing() as session:
        passkeys.restore(session, alice, kept.id, now=NOW + dt.timedelta(hours=23))
    assert house.lets_in(alices.signed(house.asks())) == "Alice"


def test_after_a_day_it_is_gone(house: House, alices: Phone, alice: User) -> None:
    with house.database.writing() as session:
        (kept,) = store.in_order(session, alice)
        passkeys.remove(session, alice, kept.id, now=NOW)
        passkeys.restore(session, alice, kept.id, now=NOW + dt.timedelta(hours=25))
        assert not store.in_order(session, alice)


RESPONSES: list[object] = [
    [],
    {"clientDataJSON": "", "attestationObject": "", "authenticatorData": "", "signature": ""},
    {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AAAA", "signature": "A"},
    {"clientDataJSON": 5, "attestationObject": None, "authenticatorData": {}, "signature": "ü"},
]
NOT_ANSWERS = [
    "",
    "{}",
    "[]",
    "null",
    "1",
    '"x"',
    "[" * 5000,
    '{"id": "AA", "rawId": "AA", "response": {}}',
    "{" + '"id":',
] + [json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": response}) for response in RESPONSES]


@pytest.mark.parametrize("answer", NOT_ANSWERS, ids=range(len(NOT_ANSWERS)))
def test_what_no_phone_has_written_is_refused_like_the_rest(house: House, alice: User, answer: str) -> None:
    with pytest.raises(PasskeyRefused):
        house.lets_in(answer)
    with pytest.raises(PasskeyRefused):
        house.keeps(alice, answer)


def test_answers_that_are_broken_anywhere_are_refused(house: House, alices: Phone, alice: User) -> None:
    for kind in ("made", "signed"):
        options = house.asks_to_make(alice) if kind == "made" else house.asks()
        for at in range(0, 400, 37):
            said = json.loads(getattr(alices, kind)(options))
            for name, value in said["response"].items():
                broken = value[: at % len(value)] + "A_"[at % 2] + value[at % len(value) + 2 :]
                answer = json.dumps(said | {"response": said["response"] | {name: broken}})
                with pytest.raises(PasskeyRefused):
                    house.lets_in(answer) if kind == "signed" else house.keeps(alice, answer)


@pytest.mark.parametrize(
    ("scheme", "netloc", "hindrance"),
    [
        ("https", "walk.local:8151", None),
        ("https", "walks.example.org", None),
        ("http", "localhost:8150", None),
        ("http", "walk.local:8150", PasskeyHindrance.HTTP),
        ("http", "192.168.1.2:8150", PasskeyHindrance.HTTP),
        ("https", "192.168.1.2:8151", PasskeyHindrance.ADDRESS),
        ("https", "[fd00::1]:8151", PasskeyHindrance.ADDRESS),
    ],
)
def test_a_page_can_have_passkeys_by_https_and_by_a_name(
    scheme: str, netloc: str, hindrance: PasskeyHindrance | None
) -> None:
    assert PageAddress(scheme, netloc, "").hindrance is hindrance


def test_what_strangers_let_wait_has_its_bounds() -> None:
    waiting: Pending[int] = Pending()
    for number in range(pending.MOST + 1):
        waiting.add(number.to_bytes(4), number, now=NOW)
    assert waiting.take((0).to_bytes(4), now=NOW) is None
    assert waiting.take((1).to_bytes(4), now=NOW) == 1
