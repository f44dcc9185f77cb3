"""
The accent colour of a site.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatd.domain.colors import DARK, LEAST, LIGHT, Color, Palette, Unreadable, parse_color

PARTS = st.integers(0, 255)


@pytest.mark.parametrize("text", ["#24705f", "24705F", " #24705f "])
def test_colour_is_read_with_and_without_its_sign(text: str) -> None:
    """
    In either case, and with blanks around it.
    """
    assert parse_color(text) == Color(0x24, 0x70, 0x5F)


def test_three_digits_are_doubled() -> None:
    """
    As in style sheets.
    """
    assert parse_color("#07f") == Color(0x00, 0x77, 0xFF)


@pytest.mark.parametrize("text", ["", "#", "#12", "#1234", "#1234567", "red", "#24705g", "#24705f;}", "rgb(0,0,0)"])
def test_what_is_no_colour_is_named(text: str) -> None:
    """
    It would be written into a style sheet.
    """
    with pytest.raises(ValueError, match="expected a colour, as") as caught:
        parse_color(text)
    assert repr(text) in str(caught.value)


def test_contrast_is_that_of_wcag() -> None:
    """
    From 1 to 21, the same both ways; #767676 on white is the lightest grey that may be text.
    """
    black, white, grey = Color(0, 0, 0), Color(255, 255, 255), parse_color("#767676")
    assert black.contrast(white) == white.contrast(black) == pytest.approx(21)
    assert white.contrast(white) == 1
    assert grey.contrast(white) == pytest.approx(4.54, abs=0.005)


def test_unreadable_colour_is_refused_with_its_contrast() -> None:
    """
    Which ground it cannot be read on, and what to do.
    """
    with pytest.raises(
        Unreadable, match=r"#ffff00 cannot be read: .* is 1\.\d\d, expected at least 4\.5; choose a darker"
    ):
        Palette.of(parse_color("#ff0"))


@given(PARTS, PARTS, PARTS)
def test_text_can_be_read_in_both_themes(red: int, green: int, blue: int) -> None:
    """
    Whatever colour is taken: on each ground of the page, and upon the colour itself.
    """
    try:
        light, dark = Palette.of(Color(red, green, blue))
    except Unreadable:
        return
    for shades, grounds in ((light, LIGHT), (dark, DARK)):
        for ground in (*map(parse_color, grounds), shades.soft, shades.ink):
            assert shades.accent.contrast(ground) >= LEAST
