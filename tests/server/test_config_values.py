"""
The list of all settings: values, sources, and no secrets.
"""

from pathlib import Path

import msgspec
import pytest

from chatd.server.config_file import keys, load_with_keys
from chatd.server.config_values import hide_secrets, list_values
from chatd.server.settings import Settings


def test_every_key_has_its_default() -> None:
    """
    Lists of tables are one empty value.
    """
    values = {value.key: msgspec.json.decode(value.value) for value in list_values(Settings())}
    single = {
        key
        for key in keys()
        if not key.startswith(("room.", "permissions.", "filters.", "auth.issuers.", "tls.names."))
    }
    assert set(values) == single | {"room", "permissions", "filters", "auth.issuers", "tls.names"}
    assert values["server.port"] == "8080"
    assert {value.source for value in list_values(Settings())} == {"default"}


def test_sources_and_secrets(tmp_path: Path) -> None:
    """
    A key of a former name counts as one of the new name.
    """
    path = tmp_path / "chatd.toml"
    path.write_text(
        """
        server.port = "1"
        limits.connections_per_address = 3
        log.levels = { "chatd" = "warn" }
        [room.lobby]
        title = "Hall"
        [[filters]]
        use = "plugin"
        options = { api_key = "s3cret", url = "https://me:s3cret@example.org/", words = ["a"] }
        """,
        encoding="utf-8",
    )
    settings, written = load_with_keys(path)
    found = {value.key: value for value in list_values(settings, written, {"server.port"})}
    given = {key: value.source for key, value in found.items() if value.source != "default"}
    assert given == {
        "server.port": "command line",
        "limits.websockets_per_address": "file",
        "log.levels": "file",
        "room.lobby.title": "file",
        "filters[0].use": "file",
        "filters[0].options": "file",
    }
    assert msgspec.json.decode(found["filters[0].options"].value) == {
        "api_key": "(hidden)",
        "url": "https://(hidden)@example.org/",
        "words": ["a"],
    }


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann:s3cret@db/chat", "postgresql://(hidden)@db/chat"),
        ("postgresql:/ann:s3cret@db/chat", "postgresql:/(hidden)@db/chat"),
        ("postgresql://ann@db/chat?password=s3cret&x=1", "postgresql://ann@db/chat?password=(hidden)&x=1"),
        ("postgresql://db/chat?user=ann&sslpassword=s3cret", "postgresql://db/chat?user=ann&sslpassword=(hidden)"),
        ("postgresql://ann@db/chat?passfile=/etc/pass", "postgresql://ann@db/chat?passfile=/etc/pass"),
    ],
)
def test_passwords_of_a_database_are_hidden(url: str, shown: str) -> None:
    assert hide_secrets("store.url", url) == shown
