"""
The configurations in deploy/README.md, taken out of the page as they stand there.
"""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent.parent / "deploy" / "README.md"


def blocks(section: str, language: str = "") -> list[str]:
    """
    The code blocks of one language under a heading of the page.
    """
    text = PAGE.read_text(encoding="utf-8")
    match = re.search(rf"^(#+) {re.escape(section)}$(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match is not None, f"no section {section!r} in {PAGE}"
    return re.findall(rf"^```{language}\n(.*?)^```$", match[2], re.MULTILINE | re.DOTALL)


def filled(text: str, changes: dict[str, str]) -> str:
    """
    A configuration with ports, names and files of a test put in; each of `changes` has to be there.
    """
    for old, new in changes.items():
        assert old in text, f"{old!r} is not in the documented configuration:\n{text}"
        text = text.replace(old, new)
    return text
