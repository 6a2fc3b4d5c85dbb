"""A direction rule made by taps: its sentence is there before it is saved."""

from playwright.sync_api import Page, expect


def test_the_sentence_is_written_while_one_taps(page: Page) -> None:
    page.goto("/settings/directions/new")
    sentence = page.locator("#rule-sentence")
    page.locator("[name=place]").select_option("treadmill")
    page.get_by_label("Tue").check()
    page.locator("[name=portion]").select_option("last")
    page.locator("[name=minutes]").fill("10")
    told = "Every treadmill walk on Tuesday: the last 10 minutes are backward."
    expect(sentence).to_have_text(told)

    page.get_by_role("button", name="Save rule").tap()
    expect(page.locator("#rules")).to_contain_text(told)
