"""Writes FIT files: as much of the format as the tests need."""

import struct
from collections.abc import Mapping, Sequence

ACTIVITY, SESSION, RECORD, SPORT = 34, 18, 20, 12
SPORTS = {"generic": 0, "running": 1, "cycling": 2, "fitness_equipment": 4, "walking": 11, "hiking": 17}
TREADMILL, INDOOR_WALKING, TRACK = 1, 27, 4
# FIT counts seconds from 1989-12-31; this is 2026-05-03 07:40:12 UTC.
START = 1_146_728_412
SECONDS_EAST_2_HOURS = 7200

# Number of the field, size in bytes, base type, and how struct writes it.
_FIELDS = {
    "timestamp": (253, 4, 0x86, "I"),
    "start_time": (2, 4, 0x86, "I"),
    "start_position_lat": (3, 4, 0x85, "i"),
    "start_position_long": (4, 4, 0x85, "i"),
    "sport": (5, 1, 0x00, "B"),
    "sub_sport": (6, 1, 0x00, "B"),
    # A number of four bytes in one, as COROS writes it.
    "num_active_lengths": (14, 1, 0x86, "B"),
    "total_elapsed_time": (7, 4, 0x86, "I"),
    "total_timer_time": (8, 4, 0x86, "I"),
    "total_distance": (9, 4, 0x86, "I"),
    "local_timestamp": (5, 4, 0x86, "I"),
    "distance": (5, 4, 0x86, "I"),
    "position_lat": (0, 4, 0x85, "i"),
    "position_long": (1, 4, 0x85, "i"),
    "name": (3, 32, 0x07, "32s"),
}
Message = tuple[int, Mapping[str, int | bytes]]


def session(called: str = "walking", **values: int) -> Message:
    """A session of 30 minutes and 2.4 km; times in milliseconds, the distance in centimetres."""
    usual = {"start_time": START, "sport": SPORTS[called], "total_timer_time": 1_800_000, "total_distance": 240_000}
    return SESSION, usual | values


def activity(seconds_east: int = SECONDS_EAST_2_HOURS) -> Message:
    return ACTIVITY, {"timestamp": START + 1800, "local_timestamp": START + 1800 + seconds_east}


def record(latitude: float, longitude: float) -> Message:
    return RECORD, {"position_lat": semicircles(latitude), "position_long": semicircles(longitude)}


def walked(*, seconds: int, m_s: float, every: int = 10) -> list[Message]:
    """The records of a walk northward from Utrecht."""
    return [
        (RECORD, {"timestamp": START + second, **record(52.09 + second * m_s / 111_195, 5.12)[1]})
        for second in range(0, seconds + 1, every)
    ]


def semicircles(degrees: float) -> int:
    return round(degrees * 2**31 / 180)


def fit(messages: Sequence[Message]) -> bytes:
    """A whole file, with both checksums."""
    return wrapped(b"".join(_definition(*message) + _data(message[1]) for message in messages))


def wrapped(body: bytes) -> bytes:
    """Any bytes between a right header and right checksums."""
    header = struct.pack("<BBHI4s", 14, 0x20, 2100, len(body), b".FIT")
    header += struct.pack("<H", checksum(header))
    return header + body + struct.pack("<H", checksum(header + body))


def checksum(data: bytes) -> int:
    """CRC-16 with the polynomial 0xA001, as the FIT protocol has it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def _definition(number: int, values: Mapping[str, int | bytes]) -> bytes:
    fields = b"".join(bytes(_FIELDS[name][:3]) for name in values)
    return struct.pack("<BBBHB", 0x40, 0, 0, number, len(values)) + fields


def _data(values: Mapping[str, int | bytes]) -> bytes:
    return b"\0" + b"".join(struct.pack("<" + _FIELDS[name][3], value) for name, value in values.items())
