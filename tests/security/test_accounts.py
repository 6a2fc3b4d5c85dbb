from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import argon2
import pytest

from tests.factories import NOW, PARIS, PASSWORD
from webapp.domain.problems import Invalid, Reason
from webapp.security import accounts, passwords, sign_ins
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.storage.models import User


def code_of(database: Database) -> str:
    with database.writing() as session:
        code = accounts.setup_code(session)
    assert code
    return code


def claim(database: Database, code: str, name: str = "Alice", password: str = PASSWORD) -> User:
    with database.writing() as session:
        return accounts.claim(session, code, name, password, PARIS, now=NOW)


def refusal(
    database: Database, name: str, password: str = PASSWORD, time_zone: str = PARIS
) -> list[tuple[str, Reason]]:
    with pytest.raises(Invalid) as caught, database.writing() as session:
        accounts.add(session, name, password, time_zone, now=NOW)
    return [(problem.field, problem.reason) for problem in caught.value.problems]


def test_the_code_makes_the_owner_once(database: Database) -> None:
    code = code_of(database)

    assert code_of(database) == code and len(code) >= 20
    assert claim(database, code).is_owner
    with pytest.raises(Invalid, match="wrong_code"):
        claim(database, code, "Bob")
    with database.writing() as session:
        assert (accounts.setup_code(session), users.setup_code(session)) == (None, None)


@pytest.mark.parametrize("code", ["", "wrong", "ünïcode", "\0"])
def test_a_wrong_code_makes_nobody(database: Database, code: str) -> None:
    code_of(database)

    with pytest.raises(Invalid, match="wrong_code"):
        claim(database, code)
    with database.reading() as session:
        assert not users.is_anybody(session)


def test_before_the_code_is_made_nobody_can_guess_it(database: Database) -> None:
    with pytest.raises(Invalid, match="wrong_code"):
        claim(database, "")


def test_of_two_who_claim_at_once_exactly_one_wins(database: Database) -> None:
    code, start = code_of(database), Barrier(2)

    def race(name: str) -> bool:
        start.wait()
        try:
            claim(database, code, name)
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(race, ("Alice", "Bob"))) == [False, True]
    with database.reading() as session:
        assert len(users.all_users(session)) == 1


def test_a_claim_with_a_weak_password_can_be_tried_again(database: Database) -> None:
    code = code_of(database)
    with pytest.raises(Invalid, match="too_short"):
        claim(database, code, password="1234")

    assert claim(database, code).is_owner


@pytest.mark.parametrize("name", ["Alice", "alice", " ALICE ", "\tAlice\n"])
def test_a_name_is_taken_in_any_case(database: Database, alice: User, name: str) -> None:
    assert refusal(database, name) == [("name", Reason.TAKEN)]


@pytest.mark.parametrize(
    ("name", "reason"), [("", Reason.MISSING), (" \n ", Reason.MISSING), ("x" * 61, Reason.TOO_LONG)]
)
def test_a_name_is_one_to_60_characters(database: Database, name: str, reason: Reason) -> None:
    assert refusal(database, name) == [("name", reason)]


def test_everything_that_is_wrong_is_told_at_once(database: Database) -> None:
    fields = [field for field, _ in refusal(database, "", "short", "Mars/Olympus")]

    assert fields == ["name", "password", "time_zone"]


def test_a_new_password_signs_out_everywhere(database: Database, alice: User, bob: User) -> None:
    with database.writing() as session:
        tokens = [sign_ins.start(session, user, now=NOW) for user in (alice, alice, bob)]
        accounts.set_password(session, users.get(session, alice.id), "a wholly different one")

    with database.reading() as session:
        assert [sign_ins.find(session, token, now=NOW) is None for token in tokens] == [True, True, False]
        user = users.find_named(session, "alice")
        assert sign_ins.is_right(user, "a wholly different one") and not sign_ins.is_right(user, PASSWORD)


def test_a_weak_new_password_changes_nothing(database: Database, alice: User) -> None:
    with database.writing() as session:
        token = sign_ins.start(session, alice, now=NOW)
    with pytest.raises(Invalid), database.writing() as session:
        accounts.set_password(session, users.get(session, alice.id), "password")

    with database.reading() as session:
        assert sign_ins.find(session, token, now=NOW)
        assert sign_ins.is_right(users.find_named(session, "Alice"), PASSWORD)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", Reason.TOO_SHORT),
        ("1234567", Reason.TOO_SHORT),
        ("x" * 201, Reason.TOO_LONG),
        ("password", Reason.TOO_COMMON),
        ("Password123!", Reason.TOO_COMMON),
        *(
            (word, Reason.TOO_COMMON)
            for word in ("qwertyuiop", "1qaz2wsx", "Computer", "starwars", "1234qwer", "internet")
        ),
        ("starwars2026!", Reason.TOO_COMMON),
        ("backstride", Reason.TOO_COMMON),
        ("12345678", Reason.TOO_COMMON),
        ("aaaaaaaaaaaa", Reason.TOO_COMMON),
        ("abababababab", Reason.TOO_COMMON),
        ("Wanderer Bob", Reason.TOO_COMMON),
        ("wanderer bob 99", Reason.TOO_COMMON),
    ],
)
def test_a_password_that_anybody_would_try_is_refused(password: str, reason: Reason) -> None:
    assert [problem.reason for problem in passwords.problems(password, name="Wanderer Bob")] == [reason]


def test_the_list_of_the_commonest_has_three_thousand_and_stays_small() -> None:
    held = passwords._COMMONEST.read_bytes()
    parts = {held[at : at + 6] for at in range(0, len(held), 6)}

    assert (len(held), len(parts)) == (18_000, 3_000)


@pytest.mark.parametrize(
    "password", [PASSWORD, "half a \ud800 letter", "8 things", "x7" * 50 + "yz", "Ünsäglich 七八九"]
)
def test_a_password_of_ones_own_is_taken(password: str) -> None:
    assert passwords.problems(password, name="Alice") == []


def test_a_hash_is_salted_argon2id_at_the_floor_of_owasp() -> None:
    one, other = passwords.hashed(PASSWORD), passwords.hashed(PASSWORD)

    assert one != other and PASSWORD not in one
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(PASSWORD, one) and not passwords.matches(PASSWORD + " ", one)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=19456,t=2,p=1$x$y"])
def test_no_password_matches_what_is_no_hash(kept: str | None) -> None:
    assert not passwords.matches("nobody has this password", kept)


def test_a_weaker_hash_of_an_earlier_release_is_made_anew_at_the_sign_in(database: Database, alice: User) -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with database.writing() as session:
        users.get(session, alice.id).password_hash = weak

    for _ in range(2):
        sign_ins.try_password(database, "Alice", PASSWORD, sign_ins.Browser("127.0.0.1"), now=NOW)
        with database.reading() as session:
            kept = users.get(session, alice.id).password_hash
            assert "m=19456,t=2,p=1" in kept and passwords.matches(PASSWORD, kept)
