"""
Builds what the operator's commands work with: in a running node, and in the command line without one.
"""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from chatd.admin.cleanup import Cleanup
from chatd.admin.context import OperatorContext
from chatd.admin.operations import Operations
from chatd.auth.apikeys import ApiKeys
from chatd.auth.service import Authentication
from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.chat.moderation.services import ModerationServices
from chatd.chat.requests import Requests
from chatd.clock import Now
from chatd.domain.settings import ConfigValue, Reloaded
from chatd.interfaces.storage import StoreMaintenance
from chatd.server.storage import Storage
from chatd.webhooks.administration import WebhookAdmin


def make_cleanup(
    stores: Storage, upkeep: StoreMaintenance, keys: ApiKeys, now: Now, live: LiveSessions | None
) -> Cleanup:
    """
    Builds the operator's use cases that remove much at once.
    """
    return Cleanup(
        log=stores.log,
        search=stores.recall,
        upkeep=upkeep,
        roster=stores.roster,
        keys=keys,
        now=now,
        live_sessions=live,
    )


def make_operator_context(
    *,
    directory: Path,
    stores: Storage,
    operations: Operations,
    cleanup: Cleanup,
    moderation: ModerationServices,
    authentication: Authentication,
    webhooks: WebhookAdmin,
    now: Now,
    requests: Requests | None = None,
    reload: Callable[[], Awaitable[Reloaded]] | None = None,
    configuration: Callable[[], Iterable[ConfigValue]] | None = None,
    stop: Callable[[], object] | None = None,
) -> OperatorContext:
    """
    Builds the context of the operator's commands.
    """
    return OperatorContext(
        directory=directory,
        operations=operations,
        cleanup=cleanup,
        moderation=moderation,
        administration=authentication.account_admin,
        keys=authentication.keys,
        revocations=authentication.revocations,
        webhooks=webhooks,
        people=stores.people,
        roster=stores.roster,
        catalogue=stores.catalogue,
        retention=stores.retention,
        now=now,
        requests=requests,
        reload=reload,
        configuration=configuration,
        stop=stop,
    )
