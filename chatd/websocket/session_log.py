"""
One line in the log for each session at its end: who, from where, how long, how much, and why it ended.

The bytes are those that the kernel has counted: the message path counts nothing for them.
"""

import socket
from struct import unpack_from
from typing import Any, NamedTuple

from twisted.internet.tcp import Connection
from twisted.logger import Logger

from chatd.chat.session import Session
from chatd.errors import Close
from chatd.refusal_log import RefusalLog
from chatd.websocket.autobahn import MESSAGE_TOO_BIG

_log = Logger("chatd.sessions")

CLOSED_BY_SETTINGS = {
    MESSAGE_TOO_BIG: "that sent a message which is too large; the settings are limits.message, limits.frame and"
    " limits.fragments",
    Close.LOGIN_DEADLINE: "on which nobody logged in; the setting is limits.login_seconds",
    Close.FLOOD: "that sent too many pings or commands that were refused, or too much before a login; the settings are"
    " limits.refusals_burst, limits.commands_per_second and limits.anonymous_share",
    Close.SLOW_READER: "that reads too slowly; the settings are limits.reader_bytes, limits.reader_seconds and"
    " limits.waiting_bytes",
}
"""The log text for close codes that a setting influences; the setting that it names first matters most."""

_TCP_INFO = getattr(socket, "TCP_INFO", None)
_ACKED_AND_RECEIVED = 120
"""The offset of `tcpi_bytes_acked` and `tcpi_bytes_received` in Linux's ``struct tcp_info`` (since 4.1)."""
_SIZE = _ACKED_AND_RECEIVED + 16


class Traffic(NamedTuple):
    """
    Bytes that came from the peer, and bytes that it has acknowledged; with those of TLS.
    """

    received: int
    sent: int


def traffic_of(transport: Any) -> Traffic | None:
    """
    Returns the traffic of a TCP connection, plain or wrapped in TLS; None for others, and where the kernel does not
    tell.
    """
    while transport is not None and not isinstance(transport, Connection):
        transport = getattr(transport, "transport", None)
    if transport is None or _TCP_INFO is None:
        return None
    try:
        info = transport.getHandle().getsockopt(socket.IPPROTO_TCP, _TCP_INFO, _SIZE)
    except OSError:
        return None
    if len(info) < _SIZE:
        return None
    sent, received = unpack_from("=QQ", info, _ACKED_AND_RECEIVED)
    return Traffic(received, sent)


def close_name(code: int | None) -> str:
    """
    Returns why the server closes with `code`, by the name of its own codes.
    """
    try:
        name = f"{int(code or 0)} {Close(code or 0).name.lower()}"
    except ValueError:
        name = str(code)
    return f"closed by the server ({name})"


def client_reason(code: int | None) -> str:
    """
    Returns why a connection ended that the server did not close; `code` is that of the client's close frame, None
    without one.
    """
    return "the connection was lost" if code is None else f"closed by the client ({code})"


def log_session_end(session: Session, traffic: Traffic | None, why: str, now: float) -> None:
    """
    Writes the line, before the session is signed out; `now` is the time on its clock.
    """
    received, sent = traffic or ("unknown", "unknown")
    _log.info(
        "session {session} of {user} at {address} ended after {seconds} s: {why}; {commands} commands, {received} bytes"
        " in, {sent} bytes out",
        session=session.ident,
        user=(session.last_user or "nobody") if session.user is None else session.user.id,
        address=session.peer.address or "an unknown address",
        seconds=round(now - session.began, 1),
        why=why,
        commands=session.commands,
        received=received,
        sent=sent,
    )


def record_close(refusals: RefusalLog, code: int | None, address: str | None) -> None:
    """
    Records that the server closes with `code`, if a setting influences that.
    """
    why = CLOSED_BY_SETTINGS.get(code or 0)
    if why is not None:
        who = address or "a client without an address"
        kind = f"limits.{why.split('limits.')[1].rstrip(', ')} (close {code})"
        refusals.record(kind, f"closed a connection of {{who}} {why}", who=who)
