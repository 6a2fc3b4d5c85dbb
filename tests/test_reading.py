"""How hard the texts are to read: on the pages of somebody with a year of walks, and one by one.

`pytest -s tests/test_reading.py` shows the table of pages.
"""

import html
import re
import statistics
from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import reading
from tests.factories import NOW, signed_in
from tests.test_words import texts
from webapp.actions import demo
from webapp.storage.engine import Database
from webapp.storage.models import User

# Of many walks' pages one, of many days' forms one.
ONE_OF_MANY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}(-\d\d-\d\d)?")
OF_NOBODY = ("/login", "/walk", "/offline")
EVERYDAY = ("/", "/walks/new", "/walk", "/walks/", "/progress", "/plan", "/health", "/settings")
MEDIAN_AT_MOST, SENTENCE_AT_MOST = 4.0, 10.0
# A shorter sentence is as hard as its one long word.
FEWEST_WORDS = 8
# These name what a person has to tap on their phone.
ALLOWED = ("iPhone: Settings, General, VPN & Device Management", "Android: open Settings")


@pytest.fixture
def pages(app: Flask, database: Database, alice: User) -> list[reading.Page]:
    with database.writing() as session:
        demo.fill(session, alice, now=NOW)
    found = crawl(app.test_client(), OF_NOBODY) | crawl(signed_in(app.test_client(), alice), EVERYDAY)
    return sorted(reading.pages(found), key=lambda page: -page.grade)


def crawl(client: FlaskClient, start: Sequence[str]) -> dict[str, str]:
    """The pages to which links lead from these."""
    found: dict[str, str] = {}
    seen, waiting = set(start), list(start)
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            answer.close()
            continue
        found[path] = answer.text
        for link in re.findall(r'<a [^>]*href="(/[^"?#]*)', answer.text):
            if (kind := ONE_OF_MANY.sub("*", link)) not in seen:
                seen.add(kind)
                waiting.append(html.unescape(link))
    return found


def hard(sentences: Sequence[str]) -> list[str]:
    return [
        sentence
        for sentence in sentences
        if reading.is_long(sentence, FEWEST_WORDS) and reading.grade([sentence]) > SENTENCE_AT_MOST
    ]


def test_most_pages_need_four_years_of_school_and_no_everyday_sentence_more_than_ten(pages: list[reading.Page]) -> None:
    print("\ngrade sentences hardest page")  # noqa: T201
    for path, grade, sentences in pages:
        print(f"{grade:5.1f} {len(sentences):9} {reading.grade(sentences[:1]):7.1f} {path}")  # noqa: T201
    assert {path for path, _, _ in pages} >= set(EVERYDAY) | set(OF_NOBODY)
    assert statistics.median(grade for _, grade, _ in pages) <= MEDIAN_AT_MOST
    everyday = [sentence for path, _, sentences in pages if path in EVERYDAY for sentence in hard(sentences)]
    assert not everyday


def test_no_sentence_of_any_text_needs_more_than_ten_years_of_school() -> None:
    too_hard = hard(sorted({sentence for text in texts() for sentence in reading.sentences_of(text)}))
    assert not [sentence for sentence in too_hard if not sentence.startswith(ALLOWED)]
