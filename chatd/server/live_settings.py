"""
The settings of a running node, and a change of them.
"""

from twisted.logger import Logger

from chatd.auth.guests import Guests
from chatd.auth.service import Authentication
from chatd.domain.accounts import OPERATOR, TokensRevoked
from chatd.domain.revocations import Revocation
from chatd.domain.rooms import Retention
from chatd.domain.settings import Reloaded
from chatd.domain.validation import INTEGER_MAX
from chatd.errors import Refusal, StartError
from chatd.filters.chain import Chain
from chatd.http.front import FrontFactory
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins
from chatd.http.proxies import Proxies
from chatd.server.application import Application, make_filters
from chatd.server.settings import ConfiguredRoom, Settings
from chatd.server.settings_changes import apply_keys, check_live, private_copy
from chatd.server.storage import Storage
from chatd.websocket.server import ChatFactory


class LiveSettings:
    """
    The settings of a node and the parts of it that have copies of them.
    """

    _log = Logger()

    def __init__(
        self,
        settings: Settings,
        *,
        stores: Storage,
        filters: Chain,
        guests: Guests,
        authentication: Authentication,
        application: Application,
        origins: Origins,
        proxies: Proxies,
        hosts: Hosts,
        front: FrontFactory,
        websockets: ChatFactory,
    ) -> None:
        self._settings = settings
        self._stores = stores
        self._filters = filters
        self._guests = guests
        self._authentication = authentication
        self._application = application
        self._origins = origins
        self._proxies = proxies
        self._hosts = hosts
        self._front = front
        self._websockets = websockets

    async def change(self, new: Settings) -> Reloaded:
        """
        Uses those of the `new` settings that need no restart, and what they name: word lists, key files.  Raises
        StartError, and changes nothing, if something in them is wrong.
        """
        plan = check_live(self._settings, new)
        filters = make_filters(new)
        issuers = new.auth.issuers
        try:
            verifier = self._authentication.make_verifier(issuers)
        except ValueError as error:
            raise StartError(f"auth.issuers{error}") from None
        # From here on nothing fails.
        before = private_copy(self._settings)
        apply_keys(self._settings, new, plan.applied)
        self._filters.replace_filters(filters)
        if issuers != before.auth.issuers or any(issuer.jwks_url is None for issuer in issuers):
            # Keys that were fetched from a URL are kept otherwise.
            self._authentication.accept_tokens(verifier)
            self._authentication.token_users.issuers = frozenset(issuer.name for issuer in issuers)
            for name in {issuer.name for issuer in before.auth.issuers} - self._authentication.token_users.issuers:
                self._end_sessions_of(name)
        self._update_copies()
        if "server.hosts" in plan.applied:
            self._hosts.replace_hosts(new.server.hosts)
            self._hosts.restore(self._stores.saved_host())
        if "permissions" in plan.applied:
            self._application.authorizer.replace_rules(new.permissions)
            self._application.live_sessions.rules_changed()
        for room, wanted in new.room.items():
            if wanted != before.room.get(room):
                await self._configure_room(room, wanted)
        return plan

    def _end_sessions_of(self, issuer: str) -> None:
        # Its tokens are refused from now on: who has logged in with one is signed out, as by a revocation of all.
        every = Revocation(issuer, "issuer", "", before=INTEGER_MAX, ends=0, by=OPERATOR.who.id, at=0)
        self._application.account_updates.apply_change(TokensRevoked(every))

    def _update_copies(self) -> None:
        # The settings that are not read where they are used.
        settings = self._settings
        server, heartbeat, websockets = settings.server, settings.heartbeat, self._websockets
        self._origins.replace_origins(server.origins)
        self._proxies.replace_proxies(server.trusted_proxies, server.forwarded_header)
        self._front.apply_limits(server.hsts_seconds)
        websockets.ping_seconds, websockets.dead_seconds = heartbeat.ping_seconds, heartbeat.dead_seconds
        websockets.turns.set_share(settings.limits.anonymous_share)
        websockets.heavy_turns.set_share(settings.limits.heavy_share)
        self._authentication.update_settings()
        self._authentication.accept_guests(self._guests if settings.auth.guests else None)
        self._application.update_copies(settings)

    async def _configure_room(self, room: str, wanted: ConfiguredRoom) -> None:
        retention = Retention.parse(wanted.retention) if wanted.retention else None
        try:
            await self._application.moderation.room_settings.apply_configured(
                room, title=wanted.title, topic=wanted.topic, retention=retention, kind=wanted.kind
            )
        except Refusal as refusal:
            self._log.error(
                "room.{room} cannot be stored now: {why}; it is set at the next start", room=room, why=refusal.message
            )
