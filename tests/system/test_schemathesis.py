"""
The HTTP API against its own description: Schemathesis asks what is described, and what is not, and finds nothing.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.daemon import running
from tests.support.forked_programs import CHATD, run_program

LIMITS = """
[limits]
commands_per_second = 10000
commands_burst = 20000
user_per_second = 10000
user_burst = 20000
address_said_per_second = 10000
address_made_per_hour = 1000000
address_queries_per_second = 10000
address_changes_per_second = 10000
connects_per_second = 10000.0
"""
CHECKS = """
[checks]
# That of methods nobody has implemented here, such as TRACE (RFC 9110, section 15.6.2).
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 501]
unsupported_method.enabled = false
# What is too long for a head is refused before it is read.
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429, 431]
# A description cannot say that a room is hidden, a name taken, or a right missing.
positive_data_acceptance.enabled = false
"""
SECONDS = 3000


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """
    With a key that may do everything, by examples, boundaries, random data and sequences of requests.

    Streams of events have no end, and are left to their own tests.
    """
    (tmp_path / "schemathesis.toml").write_text(CHECKS, encoding="utf-8")
    rights = [
        "--rooms",
        "*=*",
        "--rooms",
        "/=*",
        "--role",
        "*=owner",
        "--as",
        "--per-second",
        "10000",
        "--burst",
        "20000",
    ]
    with running(tmp_path, config=LIMITS) as daemon:
        made = run_program([CHATD, "key", "create", "all", *rights], tmp_path)
        assert made.returncode == 0, made.stderr
        command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{daemon.urls[0]}api/openapi.json"]
        command += ["--header", f"Authorization: Bearer {made.stdout.split()[0]}"]
        command += ["--exclude-operation-id-regex", "_events$|^get_api_connection$"]
        command += ["--phases", "examples,coverage,fuzzing,stateful", "--seed", "1", "--no-shrink", "--warnings", "off"]
        command += ["--max-examples", os.environ.get("CHATD_EXAMPLES", "5")]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr
