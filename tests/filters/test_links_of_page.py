"""
The link policy and the page: whatever the page makes a link of, the policy has judged.
"""

import json
import random
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chatd.domain.events import User
from chatd.filters.chain import FilterInput
from chatd.filters.links import LinkPolicy

LINKS = Path(__file__).parent.parent.parent / "web" / "text" / "links.js"
ALLOWED = "ok.test"
TEXTS = 20_000

PIECES = (
    *("https://", "http://", "HTTPS://", "http:", "https:/", "www.", "WWW.", "ftp://", "mailto:", "//", "://"),
    *(ALLOWED, "evil.test", "a.evil.test", "ok.test.evil.test", "www.evil.test", "bücher.test", "xn--bcher-kva.test"),
    *(
        *".,;:!?'*_~()[]{}<>\"@/\\#&=%-|`$^+",
        " ",
        "\n",
        "\t",
        "a",
        "1",
        "é",
        "看",
        "ア",
        "ש",
        "ſ",
        "\u200b",
        "\ufeff",
        "\u00ad",
    ),
    *(
        "。",
        "，",
        "．",
        "｡",
        "：",
        "！",
        "？",
        "、",
        "（",
        "）",
        "【",
        "《",
        "「",
        "“",
        "’",
        "«",
        "／",
        "％",
        "\u3000",
        ":80",
        ":x",
        "?q=",
        "%2e",
    ),
)

BEGINNINGS = ("", "", f"https://{ALLOWED}", f"https://{ALLOWED}/a")

PROGRAM = """
import { readFileSync } from "node:fs";
const { findLinks } = await import(process.argv[1]);
const texts = JSON.parse(readFileSync(0, "utf8"));
const hrefs = texts.map((text) => findLinks(text).flatMap((token) => token.href ?? []));
process.stdout.write(JSON.stringify(hrefs));
"""

VECTORS = {
    f"https://{ALLOWED}，https://evil.test": "evil.test",
    f"https://{ALLOWED}/a）www.evil.test": "evil.test",
    f"https://{ALLOWED}「https://evil.test」": "evil.test",
    f"https://{ALLOWED}’https://evil.test": "evil.test",
    f"https://{ALLOWED}、http://evil.test/a": "evil.test",
}
"""Texts of which the page makes a link to a host that is not allowed."""


def page_links(tmp_path: Path, texts: list[str]) -> list[list[str]]:
    """
    The addresses that the page makes links of, by text.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    (tmp_path / "package.json").write_text(json.dumps({"type": "module"}))
    for name in ("links.js", "lazy.js"):
        shutil.copy(LINKS.with_name(name), tmp_path / name)
    ran = subprocess.run(
        [node, "--input-type=module", "-e", PROGRAM, str(tmp_path / "links.js")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found: list[list[str]] = json.loads(ran.stdout)
    return found


def forbidden(hrefs: list[str]) -> list[str]:
    """
    The web addresses among `hrefs` whose host is not the allowed one.
    """
    return [
        href for href in hrefs if href.startswith("http") and (urlsplit(href).hostname or "").rstrip(".") != ALLOWED
    ]


@pytest.mark.parametrize("action", ["refuse", "strip"])
def test_page_links_to_nothing_that_the_policy_has_not_seen(tmp_path: Path, action: str) -> None:
    """
    Random texts of what links are made of and what ends them, and those that once came through.
    """
    # The same texts in each run.
    source = random.Random(20261130)
    texts = [source.choice(BEGINNINGS) + "".join(source.choices(PIECES, k=source.randint(0, 8))) for _ in range(TEXTS)]
    texts += VECTORS
    policy = LinkPolicy([ALLOWED], "strip" if action == "strip" else "refuse")
    verdicts = [policy.judge(FilterInput("lobby", User("a.1", "Ann"), "member", text)) for text in texts]
    passed = [verdict for verdict in verdicts if isinstance(verdict, str)]
    found = page_links(tmp_path, passed)
    assert [(text, bad) for text, hrefs in zip(passed, found, strict=True) if (bad := forbidden(hrefs))] == []
    assert sum(map(len, found)) > 100


def test_vectors_are_links_of_the_page(tmp_path: Path) -> None:
    """
    Otherwise they would test nothing.
    """
    for (text, host), hrefs in zip(VECTORS.items(), page_links(tmp_path, [*VECTORS]), strict=True):
        assert any(str(urlsplit(href).hostname).endswith(host) for href in hrefs), (text, hrefs)
