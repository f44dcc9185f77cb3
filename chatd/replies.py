"""
Answers to those who make rooms, belong to them and keep order in them.

In lists `more` means that there are others: the command with `next` as its `after` answers with those.
"""

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from chatd.answers import Answer
from chatd.forms import Ref
from chatd.model import User
from chatd.roster import Act, Member, Report
from chatd.sanctions import Sanction


class RoomMade(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The id of the room that was made, or was there already.
    """

    room: str


class Who(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The user that was looked for.
    """

    user: User


class Ignoring(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The ids of those whom I ignore.
    """

    users: list[str]
    more: bool
    next: str | UnsetType = UNSET


class MemberList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The members of a room, the highest role first.
    """

    members: list[Member]
    more: bool
    next: str | UnsetType = UNSET


class RoomTerms(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    What is set for a room now.
    """

    room: str
    kind: str
    title: str
    topic: str
    slow: int
    retention: str

    def answering(self, ref: Ref) -> "RoomTerms":
        """
        The same as the answer to the command with that `ref`.
        """
        return replace(self, ref=ref)


class Until(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The sanction is in force: until then, or for good if that is null.
    """

    until: int | None


class SanctionList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The mutes and bans in force in a room, or on the site, the newest first.
    """

    sanctions: list[Sanction]
    more: bool
    next: str | UnsetType = UNSET


class ReportMade(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    The id of the report.
    """

    report: int


class ReportLine(Struct, frozen=True):
    """
    A report, with the message it is about as it is now: no `text` if it is deleted or gone.
    """

    report: Report
    text: str | None


class ReportList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Reports, the newest first; `more` means that there are older ones.
    """

    reports: list[ReportLine]
    more: bool


class ActList(Answer, frozen=True, tag="ok", kw_only=True, omit_defaults=False):
    """
    Entries of the audit log, the newest first; `more` means that there are older ones.
    """

    acts: list[Act]
    more: bool
