"""
What the doctor finds, and what it advises.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from chatd.admin.operations import SiteStatus
from chatd.cli.doctor_checks import (
    Finding,
    check_answer,
    check_certificate,
    check_clock,
    check_directory,
    check_disk,
    check_open_files,
    check_proxies,
    check_versions,
)
from chatd.cli.main import run
from chatd.cli.top import format_top
from tests.support.daemon import self_signed


def level(found: Iterable[Finding]) -> str:
    """
    The level of the one finding; what is not well has an advice.
    """
    (finding,) = found
    assert bool(finding.advice) == (finding.level != "ok")
    return finding.level


def test_open_files() -> None:
    assert level(check_open_files(20_100, 20_000)) == "ok"
    (finding,) = check_open_files(1024, 20_000)
    assert (finding.level, "LimitNOFILE=20100" in finding.advice) == ("warn", True)


def test_directory(tmp_path: Path) -> None:
    assert level(check_directory(tmp_path / "none")) == "warn"
    tmp_path.chmod(0o700)
    assert level(check_directory(tmp_path)) == "ok"
    tmp_path.chmod(0o750)
    assert level(check_directory(tmp_path)) == "fail"
    (tmp_path / "file").write_text("")
    assert level(check_directory(tmp_path / "file")) == "fail"


@pytest.mark.parametrize(("free", "expected"), [(10**9, "ok"), (10**8, "warn"), (10**7, "fail")])
def test_disk_space(tmp_path: Path, free: int, expected: str) -> None:
    """
    Also of a directory that is yet to be made.
    """
    assert level(check_disk(tmp_path / "a" / "b", lambda path: free)) == expected


def test_clock_is_not_behind_the_files(tmp_path: Path) -> None:
    path = tmp_path / "chatd.db"
    path.write_text("")
    written = path.stat().st_mtime
    assert level(check_clock(written, [path, tmp_path / "none"])) == "ok"
    assert level(check_clock(written - 3600, [path])) == "fail"


def test_end_of_a_certificate(tmp_path: Path) -> None:
    _, certificate = self_signed(tmp_path)
    ends = datetime.now(UTC)
    while level(check_certificate(certificate, ends)) == "ok":
        ends += timedelta(days=1)
    assert level(check_certificate(certificate, ends)) == "warn"
    assert level(check_certificate(certificate, ends + timedelta(days=15))) == "fail"
    assert level(check_certificate(tmp_path / "none", ends)) == "fail"
    (tmp_path / "text").write_text("none")
    assert level(check_certificate(tmp_path / "text", ends)) == "fail"


def test_proxy_that_is_not_named() -> None:
    """
    Only this machine can connect: that has to be a proxy.
    """
    local = "tcp:8080:interface=127.0.0.1"
    assert level(check_proxies([local], [])) == "warn"
    assert level(check_proxies(["unix:/run/chatd.sock"], [])) == "warn"
    assert level(check_proxies([local], ["127.0.0.1"])) == "ok"
    assert level(check_proxies([local, "8080"], [])) == "ok"
    assert level(check_proxies([f"haproxy:{local}"], [])) == "ok"


def test_versions_are_within_their_bounds() -> None:
    """
    Those of extras do not matter.
    """
    required = ["twisted[tls]<27,>=26.4", "idna>=3.7", 'build>=1.2; extra == "dev"']
    installed = {"twisted": "26.4.0rc1", "idna": "3.10"}
    assert level(check_versions(required, installed.get)) == "ok"
    for name, version in {"twisted": "27.0", "idna": "3.6"}.items():
        assert level(check_versions(required, {**installed, name: version}.get)) == "fail"
    assert level(check_versions(["idna>=3.7"], lambda name: None)) == "fail"


def test_what_the_port_answers() -> None:
    assert level(check_answer("8080", True, "HTTP/1.1 200 OK")) == "ok"
    assert level(check_answer("8080", True, "")) == "fail"
    assert level(check_answer("8080", True, None)) == "fail"
    assert level(check_answer("8080", False, "HTTP/1.1 200 OK")) == "fail"
    assert level(check_answer("8080", False, None)) == "ok"


def test_command_exits_with_1_if_anything_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    And looks at everything all the same.
    """
    config = tmp_path / "chatd.toml"
    config.write_text('server.port = "0"\n', encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    assert run(["--config", str(config), "--data", str(data), "doctor"]) == 0
    data.chmod(0o755)
    assert run(["--config", str(config), "--data", str(data), "doctor"]) == 1
    out = capsys.readouterr().out
    assert f"fail  data directory: {data}: mode 0755\n      chmod 700 {data}\n" in out
    assert out.splitlines()[-1].startswith("1 failure, ")


STATUS = SiteStatus("1.0", True, 3, 2, 10, 100, 300, 0, 0, 0, None)


def test_top_shows_rates() -> None:
    """
    None before the second reading, or since a daemon that was started again.
    """
    later = replace(STATUS, messages=150)
    rows = {line.split()[0]: line.split()[1:] for line in format_top(later, STATUS, 2.0).splitlines() if line}
    assert (rows["connections"], rows["messages"]) == (["3", "10", "0.0"], ["150", "25.0"])
    assert "messages                             150" in format_top(later, None, 0.0)
    assert "25.0" not in format_top(STATUS, later, 2.0)


def test_top_needs_a_daemon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(tmp_path), "top"]) == 1
    assert "no daemon runs here" in capsys.readouterr().err
