"""When a guided walk sounds its turns: over half an hour by the page's clock, and over some seconds as they pass.

What no test here can hear is how much later a phone's loudspeaker or earphones give a sound than its audio clock says.
"""

from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.bars import is_within
from tests.e2e.walking import press, until

OFF_BY_AT_MOST_S = 0.3
STARTED_AT_S = 1_770_000_000
# Warm-up of 5 minutes, 6 sets of 2 and 2, cool-down; and when each turn and the end come, in seconds.
HALF_AN_HOUR = "6 2 2"
CHOOSE = """(plan) => {
  const list = document.querySelector("[data-plan]");
  list.add(new Option(plan, plan, true, true));
  list.dispatchEvent(new Event("change", { bubbles: true }));
}"""
TURNS_S = [60.0 * minute for minute in (5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 32)]
SHORT_S = [4.0, 7.0, 10.0, 13.0]
# Each turn is three tones, and the first is the cue. `planned` is when the page has the audio clock sound it, by its
# own clock; `heard` is when the page learnt that the audio clock had finished it, less how long it lasts.
NOTE = """(() => {
  const { start, stop } = OscillatorNode.prototype, tones = (window.tones = []);
  OscillatorNode.prototype.start = function (when = 0) {
    this.note = { planned: Date.now() + 1000 * (when - this.context.currentTime), from: when };
    tones.push(this.note);
    return start.call(this, when);
  };
  OscillatorNode.prototype.stop = function (when) {
    this.addEventListener("ended", () => (this.note.heard = Date.now() - 1000 * (when - this.note.from)));
    return stop.call(this, when);
  };
})();"""
# A phone whose cues come half a second late.
LATE = """(() => {
  const { createOscillator } = AudioContext.prototype;
  AudioContext.prototype.createOscillator = function () {
    const tone = createOscillator.call(this);
    tone.start = (when) => OscillatorNode.prototype.start.call(tone, when + 0.5);
    return tone;
  };
})();"""
CUES = "([began, which]) => tones.filter((_, index) => index % 3 === 0).map((tone) => tone[which] / 1000 - began)"
# A guided walk of four steps that is paused; its first one begins when it goes on.
PUT = """(ms) => {
  const directions = ["forward", "backward", "forward", "backward"];
  const steps = directions.map((direction, index) => ({ direction, part: "set", ms: ms[index] }));
  const events = [[Date.now() - 1000, "forward"], [Date.now() - 1000, "pause"]];
  const walk = { id: `short-${Date.now()}`, zone: "Europe/Paris", state: "running", steps, events, version: 1 };
  localStorage.setItem(`backstride.walk.${walk.id}`, JSON.stringify(walk));
  return walk.id;
}"""
WENT_ON = "(id) => JSON.parse(localStorage.getItem(`backstride.walk.${id}`)).events[2][0] / 1000"


# When the walk that runs began.
BEGUN = """async () => {
  const { running } = await import("/static/js/walk/store.js");
  return (await running()).events[0][0] / 1000;
}"""


def off(cues: list[float], turns: list[float]) -> float:
    """By how many seconds the worst cue misses its turn. A cue too many or too few is worse than any of them."""
    if len(cues) != len(turns):
        return float("inf")
    return max(abs(cue - turn) for cue, turn in zip(cues, turns, strict=True))


def half_an_hour(phone: BrowserContext) -> list[float]:
    """The page's clock fires its timers in their order, and does not wait for this machine."""
    phone.add_init_script(NOTE)
    page = phone.new_page()
    page.clock.install(time=STARTED_AT_S)
    page.goto("/walk")
    page.clock.pause_at(STARTED_AT_S + 60)
    expect(page.locator("[data-session]")).to_be_visible()
    page.evaluate(CHOOSE, HALF_AN_HOUR)
    started_at_s = begin(page)
    for _ in range(33):
        page.clock.run_for("01:00")
    expect(page.get_by_role("heading", name="Well walked")).to_be_visible()
    cues: list[float] = page.evaluate(CUES, [started_at_s, "planned"])
    return cues


def begin(page: Page) -> float:
    """Tap until the walk has begun, since a screen that has just changed takes no tap; when that was, in seconds."""
    guided = page.locator("[data-do=guide]")
    for _ in range(60):
        page.clock.run_for(500)
        if page.locator("#main").get_attribute("data-now") == "running":
            break
        if guided.is_visible():
            guided.click()
    started_at_s: float = page.evaluate(BEGUN)
    return started_at_s


def test_over_half_an_hour_each_turn_sounds_at_its_time(phone: BrowserContext) -> None:
    assert off(half_an_hour(phone), TURNS_S) <= OFF_BY_AT_MOST_S


def test_cues_that_come_late_are_found(phone: BrowserContext) -> None:
    phone.add_init_script(LATE)
    assert off(half_an_hour(phone), TURNS_S) == pytest.approx(0.5, abs=0.1)


def test_as_time_passes_each_turn_is_heard_at_its_time(phone: BrowserContext) -> None:
    phone.add_init_script(NOTE)
    page = phone.new_page()
    assert is_within(OFF_BY_AT_MOST_S, lambda: seconds_off(page))


def test_cues_that_are_heard_late_are_found(phone: BrowserContext) -> None:
    phone.add_init_script(NOTE)
    phone.add_init_script(LATE)
    assert seconds_off(phone.new_page()) > OFF_BY_AT_MOST_S


def seconds_off(page: Page) -> float:
    page.goto("/walk")
    walk = page.evaluate(PUT, [1000 * (at - before) for at, before in zip(SHORT_S, [0.0, *SHORT_S], strict=False)])
    page.reload()
    press(page, "Go on")
    went_on = page.evaluate(WENT_ON, walk)
    expect(page.get_by_role("heading", name="Well walked")).to_be_visible()
    page.wait_for_timeout(1000)
    return off(page.evaluate(CUES, [went_on, "heard"]), SHORT_S)


RESUMED = """(() => {
  const { resume } = AudioContext.prototype;
  window.resumed = 0;
  AudioContext.prototype.resume = function () {
    window.resumed += 1;
    return resume.call(this);
  };
})();"""


def test_sound_that_a_call_took_away_is_asked_for_when_the_page_is_seen_again(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.add_init_script(RESUMED)
    page.goto("/walk")
    press(page, "Start")
    expect(page.get_by_role("button", name="Stop and save")).to_be_visible()
    before = page.evaluate("resumed")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, f"() => resumed > {before}")


def test_who_ticks_the_metronome_hears_it_at_the_cadence(phone: BrowserContext) -> None:
    phone.add_init_script(NOTE)
    page = phone.new_page()
    page.goto("/walk")
    page.get_by_text("Sound and metronome").click()
    page.get_by_label("Metronome").check()
    page.get_by_label("Steps a minute").fill("120")
    press(page, "Start")
    until(page, "() => tones.length >= 4")
    clicks = page.evaluate("tones.map((tone) => tone.from)")
    assert [later - sooner for sooner, later in pairwise(clicks)] == pytest.approx([0.5] * (len(clicks) - 1), abs=0.05)
