"""
Serves the page: files in memory, with types, ETags, compression, caching and security headers.

All of `web/` is read at the start.  A path is looked up in a table and never opened, so no other file can be read. The
page is a script and a style sheet, built from the sources by `make page` into ``web/dist``, with the chunks that the
script imports, statically or dynamically.  They are served under names with a hash of their content and may be cached
forever; `index.html` names those that the first screen needs, also the texts of the browser's language.
"""

import gzip
import mimetypes
import re
from collections.abc import Container, Iterator, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import msgspec
from msgspec import Struct, structs
from twisted.web.resource import Resource
from twisted.web.server import Request

from chatd.http.preconditions import status_of
from chatd.http.responses import ALLOWED, TEXT

_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".md": "text/plain",
}
_COMPRESSED_ABOVE = 512
BUNDLES = {"app.js": "/dist/app.js", "styles/index.css": "/dist/app.css"}
"""For each name in `index.html`, the built file that is served instead."""
EMBED_PAGE = "/embed"
EMBED_SCRIPT = "/embed.js"
"""The widget: built for old browsers, under its own name, since pages of other sites name it."""
ADMIN_PAGE = "/admin"
ADMIN_BUNDLES = {"admin/admin.js": "/dist/admin.js", "admin/admin.css": "/dist/admin.css"}
"""The same for the operator's page, `admin/index.html`."""
_BUILT = "/dist/"
_ICON = "favicon.svg"
_MANIFEST = "/chatd.webmanifest"
# The texts of a language; those that are not part of the script have a chunk named after it.
_LANGUAGE = re.compile(r"/lang/([a-z]{2,3})\.js")
_SCRIPT = b'<script type="module"'
# A static import, as esbuild writes it; a dynamic import is a call.
_IMPORT = re.compile(rb'(?:from|import)"\./([\w.-]+\.js)"')
FOR_EVER = "public, max-age=31536000, immutable"
NOT_FOUND = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Not found</title>'
    b'<h1>Not found</h1><p>There is nothing here. <a href="/">Go to the chat</a>.</p></html>\n'
)


class Branding(Struct, frozen=True):
    """
    How the pages look on a site: its `name`, its `logo` (the end of the file's name, and its bytes), a style `sheet`
    with its colours, and the accent `color` as ``#rrggbb``.  What is empty is as chatd has it.
    """

    name: str = ""
    logo: tuple[str, bytes] | None = None
    sheet: str = ""
    color: str = ""


class File(Struct, frozen=True):
    """
    One file of the page, ready to send; `by_language` are what is sent in its place to browsers of these languages.
    """

    kind: str
    body: bytes
    etag: str
    packed: bytes | None
    immutable: bool = False
    by_language: dict[str, "File"] = {}


def web_root() -> Path:
    """
    Returns the directory of the page: inside the installed package, or next to it in a checkout.
    """
    package = Path(__file__).parent.parent
    installed = package / "web"
    return installed if installed.is_dir() else package.parent / "web"


def load(root: Path, *, sources: bool = False, branding: Branding | None = None) -> dict[str, File]:
    """
    Returns all files under `root` by path; ``index.html`` also as ``/``, the operator's page as ``/admin``, and the
    page for frames as ``/embed``.  The pages are those of the site `branding`.

    With `sources` the page uses its source files, else the build in ``dist`` if there is one.
    """
    files = {"/" + path.relative_to(root).as_posix(): _read_file(path) for path in _walk(root)}
    built = {path: files.pop(path) for path in list(files) if path.startswith(_BUILT)}
    if f"{EMBED_PAGE}/index.html" in files:
        files[EMBED_PAGE] = files.pop(f"{EMBED_PAGE}/index.html")
    script = built.pop(f"/dist{EMBED_SCRIPT}", None)
    if script is not None and not sources:
        files[EMBED_SCRIPT] = script
    if branding is not None:
        _brand(files, branding)
    if f"{ADMIN_PAGE}/index.html" in files:
        page = files.pop(f"{ADMIN_PAGE}/index.html")
        bundles = {source: built.pop(path) for source, path in ADMIN_BUNDLES.items() if path in built}
        files[ADMIN_PAGE] = page if sources else _file("index.html", _serve_bundles(files, page.body, bundles))
    if "/index.html" in files:
        if not sources:
            _use_built(files, built)
        files["/"] = files["/index.html"]
    return files


def _brand(files: dict[str, File], branding: Branding) -> None:
    # Writes the name, the logo and the colours of the site into the pages and the manifest.
    sheet = branding.sheet.encode()
    assets = {f"assets/site.{sha256(sheet).hexdigest()[:24]}.css": _file("site.css", sheet)} if sheet else {}
    style = "".join(f'<link rel="stylesheet" href="{path}">\n  ' for path in assets)
    logo = ""
    if branding.logo is not None:
        suffix, body = branding.logo
        logo = f"assets/logo.{sha256(body).hexdigest()[:24]}{suffix}"
        assets[logo] = _file(f"logo{suffix}", body)
    files |= {f"/{path}": structs.replace(file, immutable=True) for path, file in assets.items()}
    for path in ("/index.html", EMBED_PAGE, f"{ADMIN_PAGE}/index.html"):
        if path in files:
            page = files[path].body.decode()
            if branding.name:
                name = escape(branding.name)
                page = page.replace("<title>chatd</title>", f"<title>{name}</title>", 1)
                page = page.replace("<p>chatd</p>", f"<p>{name}</p>", 1)
                page = page.replace("</head>", f'  <meta name="application-name" content="{name}">\n  </head>', 1)
            if logo:
                kind = files[f"/{logo}"].kind.partition(";")[0]
                icon = f'<link rel="icon" href="{logo}" type="{kind}">'
                page = re.sub(r'<link rel="icon" [^>]*>', lambda _, icon=icon: icon, page, count=1)  # type: ignore[misc]
                page = page.replace("</head>", f'  <meta name="chatd-logo" content="{logo}">\n  </head>', 1)
            files[path] = _file("index.html", page.replace("</head>", f"{style}</head>", 1).encode())
    if _MANIFEST in files and (branding.name or branding.color or logo):
        manifest = msgspec.json.decode(files[_MANIFEST].body)
        if branding.name:
            manifest |= {"name": branding.name, "short_name": branding.name}
        if branding.color:
            manifest["theme_color"] = branding.color
        if logo:
            kind = files[f"/{logo}"].kind.partition(";")[0]
            manifest["icons"] = [{"src": logo, "sizes": "any", "type": kind}]
        files[_MANIFEST] = _file("chatd.webmanifest", msgspec.json.format(msgspec.json.encode(manifest), indent=2))


def _use_built(files: dict[str, File], built: dict[str, File]) -> None:
    # Serves built files under paths with a hash of their content, and refers to those of the first screen in the index.
    bundles = {source: built.pop(path) for source, path in BUNDLES.items() if path in built}
    if f"/{_ICON}" in files:
        # Without a hash, each visit would revalidate the icon.
        bundles[_ICON] = files[f"/{_ICON}"]
    # The name of a chunk already contains a hash.
    chunks = {path.removeprefix(_BUILT): structs.replace(file, immutable=True) for path, file in built.items()}
    files |= {f"/assets/{name}": file for name, file in chunks.items()}
    script = bundles.get("app.js")
    imported = [name.decode() for name in _IMPORT.findall(script.body)] if script else []
    needed = [name for name in imported if name in chunks]
    languages = sorted(match[1] for path in files if (match := _LANGUAGE.fullmatch(path)))
    for page in ("/index.html", EMBED_PAGE):
        if page in files:
            index = _serve_bundles(files, files[page].body, bundles)
            variants = {
                language: _file(
                    "index.html", _preload(index, needed + [name for name in chunks if name.startswith(f"{language}-")])
                )
                for language in languages
            }
            files[page] = structs.replace(_file("index.html", _preload(index, needed)), by_language=variants)


def _serve_bundles(files: dict[str, File], page: bytes, bundles: Mapping[str, File]) -> bytes:
    # Adds each bundle under a path with a hash; returns the page with these paths in place of the sources.
    for source, file in bundles.items():
        name, dot, suffix = source.rpartition("/")[2].rpartition(".")
        path = f"assets/{name}.{file.etag}{dot}{suffix}"
        page = page.replace(f'"{source}"'.encode(), f'"{path}"'.encode())
        files["/" + path] = structs.replace(file, immutable=True)
    return page


def _preload(index: bytes, chunks: list[str]) -> bytes:
    # Preload what the script imports first of all: otherwise the browser requests it one round trip later.
    links = "".join(f'<link rel="modulepreload" href="assets/{name}">\n    ' for name in chunks)
    return index.replace(_SCRIPT, links.encode() + _SCRIPT)


def _walk(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        shown = not any(part.startswith((".", "__")) for part in path.relative_to(root).parts)
        if shown and path.is_file() and path.suffix != ".py":
            yield path


def _read_file(path: Path) -> File:
    return _file(path.name, path.read_bytes())


def _file(name: str, body: bytes) -> File:
    kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(("+xml", "json"))
    packed = gzip.compress(body, 9, mtime=0) if text and len(body) > _COMPRESSED_ABOVE else None
    if packed is not None and len(packed) >= len(body):
        packed = None
    if text:
        kind += "; charset=utf-8"
    return File(kind, body, sha256(body).hexdigest()[:24], packed)


class Root(Resource):
    """
    The root resource of what is not the API's: `at` by path, the page everywhere else.
    """

    isLeaf = True

    def __init__(self, page: Resource, at: Mapping[bytes, Resource] = MappingProxyType({})) -> None:
        super().__init__()
        self._page = page
        self._at = at

    def render(self, request: Request) -> Any:
        return self._at.get(request.path, self._page).render(request)


class Page(Resource):
    """
    Serves the page's files for GET and HEAD.
    """

    isLeaf = True

    def __init__(self, files: dict[str, File]) -> None:
        super().__init__()
        self._files = files

    def render(self, request: Request) -> bytes:
        """
        Returns the file at the request's path, or a small 404 page.
        """
        path = request.path
        file = self._find(path)
        if request.method == b"OPTIONS" and file is not None:
            request.setResponseCode(204)
            request.setHeader("Allow", ALLOWED)
            return b""
        if request.method not in {b"GET", b"HEAD", b"OPTIONS"}:
            request.setResponseCode(405)
            request.setHeader("Allow", ALLOWED)
            return self._send(request, TEXT, f"Only {ALLOWED} are understood here.\n".encode())
        if file is None:
            request.setResponseCode(404)
            request.setHeader("Cache-Control", "no-store")
            return self._send(request, "text/html; charset=utf-8", NOT_FOUND)
        return self._file(request, file)

    def _file(self, request: Request, original: File) -> bytes:
        language = preferred_language(field_of(request, "Accept-Language"), original.by_language)
        file = original.by_language.get(language, original)
        varies = ["Accept-Language"] if original.by_language else []
        request.setHeader("Cache-Control", FOR_EVER if file.immutable else "no-cache")
        request.setHeader("Accept-Ranges", "none")
        if file.kind.startswith("text/javascript"):
            # Other sites may import the client and the widget; they contain no secrets.
            request.setHeader("Access-Control-Allow-Origin", "*")
            request.setHeader("Cross-Origin-Resource-Policy", "cross-origin")
        packed = (
            file.packed if file.packed is not None and _accepts_gzip(field_of(request, "Accept-Encoding")) else None
        )
        if file.packed is not None:
            varies.insert(0, "Accept-Encoding")
        if varies:
            request.setHeader("Vary", ", ".join(varies))
        etag = f"{file.etag}-gz" if packed is not None else file.etag
        request.setHeader("ETag", f'"{etag}"')
        status = status_of(etag, match=field_of(request, "If-Match"), none_match=field_of(request, "If-None-Match"))
        request.setResponseCode(status)
        if status == 304:
            return b""
        if status == 412:
            return self._send(request, TEXT, b"It has changed.\n")
        if packed is not None:
            request.setHeader("Content-Encoding", "gzip")
        return self._send(request, file.kind, packed or file.body)

    def _find(self, path: bytes) -> File | None:
        try:
            return self._files.get(unquote(path.decode("ascii"), errors="strict"))
        except UnicodeDecodeError:
            return None

    def _send(self, request: Request, kind: str, body: bytes) -> bytes:
        request.setHeader("Content-Type", kind)
        request.setHeader("Content-Length", str(len(body)))
        return b"" if request.method == b"HEAD" else body


def field_of(request: Request, name: str) -> str | None:
    """
    Returns the value of a field of the request's head, repeated ones joined; None if there is none.
    """
    values = request.requestHeaders.getRawHeaders(name.encode())
    return None if values is None else ", ".join(value.decode("latin-1") for value in values)


def preferred_language(wanted: str | None, known: Container[str]) -> str:
    """
    Returns the first of `known` that the browser wants, as `chooseLanguage` of the page chooses; empty if
    there is none.
    """
    wishes = []
    for part in (wanted or "").split(","):
        tag, _, weight = part.replace(" ", "").replace("\t", "").lower().partition(";q=")
        quality = float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 1.0
        wishes.append((-quality, tag.partition("-")[0]))
    wishes.sort(key=lambda wish: wish[0])
    return next((language for quality, language in wishes if quality < 0 and language in known), "")


def _accepts_gzip(wanted: str | None) -> bool:
    wishes = {}
    for part in (wanted or "").split(","):
        coding, _, weight = part.replace(" ", "").replace("\t", "").lower().partition(";")
        # RFC 9110, section 8.4.1.3: ``x-gzip`` is an alias of ``gzip``.
        wishes[coding.removeprefix("x-")] = re.fullmatch(r"q=0(\.0*)?", weight) is None
    return wishes.get("gzip", wishes.get("*", False))
