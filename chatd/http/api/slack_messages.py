"""
Reads messages in the form of Slack's incoming webhooks, which many programs send, and turns them into plain text.

Nothing is refused that can be shown: unknown fields, and known ones of a wrong type, are ignored.
"""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import parse_qs

import msgspec
from msgspec import Struct
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import MultiPartParser

from chatd.domain.characters import cut_at_boundary, has_visible_text
from chatd.domain.validation import is_hidden

Fields = dict[str, object]
"""A JSON object of a sender."""

DEPTH_MAX = 12
"""Levels of blocks in blocks that are read."""
PARAMETERS_MAX = 100
"""Fields of a form."""
BOUNDARY_MAX = 70
"""Characters of a boundary (RFC 2046, section 5.1.1)."""

_MARKUP = re.compile(r"<([^<>|\n]+)(?:\|([^<>\n]*))?>|&(amp|lt|gt);")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_IN_LINE = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}


class SlackMessage(Struct, frozen=True):
    """
    A message: its plain text, and the name that the sender gave itself; empty if there is none.
    """

    text: str
    username: str


def read_message(raw: bytes) -> SlackMessage:
    """
    Returns the message in a body: JSON, or a form with JSON in its field `payload`, of either encoding.  Raises
    ValueError if it is neither.
    """
    if raw.startswith(b"--"):
        raw = _multipart_payload(raw)
    body = raw.decode("utf-8-sig").strip()
    if not body.startswith("{"):
        # Programs that send JSON often call it a form (`curl -d`): the body tells, not its type.
        payload = parse_qs(body, errors="strict", max_num_fields=PARAMETERS_MAX).get("payload", [""])
        body = payload[0]
    try:
        fields: Fields = msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        raise ValueError("expected a JSON object") from None
    return SlackMessage(_clean("\n".join(_parts(fields))), _string(fields, "username"))


def display_name(username: str, hook: str, limit: int) -> str:
    """
    Returns the name under which a webhook speaks, of at most `limit` characters: what the sender calls itself, and the
    name of the webhook, which the sender cannot choose.
    """
    known = "".join(c for c in username[: limit * 4] if c.isspace() or not is_hidden(c))
    own = " ".join(unicodedata.normalize("NFC", known).split())
    addition = f" ({hook})"
    short = cut_at_boundary(own, max(0, limit - len(addition))).strip()
    return short + addition if has_visible_text(short) else hook


def plain_text(text: str) -> str:
    """
    Returns text without Slack's marks of links and mentions, and with its three entities decoded.
    """
    return _MARKUP.sub(_plain_mark, text)


def _multipart_payload(raw: bytes) -> bytes:
    # Of ``multipart/form-data`` (RFC 7578), whose first line names its boundary.
    boundary = raw[2 : raw.find(b"\r\n", 2, BOUNDARY_MAX + 4)]
    parser = MultiPartParser(
        stream_factory=lambda *about, **more: BytesIO(),
        max_form_memory_size=len(raw),
        max_form_parts=PARAMETERS_MAX,
    )
    try:
        fields, files = parser.parse(BytesIO(raw), boundary, len(raw))
    except RequestEntityTooLarge:
        raise ValueError(f"expected at most {PARAMETERS_MAX} fields") from None
    payload = fields.get("payload")
    if payload is not None:
        return payload.encode()
    # With a file name it is a file (`curl -F payload=@message.json`).
    return files["payload"].read() if "payload" in files else b""


def _plain_mark(found: re.Match[str]) -> str:
    target, label, entity = found.groups()
    if entity:
        return _ENTITIES[entity]
    label = plain_text(label or "").strip()
    sign = target[0]
    if sign == "!":
        # <!here>, <!date^…|yesterday>
        return label or "@" + target[1:].partition("^")[0]
    if sign in "@#":
        return sign + (label or target[1:]).removeprefix(sign)
    if _URL.match(target) is None:
        return f"<{plain_text(found[0][1:-1])}>"
    url = plain_text(target).removeprefix("mailto:").removeprefix("tel:")
    return _linked(label, url)


def _linked(label: str, url: str) -> str:
    if not url or label == url or url.partition("://")[2] == label != "":
        return url or label
    return f"{label} ({url})" if label else url


def _parts(fields: Fields) -> Iterator[str]:
    text = plain_text(_string(fields, "text"))
    if not text.strip():
        text = _blocks_text(fields.get("blocks"))
    if text.strip():
        yield text
    for attachment in _list(fields.get("attachments")):
        if isinstance(attachment, dict) and (shown := _attachment_text(attachment)):
            yield shown


def _attachment_text(attachment: Fields) -> str:
    title = plain_text(_string(attachment, "title")).strip()
    lines = [
        plain_text(_string(attachment, "pretext")),
        _linked(title, _string(attachment, "title_link").strip()),
        plain_text(_string(attachment, "text")) or _blocks_text(attachment.get("blocks")),
    ]
    for one in _list(attachment.get("fields")):
        if isinstance(one, dict):
            words = (plain_text(_string(one, name)).strip() for name in ("title", "value"))
            lines.append(": ".join(filter(None, words)))
    shown = [line.strip() for line in lines if line.strip()]
    return "\n".join(shown) or plain_text(_string(attachment, "fallback")).strip()


def _blocks_text(blocks: object) -> str:
    return "\n".join(filter(None, (_block_text(block, 0).strip() for block in _list(blocks))))


def _block_text(block: object, depth: int) -> str:
    # https://api.slack.com/reference/block-kit/blocks, and the elements and texts in them.
    if isinstance(block, str):
        return plain_text(block)
    if not isinstance(block, dict) or depth > DEPTH_MAX:
        return ""
    kind = _string(block, "type")
    if kind == "emoji":
        return f":{_string(block, 'name')}:"
    if kind in {"user", "broadcast"}:
        return "@" + (_string(block, "user_id") or _string(block, "range"))
    own = _block_text(block.get("text"), depth + 1)
    if kind == "image":
        own = _string(block, "alt_text")
    if url := _string(block, "url"):
        own = _linked(own, url)
    inner = [*_list(block.get("fields")), *_list(block.get("elements"))]
    texts = [_block_text(one, depth + 1) for one in inner]
    if kind == "rich_text_list":
        texts = [f"• {text}" for text in texts]
    between = "" if kind in _IN_LINE else " " if kind == "context" else "\n"
    return "\n".join(filter(None, (own, between.join(filter(None, texts)))))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _string(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if isinstance(value, str):
        return value
    # Many senders put numbers where Slack has texts.
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63):
        return str(value)
    return ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
