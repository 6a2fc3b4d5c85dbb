"""The messages of a FIT file, with fitdecode and within limits."""

import struct
from collections.abc import Iterator
from typing import Any

import fitdecode

from webapp.domain.imports import CannotImport, Refusal
from webapp.importers.allowance import MOST_MESSAGES, Allowance

# A watch without a fix at the start of a session has one soon after.
_RECORDS_FOR_POSITION = 600

_RECORD, _SESSION, _ACTIVITY, _SPORT = 20, 18, 34, 12
_CHECKSUM_BYTES = 2
_DEVELOPERS = (206, 207)


def messages(
    data: bytes, allowance: Allowance, *, with_records: bool = False
) -> Iterator[tuple[str, dict[str, object]]]:
    """The name and values of each session, sport and activity, and of the first records or all. Raises CannotImport."""
    try:
        for frame in _FitReader(_whole(data), with_records=with_records):
            is_data = frame.frame_type == fitdecode.FIT_FRAME_DATA
            if is_data and frame.fields:
                yield frame.name, {each.name: each.value for each in frame.fields}
            allowance.take_message(_fields_of(frame))
    except CannotImport:
        raise
    except Exception as error:
        # A damaged file gets the decoder to raise nearly anything: KeyError, AssertionError, struct.error.
        raise CannotImport(Refusal.DAMAGED) from error


def _whole(data: bytes) -> bytes:
    """The files in a row that the data begin with, without the zeros that some programs write behind them."""
    end = 0
    while data[end + 8 : end + 12] == b".FIT":
        end += data[end] + int.from_bytes(data[end + 4 : end + 8], "little") + _CHECKSUM_BYTES
    return data[:end] if end < len(data) and not data[end:].strip(b"\0") else data


def _fields_of(frame: Any) -> int:
    if frame.frame_type == fitdecode.FIT_FRAME_DEFINITION:
        return len(frame.field_defs) + len(frame.dev_field_defs)
    return len(frame.fields) if frame.frame_type == fitdecode.FIT_FRAME_DATA else 0


class _FitReader(fitdecode.FitReader):  # type: ignore[misc]
    """Strict with checksums, and five times as fast, because it reads over the messages that nobody asks for."""

    def __init__(self, data: bytes, *, with_records: bool) -> None:
        super().__init__(
            data,
            processor=None,
            # All of it is read over once more for its records, but has been found right before.
            check_crc=fitdecode.CrcCheck.DISABLED if with_records else fitdecode.CrcCheck.RAISE,
            # COROS writes fields of an odd size. They are read as bytes, as Garmin's own reader does.
            error_handling=fitdecode.ErrorHandling.IGNORE,
        )
        self._records_left = MOST_MESSAGES if with_records else _RECORDS_FOR_POSITION

    def _read_data_message(self, header_chunk: bytes, header: Any) -> Any:
        definition = self._local_mesg_defs.get(header.local_mesg_num)
        if definition is None or self._wants(definition.global_mesg_num):
            return super()._read_data_message(header_chunk, header)
        sizes = [each.size for each in definition.all_field_defs]
        if not all(sizes):
            raise struct.error("a field of no size")
        if sizes:
            self._read_bytes(sum(sizes))
        return fitdecode.FitDataMessage(False, header.local_mesg_num, header.time_offset, definition, [], None)

    def _wants(self, number: int) -> bool:
        self._records_left -= number == _RECORD
        return number in (_SESSION, _ACTIVITY, _SPORT, *_DEVELOPERS) or (number == _RECORD and self._records_left >= 0)
