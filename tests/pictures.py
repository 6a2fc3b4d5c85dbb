"""The pictures of README and of the installed app, of a phone with the demo account.

`python -m tests.pictures` takes them anew. The server's clock stands still, so the same pages make the same pictures.
"""

import base64
import struct
import tempfile
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

from tests.factories import NOW, PARIS, add_user
from webapp import create_app
from webapp.actions import demo
from webapp.config import Settings
from webapp.security import sign_ins

ROOT = Path(__file__).parents[1]
README, INSTALLED = ROOT / "docs/pictures", ROOT / "static/icons"
# Few colours make a small file: the most frequent ones, and for every other colour the nearest of these.
FEW_COLOURS = """async (png) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const { width, height } = image, context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const points = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer), counts = new Map();
  for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1);
  const all = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one)), palette = all.slice(0, 64);
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const apart = (one, other) => parts(one).reduce((sum, part, at) => sum + (part - parts(other)[at]) ** 2, 0);
  const nearest = (colour) => {
    const distances = palette.map((other) => apart(colour, other));
    return distances.indexOf(Math.min(...distances));
  };
  const places = new Map(all.map((colour) => [colour, nearest(colour)]));
  const row = (_, y) => [0, ...Array.from(points.subarray(y * width, (y + 1) * width), (point) => places.get(point))];
  return { width, height, palette: palette.flatMap(parts), rows: Array.from({ length: height }, row).flat() };
}"""


def today(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#question")).to_be_visible()


def log(page: Page) -> None:
    page.goto("/walks/new")
    backward = page.get_by_label("Of which backward", exact=True)
    backward.fill("8")
    backward.blur()
    expect(page.locator("#walk-preview")).to_contain_text("for backward")


def progress(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/progress")


def walk(page: Page) -> None:
    """In the first set of the next session, some minutes after its turn."""
    page.goto("/", wait_until="networkidle")
    page.clock.install(time=NOW)
    page.goto("/walk")
    expect(page.locator("[data-session]")).to_contain_text("backward")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("Forward", exact=True)).to_be_visible()
    page.clock.run_for("07:17")
    expect(page.get_by_text("Backward", exact=True)).to_be_visible()


TAKEN: dict[Path, tuple[Callable[[Page], None], float]] = {
    README / "today.png": (today, 1.5),
    README / "walk.png": (walk, 1.5),
    README / "log.png": (log, 1.5),
    README / "progress-dark.png": (progress, 1.5),
    INSTALLED / "screenshot-today.png": (today, 1080 / 390),
    INSTALLED / "screenshot-walk.png": (walk, 1080 / 390),
}


def small_png(page: Page, png: bytes) -> bytes:
    found = page.evaluate(FEW_COLOURS, base64.b64encode(png).decode())
    head = struct.pack(">IIBBBBB", found["width"], found["height"], 8, 3, 0, 0, 0)
    chunks = (b"IHDR", head), (b"PLTE", bytes(found["palette"])), (b"IDAT", zlib.compress(bytes(found["rows"]), 9))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in (*chunks, (b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def take(browser: Browser, address: str, token: str) -> None:
    for path, (visit, sharpness) in TAKEN.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": 390, "height": 844},
            device_scale_factor=sharpness,
            has_touch=True,
            locale="en-GB",
            timezone_id=PARIS,
            reduced_motion="reduce",
            service_workers="block",
            bypass_csp=True,
        )
        context.add_cookies([{"name": "backstride", "value": token, "url": address}])
        page = context.new_page()
        visit(page)
        path.write_bytes(small_png(page, page.screenshot()))
        context.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch("webapp.clock.now", lambda: NOW):
        app = create_app(Settings(data=Path(folder) / "data", host="127.0.0.1"))
        database = app.extensions["backstride_database"]
        anna = add_user(database, "Anna", role="owner")
        with database.writing() as session:
            demo.fill(session, anna, now=NOW)
            token = sign_ins.start(session, anna, now=NOW)
        server = create_server(app, host="127.0.0.1", port=0, ident=None)
        threading.Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            # One address was asked for, so it is one server and not several.
            take(browser, f"http://127.0.0.1:{server.effective_port}", token)  # type: ignore[union-attr]
            browser.close()
        server.close()
        database.close()


if __name__ == "__main__":
    main()
