"""The walk screen knows who walks and what comes next, also where the server is out of reach."""

import datetime as dt

from playwright.sync_api import Page, expect

from tests.e2e.browsers import Server
from tests.e2e.conftest import OpenPage
from tests.e2e.walking import press, settle, until
from tests.factories import NOW, TODAY, add_user, log
from webapp.domain.safety import Answer, Check
from webapp.domain.standings import Choice, ChoiceKind
from webapp.storage import plan, safety
from webapp.storage.models import User

BEGAN_ON = TODAY - dt.timedelta(days=TODAY.weekday())
BEGAN = dt.datetime.combine(BEGAN_ON, dt.time(5), dt.UTC)
KNOWN = """async () => {
  const { phone } = await import("/static/js/walk/store.js");
  return (await phone("person")) && ((await phone("walker " + document.body.dataset.person))?.offers ?? "");
}"""
# Another person's page has been opened on this phone since.
CHANGE_PERSON = """async (name) => {
  const { setPhone } = await import("/static/js/walk/store.js");
  await setPhone("person", 4711);
  await setPhone("walker 4711", { name, offers: "list", note: "" });
}"""
RUNNING = """async () => {
  const { running } = await import("/static/js/walk/store.js");
  const { person, who } = (await running()) ?? {};
  return [person, who];
}"""
GUIDED = "[data-do=guide]"
CARD = "[data-session]"
# A busy or an old phone: what it keeps can be read only after the screen has given up waiting.
LATE = """const { open } = IDBFactory.prototype;
IDBFactory.prototype.open = function (...asked) {
  const request = open.apply(this, asked);
  const late = (answer) => request.addEventListener("success", () => setTimeout(answer, 1500));
  return Object.defineProperty(request, "onsuccess", { set: late });
};"""


def begin_plan(server: Server, user: User, *answers: Answer) -> None:
    with server.database.writing() as session:
        safety.keep(session, user.diary, Check(birth_year=1990, answers=frozenset(answers)), now=BEGAN)
        plan.add(session, user.diary, Choice(kind=ChoiceKind.START, at=BEGAN, day=BEGAN_ON))
        plan.add(session, user.diary, Choice(kind=ChoiceKind.GO_TO, at=BEGAN, day=BEGAN_ON, week=3))


def go(page: Page) -> None:
    """Look at Today, then open the walk screen as its icon does."""
    page.clock.install(time=NOW)
    page.goto("/")
    until(page, f"async () => Boolean(await ({KNOWN})())")
    page.goto("/walk?from=icon")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_the_session_that_comes_next_is_one_tap_away(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker)
    go(page)
    guided = page.locator(GUIDED)
    expect(page.locator(CARD)).to_contain_text("Your next session")
    expect(page.locator(CARD)).to_contain_text("4 × 2 min backward")
    expect(page.locator(CARD)).to_contain_text("Backward: up to 2.4 km/h. Slower is fine.")
    expect(page.get_by_role("button", name="Just start")).to_be_visible()
    settle(page)
    guided.click()
    expect(page.locator("[data-part]")).to_have_text("Warm-up")
    kept = page.evaluate("""() => Object.keys(localStorage).filter((key) => key.startsWith("backstride.walk."))
      .map((key) => JSON.parse(localStorage[key]).plan)""")
    assert kept == [{"level": 1, "session": 7}]


def test_what_a_slow_phone_knows_is_shown_when_it_says_so(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker)
    page.clock.install(time=NOW)
    page.goto("/")
    until(page, f"async () => Boolean(await ({KNOWN})())")
    page.add_init_script(LATE)
    page.goto("/walk?from=icon")
    expect(page.get_by_text(f"{walker.name}'s walk")).to_be_visible()
    expect(page.locator(CARD)).to_contain_text("4 × 2 min backward")


def test_a_session_that_waits_on_this_phone_is_not_offered_again(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker)
    page.route("**/api/ping", lambda route: route.fulfill(json={}))
    go(page)
    expect(page.locator(CARD)).to_contain_text("4 × 2 min backward")
    page.clock.fast_forward(1000)
    page.locator(GUIDED).click()
    expect(page.locator("[data-part]")).to_have_text("Warm-up")
    page.clock.fast_forward("10:00")
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name="Well walked")).to_be_visible()
    page.clock.fast_forward(1000)
    press(page, "Done")
    expect(page.get_by_text("You did your session. Open Backstride at home to see what comes next.")).to_be_visible()
    expect(page.locator(GUIDED)).to_be_hidden()


def test_a_session_that_was_cut_short_is_still_to_come(page: Page, server: Server, walker: User) -> None:
    """The plan counts it from a quarter of its minutes backward on."""
    begin_plan(server, walker)
    page.route("**/api/ping", lambda route: route.fulfill(json={}))
    go(page)
    expect(page.locator(CARD)).to_contain_text("4 × 2 min backward")
    page.clock.fast_forward(1000)
    page.locator(GUIDED).click()
    page.clock.fast_forward("05:20")
    press(page, "Stop and save")
    expect(page.get_by_role("heading", name="Well walked")).to_be_visible()
    page.clock.fast_forward(1000)
    press(page, "Done")
    expect(page.locator(GUIDED)).to_be_visible()
    expect(page.get_by_text("You did your session.")).to_be_hidden()


def test_a_session_is_not_offered_when_weeks_went_by(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker)
    go(page)
    page.clock.set_system_time(NOW + dt.timedelta(days=20))
    page.goto("/walk")
    page.clock.set_system_time(NOW + dt.timedelta(days=20))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Open Backstride at home to see your next session.")).to_be_visible()
    expect(page.locator(GUIDED)).to_be_hidden()


def test_who_asks_first_is_offered_nothing_backward(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker, Answer.DIZZINESS)
    go(page)
    expect(page.get_by_text("ask a doctor first")).to_be_visible()
    expect(page.locator(GUIDED)).to_be_hidden()
    page.goto("/walk?go=backward")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.get_by_text("Sound and metronome")).to_be_visible()
    expect(page.get_by_text("Choose another session")).to_be_hidden()


def test_a_phone_that_knows_nobody_says_which_level_it_offers(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/walk")
    expect(page.locator(CARD)).to_contain_text("Level 1, week 1")
    expect(page.locator(CARD)).to_contain_text("5 × 1 min backward")
    expect(page.locator(GUIDED)).to_have_text("Start a guided walk")
    expect(page.locator("[data-who]")).to_be_hidden()


def test_the_screen_says_whose_diary_it_is(page: Page, walker: User) -> None:
    go(page)
    expect(page.get_by_text(f"{walker.name}'s walk")).to_be_visible()
    press(page, "Start")
    expect(page.get_by_text("Saved on this phone as you go.")).to_be_visible()
    expect(page.get_by_text(f"{walker.name}'s walk")).to_be_visible()


def test_a_walk_belongs_to_who_is_known_at_its_start(page: Page) -> None:
    """The page has been open since Alice's time; Bob has signed in on the phone, and starts."""
    go(page)
    page.evaluate(CHANGE_PERSON, "Bob")
    press(page, "Start")
    expect(page.get_by_text("Bob's walk")).to_be_visible()
    until(page, f"async () => JSON.stringify(await ({RUNNING})()) === '[4711,\"Bob\"]'")


def test_who_looks_at_the_page_again_sees_who_is_signed_in_now(page: Page) -> None:
    go(page)
    page.evaluate(CHANGE_PERSON, "Bob")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Bob's walk")).to_be_visible()


def test_nobody_sees_what_another_person_has_next(page: Page, open_page: OpenPage, server: Server) -> None:
    bob = add_user(server.database, f"Bob {NOW.microsecond} {id(page)}")
    begin_plan(server, bob)
    go(page)
    expect(page.locator(CARD)).to_contain_text("Level 1, week 1")
    settle(page)


def walked_today(server: Server, user: User) -> str:
    """The address at which today's walk is reviewed."""
    with server.database.writing() as session:
        return f"/walks/{log(session, user).uuid}/review"


def test_a_fall_that_was_just_told_is_known_on_the_way(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker)
    address = walked_today(server, walker)
    go(page)
    expect(page.locator(CARD)).to_contain_text("4 × 2 min backward")
    page.goto(address)
    page.get_by_role("button", name="I fell").click()
    expect(page.get_by_text("After a fall the plan stops.")).to_be_visible()
    until(page, f"async () => (await ({KNOWN})()) === 'nothing'")
    page.goto("/walk?go=backward")
    expect(page.get_by_text("ask a doctor first")).to_be_visible()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.locator(GUIDED)).to_be_hidden()


def test_the_walk_screen_asks_home_for_what_was_told_elsewhere(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker)
    go(page)
    expect(page.locator(CARD)).to_contain_text("4 × 2 min backward")
    with server.database.writing() as session:
        log(session, walker, falls=1)
    page.goto("/walk?from=icon")
    expect(page.get_by_text("ask a doctor first")).to_be_visible()
    expect(page.locator(GUIDED)).to_be_hidden()


def test_no_answer_from_home_keeps_nobody_from_starting(page: Page, server: Server, walker: User) -> None:
    begin_plan(server, walker)
    go(page)
    page.route("**/phone/walker", lambda _route: None)
    page.goto("/walk?from=icon")
    expect(page.locator(CARD)).to_contain_text("4 × 2 min backward")
    press(page, "Start")
    expect(page.get_by_text("Saved on this phone as you go.")).to_be_visible()


def test_who_asks_a_doctor_first_is_reminded_beside_the_turn_in_the_colours_they_chose(
    open_page: OpenPage, server: Server
) -> None:
    dark = add_user(server.database, "Dora in the dark", theme="dark")
    begin_plan(server, dark, Answer.DIZZINESS)
    page = open_page(dark)
    go(page)
    settle(page)
    press(page, "Start")
    expect(page.locator("[data-next]")).to_have_text("Your check: ask a doctor first. You can still walk forward.")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    expect(page.get_by_role("button", name="Turn to backward")).to_be_in_viewport()
