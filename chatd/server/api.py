"""
The HTTP API put together: all that is served below ``/api`` and ``/hooks``.
"""

from collections.abc import Callable

from chatd.auth.accounts import AccountService
from chatd.auth.administration import AccountAdmin
from chatd.auth.apikeys import ApiKeys
from chatd.auth.gate import Gate
from chatd.auth.revocations import TokenRevocations
from chatd.auth.token_sessions import TokenSessions
from chatd.chat.erasures import Erasures
from chatd.chat.requests import Requests
from chatd.clock import Now
from chatd.http.api.account import AccountEndpoints, CheckVoice
from chatd.http.api.accounts import AccountAdminEndpoints
from chatd.http.api.admin import AdminEndpoints, SiteOperations
from chatd.http.api.app import Api, Pay
from chatd.http.api.descriptions import DescriptionEndpoints
from chatd.http.api.events import EventEndpoints
from chatd.http.api.hooks import HookEndpoints
from chatd.http.api.keys import KeyEndpoints
from chatd.http.api.messages import MessageEndpoints
from chatd.http.api.revocations import RevocationEndpoints
from chatd.http.api.rooms import RoomEndpoints
from chatd.http.api.sessions import Facts, SessionEndpoints
from chatd.http.api.tasks import Tasks
from chatd.http.api.users import UserEndpoints
from chatd.http.api.webhooks import WebhookEndpoints
from chatd.http.cors import Cors
from chatd.http.hosts import Hosts
from chatd.http.origins import Origins
from chatd.http.stream_connection import StreamConnections
from chatd.interfaces.accounts import ApiKeyStore
from chatd.refusal_log import RefusalLog
from chatd.webhooks.administration import WebhookAdmin


def make_api(
    *,
    own: AccountService,
    administration: AccountAdmin,
    token_sessions: TokenSessions,
    keys: ApiKeys,
    key_store: ApiKeyStore,
    revocations: TokenRevocations,
    gate: Gate,
    facts: Callable[[], Facts],
    hosts: Hosts,
    erasures: Erasures,
    requests: Requests,
    pay: Pay,
    check_not_muted: CheckVoice,
    now: Now,
    webhooks: WebhookAdmin,
    refusals: RefusalLog,
    origins: Origins,
    site: SiteOperations,
    connections: StreamConnections,
) -> Api:
    """
    Builds the resource of everything below ``/api``.
    """
    parts = (
        SessionEndpoints(own, token_sessions, gate, facts, hosts, now),
        AccountEndpoints(own, erasures, check_not_muted, now),
        AccountAdminEndpoints(administration),
        Tasks(erasures),
        MessageEndpoints(requests),
        EventEndpoints(connections),
        UserEndpoints(requests, administration),
        KeyEndpoints(keys, key_store),
        RevocationEndpoints(revocations),
        RoomEndpoints(requests),
        WebhookEndpoints(webhooks),
        HookEndpoints(requests, gate, keys),
        AdminEndpoints(site),
    )
    routes = [route for part in parts for route in part.routes()]
    return Api(
        [*routes, *DescriptionEndpoints(routes).routes()],
        gate=gate,
        pay=pay,
        refusals=refusals,
        cors=Cors(origins),
        hosts=hosts,
    )
