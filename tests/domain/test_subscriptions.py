"""Whom a push service can write to."""

import pytest

from webapp.domain.problems import Invalid, Reason
from webapp.domain.subscriptions import checked_contact


@pytest.mark.parametrize(
    ("typed", "contact"),
    [
        ("me@walks.net", "mailto:me@walks.net"),
        ("mailto:me@walks.net", "mailto:me@walks.net"),
        ("first.last+walks@mail.walks.co.uk", "mailto:first.last+walks@mail.walks.co.uk"),
        ("https://walks.net/contact", "https://walks.net/contact"),
        ("https://walks.net:8443", "https://walks.net:8443"),
    ],
)
def test_an_address_of_the_internet_is_taken(typed: str, contact: str) -> None:
    assert checked_contact("contact", typed) == contact


@pytest.mark.parametrize(
    "typed",
    [
        *("me@localhost", "mailto:me@localhost", "https://localhost:8151/", "me@pi.local", "https://PI.LAN/"),
        *("https://192.168.1.7:8151/", "me@10.0.0.1", "https://backstride/", "me@fritz.box", "me@my.fritz.box"),
        *("me@example.com", "you@mail.example.org", "https://walks.example/", "me@walks.test", "me@a.home.arpa"),
        *("me@localhost.", "https://x.localhost/", "me@walks.internal"),
    ],
)
def test_one_that_push_services_refuse_is_refused_at_once(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_contact("contact", typed)
    assert [problem.reason for problem in refused.value.problems] == [Reason.A_CONTACT_AT_HOME]


@pytest.mark.parametrize(
    "typed",
    [
        *("me", "@walks.net", "me@", "a b@walks.net", "me@walks.net, you@walks.net", "me@wal ks.net", "me@walks..net"),
        *("http://walks.net/", "ftp://walks.net/", "https://", "https://u:p@walks.net/", "https://walks.net:x/"),
        *("mailto:", "javascript:alert(1)", "mé@walks.net", "me@walks.net\r\nX: y", "https://[::1/", "me@-walks.net"),
        "mailto:me@walks.net?subject=x",
    ],
)
def test_what_is_no_address_is_called_none(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_contact("contact", typed)
    assert [problem.reason for problem in refused.value.problems] == [Reason.NOT_A_CONTACT]


@pytest.mark.parametrize(("typed", "reason"), [("", Reason.MISSING), ("a" * 200 + "@walks.net", Reason.TOO_LONG)])
def test_nothing_and_too_much_are_told_apart(typed: str, reason: Reason) -> None:
    with pytest.raises(Invalid) as refused:
        checked_contact("contact", typed)
    assert [problem.reason for problem in refused.value.problems] == [reason]
