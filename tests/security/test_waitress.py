"""What the door leans on in waitress, which its manual does not promise: a release that changes it is told here."""

import inspect
from importlib.metadata import version

from waitress import channel, parser, server, task, wasyncore
from waitress.adjustments import Adjustments

# What the door overrides or asks, and is looked at anew when waitress changes.
USED = {
    channel.HTTPChannel: {
        "parser_class", "error_task_class", "request", "received", "send", "service", "handle_close", "handle_read",
        "total_outbufs_len", "will_close",
    },
    parser.HTTPRequestParser: {
        "received", "parse_header", "headers_finished", "content_length", "body_bytes_received", "body_rcv", "chunked",
        "expect_continue", "completed", "error", "close",
    },
    server.TcpWSGIServer: {"channel_class", "accept", "readable", "accepting", "pull_trigger"},
    task.ErrorTask: {"execute"},
}  # fmt: skip


def test_waitress_still_has_what_the_door_leans_on() -> None:
    missing = {(kind.__name__, name) for kind, names in USED.items() for name in names if not hasattr(kind, name)}

    assert not missing
    assert {"requests", "addr"} <= set(inspect.getsource(channel.HTTPChannel.__init__).replace(".", " ").split())
    assert "active_channels" in inspect.getsource(server.BaseWSGIServer.__init__)
    assert callable(wasyncore.poll2) and callable(wasyncore.close_all)


def test_waitress_makes_a_new_parser_from_its_adjustments_alone() -> None:
    assert "self.parser_class(self.adj)" in inspect.getsource(channel.HTTPChannel.received)


def test_a_head_with_connection_close_ends_a_connection() -> None:
    assert 'headers.get("CONNECTION", "").lower()' in inspect.getsource(task.Task.build_response_header)


def test_waitress_has_no_limit_per_address_and_no_time_for_a_head_of_its_own() -> None:
    # When it has, ours can go.
    names = {name for name, _ in Adjustments._params}  # type: ignore[attr-defined]
    assert not [name for name in names if "address" in name or "header_timeout" in name or "request_timeout" in name]
    assert version("waitress").startswith("3.0.")
