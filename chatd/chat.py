"""
The use cases: what people do here, the same through every door.

Permission, order and presence are decided here, once; a door only translates.
"""

from chatd.governing import Governing
from chatd.people import People
from chatd.reading import Reading
from chatd.talking import Talking


class Chat(People, Reading, Talking, Governing):
    """
    What can be done on this node.  Knows no socket and no SQL.
    """
