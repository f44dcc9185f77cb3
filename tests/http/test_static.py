"""
The page: files from memory, and nothing else by any spelling.
"""

import gzip
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from twisted.trial.unittest import SynchronousTestCase

from chatd.http.responses import SECURITY_HEADERS, refusal
from chatd.http.static import NOT_FOUND, Page, load, web_root
from tests.support.page_site import PageSite
from tests.support.tmp_dirs import new_place

SCRIPT = b"export const words = 1;\n" * 100


class SiteTests(SynchronousTestCase):
    def setUp(self) -> None:
        root = new_place(self)
        (root / "lang").mkdir(parents=True)
        (root / "index.html").write_bytes(b"<!doctype html><title>chat</title>")
        (root / "app.js").write_bytes(SCRIPT)
        (root / "lang" / "中.js").write_bytes(b"short")
        (root / "icon.png").write_bytes(b"\x89PNG" * 1000)
        (root / "icon.svg").write_bytes(b"<svg/>")
        (root / "chat.webmanifest").write_bytes(b"{}")
        (root / "what").write_bytes(b"?")
        (root / ".secret").write_bytes(b"secret")
        (root / "code.py").write_bytes(b"secret")
        (root / "__pycache__").mkdir()
        (root / "__pycache__" / "x.js").write_bytes(b"secret")
        (root.parent / "outside.js").write_bytes(b"secret")
        self.root = root
        page = PageSite(Page(load(root)))
        self.site, self.ask = page.site, page.ask


class FileTests(SiteTests):
    def test_files_have_their_types(self) -> None:
        """
        A browser that sniffs nothing needs them.
        """
        for path, kind in (
            ("/", "text/html; charset=utf-8"),
            ("/index.html", "text/html; charset=utf-8"),
            ("/app.js", "text/javascript; charset=utf-8"),
            ("/icon.svg", "image/svg+xml; charset=utf-8"),
            ("/icon.png", "image/png"),
            ("/chat.webmanifest", "application/manifest+json; charset=utf-8"),
            ("/what", "application/octet-stream"),
            ("/lang/%E4%B8%AD.js", "text/javascript; charset=utf-8"),
        ):
            code, fields, _ = self.ask(path)
            self.assertEqual((code, fields["content-type"]), (200, kind), path)

    def test_query_changes_nothing(self) -> None:
        self.assertEqual(self.ask("/app.js?v=1"), self.ask("/app.js"))

    def test_every_answer_has_the_security_headers(self) -> None:
        """
        Found or not, whatever the method.
        """
        for answer in (self.ask("/"), self.ask("/none"), self.ask("/", method="POST"), self.ask("/", method="HEAD")):
            for name, value in SECURITY_HEADERS:
                self.assertEqual(answer[1][name.lower()], value)

    def test_policy_allows_nothing_unsafe(self) -> None:
        """
        No inline script, no foreign page around this one.
        """
        policy = dict(SECURITY_HEADERS)["Content-Security-Policy"]
        self.assertNotIn("unsafe", policy)
        self.assertNotIn("*", policy)
        self.assertIn("default-src 'none'", policy)
        self.assertIn("frame-ancestors 'none'", policy)

    def test_head_is_get_without_the_body(self) -> None:
        for path in ("/app.js", "/none"):
            code, fields, body = self.ask(path)
            headed, same, nothing = self.ask(path, method="HEAD")
            self.assertEqual((headed, {**same, "date": ""}, nothing), (code, {**fields, "date": ""}, b""))
            self.assertEqual(int(same["content-length"]), len(body))

    def test_other_methods_are_405_and_told_which(self) -> None:
        """
        For files and for what is none.
        """
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            for path in ("/", "/none"):
                code, fields, _ = self.ask(path, method=method)
                self.assertEqual((code, fields["allow"]), (405, "GET, HEAD, OPTIONS"), method)

    def test_methods_of_a_path_can_be_asked_for(self) -> None:
        """
        204 with Allow; 404 where there is nothing.
        """
        for path in ("/", "/app.js"):
            code, fields, body = self.ask(path, method="OPTIONS")
            self.assertEqual((code, fields["allow"], body), (204, "GET, HEAD, OPTIONS", b""), path)
            self.assertNotIn("content-length", fields)
        self.assertEqual(self.ask("/none", method="OPTIONS")[0], 404)

    def test_unknown_path_is_a_small_page(self) -> None:
        """
        With a way back, and not to be kept.
        """
        code, fields, body = self.ask("/none")
        self.assertEqual((code, body), (404, NOT_FOUND))
        self.assertEqual(fields["content-type"], "text/html; charset=utf-8")
        self.assertEqual(fields["cache-control"], "no-store")


class CachingTests(SiteTests):
    def test_file_that_has_not_changed_is_304(self) -> None:
        """
        Without a body, with the tag and the policy.
        """
        _, first, _ = self.ask("/app.js")
        for tag in (first["etag"], f'"other", {first["etag"]}', "*"):
            code, fields, body = self.ask("/app.js", f"If-None-Match: {tag}")
            self.assertEqual((code, body, fields["etag"]), (304, b"", first["etag"]))
            self.assertEqual(fields["cache-control"], "no-cache")

    def test_tag_that_a_proxy_made_weak_still_matches(self) -> None:
        """
        RFC 9110, section 13.1.2: the comparison is weak.
        """
        _, first, _ = self.ask("/app.js")
        self.assertEqual(self.ask("/app.js", f"If-None-Match: W/{first['etag']}")[0], 304)

    def test_another_tag_is_200(self) -> None:
        """
        The file has changed.
        """
        self.assertEqual(self.ask("/app.js", 'If-None-Match: "other"')[0], 200)

    def test_compressed_and_plain_have_tags_of_their_own(self) -> None:
        """
        A cache must not take one for the other.
        """
        _, plain, _ = self.ask("/app.js")
        _, packed, _ = self.ask("/app.js", "Accept-Encoding: gzip")
        self.assertNotEqual(plain["etag"], packed["etag"])
        self.assertEqual((plain["vary"], packed["vary"]), ("Accept-Encoding", "Accept-Encoding"))
        self.assertEqual(self.ask("/app.js", f"If-None-Match: {packed['etag']}")[0], 200)

    def test_tag_of_a_file_that_changes_changes(self) -> None:
        """
        After a restart the browser fetches it anew.
        """
        before = load(self.root)["/app.js"].etag
        (self.root / "app.js").write_bytes(b"new")
        self.assertNotEqual(load(self.root)["/app.js"].etag, before)


class BundleTests(SiteTests):
    """
    One script and one style sheet in the place of many files.
    """

    def setUp(self) -> None:
        super().setUp()
        script = b'<script type="module" src="app.js"></script>'
        (self.root / "index.html").write_bytes(b'<link href="styles/index.css">' + script)
        (self.root / "dist").mkdir()
        (self.root / "dist" / "app.js").write_bytes(b"bundle;" * 100)
        (self.root / "dist" / "app.css").write_bytes(b"css{}")

    def assets(self) -> list[str]:
        """
        The paths that `/` names, by a page that was loaded anew.
        """
        self.site.resource = Page(load(self.root))
        self.page = self.ask("/")[2].decode()
        return re.findall(r'"(assets/[^"]+)"', self.page)

    def test_index_names_the_bundles_by_their_content(self) -> None:
        style, script = self.assets()
        self.assertRegex(script, r"^assets/app\.[0-9a-f]{24}\.js$")
        self.assertRegex(style, r"^assets/index\.[0-9a-f]{24}\.css$")
        self.assertEqual(self.ask(f"/{script}")[2], b"bundle;" * 100)
        self.assertEqual(self.ask("/index.html")[2].decode(), self.page)
        (self.root / "dist" / "app.js").write_bytes(b"another")
        self.assertNotEqual(self.assets()[1], script)

    def test_bundles_are_kept_for_a_year_and_never_asked_for_again(self) -> None:
        for path in self.assets():
            self.assertEqual(self.ask(f"/{path}")[1]["cache-control"], "public, max-age=31536000, immutable")
        self.assertEqual(self.ask("/")[1]["cache-control"], "no-cache")
        self.assertEqual(self.ask("/app.js")[1]["cache-control"], "no-cache")

    def test_chunks_keep_their_names_for_a_year(self) -> None:
        (self.root / "dist" / "chunk-ABCDEFGH.js").write_bytes(b"shared;")
        self.assets()
        status, headers, body = self.ask("/assets/chunk-ABCDEFGH.js")
        self.assertEqual((status, body), (200, b"shared;"))
        self.assertEqual(headers["cache-control"], "public, max-age=31536000, immutable")
        self.assertEqual(self.ask("/dist/chunk-ABCDEFGH.js")[0], 404)

    def test_index_names_the_chunks_that_the_script_imports_at_once(self) -> None:
        for name in ("chunk-ABCDEFGH", "chunk-IJKLMNOP", "later-ABCDEFGH"):
            (self.root / "dist" / f"{name}.js").write_bytes(b"")
        script = b'import{a}from"./chunk-ABCDEFGH.js";import"./chunk-IJKLMNOP.js";import("./later-ABCDEFGH.js");'
        (self.root / "dist" / "app.js").write_bytes(script + b'import{b}from"./missing.js"')
        self.assets()
        named = re.findall(r'<link rel="modulepreload" href="assets/([^"]+)">', self.page)
        self.assertEqual(named, ["chunk-ABCDEFGH.js", "chunk-IJKLMNOP.js"])

    def test_index_names_the_texts_of_the_browsers_language(self) -> None:
        """
        As the page chooses: the first wanted language that there is. Caches are told what the index depends on.
        """
        (self.root / "lang").mkdir(exist_ok=True)
        for name in ("en.js", "zh.js", "language.js"):
            (self.root / "lang" / name).write_bytes(b"")
        (self.root / "dist" / "zh-ABCDEFGH.js").write_bytes(b"")
        self.assets()
        tags = set()
        for wish, named in (
            ("zh-CN,zh;q=0.9,en;q=0.8", True),
            ("fr, ZH ; q=0.5", True),
            ("en;q=0.5, zh;q=0.8", True),
            ("en-US,en;q=0.9,zh;q=0.8", False),
            ("zh;q=0, *", False),
            ("zh;q=0.0", False),
            ("fr", False),
            ("zhx, ;q=, ,q=1", False),
            ("", False),
        ):
            code, fields, body = self.ask("/", f"Accept-Language: {wish}", "Accept-Encoding: identity")
            self.assertEqual((code, b"zh-ABCDEFGH" in body), (200, named), wish)
            self.assertIn("Accept-Language", fields["vary"], wish)
            again = self.ask("/", f"Accept-Language: {wish}", f"If-None-Match: {fields['etag']}")
            self.assertEqual((again[0], "Accept-Language" in again[1]["vary"]), (304, True), wish)
            tags.add((named, fields["etag"]))
        self.assertEqual(len(tags), 2)
        chinese = next(tag for named, tag in tags if named)
        self.assertEqual(self.ask("/", "Accept-Language: en", f"If-None-Match: {chinese}")[0], 200)
        self.assertNotIn("Accept-Language", self.ask("/assets/zh-ABCDEFGH.js")[1].get("vary", ""))

    def test_the_icon_is_not_asked_for_again(self) -> None:
        (self.root / "favicon.svg").write_bytes(b"<svg/>")
        (self.root / "index.html").write_bytes(b'<link rel="icon" href="favicon.svg">')
        (path,) = self.assets()
        self.assertRegex(path, r"^assets/favicon\.[0-9a-f]{24}\.svg$")
        self.assertEqual(self.ask(f"/{path}")[1]["cache-control"], "public, max-age=31536000, immutable")
        self.assertEqual(self.ask("/favicon.svg")[2], b"<svg/>")

    def test_bundles_are_nowhere_else(self) -> None:
        self.assets()
        self.assertEqual(self.ask("/dist/app.js")[0], 404)

    def test_sources_can_be_served_instead(self) -> None:
        files = load(self.root, sources=True)
        self.assertEqual(files["/"].body, (self.root / "index.html").read_bytes())
        self.assertFalse(any("assets" in path for path in files))


class CompressionTests(SiteTests):
    def test_text_is_compressed_for_those_who_take_it(self) -> None:
        for wish in ("gzip", "br, gzip;q=0.5", "*", "GZIP", "gzip;q=1.0"):
            code, fields, body = self.ask("/app.js", f"Accept-Encoding: {wish}")
            self.assertEqual((code, fields["content-encoding"]), (200, "gzip"), wish)
            self.assertEqual(gzip.decompress(body), SCRIPT)
            self.assertEqual(int(fields["content-length"]), len(body))

    def test_others_get_it_plain(self) -> None:
        """
        Whoever does not say so, or says no.
        """
        for wish in ("", "br", "gzip;q=0", "gzip; q=0.000", "identity", "gzip;q=0, *"):
            _, fields, body = self.ask("/app.js", f"Accept-Encoding: {wish}")
            self.assertNotIn("content-encoding", fields, wish)
            self.assertEqual(body, SCRIPT)

    def test_pictures_and_short_texts_are_not_compressed(self) -> None:
        """
        It would gain nothing.
        """
        for path in ("/icon.png", "/icon.svg", "/"):
            self.assertNotIn("content-encoding", self.ask(path, "Accept-Encoding: gzip")[1])

    def test_text_that_would_grow_is_sent_as_it_is(self) -> None:
        noise = b"".join(sha256(b"%d" % number).digest() for number in range(20))
        (self.root / "noise.txt").write_bytes(noise)
        self.assertIsNone(load(self.root)["/noise.txt"].packed)


class TraversalTests(SiteTests):
    def test_nothing_outside_can_be_read_by_any_spelling(self) -> None:
        """
        Every one is refused without a word in the log.
        """
        up = ("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "..;", "....")
        slash = ("/", "%2f", "%2F", "\\", "%5c", "%252f", "//", "%c0%af")
        spellings = [
            f"/{u}{s}{name}" for u in up for s in slash for name in ("outside.js", "chatd/http/static.py", "etc/passwd")
        ]
        spellings += [f"/lang{s}{u}{s}{u}{s}outside.js" for u in up for s in slash]
        spellings += [
            "/.secret",
            "/%2esecret",
            "/code.py",
            "/__pycache__/x.js",
            "/lang",
            "/lang/",
            "/app.js/",
            "/app.js%00",
            "/app.js%00.html",
            "/%00",
            "/%",
            "/%zz",
            "/%ff",
            "/\xff",
            "/app.js\xff",
            "//app.js",
            "/./app.js",
            "/lang/../app.js",
            "app.js",
            "file:///etc/passwd",
            "http://a/../outside.js",
            str(self.root.resolve() / "app.js"),
            str(self.root.resolve().parent / "outside.js"),
            "*",
        ]
        for path in spellings:
            code, _, body = self.ask(path)
            self.assertEqual(code, 404 if path.startswith(("/", "http:")) and path.isascii() else 400, path)
            self.assertNotIn(b"secret", body)
            self.assertNotIn(b"root:", body)
        self.assertEqual(self.flushLoggedErrors(), [])

    def test_hidden_files_and_code_are_not_loaded(self) -> None:
        """
        Only what a browser needs.
        """
        shown = {"/", "/index.html", "/app.js", "/lang/中.js", "/icon.png", "/icon.svg", "/chat.webmanifest", "/what"}
        self.assertEqual(set(load(self.root)), shown)

    def test_link_out_of_the_folder_is_not_followed_later(self) -> None:
        """
        What is put there while the server runs is not seen.
        """
        (self.root / "late.js").symlink_to("/etc/passwd")
        self.assertEqual(self.ask("/late.js")[0], 404)


class PartsTests(SynchronousTestCase):
    def test_refusal_is_a_whole_answer(self) -> None:
        """
        A parser that knows nothing else understands it.
        """
        answer = refusal(429, "slower — please", [("Retry-After", "10")])
        head, _, body = answer.partition(b"\r\n\r\n")
        self.assertTrue(head.startswith(b"HTTP/1.1 429 Too Many Requests\r\n"))
        length = re.search(rb"Content-Length: (\d+)", head)
        assert length is not None
        self.assertEqual(int(length[1]), len(body))
        self.assertIn(b"\r\nConnection: close\r\n", head)
        self.assertIn(b"\r\nRetry-After: 10", head)

    def test_refusal_with_an_unknown_status_has_a_reason_too(self) -> None:
        """
        The first line always has three parts.
        """
        self.assertTrue(refusal(418, "no").startswith(b"HTTP/1.1 418 Refused\r\n"))

    def test_page_is_found_beside_the_package(self) -> None:
        """
        Installed or in a checkout.
        """
        self.assertIn("/index.html", load(web_root()))

    def test_folder_without_an_index_has_no_front_page(self) -> None:
        """
        Then `/` is a 404.
        """
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(load(Path(folder)), {})
