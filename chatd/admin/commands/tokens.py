"""
``chatd token``: tokens of the site's own login that are refused before they expire.
"""

import re
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from chatd.admin.command import CommandChannel, NoItem, OperatorCommand
from chatd.admin.context import OperatorContext
from chatd.admin.formatting import format_count, format_time
from chatd.admin.protocol import Item, Request
from chatd.domain.accounts import OPERATOR
from chatd.domain.revocations import GUESTS, Revocation
from chatd.errors import CommandError


class RevokeTokens(Request, frozen=True, tag="token_revoke", kw_only=True):
    """
    Refuse tokens of an issuer; times in milliseconds since 1970.
    """

    issuer: str
    jti: str | None = None
    subject: str | None = None
    issued_before: int | None = None
    until: int | None = None


class ListRevocations(Request, frozen=True, tag="token_list"):
    """
    List the revocations in force.
    """


class RevocationsListed(Struct, frozen=True):
    """
    How many were listed.
    """

    revocations: int


async def revoke_tokens(context: OperatorContext, request: RevokeTokens, channel: CommandChannel) -> Revocation:
    """
    Execute `RevokeTokens`.
    """
    return await context.revocations.revoke(
        request.issuer,
        jti=request.jti,
        subject=request.subject,
        issued_before=request.issued_before,
        until=request.until,
        by=OPERATOR.who,
    )


async def list_revocations(
    context: OperatorContext, request: ListRevocations, channel: CommandChannel
) -> RevocationsListed:
    """
    Execute `ListRevocations`.
    """
    found = await context.revocations.list_revocations()
    for one in found:
        await channel.send_record(Item(one))
    return RevocationsListed(len(found))


def _format_revocation(one: Revocation) -> str:
    what = {"jti": f"token {one.value}", "subject": f"tokens of {one.value}", "issuer": "all tokens"}[one.kind]
    issuer = "guests" if one.issuer == GUESTS else one.issuer
    before = "" if one.kind == "jti" else f" issued before {format_time(one.before)}"
    return f"{issuer}: {what}{before}, until {format_time(one.ends)}"


def _read_time(text: str | None, option: str) -> int | None:
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,12}", text):
        # As the claims of a token have it (NumericDate).
        return int(text) * 1000
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"{option}: {text!r}: expected a time such as 2030-01-31T12:00:00Z, or seconds since 1970"
        ) from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--issuer", metavar="ISSUER", required=True, help="auth.issuers.name of who issued them")
    parser.add_argument("--jti", metavar="ID", help="the token with this claim jti")
    parser.add_argument("--subject", metavar="SUBJECT", help="the tokens of this claim sub, issued before now")
    parser.add_argument(
        "--issued-before", metavar="TIME", help="all tokens, or those of --subject, with an earlier claim iat, or none"
    )
    parser.add_argument("--until", metavar="TIME", help="when they have expired anyhow (default: in 366 days)")


def _read_arguments(given: Namespace) -> RevokeTokens:
    if given.jti is None and given.subject is None and given.issued_before is None:
        raise CommandError("token revoke: give --jti, --subject or --issued-before")
    return RevokeTokens(
        issuer=given.issuer,
        jti=given.jti,
        subject=given.subject,
        issued_before=_read_time(given.issued_before, "--issued-before"),
        until=_read_time(given.until, "--until"),
    )


COMMANDS: tuple[OperatorCommand[Any, Any, Any], ...] = (
    OperatorCommand[RevokeTokens, NoItem, Revocation](
        name="token revoke",
        help="refuse tokens of an issuer before they expire",
        add_arguments=_add_arguments,
        read_arguments=_read_arguments,
        request=RevokeTokens,
        execute=revoke_tokens,
        answer=Revocation,
        show_answer=lambda request, one: f"refused from now on: {_format_revocation(one)}",
    ),
    OperatorCommand[ListRevocations, Revocation, RevocationsListed](
        name="token list",
        help="list what is revoked",
        read_arguments=lambda given: ListRevocations(),
        request=ListRevocations,
        execute=list_revocations,
        item=Revocation,
        show_item=_format_revocation,
        answer=RevocationsListed,
        show_answer=lambda request, listed: format_count(listed.revocations, "revocation"),
        reads_only=True,
    ),
)
