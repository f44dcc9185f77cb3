"""
The use cases: what people do here, the same through every door.

Permission, order and presence are decided here, once; a door only translates.
"""

from chatd.chat.commands.login import LoginCommands
from chatd.chat.commands.messages import MessageCommands
from chatd.chat.commands.moderation import ModerationCommands
from chatd.chat.commands.reading import ReadingCommands


class Chat(LoginCommands, ReadingCommands, MessageCommands, ModerationCommands):
    """
    What can be done on this node.  Knows no socket and no SQL.
    """
