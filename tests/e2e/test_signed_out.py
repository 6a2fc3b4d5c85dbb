"""A sign-in that ends while somebody types: nothing of what was typed is lost, with and without a script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.factories import PASSWORD
from webapp.storage.models import User


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_a_walk_typed_while_another_tab_signs_out_is_saved_after_signing_in(
    open_page: OpenPage, walker: User, options: dict[str, Any]
) -> None:
    page = open_page(walker, **options)
    page.goto("/walks/new")
    sign_out(page.context.new_page())
    page.get_by_label("Minutes in all", exact=True).fill("33")
    if not options:
        expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.get_by_role("button", name="Save walk").click()
    page.get_by_label("User name").fill(walker.name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_text("Saved: 33 min.")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.close()
