"""Which hosts and ports may be asked at all: ordinary ones of the public Internet, and those that the user allows.

A name is judged by every address that it leads to, an address by its range and by the IPv4 address that it may wrap.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_COMPATIBLE = ip_network("::/96")  # RFC 4291, 2.5.5.1: so are these, long out of use
_NEVER = tuple(
    ip_network(words)
    for words in (
        "192.0.0.0/24",  # RFC 6890: protocol assignments; Oracle's metadata at .192
        "168.63.129.16/32",  # Azure's metadata and agents: a public number that each machine there sees as its own host
        "64:ff9b:1::/48",  # RFC 8215: NAT64 inside a network
        "fec0::/10",  # RFC 3879: site-local, out of use
        "3fff::/20",  # RFC 9637: documentation
        "5f00::/16",  # RFC 9602: segment routing
    )
)
_PORTS = frozenset(
    {
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113,
        115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563,
        587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679,
        6697, 10080,
    }
)  # fmt: skip
"""Ports of mail, shells and other services that an HTTP request could command: browsers refuse the same (WHATWG Fetch, "bad port")."""


def is_bad_port(port: int | None) -> bool:
    """Whether no HTTP server stands behind the port; None is the scheme's own."""
    return port is not None and (port in _PORTS or not 0 < port < 65536)


def is_public(address: Address) -> bool:
    """Whether the address is an ordinary one of the public Internet, and so is any IPv4 address wrapped in it."""
    if isinstance(address, IPv6Address) and (inner := _wrapped(address)):
        return is_public(inner)
    unusual = address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local or address.is_unspecified
    return address.is_global and not unusual and not any(address in network for network in _NEVER)


def is_allowed(host: str, address: Address, allowed: tuple[str, ...]) -> bool:
    """Whether the user allows this host by its name, or the address or a network around it ("10.1.0.0/16")."""
    name = host.rstrip(".").casefold()
    return any(name == words.casefold() or _holds(words, address) for words in allowed)


def _holds(words: str, address: Address) -> bool:
    """Whether `words` are the address or a network that holds it."""
    try:
        return address in ip_network(words.strip("[]"), strict=False)
    except ValueError:
        return False


def _wrapped(address: IPv6Address) -> Address | None:
    """The IPv4 address inside an IPv6 one: mapped, compatible, 6to4, Teredo or NAT64."""
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ip_address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
