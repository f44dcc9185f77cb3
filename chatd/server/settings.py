"""
The settings: the keys of the TOML file with their defaults.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chatd.auth.jwt_issuers import TokenIssuer
from chatd.auth.settings import AccountSettings, Days
from chatd.domain.limits import Limits, Positive, Seconds
from chatd.domain.roles import Override
from chatd.domain.settings import HistorySettings, PresenceSettings, RoomsSettings, SignalSettings
from chatd.domain.validation import Title, Topic
from chatd.domain.webhooks import WebhookSettings
from chatd.filters.plugins import FilterSettings
from chatd.http.proxies import ForwardedHeader
from chatd.server.certificates import TlsSettings
from chatd.server.log_output import LogSettings


class Server(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Where chatd listens, which proxies it trusts, which host names it serves, and which pages may have ``/embed`` in a
    frame, there with cookies if `frame_cookies` is on.
    """

    port: int | str | tuple[int | str, ...] = "8080"
    origins: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = ()
    frame_cookies: bool = False
    hosts: tuple[str, ...] = ()
    hsts_seconds: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 2_592_000
    trusted_proxies: tuple[str, ...] = ()
    forwarded_header: ForwardedHeader = "x-forwarded-for"
    deflate: bool = False
    io_uring: bool = True
    page_sources: bool = False
    drain_seconds: Annotated[float, Meta(ge=0)] = 5.0

    @property
    def ports(self) -> tuple[str, ...]:
        """
        Where to listen: port numbers or endpoints.
        """
        many = self.port if isinstance(self.port, tuple) else (self.port,)
        return tuple(str(port) for port in many)


class MetricsSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Where metrics are served: on a private address, and with `public` on the addresses of ``server.port`` as well.
    """

    port: int | str | tuple[int | str, ...] = ""
    public: bool = False

    @property
    def ports(self) -> tuple[str, ...]:
        """
        Where to listen: endpoints.  Digits mean this machine alone.
        """
        many = self.port if isinstance(self.port, tuple) else (self.port,)
        texts = [str(port) for port in many]
        return tuple(f"tcp:{port}:interface=127.0.0.1" if port.isdecimal() else port for port in texts if port)


class Heartbeat(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Pings, and how long a connection may be silent.
    """

    client_seconds: Positive = 25
    ping_seconds: Seconds = 12.0
    dead_seconds: Seconds = 30.0


class PlainSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Clients that ask for no subprotocol.
    """

    enabled: bool = True
    everywhere: bool = False
    room: str = "lobby"
    escape: bool = False


MEMORY = "memory:"
"""The URL of a store that keeps nothing on disk."""


class StoreSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Where logs are stored.  The copies made before upgrades are deleted after `copy_days`.
    """

    data: Annotated[str, Meta(min_length=1)] = "chatd-data"
    url: str = ""
    queue: Positive = 5000
    copy_days: Days = 30.0


class ConfiguredRoom(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Settings of one room, by its id.
    """

    kind: Literal["", "public", "announce", "archived"] = ""
    title: Title = ""
    topic: Topic = ""
    retention: str = ""


class Auth(AccountSettings, frozen=True, forbid_unknown_fields=True):
    """
    Who may log in and how: see `AccountSettings`.  The page links to the site's own login at `login_url`, in which
    ``{return}`` stands for the page's address, by the name `login_name`.
    """

    guests: bool = True
    login_url: str = ""
    login_name: Title = ""
    issuers: tuple[TokenIssuer, ...] = ()


class SiteSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    How the page looks: the name and the logo (a file) of the site, and its accent colour.
    """

    name: Annotated[str, Meta(max_length=40)] = ""
    logo: str = ""
    accent: str = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The whole file, one field per section.
    """

    server: Server = Server()
    limits: Limits = Limits()
    heartbeat: Heartbeat = Heartbeat()
    plain: PlainSettings = PlainSettings()
    presence: PresenceSettings = PresenceSettings()
    history: HistorySettings = HistorySettings()
    store: StoreSettings = StoreSettings()
    rooms: RoomsSettings = RoomsSettings()
    room: dict[str, ConfiguredRoom] = {}
    auth: Auth = Auth()
    permissions: tuple[Override, ...] = ()
    filters: tuple[FilterSettings, ...] = ()
    signals: SignalSettings = SignalSettings()
    webhooks: WebhookSettings = WebhookSettings()
    metrics: MetricsSettings = MetricsSettings()
    tls: TlsSettings = TlsSettings()
    log: LogSettings = LogSettings()
    site: SiteSettings = SiteSettings()


_LIMITS_AT_RESTART = {"message", "frame", "name", "reader_bytes", "send_buffer"}
_AUTH_AT_RESTART = {"password_threads", "password_queue", "password_share"}

LIVE: dict[str, frozenset[str]] = {
    "server": frozenset({"origins", "hosts", "hsts_seconds", "trusted_proxies", "forwarded_header", "drain_seconds"}),
    "limits": frozenset(Limits.__struct_fields__) - _LIMITS_AT_RESTART,
    "heartbeat": frozenset({"*"}),
    "presence": frozenset({"*"}),
    "store": frozenset({"copy_days"}),
    "rooms": frozenset({"edit_seconds", "invitation_days", "unused_days"}),
    "room": frozenset({"*"}),
    "auth": frozenset(Auth.__struct_fields__) - _AUTH_AT_RESTART,
    "permissions": frozenset({"*"}),
    "filters": frozenset({"*"}),
    "signals": frozenset({"*"}),
    "log": frozenset({"level", "levels"}),
    "tls": frozenset({"certificate", "key", "minimum", "names"}),
}
"""
The keys of each section whose new values a running daemon uses after a reload; ``*``: all.  Every other key needs a
restart: docs/configuration.md marks it so.
"""
