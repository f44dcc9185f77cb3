"""
``chatd completion``: completes commands and options in a shell, from the parser of the command line.
"""

import shlex
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterator

from chatd.cli.local_command import LocalCommand
from chatd.cli.output import Printer
from chatd.server.standard_streams import Output

Words = dict[str, list[tuple[str, str]]]
"""By the words of a command that have been typed: the words that may follow, each with what it means."""


def _words_of(parser: ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    found: list[tuple[str, str]] = []
    below: dict[str, ArgumentParser] = {}
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, _SubParsersAction):
            below |= action.choices
            found += [(row.dest, row.help or "") for row in action._get_subactions()]  # noqa: SLF001
        elif action.option_strings:
            found += [(name, action.help or "") for name in action.option_strings if name.startswith("--")]
        elif action.choices:
            found += [(str(choice), "") for choice in action.choices]
    yield " ".join(path), found
    for name, one in below.items():
        yield from _words_of(one, (*path, name))


def bash(words: Words) -> str:
    """
    Returns the completion for bash.
    """
    cases = "\n".join(
        f"        {shlex.quote(path)}) words={shlex.quote(' '.join(word for word, _ in found))} ;;"
        for path, found in words.items()
    )
    return f"""\
# bash completion of chatd: source <(chatd completion bash)
_chatd() {{
    local word path= words= i known=' {" ".join(path.replace(" ", "/") for path in words if path)} '
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{path:+$path/}}${{COMP_WORDS[i]}}
        [[ $known == *" $word "* ]] && path=$word
    done
    case ${{path//\\// }} in
{cases}
    esac
    COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o bashdefault -o default -F _chatd chatd
"""


def zsh(words: Words) -> str:
    """
    Returns the completion for zsh.
    """
    cases = "\n".join(
        f"        {shlex.quote(path)}) found=({' '.join(shlex.quote(_described(*one)) for one in found)}) ;;"
        for path, found in words.items()
    )
    known = " ".join(shlex.quote(path) for path in words if path)
    return f"""\
#compdef chatd
# zsh completion of chatd: source <(chatd completion zsh), after compinit
_chatd() {{
    local -a found known
    local given= word
    known=({known})
    for word in ${{words[2,CURRENT-1]}}; do
        (( ${{known[(Ie)${{given:+$given }}$word]}} )) && given="${{given:+$given }}$word"
    done
    case $given in
{cases}
    esac
    _describe -t words word found
    # Where a command has to follow, no file can.
    (( ${{found[(I)[^-]*]}} )) && [[ $words[CURRENT-1] != --(config|data) ]] || _files
}}
compdef _chatd chatd
"""


def _described(word: str, meaning: str) -> str:
    return f"{word}:{meaning}".replace("%%", "%") if meaning else word


def fish(words: Words) -> str:
    """
    Returns the completion for fish.
    """
    lines = ["# fish completion of chatd: chatd completion fish | source"]
    for path, found in words.items():
        typed = path.split()
        below = [word for word, _ in found if not word.startswith("-")]
        if typed:
            seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in typed)
            if below:
                seen += f"; and not __fish_seen_subcommand_from {' '.join(below)}"
        else:
            seen = "__fish_use_subcommand"
        if below:
            # Where a command has to follow, no file can.
            lines.append(f"complete -c chatd -n {shlex.quote(seen)} -f")
        for word, meaning in found:
            what = f"-l {word[2:]}" if word.startswith("--") else f"-a {shlex.quote(word)}"
            if word in {"--config", "--data"}:
                what += " -r -F"
            text = f" -d {shlex.quote(meaning.replace('%%', '%'))}" if meaning else ""
            lines.append(f"complete -c chatd -n {shlex.quote(seen)} {what}{text}")
    return "\n".join(lines) + "\n"


SHELLS: dict[str, Callable[[Words], str]] = {"bash": bash, "zsh": zsh, "fish": fish}


def _complete(given: Namespace, out: Output, printer: Printer) -> int:
    out.write(SHELLS[given.shell](dict(_words_of(given.parser))))
    return 0


def _add_shell(parser: ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")


COMMANDS = (
    LocalCommand(
        name="completion",
        help="print the completion of commands and options for a shell",
        description="bash: source <(chatd completion bash). zsh: the same. fish: chatd completion fish | source.",
        add_arguments=_add_shell,
        execute=_complete,
    ),
)
