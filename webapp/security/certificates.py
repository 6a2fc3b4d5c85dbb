"""A certificate authority for one home, and the server's certificate from it; the folder where both are kept.

The authority's certificate may vouch for names and addresses of a home network only: who steals its key, or doubts who
made it, still can't be anybody on the internet. `cryptography` is imported when something is made: it holds 13 MB.
"""

import datetime as dt
import hashlib
import json
import plistlib
import ssl
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from webapp.security import making
from webapp.storage.files import write_whole

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

AUTHORITY_LASTS = dt.timedelta(days=3652)
# iPhones refuse certificates of more than 825 days, and 398 is what the web agreed on.
LEAF_LASTS = dt.timedelta(days=397)
# A phone's clock may be behind the server's.
EARLIER = dt.timedelta(hours=1)
PERMITTED_NAMES = ("local", "home.arpa", "lan", "internal", "home", "fritz.box", "localhost")
PERMITTED_NETWORKS = tuple(
    ip_network(text)
    for text in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16"),
        *("fd00::/8", "fe80::/10", "::1/128"),
    )
)
# To permit a name without a dot permits every name under it: "dev" would be all of .dev. Top-level domains are letters
# only, so a name with a digit or a hyphen is none, nor are these; other machines are known by NAME.local.
_NO_TOP_LEVEL_DOMAINS = frozenset(
    {
        *("backstride", "debian", "diskstation", "homeassistant", "homeserver", "nas", "pi", "proxmox", "raspberrypi"),
        *("server", "synology", "truenas", "ubuntu", "umbrel", "unraid", "walk", "walks"),
    }
)
# How DER spells "extended key usage" (2.5.29.37).
_EXTENDED_KEY_USAGE = b"\x06\x03\x55\x1d\x25"

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Facts:
    """What has to be known of the server's certificate without taking it apart."""

    hosts: list[str]
    asked: list[str]
    issuer: str
    renew_after: str
    # Not known of a certificate from before this was noted.
    authority_ends: str = ""


class Certificates:
    """The folder with the authority (`authority.pem`) and the server's own (`server.pem`), each with its key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority_file = folder / "authority.pem"
        self.server_file = folder / "server.pem"

    def authority(self) -> bytes | None:
        """The authority's certificate in DER, without its key; None before it is made."""
        try:
            return ssl.PEM_cert_to_DER_cert(_first_certificate(self.authority_file.read_text()))
        except FileNotFoundError:
            return None

    def facts(self) -> Facts | None:
        """What is known of the server's certificate; None before it is made."""
        try:
            return Facts(**json.loads(self.server_file.read_text().partition("\n")[0]))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def make_authority(self, machine: str, *, now: dt.datetime) -> None:
        """Make the authority, once: phones trust this very one. When it has ended, they have to learn another."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        facts = self.facts()
        ends_at = facts.authority_ends if facts else ""
        has_ended = bool(ends_at) and now.isoformat() >= ends_at
        if has_ended or not self.authority_file.exists():
            write_whole(self.authority_file, making.authority(machine, now=now))

    def refresh(self, hosts: Iterable[str], asked: Iterable[str], *, now: dt.datetime) -> bool:
        """Make the server's certificate anew when it is due or its hosts have changed; answers whether it was."""
        wanted = sorted({host for host in (*hosts, *asked) if is_permitted(host)})
        issuer, known = fingerprint(self.authority() or b""), self.facts()
        if known and (known.hosts, known.issuer) == (wanted, issuer) and now.isoformat() < known.renew_after:
            return False
        authority = self.authority_file.read_bytes()
        leaf = making.leaf(authority, wanted, now=now)
        renew_after = min(now - EARLIER + LEAF_LASTS * 2 / 3, leaf.authority_ends_at)
        facts = Facts(wanted, list(asked), issuer, renew_after.isoformat(), leaf.authority_ends_at.isoformat())
        write_whole(self.server_file, json.dumps(asdict(facts)).encode() + b"\n" + leaf.pem)
        return True


def is_permitted(host: str) -> bool:
    """Whether the authority may vouch for this name or address."""
    address = _address(host)
    if address is not None:
        return any(address in network for network in PERMITTED_NETWORKS)
    return any(host == name or host.endswith(f".{name}") for name in PERMITTED_NAMES) or is_single(host)


def is_single(name: str) -> bool:
    """Whether this is a name without a dot that can't be a top-level domain."""
    plain = name.replace("-", "a")
    is_label = plain.isascii() and plain.isalnum() and name == name.lower() and not name.startswith("xn--")
    return is_label and (name in _NO_TOP_LEVEL_DOMAINS or not name.isalpha())


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate, in the way that phones show it."""
    return hashlib.sha256(der).digest().hex(":").upper()


def is_for_web_only(der: bytes) -> bool:
    """Whether an authority says that it is for web servers alone; the first ones did not."""
    return _EXTENDED_KEY_USAGE in der


def end_of(pem: bytes) -> dt.datetime:
    from cryptography import x509

    return x509.load_pem_x509_certificate(pem).not_valid_after_utc


def profile(der: bytes, machine: str) -> bytes:
    """The authority's certificate as a profile that an iPhone installs."""
    ids = [str(uuid5(NAMESPACE_URL, f"backstride:{part}:{fingerprint(der)}")).upper() for part in ("profile", "root")]
    common: dict[str, Any] = {"PayloadVersion": 1, "PayloadDisplayName": f"Backstride at {machine}"}
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadIdentifier": f"backstride.root.{ids[1]}",
        "PayloadUUID": ids[1],
        "PayloadContent": der,
    }
    outer = {
        "PayloadType": "Configuration",
        "PayloadIdentifier": f"backstride.{ids[0]}",
        "PayloadUUID": ids[0],
        "PayloadDescription": "Lets this phone open Backstride at home over https.",
        "PayloadContent": [common | root],
    }
    return plistlib.dumps(common | outer)


def new_authority(machine: str, *, now: dt.datetime) -> bytes:
    """A new authority's certificate and key, as PEM, for web servers at names and addresses of a home network."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    key = ec.generate_private_key(ec.SECP256R1())
    # An iPhone lists only roots with a common name where they are trusted.
    name = _name(f"Backstride at {machine}"[:64])
    names = [*PERMITTED_NAMES, *([machine] if is_single(machine) else [])]
    permitted: list[x509.GeneralName] = [*map(x509.DNSName, names), *map(x509.IPAddress, PERMITTED_NETWORKS)]
    # Without a mail host in the list every one would be permitted; nobody has mail at this one (RFC 2606).
    permitted.append(x509.RFC822Name("nobody.invalid"))
    start = now - EARLIER
    builder = _builder(name, name, key, start, start + AUTHORITY_LASTS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(x509.NameConstraints(permitted, None), critical=True)
    return _signed(builder, key, key)


def new_leaf(authority: bytes, hosts: list[str], *, now: dt.datetime) -> bytes:
    """A certificate and key for these names and addresses, as PEM, signed by the authority (PEM with its key)."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509.oid import ExtendedKeyUsageOID

    issuer = x509.load_pem_x509_certificate(authority)
    issuer_key = load_pem_private_key(authority, None)
    if not isinstance(issuer_key, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is not one that Backstride made")
    key = ec.generate_private_key(ec.SECP256R1())
    start = now - EARLIER
    end = min(start + LEAF_LASTS, issuer.not_valid_after_utc)
    builder = _builder(_name("Backstride"), issuer.subject, key, start, end)
    builder = builder.add_extension(
        x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return _signed(builder.add_extension(issuer_id, critical=False), key, issuer_key)


def _builder(
    subject: "x509.Name", issuer: "x509.Name", key: "EllipticCurvePrivateKey", start: dt.datetime, end: dt.datetime
) -> "x509.CertificateBuilder":
    from cryptography import x509

    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _signed(
    builder: "x509.CertificateBuilder", key: "EllipticCurvePrivateKey", issuer_key: "EllipticCurvePrivateKey"
) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + builder.sign(issuer_key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _usage(*, signs_certificates: bool) -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common_name: str) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _general_name(host: str) -> "x509.GeneralName":
    from cryptography import x509

    address = _address(host)
    return x509.IPAddress(address) if address else x509.DNSName(host)


def _address(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _first_certificate(pem: str) -> str:
    begin, end = ssl.PEM_HEADER, ssl.PEM_FOOTER
    return pem[pem.index(begin) : pem.index(end) + len(end)]
