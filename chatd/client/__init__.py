"""
Clients for Python programs: `Chatd` for back ends and scripts, which waits for its answers and needs the standard
library alone; `chatd.client.websocket` for programs on Twisted.
"""

from chatd.client.api import Chatd, HistoryEvents, Receipt
from chatd.client.errors import ChatdError, ChatdProblem, ChatdUnreachable
from chatd.client.event_source import EventSource, ServerEvent
from chatd.client.signing import WebhookError, read_webhook, sign_token

__all__ = [
    "Chatd",
    "ChatdError",
    "ChatdProblem",
    "ChatdUnreachable",
    "EventSource",
    "HistoryEvents",
    "Receipt",
    "ServerEvent",
    "WebhookError",
    "read_webhook",
    "sign_token",
]
