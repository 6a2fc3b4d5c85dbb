"""Addresses of who asks: which belong together, and which are those of a proxy that was named; and our own."""

import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from webapp.config import Network


def group_of(address: Any) -> str:
    """Whom a peer's address belongs to: in IPv6 one machine has as many as it likes, all with the same first half."""
    return _group(str(address[0]))


def is_among(group: str, networks: tuple[Network, ...]) -> bool:
    address = _address(group)
    return address is not None and any(address in network for network in networks)


def is_loopback(host: str) -> bool:
    """Whether a host is what every machine calls itself."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def is_address(host: str) -> bool:
    """Whether a host is an address of figures, and no name."""
    return _address(host) is not None


def of_this_machine() -> str:
    """The address by which a phone in the same network reaches this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: connecting a datagram socket only asks the kernel which of its addresses it would use.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


@lru_cache(maxsize=1000)
def _group(text: str) -> str:
    address = _address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return text


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
