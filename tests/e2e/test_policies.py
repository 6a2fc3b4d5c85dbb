"""No page breaks its own policy: a browser looks at each, and reports what it was not allowed to load or run."""

import re

from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.browsers import Server, end
from tests.e2e.conftest import OpenPage
from tests.factories import NOW, SAME_ORIGIN, add_user, signed_in
from tests.test_reading import EVERYDAY, OF_NOBODY, crawl
from webapp.actions import demo
from webapp.storage.models import User

LISTEN = """
globalThis.reports = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  reports.push(`${effectiveDirective} ${location.pathname}`);
});
addEventListener("htmx:after:swap", () => { document.documentElement.dataset.swapped = "yes" });
"""
NO_LINK = ("/welcome", "/plan/sled", "/settings/directions/past", "/physio/links", "/household", "/backups", "/slow")
# What is made by a form has its page: a link for somebody new, and a code for a phone.
MAKES = ("/household/invite", "/settings/phones/scan")
FORM = {"role": "adult", "whom": "Oscar"}
# Pieces that htmx puts into a page: another span of weeks, a day of the week, a filter.
SWAPS = {"/progress": "a[hx-get]", "/": "a[hx-get]"}


def reports(page: Page) -> list[str]:
    return [str(report) for report in page.evaluate("reports")]


def everywhere(server: Server, owner: User) -> list[str]:
    """The pages to which links lead, those of an owner and with things in their address among them."""
    with server.database.writing() as session:
        demo.fill(session, owner, now=NOW)
    client = signed_in(server.app.test_client(), owner)
    made = [str(client.post(path, data=FORM, headers=SAME_ORIGIN).location) for path in MAKES]
    return sorted(crawl(server.app.test_client(), OF_NOBODY) | crawl(client, (*EVERYDAY, *NO_LINK, *made)))


def test_no_page_breaks_its_policy(open_page: OpenPage, server: Server) -> None:
    owner, broken = add_user(server.database, "Paula", role="owner"), []
    page = open_page(owner)
    page.context.add_init_script(LISTEN)
    paths = everywhere(server, owner)
    for path in paths:
        page.goto(path)
        broken += reports(page)
    assert broken == []
    assert len(paths) > 70


def test_what_htmx_puts_into_a_page_breaks_none(open_page: OpenPage, server: Server) -> None:
    page = open_page(add_user(server.database, "Paul", role="owner"))
    page.context.add_init_script(LISTEN)
    for path, link in SWAPS.items():
        page.goto(path)
        page.locator(link).first.click()
        expect(page.locator("html")).to_have_attribute("data-swapped", "yes")
        assert reports(page) == []


def test_a_page_that_breaks_its_policy_is_reported(chromium: Browser, server: Server) -> None:
    def spoil(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=re.sub("<main", "<script>1</script><b style='top:0'></b><main", answer.text())
        )

    context = chromium.new_context(base_url=server.address)
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.route("**/login", spoil)
    page.goto("/login")
    assert reports(page) == ["script-src-elem /login", "style-src-attr /login"]
    end(context)
