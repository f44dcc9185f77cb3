"""
A browser at a chatd that speaks TLS itself, without a proxy.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.daemon import running, self_signed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OPEN = """
(url) => new Promise((done, failed) => {
  const socket = new WebSocket(url, "chatd.v1");
  socket.onmessage = ({ data }) => done(JSON.parse(data).type);
  socket.onclose = ({ code }) => failed(new Error(`closed: ${code}`));
})
"""


@pytest.mark.browser
@pytest.mark.slow
def test_chromium_comes_in_over_https_and_wss(tmp_path: Path, chromium: "Browser") -> None:
    """
    Like all browsers it offers h2 and http/1.1.
    """
    key, certificate = self_signed(tmp_path)
    with running(tmp_path, ports=(f"ssl:0:interface=127.0.0.1:privateKey={key}:certKey={certificate}",)) as daemon:
        context = chromium.new_context(ignore_https_errors=True)
        page = context.new_page()
        answer = page.goto(f"https://localhost:{daemon.port}/")
        assert answer is not None
        assert answer.status == 200
        assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "http/1.1"
        assert page.evaluate(OPEN, f"wss://localhost:{daemon.port}/ws") == "welcome"
        context.close()
