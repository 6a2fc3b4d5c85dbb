"""The door to Backstride: `python3 app.py` makes its environment on the first run, then is the `backstride` command.

`python3 app.py test` runs the tests in the same way. Until the environment stands, only the standard library is here.
"""

import hashlib
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "backstride-installed"
VENDOR = ROOT / "static/vendor/manifest.json"
LOCKS = ROOT / "requirements"
NPM_LOCK = [ROOT / "static/package.json", ROOT / "static/package-lock.json"]


def create_app() -> "Flask":
    """Make the application for a WSGI server, such as `waitress-serve --call app:create_app`."""
    import webapp

    return webapp.create_app()


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Backstride needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}.")
    arguments = sys.argv[1:]
    is_test = arguments[:1] == ["test"]
    if Path(sys.prefix).resolve() == VENV.resolve():
        install("dev" if is_test else "")
    elif not (VENDOR.exists() and has_dependencies("dev" if is_test else "")):
        make_venv()
        become(VENV_PYTHON, Path(__file__), *arguments)
    if is_test:
        become(Path(sys.executable), ROOT / "tests" / "run.py", *arguments[1:])
    compile_catalogues()
    from webapp import cli

    cli.main()


def has_dependencies(extra: str) -> bool:
    """Whether the Python that runs has every package of ours, so that a person's own environment is used as it is."""
    import tomllib
    from importlib import metadata

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    requirements = project["dependencies"] + project["optional-dependencies"].get(extra, [])
    names = (re.split(r"[^\w.-]", requirement)[0] for requirement in requirements)
    try:
        return all(metadata.distribution(name) for name in names)
    except metadata.PackageNotFoundError:
        return False


def make_venv() -> None:
    if VENV_PYTHON.exists() and (VENV / "pyvenv.cfg").exists():
        return
    if util.find_spec("venv") is None or util.find_spec("ensurepip") is None:
        sys.exit(
            "Backstride needs Python's venv module. On Debian, Ubuntu or Raspberry Pi OS: sudo apt install python3-venv"
        )
    say(f"Making Backstride's environment in {VENV}. It takes a minute, the first time only.")
    run_quietly("make its environment", "venv", str(VENV))


def install(extra: str) -> None:
    """Install what the locks name into the environment that runs, unless the stamp says it is there."""
    files = [ROOT / "pyproject.toml", *sorted(LOCKS.glob("*.txt")), *NPM_LOCK]
    # A checkout that was moved, or a newer Python, leaves an environment of the same look that does not work.
    wanted = sha256(*files, suffix=f"{ROOT} {sys.version_info[:2]}")
    stamp = STAMP.read_text("utf-8") if STAMP.exists() and VENDOR.exists() else ""
    if stamp in (f"{wanted} {extra}", f"{wanted} dev"):
        return
    say("Installing what Backstride needs" + (" and its tests." if extra else "."))
    if util.find_spec("pip") is None:
        run_quietly("install pip", "ensurepip")
    pip_install(*locked(extra or "run"))
    install_backstride()
    STAMP.write_text(f"{wanted} {extra}", "utf-8")
    importlib.invalidate_caches()


def install_backstride() -> None:
    """Build Backstride itself with locked tools, in a folder that is thrown away."""
    names = ["build", "node"] if needs_node() else ["build"]
    with tempfile.TemporaryDirectory() as folder:
        pip_install("--target", folder, *locked(*names))
        pip_install("--no-deps", "--no-build-isolation", "--editable", ".", PYTHONPATH=folder)


def compile_catalogues() -> None:
    """Make the .mo file of each language whose .po file is newer, as after a `git pull`."""
    catalogues = ROOT.glob("translations/*/LC_MESSAGES/messages.po")
    for source in [catalogue for catalogue in catalogues if is_older(catalogue.with_suffix(".mo"), catalogue)]:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as file, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(file))


def is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def needs_node() -> bool:
    """Whether the scripts of third parties have yet to come, and no npm is here to bring them."""
    return shutil.which("npm") is None and not (VENDOR.exists() and sha256(*NPM_LOCK) in VENDOR.read_text("utf-8"))


def locked(*names: str) -> list[str]:
    return ["--require-hashes", *(f"--requirement={LOCKS / name}.txt" for name in names)]


def pip_install(*arguments: str, **environment: str) -> None:
    quiet = ("--quiet", "--no-input", "--disable-pip-version-check")
    run_quietly("install what it needs", "pip", "install", *quiet, *arguments, **environment)


def run_quietly(purpose: str, module: str, *arguments: str, **environment: str) -> None:
    """Run a module of Python, and show what it wrote only if it fails."""
    command = [sys.executable, "-m", module, *arguments]
    try:
        subprocess.check_output(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except subprocess.CalledProcessError as failure:
        last_lines = "\n".join(failure.output.splitlines()[-15:])
        sys.exit(f"{last_lines}\n\nBackstride could not {purpose}; the lines above say why. Then start it again.")


def sha256(*files: Path, suffix: str = "") -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files) + suffix.encode()).hexdigest()


def become(python: Path, script: Path, *arguments: str) -> None:
    """Go on as another program. Windows gives its caller back the prompt too soon at an exec, so there we wait."""
    command = [str(python), str(script), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


def say(sentence: str) -> None:
    # The standard output belongs to the command, as in `app.py export > walks.json`.
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
