"""Locks what Backstride installs: every package, direct or not, with the sha256 of each of its files.

It takes the versions from pyproject.toml, keeps those in the locks where they still fit, and writes the locks anew.
It needs uv, which nothing else here does. `--upgrade` takes the newest version of what pyproject.toml does not name.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
# Hatchling asks for it as soon as an installation is to read the checkout itself.
EDITABLES = "editables==0.6"


def main(options: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    node = re.findall(r'^NODE_WHEEL = "(.+)"', (ROOT / "webapp/build_assets.py").read_text("utf-8"), re.MULTILINE)
    run = project["project"]["dependencies"]
    optional = project["project"]["optional-dependencies"]
    lock("dev", run + optional["dev"], options)
    # What runs at home is what the tests ran with.
    lock("run", run, ["--constraint", "requirements/dev.txt"])
    lock("apprise", optional["apprise"], ["--constraint", "requirements/dev.txt"])
    lock("build", [*project["build-system"]["requires"], EDITABLES], ["--constraint", "requirements/dev.txt"])
    lock("node", node, [])


def lock(name: str, requirements: list[str], options: list[str]) -> None:
    """Resolve the requirements for every platform and every Python from 3.11 on, and write `name`.txt."""
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    output = ["--no-header", "--no-annotate", "--no-emit-index-url", "--output-file", f"requirements/{name}.txt"]
    subprocess.run([*command, *output, *options, "-"], input="\n".join(requirements), cwd=ROOT, text=True, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
