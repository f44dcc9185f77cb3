"""
The accent colour of a site: the shades that the page needs of it, and whether they can be read.  Pure.

Contrast is that of WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1 for text.
"""

import re
from typing import NamedTuple

LEAST = 4.5
"""The least contrast of text."""

# The surfaces of the page, as `web/styles/base.css` has them, in a light and a dark theme.
LIGHT = ("#ffffff", "#f6f5f2", "#efede8")
DARK = ("#1b1f23", "#15181b", "#252a2f")
_INK_DARK = "#0d1214"
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")


class Unreadable(ValueError):
    """
    Text in this colour could not be read.
    """


class Color(NamedTuple):
    """
    A colour of sRGB, each part from 0 to 255.
    """

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """
        Six hexadecimal digits.
        """
        return f"{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """
        The relative luminance (WCAG 2.2), from 0 to 1.
        """
        red, green, blue = (_linear(part / 255) for part in self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: "Color") -> float:
        """
        The contrast ratio to `other`, from 1 to 21.
        """
        dark, light = sorted((self.luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)

    def mix(self, other: "Color", share: float) -> "Color":
        """
        The colour with `share` of `other`, from 0 to 1.
        """
        return Color(*(round(mine + (its - mine) * share) for mine, its in zip(self, other, strict=True)))


def parse_color(text: str) -> Color:
    """
    Returns the colour ``#rrggbb`` or ``#rgb``; raises ValueError.
    """
    found = _HEX.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError(f'{text!r}: expected a colour, as "#24705f"')
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return Color(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))


class Shades(NamedTuple):
    """
    The colours of one theme: of text and buttons, of the text upon it, of a soft ground and of lines.
    """

    accent: Color
    ink: Color
    soft: Color
    line: Color


class Palette(NamedTuple):
    """
    The shades of an accent colour in a light and in a dark theme.
    """

    light: Shades
    dark: Shades

    @classmethod
    def of(cls, accent: Color) -> "Palette":
        """
        The shades of `accent`; for the dark theme it is made lighter until it can be read.  Raises Unreadable if text
        of this colour cannot be read in the light theme.
        """
        white, dark_ink = parse_color("#ffffff"), parse_color(_INK_DARK)
        light = Shades(accent, white, white.mix(accent, 0.1), white.mix(accent, 0.4))
        grounds = [*map(parse_color, LIGHT), light.soft]
        worst = min(grounds, key=accent.contrast)
        ratio = accent.contrast(worst)
        if ratio < LEAST:
            raise Unreadable(
                f"#{accent.hex} cannot be read: its contrast with the page's #{worst.hex} is {ratio:.2f}, expected at"
                f" least {LEAST}; choose a darker colour"
            )
        surface = parse_color(DARK[0])
        for step in range(21):
            brighter = accent.mix(white, step / 20)
            soft = surface.mix(brighter, 0.14)
            if min(brighter.contrast(ground) for ground in (*map(parse_color, DARK), soft)) >= LEAST:
                return cls(light, Shades(brighter, dark_ink, soft, surface.mix(brighter, 0.35)))
        raise AssertionError("white can be read on dark grounds")

    def css(self) -> str:
        """
        A style sheet that gives the page these colours.
        """
        return f":root{{{_rules(self.light)}}}\n@media (prefers-color-scheme: dark){{:root{{{_rules(self.dark)}}}}}\n"


def _rules(shades: Shades) -> str:
    names = ("--accent", "--accent-ink", "--accent-soft", "--accent-line")
    return ";".join(f"{name}:#{color.hex}" for name, color in zip(names, shades, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
