"""A recording that is shared to the app away from home waits on the phone, and is imported at home."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.homes import Home
from tests.e2e.walking import visit, walks_at
from tests.importers import xml_files

TABLE = "Date,Minutes\n2026-11-03 07:00,32\n"
TCX = xml_files.tcx(xml_files.activity(xml_files.lap())).decode()
# What Android does with a file that is shared to an installed app: it opens its page with a form.
SHARE = """([name, text]) => {
  const form = document.createElement("form"), field = document.createElement("input"), files = new DataTransfer();
  Object.assign(form, { method: "post", action: "/import/share", enctype: "multipart/form-data" });
  Object.assign(field, { type: "file", name: "file" });
  files.items.add(new File([text], name, { type: "application/octet-stream" }));
  field.files = files.files;
  form.append(field);
  document.body.append(form);
  form.submit();
}"""


def share(page: Page, name: str, text: str) -> None:
    page.goto("/walk")
    with page.expect_navigation():
        page.evaluate(SHARE, [name, text])


@pytest.mark.parametrize("away", ["dead", "hanging"])
def test_a_recording_shared_away_from_home_is_imported_at_home_once(
    phone: BrowserContext, home: Home, stranger: Path, away: str
) -> None:
    before, page = len(walks_at(home)), phone.new_page()
    page.goto("/walk")
    home.leave(away, stranger)
    try:
        share(page, "evening walk.tcx", TCX)
        expect(page.get_by_text("wait on this phone. They are imported at home.")).to_be_visible()
        for text in ("<gpx>", "<gpx>", "<gpx> "):
            share(page, "no walk.gpx", text)
        share(page, "my walks.csv", TABLE)
    finally:
        home.come_home()
    visit(page, "/")
    expect(page.locator("#recordings")).to_contain_text("evening walk.tcx")
    # The same once more is one recording; another one with the same name is not.
    expect(page.locator("#recordings").get_by_text("no walk.gpx")).to_have_count(2)
    # Of a table somebody has to say which column is what.
    asked = page.locator("#recordings p", has_text="my walks.csv").get_by_role("link")
    asked_at = asked.get_attribute("href")
    # The same recording is the same walk, also for the other way to be away.
    assert len(walks_at(home)) - before in (0, 1)
    page.reload()
    expect(page.locator("#recordings")).to_be_hidden()
    page.goto(asked_at or "")
    expect(page.get_by_role("heading", name="Which column is what?")).to_be_visible()


def test_at_home_it_is_imported_at_once(phone: BrowserContext, home: Home) -> None:
    page = phone.new_page()
    share(page, "evening walk.tcx", TCX)
    expect(page.locator("#import-report")).to_be_visible()
    assert page.evaluate("caches.has('recordings')") is False
