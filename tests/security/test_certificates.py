"""The certificates of https at home: what the authority may vouch for, and when the server's own is made anew."""

import datetime as dt
import os
import plistlib
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.factories import NOW
from webapp.security import certificates
from webapp.security.certificates import Certificates

pytestmark = pytest.mark.usefixtures("certificates_here")

HOSTS = ["nas.local", "nas", "localhost", "192.168.1.10"]
DAY = dt.timedelta(days=1)


@pytest.fixture
def kept(tmp_path: Path) -> Certificates:
    """The certificates of a machine called nas."""
    made = Certificates(tmp_path / "certificates")
    made.make_authority("nas", now=NOW)
    made.refresh(HOSTS, [], now=NOW)
    return made


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def names(file: Path) -> list[str]:
    found = read(file).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in found]


def verified(kept: Certificates, leaf: Path, asked: str) -> str:
    """What openssl, which phones' makers also use, says to this certificate under this name or address."""
    option = "-verify_ip" if asked[0].isdigit() else "-verify_hostname"
    at = ["-attime", str(int(NOW.timestamp())), "-x509_strict", "-purpose", "sslserver"]
    command: list[str | Path] = ["openssl", "verify", "-CAfile", kept.authority_file, *at, option, asked, leaf]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return "accepted" if answer.returncode == 0 else answer.stderr


@pytest.mark.parametrize("asked", HOSTS)
def test_the_servers_certificate_is_accepted_for_its_names_and_addresses(kept: Certificates, asked: str) -> None:
    assert verified(kept, kept.server_file, asked) == "accepted"


@pytest.mark.parametrize("asked", ["example.com", "evil.local.example.com", "dev", "8.8.8.8", "2001:db8::1"])
def test_a_stolen_key_makes_nobody_on_the_internet(kept: Certificates, tmp_path: Path, asked: str) -> None:
    stolen = tmp_path / "stolen.pem"
    stolen.write_bytes(certificates.new_leaf(kept.authority_file.read_bytes(), [asked], now=NOW))
    assert "permitted subtree violation" in verified(kept, stolen, asked)


def test_only_home_names_are_asked_of_the_authority(kept: Certificates) -> None:
    kept.refresh([*HOSTS, "example.com", "dev", "8.8.8.8", "", "a b", "münchen"], ["walk.fritz.box"], now=NOW)
    assert names(kept.server_file) == sorted([*HOSTS, "walk.fritz.box"])


@pytest.mark.parametrize(
    ("name", "is_safe"),
    [
        ("pi", True),
        ("pi4", True),
        ("my-nas", True),
        ("dev", False),
        ("box", False),
        ("xn--p1ai", False),
        ("a.b", False),
        ("", False),
    ],
)
def test_a_name_without_a_dot_is_safe_only_when_it_is_no_top_level_domain(name: str, is_safe: bool) -> None:
    assert certificates.is_permitted(name) is is_safe


def test_the_authority_says_who_it_is_and_what_it_may_do(kept: Certificates) -> None:
    found = read(kept.authority_file)
    assert found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Backstride at nas"
    basic = found.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    assert found.extensions.get_extension_for_class(x509.NameConstraints).critical
    usage = found.extensions.get_extension_for_class(x509.KeyUsage)
    assert (usage.critical, usage.value.key_cert_sign, usage.value.digital_signature) == (True, True, False)
    assert found.not_valid_after_utc - found.not_valid_before_utc == certificates.AUTHORITY_LASTS


def test_the_servers_certificate_is_one_that_an_iphone_takes(kept: Certificates) -> None:
    found = read(kept.server_file)
    assert found.not_valid_after_utc - found.not_valid_before_utc == 397 * DAY
    usages = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usages) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert found.signature_hash_algorithm is not None
    assert found.signature_hash_algorithm.name == "sha256"


@pytest.mark.parametrize(("days", "is_renewed"), [(1, False), (264, False), (265, True), (500, True)])
def test_it_is_renewed_after_two_thirds_of_its_life(kept: Certificates, days: int, is_renewed: bool) -> None:
    before = kept.server_file.read_bytes()
    later = NOW + days * DAY
    assert kept.refresh(HOSTS, [], now=later) is is_renewed
    assert (kept.server_file.read_bytes() != before) is is_renewed
    assert not kept.refresh(HOSTS, [], now=later)
    assert read(kept.server_file).not_valid_after_utc > later


def test_it_follows_a_changed_address_while_the_authority_stays(kept: Certificates) -> None:
    authority = kept.authority()
    assert kept.refresh(["nas.local", "192.168.1.77"], [], now=NOW)
    kept.make_authority("another name", now=NOW + DAY)
    assert names(kept.server_file) == ["192.168.1.77", "nas.local"]
    assert kept.authority() == authority
    assert verified(kept, kept.server_file, "192.168.1.77") == "accepted"


def test_it_never_outlives_the_authority(kept: Certificates) -> None:
    late = NOW + certificates.AUTHORITY_LASTS - 30 * DAY
    assert kept.refresh(HOSTS, [], now=late)
    assert read(kept.server_file).not_valid_after_utc == read(kept.authority_file).not_valid_after_utc


def test_a_damaged_file_is_made_anew(kept: Certificates) -> None:
    kept.server_file.write_text("{}\n")
    assert kept.facts() is None
    assert kept.refresh(HOSTS, [], now=NOW)
    assert verified(kept, kept.server_file, "nas.local") == "accepted"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other rights than these")
def test_nobody_else_on_the_machine_can_read_a_key(kept: Certificates) -> None:
    """Nor in the moment in which the file is made: it takes its place by its name alone."""
    files = list(kept.folder.iterdir())
    assert {file.name for file in files} == {"authority.pem", "server.pem"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700


def test_a_full_disk_leaves_the_old_certificate(kept: Certificates, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError("no space left")

    before = kept.server_file.read_bytes()
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        kept.refresh(["nas.local"], [], now=NOW)
    assert kept.server_file.read_bytes() == before
    assert len(list(kept.folder.iterdir())) == 2


def test_the_profile_for_an_iphone_holds_the_certificate_and_no_key(kept: Certificates) -> None:
    der = kept.authority() or b""
    made = certificates.profile(der, "nas")
    (root,) = plistlib.loads(made)["PayloadContent"]
    assert (root["PayloadType"], root["PayloadContent"]) == ("com.apple.security.root", der)
    assert x509.load_der_x509_certificate(root["PayloadContent"]) == read(kept.authority_file)
    assert b"PRIVATE" not in made
    assert made == certificates.profile(der, "nas")


def openssl_verify(kept: Certificates, leaf: Path, *options: str) -> bool:
    at = ["-attime", str(int(NOW.timestamp())), "-x509_strict"]
    command: list[str | Path] = ["openssl", "verify", "-CAfile", kept.authority_file, *at, *options, leaf]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def leaf_for(kept: Certificates, folder: Path, usage: x509.ObjectIdentifier, name: x509.GeneralName) -> Path:
    """What somebody with the authority's key could make."""
    authority = kept.authority_file.read_bytes()
    issuer, issuer_key = x509.load_pem_x509_certificate(authority), load_pem_private_key(authority, None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ceo")])
    builder = certificates._builder(subject, issuer.subject, issuer_key, NOW - DAY, NOW + DAY)
    builder = builder.add_extension(x509.SubjectAlternativeName([name]), critical=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
    )
    file = folder / "made.pem"
    file.write_bytes(certificates._signed(builder, issuer_key, issuer_key))
    return file


def test_a_stolen_key_signs_no_mail_and_no_client(kept: Certificates, tmp_path: Path) -> None:
    mail = leaf_for(kept, tmp_path, ExtendedKeyUsageOID.EMAIL_PROTECTION, x509.RFC822Name("ceo@bank.com"))
    assert not openssl_verify(kept, mail)
    assert not openssl_verify(kept, mail, "-purpose", "smimesign", "-verify_email", "ceo@bank.com")
    client = leaf_for(kept, tmp_path, ExtendedKeyUsageOID.CLIENT_AUTH, x509.DNSName("nas.local"))
    assert not openssl_verify(kept, client, "-purpose", "sslclient")
    assert certificates.is_for_web_only(kept.authority() or b"")


def test_near_the_authoritys_end_a_certificate_is_renewed_before_both_end(kept: Certificates) -> None:
    near = NOW + certificates.AUTHORITY_LASTS - 52 * DAY
    assert kept.refresh(HOSTS, [], now=near)
    facts = kept.facts()
    assert facts
    assert dt.datetime.fromisoformat(facts.renew_after) <= read(kept.server_file).not_valid_after_utc


@pytest.mark.parametrize("days", [0, 8, 348])
def test_after_the_authoritys_end_there_is_a_new_one(kept: Certificates, days: int) -> None:
    old, after = kept.authority(), NOW + certificates.AUTHORITY_LASTS + days * DAY
    kept.refresh(HOSTS, [], now=NOW + certificates.AUTHORITY_LASTS - 52 * DAY)
    kept.make_authority("nas", now=after)
    assert kept.refresh(HOSTS, [], now=after)
    assert kept.authority() != old
    assert read(kept.server_file).not_valid_after_utc > after
