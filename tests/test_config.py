from ipaddress import ip_network
from pathlib import Path

import pytest

from webapp.config import InvalidSetting, Provider, Settings, data_folder


def test_without_settings_phones_in_the_home_network_reach_it() -> None:
    settings = Settings.from_env({"HOME": "/home/alice"})

    assert (settings.host, settings.port, settings.base_url, settings.trusted_proxies) == ("0.0.0.0", 8150, None, ())  # noqa: S104
    assert settings.database_url is None
    assert settings.database_file == settings.data / "backstride.db"


def test_every_setting_is_read() -> None:
    settings = Settings.from_env(
        {
            "BACKSTRIDE_DATA": "/srv/walks",
            "BACKSTRIDE_HOST": "127.0.0.1",
            "BACKSTRIDE_PORT": "9000",
            "BACKSTRIDE_DATABASE_URL": "sqlite:////mnt/walks.db",
            "BACKSTRIDE_TRUSTED_PROXIES": "192.168.1.2, 10.0.0.0/8 ::1",
            "BACKSTRIDE_BASE_URL": "https://walks.example.org/",
            "BACKSTRIDE_HTTPS_ONLY": "yes",
        }
    )

    assert (settings.data, settings.host, settings.port) == (Path("/srv/walks"), "127.0.0.1", 9000)
    assert (settings.database_url, settings.database_file) == ("sqlite:////mnt/walks.db", Path("/mnt/walks.db"))
    assert settings.trusted_proxies == tuple(map(ip_network, ("192.168.1.2/32", "10.0.0.0/8", "::1/128")))
    assert (settings.base_url, settings.https_only) == ("https://walks.example.org", True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKSTRIDE_PORT", "0"),
        ("BACKSTRIDE_PORT", "65536"),
        ("BACKSTRIDE_PORT", "-1"),
        ("BACKSTRIDE_PORT", "eight"),
        ("BACKSTRIDE_PORT", "²"),
        ("BACKSTRIDE_PORT", "1" * 5000),
        ("BACKSTRIDE_TRUSTED_PROXIES", "*"),
        ("BACKSTRIDE_TRUSTED_PROXIES", "proxy.lan"),
        ("BACKSTRIDE_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("BACKSTRIDE_BASE_URL", "walks.example.org"),
        ("BACKSTRIDE_BASE_URL", "javascript:alert(1)"),
        ("BACKSTRIDE_BASE_URL", "https://example.org/walks"),
        ("BACKSTRIDE_BASE_URL", "https://"),
        ("BACKSTRIDE_BASE_URL", "http://[::1"),
        ("BACKSTRIDE_BASE_URL", "http://example.org:notaport"),
        ("BACKSTRIDE_BASE_URL", "https://a b"),
        ("BACKSTRIDE_BASE_URL", "https://example.org\u2028"),
        ("BACKSTRIDE_TLS_PORT", "8150"),
        ("BACKSTRIDE_HTTPS_ONLY", "perhaps"),
        ("BACKSTRIDE_HTTPS_ONLY", "yes"),
        ("BACKSTRIDE_OPEN_TO", "0.0.0.0/0"),
        ("BACKSTRIDE_OPEN_TO", "203.0.113.0/24"),
        ("BACKSTRIDE_OPEN_TO", "2000::/3"),
        ("BACKSTRIDE_OPEN_TO", "home"),
        ("BACKSTRIDE_PROXY_USER_HEADER", "Remote User"),
        ("BACKSTRIDE_PROXY_USER_HEADER", "X-Forwarded-For"),
        ("BACKSTRIDE_PROXY_USER_HEADER", "Cookie"),
        ("BACKSTRIDE_PROXY_SIGN_OUT", "javascript:alert(1)"),
        ("BACKSTRIDE_DATABASE_URL", "nonsense"),
        ("BACKSTRIDE_DATABASE_URL", "sqlite:///"),
        ("BACKSTRIDE_DATABASE_URL", "mysql://walks"),
        ("BACKSTRIDE_DATABASE_URL", "postgresql+psycopg://alice:secret@walks"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=f"^{name} must ") as refused:
        Settings.from_env({name: value, "HOME": "/home/alice"})
    assert "secret" not in str(refused.value)


OPEN = {
    "HOME": "/home/alice",
    "BACKSTRIDE_OPEN_TO": "192.168.1.0/24 2001:db8:1::/64",
    "BACKSTRIDE_OPEN_HOSTS": "Walk.local, [fd00::1]",
    "BACKSTRIDE_OPEN_AS": " Family ",
}


def test_a_diary_is_open_to_a_home_under_names_of_the_owners() -> None:
    home = Settings.from_env(OPEN).open_home
    assert home and (sorted(home.hosts), home.name) == (["fd00::1", "walk.local"], "Family")
    assert list(map(str, home.networks)) == ["192.168.1.0/24", "2001:db8:1::/64"]
    for name in ("BACKSTRIDE_OPEN_HOSTS", "BACKSTRIDE_OPEN_AS"):
        with pytest.raises(InvalidSetting, match=f"^{name} must "):
            Settings.from_env(OPEN | {name: ""})


OIDC = {
    "HOME": "/home/alice",
    "BACKSTRIDE_BASE_URL": "https://walks.example.org",
    "BACKSTRIDE_OIDC_ISSUER": "https://auth.example.org/",
    "BACKSTRIDE_OIDC_CLIENT_ID": "backstride",
}


def test_a_provider_is_known_by_its_issuer(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    file = {"BACKSTRIDE_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"), "BACKSTRIDE_OIDC_NAME": " Our  door "}
    provider = Settings.from_env(OIDC | file).provider
    assert provider == Provider(
        issuer="https://auth.example.org", client_id="backstride", client_secret="s3cret", name="Our door"
    )
    assert "s3cret" not in repr(provider)
    plain = Settings.from_env(OIDC).provider
    assert plain and (plain.client_secret, plain.name) == ("", "auth.example.org")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKSTRIDE_OIDC_ISSUER", ""),
        ("BACKSTRIDE_OIDC_ISSUER", "auth.example.org"),
        ("BACKSTRIDE_OIDC_ISSUER", "https://ann:secret@auth.example.org"),
        ("BACKSTRIDE_OIDC_ISSUER", "https://auth.example.org?a=1"),
        ("BACKSTRIDE_OIDC_ISSUER", "http://[::1"),
        ("BACKSTRIDE_OIDC_CLIENT_ID", ""),
        ("BACKSTRIDE_OIDC_CLIENT_SECRET_FILE", "/nowhere"),
        ("BACKSTRIDE_BASE_URL", ""),
    ],
)
def test_half_a_provider_is_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=f"^{name} must "):
        Settings.from_env(OIDC | {name: value})


@pytest.mark.parametrize(
    "name",
    [
        "DATA",
        "HOST",
        "PORT",
        "DATABASE_URL",
        "TRUSTED_PROXIES",
        "BASE_URL",
        "OIDC_ISSUER",
        "PROXY_USER_HEADER",
        "OPEN_TO",
    ],
)
def test_an_empty_setting_is_as_good_as_none(name: str) -> None:
    home = {"HOME": "/home/alice"}

    assert Settings.from_env(home | {f"BACKSTRIDE_{name}": ""}) == Settings.from_env(home)


@pytest.mark.parametrize(
    ("platform", "env", "folder"),
    [
        ("linux", {"HOME": "/home/alice"}, "/home/alice/.local/share/backstride"),
        ("linux", {"HOME": "/home/alice", "XDG_DATA_HOME": "/data"}, "/data/backstride"),
        ("darwin", {"HOME": "/Users/alice"}, "/Users/alice/Library/Application Support/Backstride"),
        ("win32", {"LOCALAPPDATA": "/alice/AppData/Local"}, "/alice/AppData/Local/Backstride"),
        ("win32", {"USERPROFILE": "/alice"}, "/alice/AppData/Local/Backstride"),
    ],
)
def test_data_stands_where_the_platform_keeps_it(platform: str, env: dict[str, str], folder: str) -> None:
    assert data_folder(env, platform) == Path(folder)


def test_a_home_folder_is_found_by_its_short_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/alice")

    assert Settings.from_env({"BACKSTRIDE_DATA": "~/walks"}).data == Path("/home/alice/walks")
