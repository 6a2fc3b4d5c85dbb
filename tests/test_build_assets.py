from pathlib import Path

import pytest

from webapp import build_assets


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A static folder whose vendor files were made from its lock."""
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text('{"packages": {}}')
    (vendor / "htmx.min.js").write_text("htmx")
    build_assets.write_manifest(tmp_path, vendor)
    return tmp_path


@pytest.fixture(autouse=True)
def no_npm(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(static: Path, folder: Path) -> Path:
        raise ConnectionError("npm was asked")

    monkeypatch.setattr(build_assets, "install_packages", refuse)


def test_build_asks_no_network_while_the_files_are_whole(static: Path) -> None:
    build_assets.build(static)

    assert (static / "vendor" / "htmx.min.js").read_text() == "htmx"


@pytest.mark.parametrize("name", ["vendor/htmx.min.js", "package-lock.json", "package.json"])
def test_build_starts_anew_when_a_file_has_changed(static: Path, name: str) -> None:
    (static / name).write_text('{"packages": {"": {}}}')

    with pytest.raises(ConnectionError):
        build_assets.build(static)


def test_build_starts_anew_when_a_file_is_gone(static: Path) -> None:
    (static / "vendor" / "htmx.min.js").unlink()

    assert not build_assets.is_current(static)


def test_build_refuses_a_package_without_a_hash(static: Path) -> None:
    (static / "package-lock.json").write_text('{"packages": {"node_modules/htmx.org": {"version": "4.0.1"}}}')

    with pytest.raises(RuntimeError, match=r"no sha512 for node_modules/htmx\.org"):
        build_assets.build(static)


def test_the_lock_names_no_host() -> None:
    lock = Path(__file__).parent.parent / "static" / "package-lock.json"

    assert '"resolved"' not in lock.read_text()
