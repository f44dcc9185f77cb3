"""
Conditional requests (RFC 9110, section 13) for what has an entity tag and no date of modification.
"""

import re

_TAG = re.compile(r'[ \t,]*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?:,|$)')


def status_of(etag: str, *, match: str | None, none_match: str | None) -> int:
    """
    What a GET or a HEAD is answered: 200, 304 or 412.  `etag` is the tag of what would be sent, without its quotes;
    `match` and `none_match` are the values of ``If-Match`` and ``If-None-Match``, None if they were not sent.

    The order is that of section 13.2.2.  ``If-Modified-Since`` and ``If-Unmodified-Since`` are about a date, and there
    is none here: they have to be ignored (sections 13.1.3 and 13.1.4).
    """
    if match is not None and match.strip() != "*" and (False, etag) not in _tags(match):
        return 412
    if none_match is None:
        return 200
    # Compared weakly (section 13.1.2): a proxy that compresses makes a tag weak.
    known = none_match.strip() == "*" or any(tag == etag for _, tag in _tags(none_match))
    return 304 if known else 200


def _tags(value: str) -> list[tuple[bool, str]]:
    # Whether each is weak, and the tag itself.  What follows something that is no tag does not count.
    found, at = [], 0
    while (tag := _TAG.match(value, at)) is not None:
        found.append((tag[1] is not None, tag[2]))
        at = tag.end()
    return found
