"""
What goes over the control socket, as far as all of it is alike.
"""

from msgspec import Struct


class Record(Struct, frozen=True, tag_field="type", forbid_unknown_fields=True):
    """
    One line on the socket, whichever way it goes.
    """


class Order(Record, frozen=True):
    """
    What an operator wants done.
    """
