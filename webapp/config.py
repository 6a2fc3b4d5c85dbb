"""What the environment says, read once; nothing else reads it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
_SQLITE = "sqlite:///"
_HOMES = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10"))
)
_LARGEST_HOME_IPV6 = 56
_OF_BROWSERS = frozenset(
    {"accept", "accept-language", "authorization", "cookie", "forwarded", "host", "origin", "referer", "user-agent"}
)
# Of what a button is called.
_LONGEST_NAME = 40


class InvalidSetting(ValueError):
    """A setting that can't be used; its message names the variable and what it should be."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """An OpenID Connect provider of the owner's choice, and how it knows this server."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    # What its button is called.
    name: str


@dataclass(frozen=True, kw_only=True)
class OpenHome:
    """From where, under which names, and whose diary is open without a sign-in."""

    networks: tuple[Network, ...]
    hosts: frozenset[str]
    name: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of one server; `docs/settings.md` lists them."""

    data: Path
    host: str = "0.0.0.0"  # noqa: S104 - phones in the home network are who it is for.
    port: int = 8150
    tls_port: int | None = 8151
    database_url: str | None = None
    trusted_proxies: tuple[Network, ...] = ()
    proxy_user_header: str | None = None
    proxy_sign_out: str | None = None
    base_url: str | None = None
    https_only: bool = False
    provider: Provider | None = None
    open_home: OpenHome | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        settings = cls(
            data=Path(env["BACKSTRIDE_DATA"]).expanduser() if env.get("BACKSTRIDE_DATA") else data_folder(env),
            host=env.get("BACKSTRIDE_HOST") or cls.host,
            port=_port(env.get("BACKSTRIDE_PORT") or str(cls.port)),
            tls_port=_tls_port(env.get("BACKSTRIDE_TLS_PORT", str(cls.tls_port))),
            database_url=_database_url(env.get("BACKSTRIDE_DATABASE_URL", "")),
            trusted_proxies=_networks(env.get("BACKSTRIDE_TRUSTED_PROXIES", "")),
            proxy_user_header=_header(env.get("BACKSTRIDE_PROXY_USER_HEADER", "")),
            proxy_sign_out=_page(env.get("BACKSTRIDE_PROXY_SIGN_OUT", "")),
            base_url=_base_url(env.get("BACKSTRIDE_BASE_URL", "")),
            https_only=_is_on("BACKSTRIDE_HTTPS_ONLY", env.get("BACKSTRIDE_HTTPS_ONLY", "")),
            provider=_provider(env),
            open_home=_open_home(env),
        )
        if settings.tls_port == settings.port:
            raise InvalidSetting("BACKSTRIDE_TLS_PORT must be another port than BACKSTRIDE_PORT, or empty.")
        if settings.provider and not settings.base_url:
            raise InvalidSetting(
                "BACKSTRIDE_BASE_URL must be set, too: the provider sends people back to that address."
            )
        if settings.https_only and not (settings.base_url or "").startswith("https:"):
            raise InvalidSetting("BACKSTRIDE_HTTPS_ONLY must be no, unless BACKSTRIDE_BASE_URL begins with https://.")
        return settings

    @property
    def database_file(self) -> Path:
        """The embedded database's file."""
        return Path(self.database_url.removeprefix(_SQLITE)) if self.database_url else self.data / "backstride.db"


def data_folder(env: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where the platform keeps the data of programs."""
    home = Path(env.get("HOME") or env.get("USERPROFILE") or Path.home())
    if platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Backstride"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Backstride"
    return Path(env.get("XDG_DATA_HOME") or home / ".local" / "share") / "backstride"


def _port(text: str, variable: str = "BACKSTRIDE_PORT") -> int:
    if not text.isdecimal() or len(text) > 5 or not 1 <= int(text) <= 65535:
        raise InvalidSetting(f"{variable} must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _tls_port(text: str) -> int | None:
    return None if text.strip() in ("", "0") else _port(text, "BACKSTRIDE_TLS_PORT")


def _is_on(variable: str, text: str) -> bool:
    if text.lower() not in ("", "0", "1", "no", "yes"):
        raise InvalidSetting(f"{variable} must be yes or no, not {text!r}.")
    return text.lower() in ("1", "yes")


def _database_url(text: str) -> str | None:
    if text.startswith("postgres"):
        raise InvalidSetting(
            "BACKSTRIDE_DATABASE_URL must be left out, or name an SQLite file: PostgreSQL can't be used yet."
        )
    if text and (not text.startswith(_SQLITE) or not text.removeprefix(_SQLITE)):
        raise InvalidSetting(f"BACKSTRIDE_DATABASE_URL must look like sqlite:////srv/backstride.db, not {text!r}.")
    return text or None


def _networks(text: str, variable: str = "BACKSTRIDE_TRUSTED_PROXIES") -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part, strict=False) for part in text.replace(",", " ").split())
    except ValueError as error:
        raise InvalidSetting(
            f"{variable} must be addresses or networks such as 192.168.1.2 or 10.0.0.0/8: {error}."
        ) from error


def _header(text: str) -> str | None:
    """A header that is the proxy's alone; never one that browsers send by themselves."""
    name = text.strip()
    if not name:
        return None
    is_header = all(part.isascii() and part.isalnum() for part in name.split("-"))
    if not is_header or name.lower().startswith("x-forwarded-") or name.lower() in _OF_BROWSERS:
        raise InvalidSetting(f"BACKSTRIDE_PROXY_USER_HEADER must be a header such as Remote-User, not {text!r}.")
    return name


def _page(text: str) -> str | None:
    if text and not text.startswith(("https://", "http://", "/")):
        raise InvalidSetting(f"BACKSTRIDE_PROXY_SIGN_OUT must look like https://auth.example.org/logout, not {text!r}.")
    return text or None


def _base_url(text: str) -> str | None:
    if not text:
        return None
    wrong = InvalidSetting(f"BACKSTRIDE_BASE_URL must look like https://walks.example.org, not {text!r}.")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise wrong from error
    has_blank = any(letter.isspace() or not letter.isprintable() for letter in text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or has_blank:
        raise wrong
    return f"{parts.scheme}://{parts.netloc}"


def _open_home(env: Mapping[str, str]) -> OpenHome | None:
    networks = _networks(env.get("BACKSTRIDE_OPEN_TO", ""), "BACKSTRIDE_OPEN_TO")
    if not networks:
        return None
    if not all(_is_of_a_home(network) for network in networks):
        raise InvalidSetting("BACKSTRIDE_OPEN_TO must be networks of a home, such as 192.168.1.0/24.")
    hosts = env.get("BACKSTRIDE_OPEN_HOSTS", "").replace(",", " ").lower().split()
    name = env.get("BACKSTRIDE_OPEN_AS", "").strip()
    if not hosts:
        raise InvalidSetting("BACKSTRIDE_OPEN_HOSTS must be set, too: the names that people type, such as walk.local.")
    if not name:
        raise InvalidSetting("BACKSTRIDE_OPEN_AS must be set, too: the user name of the person whose diary is open.")
    return OpenHome(networks=networks, hosts=frozenset(host.strip("[]") for host in hosts), name=name)


def _is_of_a_home(network: Network) -> bool:
    """Whether nobody elsewhere can be in it: in IPv6 a home may have public addresses, with at most this many."""
    if network.version == 6 and network.prefixlen >= _LARGEST_HOME_IPV6:
        return True
    # Both are of one version here, which mypy can't see.
    return any(network.version == home.version and network.subnet_of(home) for home in _HOMES)  # type: ignore[arg-type]


def _provider(env: Mapping[str, str]) -> Provider | None:
    issuer, client_id = (env.get(name, "").strip() for name in ("BACKSTRIDE_OIDC_ISSUER", "BACKSTRIDE_OIDC_CLIENT_ID"))
    if not issuer and not client_id:
        return None
    if not client_id:
        raise InvalidSetting("BACKSTRIDE_OIDC_CLIENT_ID must be set, too: the provider knows this server by it.")
    host = _issuer_host(issuer)
    name = " ".join(env.get("BACKSTRIDE_OIDC_NAME", "").split())[:_LONGEST_NAME]
    return Provider(issuer=issuer.rstrip("/"), client_id=client_id, client_secret=_secret(env), name=name or host)


def _issuer_host(issuer: str) -> str:
    wrong = InvalidSetting(f"BACKSTRIDE_OIDC_ISSUER must look like https://auth.example.org, not {issuer!r}.")
    try:
        parts = urlsplit(issuer)
        _ = parts.port
    except ValueError as error:
        raise wrong from error
    has_blank = any(letter.isspace() or not letter.isprintable() for letter in issuer)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None or has_blank:
        raise wrong
    if parts.query or parts.fragment:
        raise wrong
    return parts.hostname


def _secret(env: Mapping[str, str]) -> str:
    """The secret itself, or what its file says; empty for a provider that wants none."""
    file = env.get("BACKSTRIDE_OIDC_CLIENT_SECRET_FILE")
    if not file:
        return env.get("BACKSTRIDE_OIDC_CLIENT_SECRET", "").strip()
    try:
        return Path(file).expanduser().read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise InvalidSetting(
            f"BACKSTRIDE_OIDC_CLIENT_SECRET_FILE must be a file that can be read: {file!r}."
        ) from error
