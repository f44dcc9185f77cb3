"""
The code blocks of the project's pages, and which test runs each of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
SKIPPED = {"node_modules", "build", "dist"}


class Block(NamedTuple):
    """
    One fenced block: the page it is on, the heading it stands under, its language and its text.
    """

    page: str
    heading: str
    language: str
    text: str


RUNS_LANGUAGE = {
    "toml": "test_configurations_are_accepted",
    "json": "test_json_is_json",
    "text": "test_diagrams_name_what_there_is",
    "http": "test_answers_of_http_are_answers",
    # The documented proxies are started as they stand, with pages loaded through them, by the tests of the proxies.
    "nginx": "",
    "caddyfile": "",
    "haproxy": "",
}
"""The test that runs all blocks of a language, wherever they stand; empty for those that are run elsewhere."""

_DATABASE = "tests/storage/test_page.py"
_PUSH = "tests/system/test_push.py"
_PYTHON = "tests/system/test_python_client.py"
_POSTGRESQL = "tests/system/test_postgresql.py"
_PHP = "tests/system/test_php_client.py"
_EMBED = "tests/browser/test_embed.py"
_SIGN_ON = "tests/system/test_single_sign_on.py::test_back_end_of_the_page_signs_people_in"
_GUIDE = "tests/filters/test_guide.py"
_PACKAGE = "tests/browser/test_npm_package.py"

RUNS_BLOCK = {
    ("README.md", "Run it"): ["test_commands_of_the_readme_are_run_by_the_checks"],
    ("README.md", "Test it"): ["test_commands_of_the_readme_are_run_by_the_checks"],
    ("README.md", "Talk to it"): [
        "test_module_on_a_page_of_another_port",
        "test_program_in_python",
        "test_back_end_pushes_with_the_line_of_the_readme",
        "test_ten_lines_are_a_chat",
    ],
    ("README.md", "Develop"): ["test_make_has_the_targets"],
    ("clients/php/README.md", "PHP: `Chatd.php`"): [f"{_PHP}::test_script"],
    ("clients/php/README.md", "Reading events"): [f"{_PHP}::test_events"],
    ("clients/php/README.md", "On a site"): [f"{_PHP}::test_site"],
    ("deploy/README.md", "Behind a proxy"): ["test_unit_names_the_group_of_the_socket"],
    ("deploy/README.md", "Socket activation"): ["test_socket_unit_passes_one_listening_socket"],
    ("docs/client.md", "Using `chatd.js` on your own page"): ["test_page_of_ones_own"],
    ("docs/client.md", "No connection"): ["test_reason_is_shown"],
    ("docs/client.md", "Rooms"): [f"{_PACKAGE}::test_blocks_of_the_guide_run_in_node"],
    ("docs/client.md", "Data"): [f"{_PACKAGE}::test_blocks_of_the_guide_run_in_node"],
    ("docs/client.md", "Inbox"): [f"{_PACKAGE}::test_blocks_of_the_guide_run_in_node"],
    ("docs/client.md", "In Node"): [f"{_PACKAGE}::test_bot_in_node_answers_and_comes_back_after_a_kill"],
    ("docs/client.md", "In React"): [f"{_PACKAGE}::test_page_in_react_has_one_connection_and_survives_a_restart"],
    ("docs/client.md", "Types"): [f"{_PACKAGE}::test_examples_have_the_right_types"],
    ("clients/js/README.md", "chatd-client"): [f"{_PACKAGE}::test_blocks_of_the_guide_run_in_node"],
    ("docs/client.md", "Resuming after days"): ["test_another_day_brings_what_was_missed_once"],
    ("docs/client.md", "Login and tokens"): ["test_token_of_the_sites_own_login", "test_guest_stays_the_same"],
    ("docs/client-python.md", "A back end"): [f"{_PYTHON}::test_script"],
    ("docs/client-python.md", "Flask"): [f"{_PYTHON}::test_flask"],
    ("docs/client-python.md", "Django"): [f"{_PYTHON}::test_django"],
    ("docs/client-python.md", "A bot on Twisted"): [f"{_PYTHON}::test_bot_comes_back_after_a_kill"],
    ("docs/client-python.md", "Reading events"): [f"{_PYTHON}::test_reading_goes_on_after_a_kill"],
    ("docs/database.md", "Reading it"): [
        f"{_DATABASE}::test_query_finds_messages_while_a_daemon_writes",
        f"{_DATABASE}::test_query_counts_messages_of_a_day",
    ],
    ("docs/postgresql.md", "Setting it up"): [
        f"{_POSTGRESQL}::test_commands_of_the_guide",
        f"{_POSTGRESQL}::test_driver_comes_with_the_extra",
    ],
    ("docs/postgresql.md", "Backups"): [f"{_POSTGRESQL}::test_commands_of_the_guide"],
    ("docs/embed.md", "Widget"): [f"{_EMBED}::test_widget_of_the_guide_is_a_room_under_the_sites_own_name"],
    ("docs/embed.md", "Your own iframe"): [f"{_EMBED}::test_own_iframe_of_the_guide_shows_the_room"],
    ("docs/embed.md", "PHP"): [_SIGN_ON],
    ("docs/embed.md", "Django"): [_SIGN_ON],
    ("docs/embed.md", "Rails"): [_SIGN_ON],
    ("docs/embed.md", "Node"): [_SIGN_ON],
    ("docs/filters.md", "pyproject.toml"): ["tests/packaging/test_wheel.py::test_plugin_of_the_guide_is_installed"],
    ("docs/filters.md", "chatd_shouting.py"): [f"{_GUIDE}::test_plugin_filters_what_is_said_to_a_daemon"],
    ("docs/filters.md", "twisted/plugins/chatd_shouting_plugin.py"): [
        f"{_GUIDE}::test_plugin_filters_what_is_said_to_a_daemon"
    ],
    ("docs/filters.md", "test_shouting.py"): [f"{_GUIDE}::test_tests_of_the_plugin_pass"],
    ("docs/filters.md", "Installation"): ["tests/packaging/test_wheel.py::test_plugin_of_the_guide_is_installed"],
    ("docs/filters.md", "Slow filters"): [f"{_GUIDE}::test_measurement_of_a_filter_runs"],
    ("docs/http.md", "Try it"): ["test_curl_signs_up_in_and_out"],
    ("docs/operations.md", "From nothing to a service"): [
        "tests/packaging/test_service.py::test_hardened_service_comes_of_the_commands_of_the_page",
        "tests/packaging/test_service.py::test_hardened_service_comes_of_the_commands_of_the_page",
    ],
    ("docs/operations.md", "Backups"): ["tests/system/test_deploy.py::test_timer_of_backups_has_no_mistakes"],
    ("docs/push.md", "2. Push"): [f"{_PUSH}::test_back_end_pushes_and_a_kill_loses_nothing"] * 4,
    ("docs/push.md", "Many at once"): [f"{_PUSH}::test_other_blocks_of_the_page_work"],
    ("docs/push.md", "Read with SSE"): [
        f"{_PUSH}::test_curl_reads_and_goes_on_after_a_kill",
        "tests/browser/test_event_source.py::test_page_of_the_guide_shows_what_is_said_and_goes_on_after_a_kill",
        f"{_PUSH}::test_node_reads_with_fetch",
    ],
    ("docs/push.md", "Push to a user"): [
        f"{_PUSH}::test_other_blocks_of_the_page_work",
        "tests/browser/test_modules.py::test_modules",
    ],
    ("docs/push.md", "Is it really from chatd?"): [
        "tests/system/test_webhooks.py::test_check_of_the_signature_in_the_guide"
    ]
    * 3,
    ("docs/push.md", "Tokens of your own login"): [f"{_PUSH}::test_token_of_the_page_is_somebody"] * 3,
    ("docs/incoming-webhooks.md", "Incoming webhooks"): [f"{_PUSH}::test_incoming_webhook_of_the_page_works"],
    ("docs/permissions.md", "Roles and permissions"): ["test_table_is_the_one_that_is_asked"],
    ("docs/protocol.md", "A conversation"): ["test_conversation_goes_as_it_is_told"],
    ("docs/protocol.md", "Pages"): ["test_commands_for_pages_are_commands"],
}
"""
The tests that run the other blocks under a heading, in their order: functions of `tests.browser.test_examples`, or
``file::function``.
"""


def blocks() -> Iterator[Block]:
    """
    All fenced blocks of all pages, in order.

    Those of a translation are the blocks of its original (`tests/test_docs.py`), and are not run again.
    """
    for path in sorted(ROOT.rglob("*.md")):
        parts = path.relative_to(ROOT).parts
        if path.name.endswith(".zh.md"):
            continue
        if any(part.startswith(".") or part in SKIPPED for part in parts):
            continue
        heading = language = None
        lines: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            fence = re.match(r" *(?:```|~~~)(.*)$", line)
            if fence is None and language is None:
                heading = line.lstrip("# ") if line.startswith("#") else heading
            elif fence is None:
                lines.append(line)
            elif language is None:
                language = fence[1].strip()
            else:
                text = "\n".join(lines) + "\n"
                page = "/".join(parts)
                yield Block(page, heading or "", _language(page, heading, language, text), text)
                language, lines = None, []


def _language(page: str, heading: str | None, language: str, text: str) -> str:
    if heading == "pyproject.toml":
        # TOML, and no configuration of chatd.
        return "pyproject"
    # Some blocks have no language that a reader's page would colour.
    if not language and text.startswith("HTTP/1.1 "):
        return "http"
    return language or ("caddyfile" if page == "deploy/README.md" else "")


def own_blocks() -> dict[tuple[str, str], list[Block]]:
    """
    The blocks that are not run with all others of their language, by page and heading.
    """
    found: dict[tuple[str, str], list[Block]] = {}
    for block in blocks():
        if block.language not in RUNS_LANGUAGE:
            found.setdefault((block.page, block.heading), []).append(block)
    return found


def example(test: str) -> str:
    """
    The text of the block that a test is for.
    """
    for place, tests in RUNS_BLOCK.items():
        if test in tests:
            return own_blocks()[place][tests.index(test)].text
    raise AssertionError(f"no block is run by {test}")
