"""
The bounds of everything that a stranger can send, hold or ask for: one frozen value, with safe defaults.

Each is a key of the section ``[limits]``; docs/configuration.md says what happens at the bound.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Positive = Annotated[int, Meta(ge=1)]
Rate = Annotated[float, Meta(gt=0)]
Seconds = Annotated[float, Meta(gt=0)]


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Sizes in bytes unless they say otherwise, times in seconds, rates a second.
    """

    message: Annotated[int, Meta(ge=1024)] = 65536
    frame: Annotated[int, Meta(ge=1024)] = 65536
    fragments: Positive = 512
    text: Positive = 4000
    data: Annotated[int, Meta(ge=2)] = 8192
    name: Annotated[int, Meta(ge=1, le=128)] = 32
    signal: Positive = 1024
    history: Positive = 100

    connections: Positive = 20000
    handshakes: Positive = 500
    websockets_per_address: Positive = 500
    websockets_per_second: Rate = 20.0
    http_per_address: Positive = 500
    requests_per_second: Rate = 200.0
    requests_burst: Positive = 20000
    anonymous_per_second: Rate = 20.0
    anonymous_burst: Positive = 2000
    rooms_per_session: Positive = 50
    memberships: Positive = 500
    members: Positive = 5000
    sanctions: Positive = 1000
    sanctions_per_user: Positive = 2000
    invitations: Positive = 100
    reports: Positive = 50
    markers: Positive = 1000

    head: Annotated[int, Meta(ge=1024, le=65536)] = 16384
    body: Positive = 65536
    handshake_seconds: Seconds = 10.0
    login_seconds: Seconds = 10.0
    idle_seconds: Seconds = 15.0
    proxy_idle_seconds: Seconds = 180.0

    commands_per_second: Rate = 10.0
    commands_burst: Positive = 30
    refusals_burst: Positive = 100
    user_per_second: Rate = 10.0
    user_burst: Positive = 30
    unanswered: Positive = 64

    address_said_per_second: Rate = 100.0
    address_said_burst: Positive = 3000
    address_made_per_hour: Rate = 720.0
    address_made_burst: Positive = 1000
    address_stored_per_second: Rate = 20_000.0
    address_stored_burst: Positive = 20_000_000
    address_asked_per_second: Rate = 600.0
    address_asked_burst: Positive = 20_000
    address_queries_per_second: Rate = 50.0
    address_queries_burst: Positive = 2000
    address_changes_per_second: Rate = 5.0
    address_changes_burst: Positive = 300

    anonymous_share: Annotated[float, Meta(gt=0, le=1)] = 0.2
    heavy_share: Annotated[float, Meta(gt=0, le=1)] = 0.1

    reader_bytes: Annotated[int, Meta(ge=65536)] = 524288
    reader_seconds: Seconds = 10.0
    send_buffer: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 65536
    waiting_bytes: Annotated[int, Meta(ge=1048576)] = 268435456

    disk_bytes: Annotated[int, Meta(ge=0)] | Literal["auto"] = "auto"

    @property
    def page_bytes(self) -> int:
        """
        Bytes of JSON that the events, or other items, of one answer have: a quarter of what may wait for a reader.
        """
        return self.reader_bytes // 4
