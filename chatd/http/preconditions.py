"""
Conditional requests (RFC 9110, section 13) for resources with an entity tag and no modification date.
"""

import re

_TAG = re.compile(r'[ \t,]*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?:,|$)')


def status_of(etag: str, *, match: str | None, none_match: str | None) -> int:
    """
    Returns the status of the answer to a GET or HEAD: 200, 304 or 412.  `etag` is the tag of the resource without
    quotes; `match` and `none_match` are the values of ``If-Match`` and ``If-None-Match``, None if missing.

    Evaluates in the order of section 13.2.2.  Ignores ``If-Modified-Since`` and ``If-Unmodified-Since``, as it must
    without a modification date (sections 13.1.3 and 13.1.4).
    """
    if match is not None and match.strip() != "*" and (False, etag) not in _tags(match):
        return 412
    if none_match is None:
        return 200
    # Weak comparison (section 13.1.2): a proxy that compresses makes a tag weak.
    known = none_match.strip() == "*" or any(tag == etag for _, tag in _tags(none_match))
    return 304 if known else 200


def _tags(value: str) -> list[tuple[bool, str]]:
    # Returns, for each tag, whether it is weak, and the tag.  Parsing stops at the first invalid one.
    found, at = [], 0
    while (tag := _TAG.match(value, at)) is not None:
        found.append((tag[1] is not None, tag[2]))
        at = tag.end()
    return found
