"""
Rules for display names: which names are allowed, and which names look alike.

Sources: the Nickname profile of PRECIS (RFC 8266), the skeletons of Unicode's UTS #39, and a prefix that marks guests.
Both standards are needed: PRECIS alone treats a Cyrillic "а" and a Latin "a" as different, skeletons alone treat "Anna"
and "anna" as different.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
from precis_i18n import get_profile

from chatd.domain.accounts import NameKeys
from chatd.domain.characters import cut_at_boundary, is_unseen
from chatd.domain.validation import JOINERS, clean_name, is_future_emoji, is_hidden
from chatd.errors import Refusal

GUEST_MARK = "~"
"""The first character of every guest name; account names cannot contain it.  As on IRC, it marks a name that is not
verified."""

UNNAMED = "user"
"""The display name of a user whose login gives no name that can be shown."""

_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK"})
_SELECTORS = dict.fromkeys((0xFE0E, 0xFE0F))
_BRAILLE_BLANK = "\u2800"
_NO_JOINERS = dict.fromkeys(map(ord, JOINERS))
# PRECIS rejects joined emoji and emoji newer than its Unicode version.  Each is replaced by one known emoji during the
# check.
_EMOJI = "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff\U0001fc00-\U0001fffd]"
_STAND_IN = "\U0001f6d1"
_UNITS = re.compile(f"{_EMOJI}(?:\u200d{_EMOJI})*")
_TONES = ("\U0001f3fb", "\U0001f3ff")
_MARKS_MAX = 3
# What is looked at of a name, in multiples of the longest name allowed: as it was sent, and normalised.  NFKC makes
# eighteen characters of one, so the length of a text says little about the work on it.
_RAW_MAX = 16
_NORMAL_MAX = 4
_CACHED = 4096

# In many fonts a capital I looks like an l, and "rn" like "m".  Without case, "ADMlN" must equal "admin".  The cost: if
# the name Ella is taken, Elia is refused.
_CASELESS = str.maketrans({"i": "l", "m": "rn"})


class Confusables:
    """
    The table of characters that look alike (UTS #39).  Accents are ignored.
    """

    def __init__(self, prototypes: Mapping[str, str]) -> None:
        self._prototypes = str.maketrans(dict(prototypes))

    @classmethod
    @cache
    def load(cls) -> "Confusables":
        """
        Load the Unicode table, once per process: it takes a few hundredths of a second.
        """
        raw = files("confusable_homoglyphs").joinpath("confusables.json").read_bytes()
        return cls(_prototypes(msgspec.json.decode(raw, type=dict[str, list[dict[str, str]]])))

    def skeleton(self, text: str) -> str:
        """
        Returns the skeleton of `text`: equal for all texts that look alike.  Not for display.
        """
        plain = text if text.isascii() else without_marks(unicodedata.normalize("NFKC", text))
        found = plain.translate(self._prototypes)
        return found if found.isascii() else without_marks(found)


class _Rejection(NamedTuple):
    code: str
    message: str


class NameRules:
    """
    Checks and builds display names of at most `limit` characters.  Names that look like one of `reserved` are refused.

    The work on a name is bounded by what normalisation makes of it.  The latest 4096 results are kept: most names are
    checked again and again.
    """

    def __init__(self, limit: int, confusables: Confusables, reserved: Iterable[str] = ()) -> None:
        self.limit = limit
        self._confusables = confusables
        self._nickname = get_profile("NicknameCasePreserved")
        self._cached_keys = lru_cache(_CACHED)(self._keys)
        self._cached_verdict = lru_cache(_CACHED)(self._verdict)
        self._cached_mended = lru_cache(_CACHED)(self._mended)
        self.reserve(reserved)

    def reserve(self, names: Iterable[str]) -> None:
        """
        Refuses names that look like one of `names` from now on, and no others that were reserved before.
        """
        taken = [self.likeness(name) for name in names]
        self._shapes = {likeness.shape for likeness in taken}
        self._letters = {likeness.letters for likeness in taken}
        self._cached_verdict.cache_clear()
        self._cached_mended.cache_clear()

    def likeness(self, name: str) -> NameKeys:
        """
        Returns the keys by which `name` is compared with other names.  The guest mark and joiners are ignored; `name`
        need not be a valid name.  Of a name that is far too long only the beginning counts.
        """
        return self._cached_keys(name[: self.limit * _RAW_MAX])

    def _keys(self, name: str) -> NameKeys:
        bare = unmarked(name.translate(_NO_JOINERS))
        if not bare.isascii():
            bare = unicodedata.normalize("NFKC", bare)[: self.limit * _NORMAL_MAX]
        shape = self._confusables.skeleton(bare).casefold().translate(_CASELESS)
        letters = self._confusables.skeleton(unicodedata.normalize("NFKC", bare).casefold())
        return NameKeys(_joined(shape), _joined(letters))

    def account_name(self, name: str, field: str = "name") -> str:
        """
        Returns the name of an account as it will be shown.

        Raises Refusal with `field`: `invalid` if PRECIS forbids the name, if it contains or resembles the guest mark,
        or if it mixes Latin, Cyrillic and Greek letters; `conflict` if it is reserved.  Does not check whether another
        account has the name: the store does.
        """
        return self._cleaned(name, field, f"{GUEST_MARK} is the mark of guests")

    def guest_name(self, wish: str, field: str = "guest") -> str:
        """
        Returns the guest mark and `wish`, checked as in `account_name`.  The mark does not count to the length.
        """
        return GUEST_MARK + self._cleaned(unmarked(wish), field, f"{GUEST_MARK} is put before it by itself")

    def vouched_name(self, *wishes: object) -> str:
        """
        Returns the display name of a user from another login: the first of `wishes` that leaves something to show.

        Never raises, since the user cannot choose another name here.  Characters that cannot be shown are removed, the
        guest mark becomes a hyphen, and a long name is cut at a character boundary.  A number is shown as its digits.
        Reserved and look-alike names are allowed: the issuer chose them, and its users are told apart by their ids.
        """
        for wish in wishes:
            text = str(wish) if isinstance(wish, int | float) and not isinstance(wish, bool) else wish
            if isinstance(text, str) and (name := self._cached_mended(text[: self.limit * _RAW_MAX])):
                return name
        return UNNAMED

    def _mended(self, text: str) -> str:
        shown = unmarked(_without_hidden(unicodedata.normalize("NFC", text)))[: self.limit * _NORMAL_MAX]
        marked = (char for char in shown if GUEST_MARK in self._confusables.skeleton(char))
        name = _joined(shown.translate(dict.fromkeys(map(ord, marked), "-")))
        # Remove marks without a letter before cutting: they must not count, and their removal could form a guest mark.
        name = _joined(_with_marks_in_place(name).replace(_BRAILLE_BLANK, ""))
        name = cut_at_boundary(name, self.limit).strip()
        return "" if GUEST_MARK in self._confusables.skeleton(name) or not self.likeness(name).shape else name

    def _cleaned(self, name: str, field: str, if_marked: str) -> str:
        # One character more than allowed, so that a longer name is still too long.
        verdict = self._cached_verdict(name[: self.limit * _NORMAL_MAX + 1], field, if_marked)
        if isinstance(verdict, _Rejection):
            raise Refusal(verdict.code, verdict.message, field=field)
        return verdict

    def _verdict(self, name: str, field: str, if_marked: str) -> str | _Rejection:
        # Not an exception, so that it can be cached.
        try:
            return self._allowed(name, field, if_marked)
        except Refusal as refusal:
            return _Rejection(refusal.code, refusal.message)

    def _allowed(self, name: str, field: str, if_marked: str) -> str:
        # Variation selectors (a red heart or a black one) are invisible and unknown to PRECIS.
        bare = name.translate(_SELECTORS) if len(name) <= self.limit * _NORMAL_MAX else name
        cleaned = clean_name(bare, self.limit, field)
        too_long = Refusal("invalid", f"{field}: expected 1 to {self.limit} visible characters")
        # The profile does not change visible ASCII whose spaces are joined.
        if not cleaned.isascii():
            # Before the profile, whose work grows with the normalised name: one Arabic character becomes eighteen.
            if len(_joined(unicodedata.normalize("NFKC", cleaned))) > self.limit:
                raise too_long
            try:
                cleaned = self._enforced(cleaned)
            except UnicodeEncodeError as error:
                wrong = cleaned[error.start : error.start + 1] if error.start < len(cleaned) else ""
                shown = f"character U+{ord(wrong):04X}" if wrong else "this"
                raise Refusal("invalid", f"{field}: {shown} is not allowed in a name") from None
        likeness = self.likeness(cleaned)
        if len(cleaned) > self.limit or not likeness.shape:
            raise too_long
        if problem := "" if cleaned.isascii() else _unicode_problem(cleaned):
            raise Refusal("invalid", f"{field}: {problem}")
        if likeness.shape in self._shapes or likeness.letters in self._letters:
            raise Refusal("conflict", f"{field}: this name is reserved")
        if GUEST_MARK in self._confusables.skeleton(cleaned):
            raise Refusal("invalid", f"{field}: {if_marked}")
        return cleaned

    def _enforced(self, name: str) -> str:
        units = [unit for unit in _UNITS.findall(name) if not _known(unit) or unit == _STAND_IN]
        plain = _UNITS.sub(lambda found: found[0] if _known(found[0]) else _STAND_IN, name)
        parts = self._nickname.enforce(plain).split(_STAND_IN)
        return "".join(part for pair in zip(parts, [*units, ""], strict=True) for part in pair)


def _unicode_problem(name: str) -> str:
    # Why a name that PRECIS allows may not be used; "" if it may.  ASCII has one script and no marks.
    if _BRAILLE_BLANK in name:
        return "character U+2800 is not allowed in a name"
    if marks_astray(name):
        return f"a mark without a letter, or more than {_MARKS_MAX} on one"
    scripts = scripts_of(name)
    if len(scripts) > 1:
        mixed = " and ".join(sorted(script.capitalize() for script in scripts))
        return f"{mixed} letters in one name"
    return ""


def unmarked(name: str) -> str:
    """
    Returns `name` without leading guest marks and spaces.
    """
    return name.lstrip(f"{GUEST_MARK} ")


def scripts_of(text: str) -> set[str]:
    """
    Returns which of LATIN, CYRILLIC and GREEK the letters of `text` belong to.
    """
    found: set[str] = set()
    for char in text:
        words = unicodedata.name(char, "").split()
        found.update([word for word in words if word in _SCRIPTS][:1])
    return found


def marks_astray(text: str) -> bool:
    """
    Whether `text` has a combining mark without a letter, or more marks on one letter than allowed (they would cover
    other lines).
    """
    room = 0
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.category(char) not in {"Mn", "Me"}:
            room = 0 if char.isspace() else _MARKS_MAX
        elif room == 0:
            return True
        else:
            room -= 1
    return False


def _known(unit: str) -> bool:
    return len(unit) == 1 and not is_future_emoji(unit)


def _without_hidden(text: str) -> str:
    # Keeps joiners only where they have an effect: between emoji, after a virama, between Arabic letters.
    kept: list[str] = []
    for at, char in enumerate(text):
        if char in JOINERS:
            before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
            if _joins(before, char, after):
                kept.append(char)
        elif char.isspace():
            kept.append(" ")
        elif not is_hidden(char) and not is_unseen(char):
            kept.append(char)
    return "".join(kept)


def _joins(before: str, joiner: str, after: str) -> bool:
    if not before or not after:
        return False
    if unicodedata.combining(before) == 9:
        return True
    if joiner == "\u200d":
        return re.fullmatch(f"{_EMOJI}|[\ufe0f{_TONES[0]}-{_TONES[1]}]", before) is not None and bool(
            re.fullmatch(_EMOJI, after)
        )
    return {unicodedata.bidirectional(before), unicodedata.bidirectional(after)} == {"AL"}


def _with_marks_in_place(text: str) -> str:
    # Removes marks without a letter, and all marks after the third on one letter.
    kept: list[str] = []
    room = 0
    for char in text:
        if unicodedata.category(char) not in {"Mn", "Me"}:
            inside = len(unicodedata.normalize("NFD", char)) - 1
            room = 0 if char.isspace() else max(0, _MARKS_MAX - inside)
        elif room == 0:
            continue
        else:
            room -= 1
        kept.append(char)
    return "".join(kept)


def without_marks(text: str) -> str:
    """
    Returns `text` decomposed (NFD), without accents, overlays, enclosing marks and Hebrew and Arabic points.

    Keeps vowel signs that are letters of their own (Thai, Devanagari) and the voicing marks of Japanese.
    """
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not _is_accent(char))


def _is_accent(char: str) -> bool:
    # Canonical combining classes: 1 is overlays, 10 to 36 Hebrew and Arabic points, 200 and more marks above or below.
    place = unicodedata.combining(char)
    return place == 1 or 10 <= place <= 36 or place >= 200 or unicodedata.category(char) == "Me"


def _joined(text: str) -> str:
    return " ".join(text.split())


def _prototypes(alike: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    # The package lists each pair in both directions.  Each class is a star; its centre is the prototype of UTS #39.  In
    # a class of two the prototype is the longer text, or else the one with the lower code point.  Some texts are
    # enclosed in direction marks.
    pairs = {_bare(key): [_bare(other["c"]) for other in others] for key, others in alike.items()}
    found: dict[str, str] = {}
    for char, others in pairs.items():
        if len(char) > 1 or len(others) != 1:
            continue
        (other,) = others
        if len(pairs[other]) > 1 or len(other) > 1 or other < char:
            found[char] = other
    # The characters of a prototype may have prototypes themselves.
    return {char: "".join(found.get(part, part) for part in other) for char, other in found.items()}


def _bare(text: str) -> str:
    return text.replace("\u200e", "")
