"""Runs the tests, in the environment that `python3 app.py test` makes.

It finds a Chromium for the tests under tests/e2e, or installs one. With `--check` it runs the static checks instead.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
E2E = "tests/e2e"
CHROMIUM = "BACKSTRIDE_TEST_CHROMIUM"

# While a test in a browser waits, another one works; and who is done takes over from who has much left.
WORKERS = ("-n", str(2 * (os.cpu_count() or 1)), "--dist", "worksteal")

STATIC_CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
)

NO_BROWSER = f"""
{"#" * 80}
#
#   NO BROWSER: the tests under {E2E} do NOT run.
#   Install Chromium, or set {CHROMIUM} to its path.
#
{"#" * 80}
"""


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        return run_static_checks()
    chromium = find_chromium() or install_chromium()
    bring_certificate_tool()
    if chromium:
        return run_pytest(*WORKERS, *arguments, chromium=chromium)
    if os.environ.get("CI"):
        print(f"No browser could be found or installed, and in CI the tests under {E2E} must run.", file=sys.stderr)
        return 1
    print(NO_BROWSER, flush=True)
    status = run_pytest(*WORKERS, f"--ignore={E2E}", *arguments)
    print(NO_BROWSER, flush=True)
    return status


def run_static_checks() -> int:
    """Run every check, even after one has failed, so that a person sees all there is to mend."""
    scripts = Path(sys.executable).parent
    return int(any([subprocess.call([scripts / name, *rest], cwd=ROOT) for name, *rest in STATIC_CHECKS]))


def run_pytest(*arguments: str, chromium: str = "") -> int:
    environment = os.environ | {CHROMIUM: chromium}
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)


def find_chromium() -> str | None:
    named = os.environ.get(CHROMIUM)
    if named and not Path(named).is_file():
        sys.exit(f"{CHROMIUM} names {named}, and there is no such file.")
    names = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    return named or next(filter(None, map(shutil.which, names)), None) or find_chromium_of_playwright()


def find_chromium_of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install_chromium() -> str | None:
    print("No Chromium is here: installing one for the tests in a browser.", flush=True)
    if is_root_on_debian():
        apt_install("chromium")
    else:
        subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])
    return find_chromium()


def bring_certificate_tool() -> None:
    """The browser tests of https tell a throw-away browser with it which authority to trust."""
    if shutil.which("certutil") is None and is_root_on_debian():
        apt_install("libnss3-tools")


def apt_install(package: str) -> None:
    subprocess.call(["apt-get", "update", "--quiet"])
    subprocess.call(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package])


def is_root_on_debian() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    return platform.freedesktop_os_release()["ID"] == "debian"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
