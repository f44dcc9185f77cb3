"""
The manual pages: complete, and what roff understands.
"""

import shutil
import subprocess

import pytest

from chatd.cli.main import run
from chatd.cli.man_pages import PAGES, escape_roff
from chatd.server.config_file import keys


@pytest.mark.parametrize("page", PAGES)
def test_page_is_rendered_without_a_warning(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["man", page]) == 0
    text = capsys.readouterr().out
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("groff is missing")
    ended = subprocess.run(
        [groff, "-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou"], input=text, capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    for word in {"chatd": ("check-config", "--keep n", "exit status"), "chatd.toml": ("server.port",)}[page]:
        assert word in " ".join(ended.stdout.replace("−", "-").replace("‐", "-").lower().split())


def test_every_key_has_an_entry(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["man", "chatd.toml"]) == 0
    out = capsys.readouterr().out
    assert [key for key in keys() if f".B {key}\n" not in out] == []


def test_text_means_nothing_to_roff() -> None:
    assert escape_roff(".TH a\\b\n -c") == "\\&.TH a\\eb \\-c"
