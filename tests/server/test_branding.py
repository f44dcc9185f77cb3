"""
The section ``[site]``: name, logo and accent colour.
"""

from pathlib import Path

import pytest

from chatd.errors import StartError
from chatd.server.branding import LOGO_MAX, make_branding
from chatd.server.settings import SiteSettings

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
PNG = b"\x89PNG\r\n\x1a\n"


def test_all_three_are_taken(tmp_path: Path) -> None:
    """
    The logo is read once, at the start.
    """
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG)
    made = make_branding(SiteSettings(name="Example Forum", logo=str(logo), accent="#7C3AED"))
    assert (made.name, made.logo, made.color) == ("Example Forum", (".svg", SVG), "#7c3aed")
    assert "--accent:#7c3aed" in made.sheet


@pytest.mark.parametrize(
    ("name", "body"),
    [("a.PNG", PNG), ("a.jpg", b"\xff\xd8\xff\xe0"), ("a.jpeg", b"\xff\xd8\xff\xe0"), ("a.webp", b"RIFF    WEBP")],
)
def test_logo_may_be_a_picture(tmp_path: Path, name: str, body: bytes) -> None:
    """
    Of these kinds, whatever the case of its name.
    """
    (tmp_path / name).write_bytes(body)
    made = make_branding(SiteSettings(logo=str(tmp_path / name)))
    assert made.logo is not None
    assert made.logo[1] == body


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("a.gif", b"GIF89a", "expected a file that ends in .svg, .png"),
        ("a.svg", PNG, "the file is no SVG image"),
        ("a.png", SVG, "the file is no PNG image"),
        ("a.png", b"", "the file is no PNG image"),
        ("a.png", PNG + bytes(LOGO_MAX), f"at most {LOGO_MAX} bytes are allowed"),
        ("a.png", None, "no such file"),
    ],
)
def test_other_files_are_named(tmp_path: Path, name: str, body: bytes | None, why: str) -> None:
    """
    With the key, the file and what is wrong.
    """
    if body is not None:
        (tmp_path / name).write_bytes(body)
    with pytest.raises(StartError) as caught:
        make_branding(SiteSettings(logo=str(tmp_path / name)))
    assert str(caught.value).startswith(f"site.logo: {tmp_path / name}: ")
    assert why in str(caught.value)


def test_name_is_one_line() -> None:
    """
    It stands in the title of the page.
    """
    with pytest.raises(StartError, match=r"site\.name: .*expected one line of visible characters"):
        make_branding(SiteSettings(name="Example\nForum"))


@pytest.mark.parametrize("accent", ["red", "#ff0"])
def test_colour_is_named_with_its_key(accent: str) -> None:
    """
    One that is none, and one that cannot be read.
    """
    with pytest.raises(StartError, match=r"^site\.accent: "):
        make_branding(SiteSettings(accent=accent))
