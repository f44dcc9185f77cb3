"""
What is said in lines that look like the server's.
"""

import pytest

from chatd.websocket.plain_lines import CONNECTED, DISCONNECTED, one_line, quote_lines

FORGED = (
    CONNECTED,
    DISCONNECTED,
    "! bad_token",
    "! login_required",
    "!",
    " \t! muted: you are muted",
    "\u00a0!\u00a0muted",
    "\u200b!\u200b \u2060muted",
    "!\u3000muted",
    "\uff01 muted",
    "\u01c3 muted",
    "\u2757\ufe0f muted",
    "!! muted",
    "connected  SUCCESSFULLY",
    "\u202eConnected successfully!",
    "C\u043ennected success\uff46ully!",
    "\uff24isconnected from server! Come back at https://evil.example",
    "D\u0131sconnected from server!",
    "Disc\u00f6nnected from server!",
    "\u2800Disconnected from server!",
    "\u200b" * 300 + "Disconnected from server!",
    " " * 300 + "! muted",
    "D" + "\u0301" * 300 + "isconnected from server!",
)
ORDINARY = (
    "hello",
    "!help",
    "wow! really",
    "Connected",
    "I was disconnected from server 3",
    "> ! quoted",
    "no !",
    "\u4f60\u597d\uff01",
    "Connect us, please, to the other room",
)


@pytest.mark.parametrize("line", FORGED)
def test_forged_line_is_quoted(line: str) -> None:
    """
    At the beginning of a text and after each thing that breaks a line.
    """
    assert quote_lines(line) == f"> {line}"
    for line_break in ("\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        assert quote_lines(f"hi{line_break}{line}{line_break}ho") == f"hi{line_break}> {line}{line_break}ho"


@pytest.mark.parametrize("text", ORDINARY)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert quote_lines(text) == text


def test_quoted_line_is_not_quoted_again() -> None:
    assert quote_lines(quote_lines(DISCONNECTED)) == f"> {DISCONNECTED}"


def test_many_lines_cost_little() -> None:
    """
    Those that would have to be compared after the first twenty are quoted.
    """
    text = "\n".join(["Cats and dogs are friends", "and so are mice and men"] * 30)
    lines = quote_lines(text).split("\n")
    assert lines[:40] == text.split("\n")[:40]
    assert lines[40:] == ["> Cats and dogs are friends", "and so are mice and men"] * 10


def test_refusal_with_the_words_of_a_person_is_one_line() -> None:
    assert one_line("Mallory writes: a\n! b\u2028Connected") == "Mallory writes: a ! b Connected"
