"""
The page for frames of other sites, ``/embed``, and which pages may have it in a frame (``server.frame_ancestors``).

Browsers enforce that by the page's Content-Security-Policy; all other answers may be in no frame.  The request for a
frame tells which page asks: one that is not allowed gets a sentence about it instead, which any page may show.
"""

from collections.abc import Collection, Mapping
from html import escape
from urllib.parse import parse_qs, urlsplit

from twisted.web.resource import Resource
from twisted.web.server import Request

from chatd.domain.colors import Palette, Unreadable, parse_color
from chatd.http.origins import ANY, FILE, NULL, Origins, parse_origin
from chatd.http.responses import ALLOWED, SECURITY_HEADERS
from chatd.http.static import File, field_of, preferred_language

EMBED = b"/embed"
ACCENTS = b"/embed/accent.css"
_NO_FRAME = "frame-ancestors 'none'"
_POLICY = dict(SECURITY_HEADERS)["Content-Security-Policy"]
_HTML = "text/html; charset=utf-8"
_CSS = "text/css; charset=utf-8"

_REFUSED = {
    "": (
        "en",
        "{who} may not show this chat in a frame. The operator of the chat can allow it: {advice}.",
        "This page",
        "add <code>{origin}</code> to <code>frame_ancestors</code> in <code>[server]</code>",
    ),
    "zh": (
        "zh",
        "{who}不能以框架显示这个聊天室。聊天室的管理者可以允许它：{advice}。",
        "这个页面",
        "在 <code>[server]</code> 的 <code>frame_ancestors</code> 中加入 <code>{origin}</code>",
    ),
}


def parse_ancestor(text: str) -> str:
    """
    Returns a configured ancestor in the form of a Content-Security-Policy; ``*.`` before the host stands for one label
    or more, ``*`` for all pages.

    Raises ValueError with text that says what to write instead.
    """
    origin = parse_origin(text)
    if origin in {NULL, FILE}:
        raise ValueError(f'{text!r}: a page without an origin cannot be named here; write "{ANY}" to allow all pages')
    if origin != ANY and not origin.startswith(("http://", "https://")):
        raise ValueError(f'{text!r}: expected the origin of a web page, as "https://example.org"')
    return origin


class FrameAncestors:
    """
    The pages that may have ``/embed`` in a frame.  Raises ValueError as `parse_ancestor` does.
    """

    def __init__(self, listed: Collection[str]) -> None:
        self.listed = tuple(dict.fromkeys(map(parse_ancestor, listed)))
        self._origins = Origins(self.listed)

    @property
    def policy(self) -> str:
        """
        The Content-Security-Policy of the page.
        """
        listed = " ".join(self.listed) or "'none'"
        return _POLICY.replace(_NO_FRAME, f"frame-ancestors {listed}")

    def allow(self, origin: str) -> bool:
        """
        Whether a page of `origin` may have the chat in a frame.
        """
        return self._origins.lists(origin)


class EmbedPage(Resource):
    """
    Serves `page` for frames.  It gets the allowed origins, and of a readable colour in the query (``accent``) a style
    sheet, which this resource serves as well.
    """

    isLeaf = True

    def __init__(self, page: File, ancestors: FrameAncestors) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ancestors = ancestors
        listed = f'<meta name="chatd-frame-ancestors" content="{escape(" ".join(ancestors.listed))}">'
        variants: Mapping[str, File] = {"": page, **page.by_language}
        self._pages = {
            language: file.body.replace(b"</head>", f"{listed}\n  </head>".encode(), 1)
            for language, file in variants.items()
        }

    def render(self, request: Request) -> bytes:
        """
        Returns the page, the sentence for a page that is not allowed, or the style sheet.
        """
        request.setHeader("Vary", "Accept-Language, Referer, Sec-Fetch-Dest")
        if request.method == b"OPTIONS":
            request.setResponseCode(204)
            request.setHeader("Allow", ALLOWED)
            return b""
        if request.method not in {b"GET", b"HEAD"}:
            request.setResponseCode(405)
            request.setHeader("Allow", ALLOWED)
            return b""
        if request.path == ACCENTS:
            return self._accents(request)
        asking = _framing_origin(request)
        request.setHeader("Cache-Control", "no-cache")
        if asking is not None and not self._ancestors.allow(asking):
            request.setResponseCode(403)
            request.setHeader("Content-Security-Policy", _POLICY.replace(_NO_FRAME, "frame-ancestors *"))
            return _write_body(request, _HTML, _refusal(asking, field_of(request, "Accept-Language")))
        if self._ancestors.listed:
            # Without the field X-Frame-Options, which knows no list of origins.
            request.setHeader("Content-Security-Policy", self._ancestors.policy)
        language = preferred_language(field_of(request, "Accept-Language"), self._pages)
        body = self._pages[language]
        wanted = parse_qs(urlsplit(request.uri.decode("latin-1")).query).get("accent")
        if wanted:
            body = body.replace(b"</head>", f"{_accent_tag(wanted[0])}\n  </head>".encode(), 1)
        return _write_body(request, _HTML, body)

    def _accents(self, request: Request) -> bytes:
        wanted = parse_qs(urlsplit(request.uri.decode("latin-1")).query).get("color", [""])[0]
        try:
            sheet = Palette.of(parse_color(wanted)).css()
        except ValueError as error:
            request.setResponseCode(404)
            request.setHeader("Cache-Control", "no-store")
            return _write_body(request, "text/plain; charset=utf-8", f"color: {error}\n".encode())
        request.setHeader("Cache-Control", "public, max-age=86400")
        return _write_body(request, _CSS, sheet.encode())


def _accent_tag(wanted: str) -> str:
    # What is wrong with a colour is for the console of the page around this one.
    try:
        color = parse_color(wanted)
        Palette.of(color)
    except Unreadable as error:
        return f'<meta name="chatd-problem" content="{escape(f"data-accent: {error}")}">'
    except ValueError as error:
        return f'<meta name="chatd-problem" content="{escape(f"data-accent: {error}"[:200])}">'
    return f'<link rel="stylesheet" href="embed/accent.css?color={color.hex}">'


def _framing_origin(request: Request) -> str | None:
    # The origin of the page that loads this one into a frame, if the browser tells.
    if field_of(request, "Sec-Fetch-Dest") not in {"iframe", "frame", "embed", "object"}:
        return None
    parts = urlsplit(field_of(request, "Referer") or "")
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme and parts.netloc else None


def _refusal(origin: str, languages: str | None) -> bytes:
    tag, sentence, who, advice = _REFUSED[preferred_language(languages, _REFUSED)]
    shown = escape(origin[:200])
    words = sentence.format(who=f"<b>{shown}</b> " if shown else who, advice=advice.format(origin=shown))
    return (
        f'<!doctype html><html lang="{tag}"><meta charset="utf-8"><title>chatd</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="embed/refused.css">'
        f'<script src="embed/refused.js" data-origin="{shown}"></script><p>{words}</p></html>\n'
    ).encode()


def _write_body(request: Request, kind: str, body: bytes) -> bytes:
    request.setHeader("Content-Type", kind)
    request.setHeader("Content-Length", str(len(body)))
    return b"" if request.method == b"HEAD" else body
