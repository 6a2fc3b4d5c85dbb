"""The figures in docs/security.md are those of the code."""

from pathlib import Path

import pytest

from webapp import LARGEST_REQUEST
from webapp.domain import bulk_edits, direction_rules, messages, problems, walks
from webapp.importers import archives
from webapp.security import channels, doors, keys, passwords, scans, sign_ins
from webapp.senders import reaching
from webapp.web import uploads

TEXT = " ".join((Path(__file__).parents[1] / "docs/security.md").read_text("utf-8").split())
FIGURES = [
    f"one request | {LARGEST_REQUEST // 1024} kB; a recording up to {uploads.MOST_MEGABYTES} MB",
    f"stretches of a walk | {walks.MOST_SEGMENTS} |",
    f"a note | {walks.LONGEST_NOTE} characters",
    f"walks changed at once | {bulk_edits.MOST_WALKS} |",
    f"rules for imports | {direction_rules.MOST_RULES} |",
    f"places that messages go to | {messages.MOST_TARGETS} |",
    f"keys of phones | {keys.MOST_PHONES};",
    f"a refusal names | {problems.MOST_PROBLEMS} |",
    f"{doors.MOST_PER_ADDRESS} from one address, {doors.MOST_CONNECTIONS} in all",
    f"{channels.HEAD_S:.0f} seconds for a head; a body {channels.BODY_S:.0f} seconds",
    f"{archives.MOST_UNPACKED_MEGABYTES} MB in {archives.MOST_FILES} files",
    f"up to {archives.MOST_STREAMED_MEGABYTES} MB, {archives.MOST_MEMBERS:,} names",
    f"{archives.MOST_TIMES_PACKED} times what was sent",
    f"{passwords.SHORTEST} to {passwords.LONGEST} characters",
    f"After {sign_ins.FREE_TRIES} wrong passwords for a name, or {sign_ins.FREE_TRIES_FROM_AN_ADDRESS} from an address",
    f"up to {sign_ins.LONGEST_WAIT.total_seconds() / 60:.0f} minutes",
    f"the code ends after {scans.LASTS.total_seconds() / 60:.0f} minutes",
    f"{sign_ins.STAYS_FOR.days} days since it was last used, and {sign_ins.ENDS_AFTER.days} days at most",
    f"cut after {reaching.MOST_BYTES // 1024} kB and {reaching.PATIENCE_S:.0f} seconds",
]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_of_the_page_is_that_of_its_constant(figure: str) -> None:
    assert figure in TEXT


def test_every_word_that_no_password_may_be_is_on_the_page() -> None:
    listed = TEXT.partition("one of these words: ")[2].partition(". It need")[0]
    assert sorted(listed.split(", ")) == sorted(passwords.COMMON)
