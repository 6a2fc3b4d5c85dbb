"""A phone whose positions and headings come when a test says so, and what direction.js makes of them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Page

from tests.e2e.direction_cases import STARTED_AT, Case, Score, Walk
from webapp.paths import STATIC

WALKS = 200
EVENTS = [[STARTED_AT, "forward"], [STARTED_AT + 480_000, "stop"]]
BLANK = b'<!doctype html><html lang="en"><title>Walk</title><link rel="icon" href="data:,"><main></main>'

# Loads the script, and gives it a phone: positions and headings come when a test says so, at the times that it says.
PHONE = """async () => {
  Object.assign(globalThis, await import("/js/walk/direction.js"));
  const phone = (globalThis.phone = { now: 0, watches: 0 });
  Date.now = () => phone.now;
  DeviceOrientationEvent.requestPermission = undefined;
  navigator.geolocation.watchPosition = (fixed, failed) => {
    Object.assign(phone, { fixed, failed });
    return (phone.watches += 1);
  };
  navigator.geolocation.clearWatch = () => (phone.watches -= 1);
  phone.turn = (heading, iphone) => {
    const name = iphone ? "deviceorientation" : "deviceorientationabsolute";
    const event = new DeviceOrientationEvent(name, { alpha: (360 - heading) % 360, absolute: !iphone });
    dispatchEvent(Object.assign(event, iphone ? { webkitCompassHeading: heading, webkitCompassAccuracy: 10 } : {}));
  };
  phone.walk = async (samples, startedAt, { says = true, iphone = false } = {}) => {
    // An iPhone has no absolute event.
    if (iphone) for (let on = globalThis; on; on = Object.getPrototypeOf(on)) delete on.ondeviceorientationabsolute;
    const watcher = new Watcher();
    let latitude = 50, longitude = 10;
    phone.now = startedAt;
    await watcher.start();
    for (const [course, heading, speed, accuracy, east, north] of samples) {
      for (let part = 0; part < 4; part += 1) (phone.now += 250), phone.turn(heading, iphone);
      latitude += north / 111195;
      longitude += east / 111195 / Math.cos((latitude * Math.PI) / 180);
      const said = says ? { heading: course, speed } : { heading: null, speed: null };
      phone.fixed({ coords: { latitude, longitude, accuracy, ...said } });
    }
    watcher.stop();
    return watcher.verdicts;
  };
}"""
JUDGE = """(walks) => JSON.parse(walks).map(({ events, samples }) => {
  const letters = { forward: "f", backward: "b", unsure: "?" };
  const judged = ([course, heading, speed, accuracy], second) =>
    [events[0][0] + (second + 1) * 1000, letters[verdict({ course, heading, speed, accuracy })]];
  return suggestions(samples.map(judged), events);
})"""
WATCH = """async (walks) => {
  const found = [];
  for (const { events, samples } of JSON.parse(walks))
    found.push(suggestions(await phone.walk(samples, events[0][0], { says: false }), events));
  return found;
}"""
SUGGEST = "([verdicts, events]) => suggestions(verdicts, events)"
MARK = "([events, from, to]) => mark(events, from, to)"


class Static(SimpleHTTPRequestHandler):
    """The static folder, and a blank page."""

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(BLANK)
        return None

    def log_message(self, *_: Any) -> None:
        return None


@contextmanager
def blank_page() -> Iterator[str]:
    """The address of a blank page that may load the static files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Static, directory=str(STATIC))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def score(phone: Page, case: Case, script: str = JUDGE) -> Score:
    total, walks = Score(), [case.walk(seed) for seed in range(WALKS)]
    for walk, found in zip(walks, phone.evaluate(script, as_json(walks)), strict=True):
        total.add(walk, found)
    return total


def as_json(walks: list[Walk]) -> str:
    return json.dumps([{"events": walk.events, "samples": walk.samples} for walk in walks])


def watched(phone: Page, samples: list[list[float]], **options: bool) -> Any:
    given = {"samples": samples, "at": STARTED_AT, "options": options}
    return phone.evaluate("({ samples, at, options }) => phone.walk(samples, at, options)", given)


def suggested(phone: Page, verdicts: Any, events: Any = None) -> list[tuple[float, float]]:
    """What is suggested, in seconds from the start."""
    found = phone.evaluate(SUGGEST, [verdicts, events or EVENTS])
    return [((one["from"] - STARTED_AT) / 1000, (one["to"] - STARTED_AT) / 1000) for one in found]


def letters(*parts: tuple[str, int]) -> list[list[Any]]:
    """Verdicts, one a second: each pattern of letters for so many seconds."""
    line = "".join((pattern * seconds)[:seconds] for pattern, seconds in parts)
    return [[STARTED_AT + second * 1000, letter] for second, letter in enumerate(line)]


def at(*events: tuple[int, str]) -> list[list[Any]]:
    return [[STARTED_AT + 1000 * second, kind] for second, kind in events]
