"""
The page for frames of other sites: which pages may have it, and what the others get.
"""

import pytest

from chatd.http.frames import ACCENTS, EMBED, EmbedPage, FrameAncestors, parse_ancestor
from chatd.http.static import Page, Root, load, web_root
from tests.support.page_site import PageSite

SHOP = "https://shop.example"


class Visitor:
    """
    Asks a node whose page the origins `listed` may have in a frame.
    """

    def __init__(self, *listed: str) -> None:
        files = load(web_root())
        embed = EmbedPage(files[EMBED.decode()], FrameAncestors(listed))
        self._page = PageSite(Root(Page(files), {EMBED: embed, ACCENTS: embed}))

    def ask(self, path: str, *fields: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
        """
        The status, the fields in lower case, and the body.
        """
        status, found, body = self._page.ask(path, "Connection: close", *fields, method=method)
        return status, found, body.decode()

    def frame(self, page: str, *fields: str) -> tuple[int, dict[str, str], str]:
        """
        What a browser gets that loads the page into a frame of `page`.
        """
        return self.ask("/embed", "Sec-Fetch-Dest: iframe", f"Referer: {page}", *fields)


def test_only_listed_pages_may_have_the_chat_in_a_frame() -> None:
    visitor = Visitor(SHOP, "https://*.shop.example")
    for page in (f"{SHOP}/", "https://www.shop.example/basket"):
        status, fields, body = visitor.frame(page)
        assert status == 200
        assert f"frame-ancestors {SHOP} https://*.shop.example" in fields["content-security-policy"]
        assert "x-frame-options" not in fields
        assert "<script" in body
    status, fields, body = visitor.frame("https://evil.example/?x=<script>")
    assert status == 403
    assert "https://evil.example" in body
    assert "frame_ancestors" in body
    assert "?x=" not in body


def test_by_default_no_page_may() -> None:
    """
    The page itself then has the policy of all others, whether the browser tells who asks or not.
    """
    visitor = Visitor()
    status, fields, _ = visitor.ask("/embed")
    assert status == 200
    assert "frame-ancestors 'none'" in fields["content-security-policy"]
    assert fields["x-frame-options"] == "DENY"
    assert visitor.frame(f"{SHOP}/")[0] == 403


def test_all_other_answers_may_be_in_no_frame() -> None:
    visitor = Visitor("*")
    for path in ("/", "/app.js", "/embed/accent.css?color=%23036", "/nothing"):
        _, fields, _ = visitor.ask(path)
        assert "frame-ancestors 'none'" in fields["content-security-policy"], path
        assert fields["x-frame-options"] == "DENY", path


def test_hostile_origins_are_shown_as_text() -> None:
    _, _, body = Visitor().frame('https://"><img src=x onerror=alert(1)>.example/')
    assert "<img" not in body


def test_refusal_speaks_the_language_of_the_browser() -> None:
    _, _, body = Visitor().frame(f"{SHOP}/", "Accept-Language: zh-CN, en;q=0.5")
    assert 'lang="zh"' in body


def test_readable_colours_have_a_style_sheet_and_others_are_named() -> None:
    visitor = Visitor(SHOP)
    assert "embed/accent.css?color=" in visitor.ask("/embed?accent=%23036")[2]
    assert visitor.ask("/embed/accent.css?color=%23036")[1]["content-type"].startswith("text/css")
    for wrong in ("red;}*{display:none", "%22%3E%3Cscript%3E"):
        body = visitor.ask(f"/embed?accent={wrong}")[2]
        assert "chatd-problem" in body
        assert '"><script>' not in body
        assert visitor.ask(f"/embed/accent.css?color={wrong}")[0] == 404


def test_only_reading_methods_are_answered() -> None:
    visitor = Visitor(SHOP)
    assert visitor.ask("/embed", method="HEAD")[::2] == (200, "")
    assert visitor.ask("/embed", "Content-Length: 0", method="POST")[0] == 405
    assert visitor.ask("/embed", method="OPTIONS")[1]["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("text", ["null", "file://", "shop.example", "https://shop.example/path", "ftp://shop.example"])
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"origin|expected"):
        parse_ancestor(text)
