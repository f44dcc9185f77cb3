"""
Executes operator commands, for the control socket and for the command line without a daemon.
"""

from typing import Any

from twisted.logger import Logger

from chatd.admin.command import ChannelClosed, CommandChannel
from chatd.admin.command_table import row_of
from chatd.admin.context import OperatorContext
from chatd.admin.protocol import Done, Failed, Request
from chatd.errors import Refusal

_log = Logger()


async def execute_command(context: OperatorContext, request: Request, channel: CommandChannel) -> Done[Any] | Failed:
    """
    Executes a request whose row has a function; returns its result.  Raises only `ChannelClosed`.
    """
    try:
        row = row_of(request)
        assert row.execute is not None
        return Done(await row.execute(context, request, channel))
    except ChannelClosed:
        raise
    except Refusal as refusal:
        return Failed(refusal.code, refusal.message)
    except OSError as error:
        return Failed("unavailable", " ".join(str(error).split()))
    except Exception as error:
        _log.failure("{request} failed", request=type(request).__name__)
        # Operators may see internal errors; only they use this channel.
        what = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Failed("internal", f"a fault of chatd's own: {what[:500]}")
