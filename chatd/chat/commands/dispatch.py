"""
Every command there is: who may send it, what it costs, and what is done.
"""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, NamedTuple

from chatd.chat.commands.chat import Chat
from chatd.protocol import commands
from chatd.protocol.commands import Command
from chatd.protocol.replies import AnyAnswer, Pong

if TYPE_CHECKING:
    from chatd.chat.session import Session

Outcome = AnyAnswer | Coroutine[Any, Any, AnyAnswer] | None
Run = Callable[[Chat, "Session", Any], Outcome]


class Rule(NamedTuple):
    """
    What a command needs: who may send it, what it costs, and whether what follows waits for its answer.

    `always`: answered even without a `ref`.  `reads`: nothing is different afterwards for anybody but the session.
    `page`: its answer may be large, and one such is made at a time.
    """

    run: Run
    cost: float = 1.0
    login: bool = True
    holds: bool = False
    always: bool = True
    reads: bool = False
    page: bool = False


def _ping(chat: Chat, session: "Session", command: commands.Ping) -> AnyAnswer:
    return Pong(ref=command.ref)


RULES: dict[type[Command], Rule] = {
    commands.Login: Rule(Chat.login, login=False, holds=True, reads=True),
    commands.Logout: Rule(Chat.logout, holds=True, always=False),
    commands.Rooms: Rule(Chat.list_rooms, reads=True, page=True),
    commands.Join: Rule(Chat.join, holds=True, reads=True),
    commands.Leave: Rule(Chat.leave, holds=True, always=False),
    commands.Say: Rule(Chat.say),
    commands.Edit: Rule(Chat.edit),
    commands.Delete: Rule(Chat.delete),
    commands.History: Rule(Chat.history, reads=True, page=True),
    commands.Search: Rule(Chat.search, cost=3.0, reads=True, page=True),
    commands.Export: Rule(Chat.export, cost=3.0, reads=True, page=True),
    commands.Seen: Rule(Chat.seen, cost=0.5, always=False),
    commands.Presence: Rule(Chat.presence, reads=True),
    commands.SendSignal: Rule(Chat.signal, cost=0.5, always=False),
    commands.Rename: Rule(Chat.rename, cost=3.0, holds=True, always=False),
    commands.Ignore: Rule(Chat.ignore, always=False),
    commands.Unignore: Rule(Chat.unignore, always=False),
    commands.Ignores: Rule(Chat.list_ignored, reads=True, page=True),
    commands.Find: Rule(Chat.find_person, cost=3.0, reads=True),
    commands.Ping: Rule(_ping, cost=0.5, login=False, reads=True),
    commands.Create: Rule(Chat.create, cost=5.0),
    commands.Direct: Rule(Chat.direct, cost=3.0),
    commands.Members: Rule(Chat.list_members, cost=2.0, reads=True, page=True),
    commands.Invite: Rule(Chat.invite, cost=3.0),
    commands.Role: Rule(Chat.give_role, cost=2.0),
    commands.Resign: Rule(Chat.resign),
    commands.Set: Rule(Chat.set, cost=3.0),
    commands.CloseRoom: Rule(Chat.close_room),
    commands.Kick: Rule(Chat.kick),
    commands.Mute: Rule(Chat.mute),
    commands.Unmute: Rule(Chat.unmute),
    commands.Ban: Rule(Chat.ban),
    commands.Unban: Rule(Chat.unban),
    commands.ListSanctions: Rule(Chat.list_sanctions, reads=True),
    commands.ReportMessage: Rule(Chat.report, cost=3.0),
    commands.Reports: Rule(Chat.list_reports, cost=2.0, reads=True, page=True),
    commands.Resolve: Rule(Chat.resolve),
    commands.Audit: Rule(Chat.audit, cost=2.0, reads=True, page=True),
}
