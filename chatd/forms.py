"""
What all commands of ``chatd.v1`` have in common, and what their fields may hold.

Unknown fields are refused.  Integers are 0 … 2^53−1, the numbers that JavaScript holds exactly.
"""

from typing import Annotated

from msgspec import Meta, Struct

from chatd.names import INTEGER_MAX

REF_MAX = 64

Count = Annotated[int, Meta(ge=0, le=INTEGER_MAX)]
Seq = Annotated[int, Meta(ge=1, le=INTEGER_MAX)]
Limit = Annotated[int, Meta(ge=0, le=INTEGER_MAX)]
"""How many at most; 0: none, only whether there are `more`."""
After = Annotated[str, Meta(max_length=2048)]
"""A cursor: `next` of the answer that held the page before."""
Ref = Annotated[int, Meta(ge=-INTEGER_MAX, le=INTEGER_MAX)] | float | Annotated[str, Meta(max_length=REF_MAX)] | None


class Command(Struct, frozen=True, gc=False, tag_field="type", forbid_unknown_fields=True, kw_only=True):
    """
    What a client asks for; the answer carries `ref` back.
    """

    ref: Ref = None
