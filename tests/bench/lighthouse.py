"""`python -m tests.bench.lighthouse`: Lighthouse as a phone, on Today, Log, Progress and History of a demo account.

It needs Node 20 or newer, npm and a Chromium. Lighthouse itself is installed once, into the cache of this computer's
user and never into the repository. It ends with 1 when a score is under its bar.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.servers import REAL, ROOT, running

VERSION = "12.8.2"
PAGES = {"Today": "/", "Log": "/walks/new", "Progress": "/progress", "History": "/walks/"}
BARS = {"performance": 95, "accessibility": 100, "best-practices": 100}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
ROW = "{:<10} {:>12} {:>14} {:>15}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lighthouse", description="Lighthouse's scores.")
    parser.add_argument("--reports", type=Path, help="a folder to keep the reports in")
    options = parser.parse_args()
    lighthouse = installed()
    with tempfile.TemporaryDirectory(prefix="backstride-lighthouse-") as folder:
        reports = options.reports or Path(folder)
        reports.mkdir(parents=True, exist_ok=True)
        data = Path(folder) / "data"
        headers = Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": f"backstride={demo_sign_in(data)}"}))
        with running(REAL, data) as server:
            # Whoever comes first pays for the first start of the browser: that is none of a page's doing.
            audited(lighthouse, f"http://127.0.0.1:{server.port}/", headers, reports / "first.json")
            found = {
                name: audited(lighthouse, f"http://127.0.0.1:{server.port}{path}", headers, reports / f"{name}.json")
                for name, path in PAGES.items()
            }
    print(ROW.format("page", *BARS))
    for name, report in found.items():
        print(ROW.format(name, *(f"{score}{'' if score >= BARS[one] else ' UNDER'}" for one, score in scores(report))))
    for name, report in found.items():
        print(f"\n{name}: {', '.join(times(report))}")
        print("\n".join(failures(report)) or "  nothing failed")
    return int(any(score < BARS[one] for report in found.values() for one, score in scores(report)))


def installed() -> Path:
    """Lighthouse's program, installed if it is not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "backstride" / f"lighthouse-{VERSION}"
    program = cache / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        cache.mkdir(parents=True, exist_ok=True)
        print(f"Installing Lighthouse {VERSION} into {cache}", flush=True)
        command = ["npm", "install", "--prefix", str(cache), "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.check_call(command, stdout=subprocess.DEVNULL)
    return program


def demo_sign_in(data: Path) -> str:
    """Fill a new data folder with the demo account; a token of somebody who is signed in to it."""
    command = [sys.executable, "-m", "tests.bench.demo_filling", str(data)]
    return subprocess.check_output(command, cwd=ROOT, text=True).strip()


def audited(lighthouse: Path, url: str, headers: Path, report: Path) -> Any:
    """Run Lighthouse on one page as it does by default: a phone of the middle, on slow 4G."""
    command = [
        *("node", str(lighthouse), url, "--quiet", "--output=json", f"--output-path={report}"),
        *(f"--only-categories={','.join(BARS)}", f"--extra-headers={headers}", f"--chrome-flags={FLAGS}"),
    ]
    subprocess.check_call(command, env=os.environ | {"CHROME_PATH": _chromium()})
    found = json.loads(report.read_text("utf-8"))
    if found["finalDisplayedUrl"] != url:
        sys.exit(f"Lighthouse was sent from {url} to {found['finalDisplayedUrl']}.")
    return found


def scores(report: Any) -> list[tuple[str, int]]:
    return [(one, round(100 * (report["categories"][one]["score"] or 0))) for one in BARS]


def times(report: Any) -> Iterator[str]:
    for one in TIMES:
        yield f"{one.replace('-', ' ')} {report['audits'][one].get('displayValue', '?')}"


def failures(report: Any) -> Iterator[str]:
    """Each audit that is not perfect, with what it weighs and the first things it names."""
    for category in BARS:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if audit["score"] is None or audit["score"] >= 0.9 or audit["scoreDisplayMode"] == "informative":
                continue
            weight, value = reference["weight"], audit.get("displayValue", "")
            yield f"  {category}, weight {weight}: {audit['title']} ({audit['id']}) {audit['score']} {value}"
            yield from (f"      {_named(item)}" for item in audit.get("details", {}).get("items", [])[:4])


def _named(item: Any) -> str:
    node = item.get("node", {})
    return str(node.get("snippet") or item.get("url") or item.get("description") or item)[:200]


def _chromium() -> str:
    named = os.environ.get("BACKSTRIDE_TEST_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return named or sys.exit("Lighthouse needs a Chromium; BACKSTRIDE_TEST_CHROMIUM names one.")


if __name__ == "__main__":
    sys.exit(main())
