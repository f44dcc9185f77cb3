"""
How the page looks, by the settings of the section ``[site]``: name, logo and colours.
"""

from pathlib import Path

from chatd.domain.colors import Palette, parse_color
from chatd.errors import StartError, os_error_text
from chatd.http.static import Branding
from chatd.server.settings import SiteSettings

LOGO_MAX = 262144
"""In bytes: the logo is part of the first screen."""

_BEGINNINGS = {
    ".svg": (b"<svg", b"<?xml", b"<!--"),
    ".png": (b"\x89PNG\r\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
}
"""The first bytes of each kind of logo, by the end of the file's name."""


def make_branding(settings: SiteSettings) -> Branding:
    """
    Returns what the settings say, with the logo read from its file; raises StartError with the key.
    """
    if not settings.name.isprintable():
        raise StartError(f"site.name: {settings.name!r}: expected one line of visible characters")
    sheet = color = ""
    if settings.accent:
        try:
            accent = parse_color(settings.accent)
            sheet, color = Palette.of(accent).css(), f"#{accent.hex}"
        except ValueError as error:
            raise StartError(f"site.accent: {error}") from None
    return Branding(settings.name, _read_logo(settings.logo) if settings.logo else None, sheet, color)


def _read_logo(name: str) -> tuple[str, bytes]:
    suffix = Path(name).suffix.lower().replace(".jpeg", ".jpg")
    if suffix not in _BEGINNINGS:
        raise StartError(f"site.logo: {name}: expected a file that ends in {', '.join(_BEGINNINGS)}")
    try:
        with Path(name).open("rb") as file:
            body = file.read(LOGO_MAX + 1)
    except OSError as error:
        raise StartError(f"site.logo: {name}: {os_error_text(error)}") from None
    if len(body) > LOGO_MAX:
        raise StartError(f"site.logo: {name}: at most {LOGO_MAX} bytes are allowed")
    if not body.lstrip().startswith(_BEGINNINGS[suffix]):
        raise StartError(f"site.logo: {name}: the file is no {suffix[1:].upper()} image")
    return suffix, body
