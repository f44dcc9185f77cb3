"""
Checks of ids, texts, names and page bounds that a client sends.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from chatd.domain.characters import has_visible_text
from chatd.errors import Refusal

INTEGER_MAX = 2**53 - 1
ROOM_MAX = 164
KEY_MAX = 64
SUBJECT_MAX = 255
"""Characters of the subject of a token (OpenID Connect Core, section 2)."""
DATA_DEPTH = 32
"""How many levels of arrays and objects the `data` of a message has at most: any reader can parse so many."""

_ROOM = re.compile(rf"[A-Za-z0-9_\-=@,.;~]{{1,{ROOM_MAX}}}")
_LABEL = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}", re.ASCII)
_USER = re.compile(r"[agxk]\.[^\x00-\x20\x7f-\x9f]{1,300}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Includes the characters that change the writing direction: they would also reverse what follows the line.
_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
# Joiners (ZWNJ, ZWJ), needed inside words of some scripts and inside emoji; `chatd.domain.display_names` says where.
JOINERS = "\u200c\u200d"
# Unicode categories that hide or reorder neighbouring characters, or that have no meaning.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_room_id(room: str) -> bool:
    """
    Whether `room` is a valid room id: 1 to 164 of ``A–Z a–z 0–9 _ - = @ , . ; ~``.
    """
    return _ROOM.fullmatch(room) is not None


def check_room_id(room: str) -> None:
    """
    Raises Refusal `invalid` if `room` is not a valid room id.
    """
    if not is_room_id(room):
        raise Refusal(
            "invalid",
            f"room: expected 1 to {ROOM_MAX} characters of A-Z a-z 0-9 _ - = @ , . ; ~",
            field="room",
        )


def is_user_id(user_id: str) -> bool:
    """
    Whether `user_id` is a valid user id.
    """
    return _USER.fullmatch(user_id) is not None


def check_user_id(user_id: str, field: str = "user") -> None:
    """
    Raises Refusal `invalid` with `field` if `user_id` is not a valid user id.
    """
    if not is_user_id(user_id):
        raise Refusal("invalid", f"{field}: expected an id, such as a.… or g.…; names are not unique", field=field)


def is_label(text: str) -> bool:
    """
    Whether `text` is a valid label of an API key or token issuer, part of its users' ids: 1 to 32 of ``a-z 0-9 _ -``,
    beginning with a letter or a digit.
    """
    return _LABEL.fullmatch(text) is not None


def check_line(text: str, limit: int, field: str) -> None:
    """
    Raises Refusal `invalid` with `field` if `text` is not a single line of at most `limit` characters, changes the
    writing direction, or is not empty and shows nothing.
    """
    if len(text) > limit:
        raise Refusal("invalid", f"{field}: at most {limit} characters are allowed", field=field)
    if found := _LINE.search(text):
        raise Refusal("invalid", f"{field}: control character U+{ord(found[0]):04X} at {found.start()}", field=field)
    if text and not has_visible_text(text):
        raise Refusal("invalid", f"{field}: expected a visible character, or no text at all", field=field)


def check_text(text: str, limit: int, *, visible: bool = True) -> None:
    """
    Checks the text of a message.

    Raises Refusal: `too_large` above `limit` characters; `invalid` if it is only spaces, has control characters other
    than newline and tab, or, with `visible`, has only invisible characters.
    """
    if len(text) > limit:
        raise Refusal("too_large", f"text: {len(text)} characters, at most {limit} are allowed", field="text")
    if not text or text.isspace():
        raise Refusal("invalid", "text: expected at least one character that is no space", field="text")
    if not text.isprintable() and (found := _CONTROL.search(text)):
        raise Refusal(
            "invalid",
            f"text: control character U+{ord(found[0]):04X} at {found.start()}; only newline and tab are allowed",
            field="text",
        )
    if visible and not text.isascii() and not has_visible_text(text):
        raise Refusal(
            "invalid", f"text: nothing can be seen of it; U+{ord(text[0]):04X} is invisible by itself", field="text"
        )


def check_data(data: Mapping[str, object], limit: int) -> int:
    """
    Checks the `data` of a message; returns the bytes of its JSON.

    Raises Refusal: `invalid` above `DATA_DEPTH` levels, `too_large` above `limit` bytes.
    """
    level: list[object] = [data]
    for _ in range(DATA_DEPTH):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inner, dict | list)
        ]
        if not level:
            size = len(msgspec.json.encode(data))
            if size > limit:
                raise Refusal("too_large", f"data: {size} bytes of JSON, at most {limit} are allowed", field="data")
            return size
    raise Refusal("invalid", f"data: at most {DATA_DEPTH} levels of arrays and objects are allowed", field="data")


def check_key(key: str) -> None:
    """
    Raises Refusal `invalid` unless `key` is 1 to 64 printable ASCII characters.
    """
    if not (1 <= len(key) <= KEY_MAX and key.isascii() and key.isprintable()):
        raise Refusal("invalid", f"key: expected 1 to {KEY_MAX} printable ASCII characters", field="key")


def is_future_emoji(character: str) -> bool:
    """
    Whether `character` is in a range reserved for emoji (UTS #51, Extended_Pictographic) and not yet in the
    interpreter's Unicode version.
    """
    reserved = "\U0001f000" <= character <= "\U0001faff" or "\U0001fc00" <= character <= "\U0001fffd"
    return reserved and unicodedata.category(character) == "Cn"


def is_hidden(character: str) -> bool:
    """
    Whether a character hides or reorders its neighbours, or has no meaning.
    """
    return unicodedata.category(character) in _HIDDEN_CATEGORIES and not is_future_emoji(character)


def clean_name(name: str, limit: int, field: str = "name") -> str:
    """
    Returns `name` in NFC with runs of spaces joined.  Does not check where joiners are allowed.

    Raises Refusal `invalid` with `field` unless it has 1 to `limit` characters, none invisible or changing the writing
    direction.
    """
    # Check the raw length first: normalising a megabyte costs time.
    if len(name) <= limit * 4:
        cleaned = " ".join(unicodedata.normalize("NFC", name).split())
        plain = cleaned.isascii() and cleaned.isprintable()
        hidden = None if plain else next((c for c in cleaned if c not in JOINERS and is_hidden(c)), None)
        if hidden is not None:
            raise Refusal("invalid", f"{field}: character U+{ord(hidden):04X} is not allowed", field=field)
        if 1 <= len(cleaned) <= limit and (plain or has_visible_text(cleaned)):
            return cleaned
    raise Refusal("invalid", f"{field}: expected 1 to {limit} visible characters", field=field)


REASON_MAX = 500
TITLE_MAX = 200
TOPIC_MAX = 1000
SLOW_MAX = 86_400_000

Reason = Annotated[str, Meta(max_length=REASON_MAX)]
Title = Annotated[str, Meta(max_length=TITLE_MAX)]
Topic = Annotated[str, Meta(max_length=TOPIC_MAX)]
