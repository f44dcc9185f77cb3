"""
The commented configuration that ``chatd init`` writes, from the settings themselves and docs/configuration.md.
"""

import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import fields

from chatd.server.config_file import keys
from chatd.server.settings import Settings

_HEAD = """\
# The configuration of chatd.  Every key is here with its default; remove the # before a key to change it.
# After a change: chatd check-config FILE, then chatd reload.  (restart): the key needs a restart.
# What all of it means: docs/configuration.md.
"""
_SECTIONS = [
    field.name
    for field in fields(Settings)
    if field.default_factory is msgspec.NODEFAULT and isinstance(field.default, msgspec.Struct)
]
_EXAMPLES: dict[str, object] = {
    "auth.issuers.name": "site",
    "auth.issuers.iss": "https://www.example.org",
    "auth.issuers.audience": "chatd",
    "auth.issuers.algorithms": ["HS256"],
    "auth.issuers.secret_file": "secret.txt",
    "auth.issuers.key_file": "public.pem",
    "auth.issuers.jwks_url": "https://www.example.org/jwks.json",
    "tls.names.certificate": "other.example.org.pem",
    "permissions.rooms": "news-*",
    "filters.use": "links",
    "filters.exempt": "moderator",
}


def docs_root() -> Path:
    """
    Returns the directory of the documentation: inside the installed package, or next to it in a checkout.
    """
    package = Path(__file__).parent.parent
    installed = package / "docs"
    return installed if installed.is_dir() else package.parent / "docs"


@cache
def meanings() -> dict[str, str]:
    """
    Returns what each key means, in one line of plain text.
    """
    text = (docs_root() / "configuration.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`|]+)` \| `[^|]*` \| ([^|]+) \|", text, re.MULTILINE)
    return {key: _plain(meaning) for key, meaning in rows}


def _plain(markdown: str) -> str:
    # The first sentence, without links to other pages.
    restart = " (restart)" if "*(restart)*" in markdown else ""
    text = re.sub(r"\s*\*\(restart\)\*", "", markdown)
    text = re.sub(r"\s*\(\[[^\]]*\]\([^)]*\)\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("`", "").replace("\\|", "|")
    sentence = re.split(r"(?<=[^.])\.(?= [A-Z])", text, maxsplit=1)[0]
    return sentence.removesuffix("; see below").strip() + restart


def sample_config() -> str:
    """
    Returns a whole configuration file.
    """
    parts = [_HEAD]
    for section, found in groupby(keys().items(), lambda item: item[0].rpartition(".")[0]):
        is_list = section != "room.ID" and section not in _SECTIONS
        # Tables that need a name, or mean something just by being there, are comments.
        head = f"# [[{section}]]" if is_list else "# [room.lobby]" if section == "room.ID" else f"[{section}]"
        lines = [head]
        for key, default in found:
            value = _EXAMPLES.get(key) if default is msgspec.NODEFAULT or default is None else default
            shown = '{ say = "member" }' if key == "permissions.allow" else to_toml(value)
            note = " (required)" if default is msgspec.NODEFAULT else ""
            lines += [f"# {meanings()[key]}{note}" if not is_list else f"#   {meanings()[key]}{note}"]
            lines += [f"#{key.rpartition('.')[2]} = {shown}"]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def to_toml(value: Any) -> str:
    """
    Returns a default as TOML.
    """
    if isinstance(value, dict):
        inner = ", ".join(f"{to_toml(str(name))} = {to_toml(one)}" for name, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    # Of what defaults are made of, JSON is TOML as well.
    return msgspec.json.encode(value).decode()
