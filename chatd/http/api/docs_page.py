"""
The page that shows the description of the HTTP API: HTML without scripts, made from the OpenAPI description.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from chatd.http.api.openapi import Json

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "HTTP API",
        "intro": "Messages, rooms, people and administration over HTTP, on the port that serves the page.",
        "machine": "For programs",
        "parameters": "Parameters",
        "body": "Body",
        "answers": "Answers",
        "problems": "Problems",
        "name": "Name",
        "in": "In",
        "type": "Type",
        "meaning": "Meaning",
        "required": "required",
        "path": "path",
        "query": "query",
        "types": "Types",
        "contents": "Contents",
        "or": "or",
        "list": "list of",
        "other": "中文",
    },
    "zh": {
        "title": "HTTP 接口",
        "intro": "通过 HTTP 收发消息、管理房间和用户，与网页使用同一端口。",
        "machine": "供程序使用",
        "parameters": "参数",
        "body": "请求体",
        "answers": "响应",
        "problems": "错误",
        "name": "名称",
        "in": "位置",
        "type": "类型",
        "meaning": "含义",
        "required": "必填",
        "path": "路径",
        "query": "查询",
        "types": "类型",
        "contents": "目录",
        "or": "或",
        "list": "列表：",
        "other": "English",
    },
}
OTHER = {"en": "zh", "zh": "en"}
LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}

STYLE = """\
:root { color-scheme: light dark; --paper: #f6f5f2; --surface: #fff; --sunken: #efede8; --line: #e4e1da; --ink: #22262a;
  --soft: #565d63; --accent: #24705f; --accent-soft: #e2f0ec; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181b; --surface: #1b1f23; --sunken: #121517; --line: #2a2f35; --ink: #e6e8e9; --soft: #b0b7bd;
    --accent: #6cc5ae; --accent-soft: #1d332e; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI",
  Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 1.6rem; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; }
h4 { font-size: 0.9rem; margin: 1rem 0 0.25rem; color: var(--soft); }
p { margin: 0.35rem 0; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1rem;
  margin: 0.75rem 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875rem; }
pre { background: var(--sunken); border-radius: 8px; padding: 0.6rem 0.75rem; overflow-x: auto; margin: 0.5rem 0;
  overflow-wrap: normal; }
.method { display: inline-block; background: var(--accent-soft); color: var(--accent); border-radius: 6px;
  padding: 0 0.45rem; margin-right: 0.4rem; font-weight: 600; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; overflow-wrap: break-word; width: 100%; font-size: 0.9rem; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-top: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; border-top: 0; }
ul { padding-left: 1.2rem; margin: 0.35rem 0; }
nav ul { columns: 18rem; list-style: none; padding: 0; }
nav li { padding: 0.15rem 0; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: baseline; justify-content: space-between; }
"""
"""The colours are those of the page (``web/styles/base.css``)."""


def render_docs(description: Json, language: str, here: str) -> str:
    """
    Returns the page in a `language` of `WORDS`.  `here` is the URL of the server, for the examples.
    """
    words = WORDS[language]
    return "\n".join(
        (
            f'<!doctype html>\n<html lang="{LANGUAGE_TAGS[language]}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>chatd: {words['title']}</title>",
            '<link rel="icon" href="/favicon.svg">\n<link rel="stylesheet" href="/api/docs.css">',
            "</head>\n<body>\n<main>",
            f"<header><h1>{words['title']}</h1>",
            f'<a href="?lang={OTHER[language]}" lang="{LANGUAGE_TAGS[OTHER[language]]}">{words["other"]}</a></header>',
            f"<p>{words['intro']}</p>",
            f'<p>{words["machine"]}: <a href="/api/openapi.json">openapi.json</a>,',
            '<a href="/api/asyncapi.json">asyncapi.json</a> (WebSocket)</p>',
            *_contents(description, words),
            *_operations(description, words, here),
            *_types(description, words),
            "</main>\n</body>\n</html>\n",
        )
    )


def _contents(description: Json, words: Mapping[str, str]) -> Iterator[str]:
    yield f'<nav aria-label="{words["contents"]}"><ul>'
    for path, method, operation in _all(description):
        yield f'<li><a href="#{operation["operationId"]}"><code>{method} {escape(path)}</code></a></li>'
    yield "</ul></nav>"


def _operations(description: Json, words: Mapping[str, str], here: str) -> Iterator[str]:
    tag = ""
    for path, method, operation in _all(description):
        if operation["tags"][0] != tag:
            tag = operation["tags"][0]
            yield f"<h2>{escape(tag)}</h2>"
        yield f'<section id="{operation["operationId"]}">'
        yield f'<h3><span class="method">{method}</span><code>{escape(path)}</code></h3>'
        yield f"<p>{_prose(operation['summary'])}</p>"
        yield f'<p class="soft">{_prose(operation["description"])}</p>'
        yield f"<pre><code>{escape(curl_example(path, method, operation, here))}</code></pre>"
        yield from _parameters(operation["parameters"], words)
        body = operation.get("requestBody")
        if body is not None:
            yield f"<h4>{words['body']}</h4><p>{_type(_media(body), words)}</p>"
        yield from _answers(operation["responses"], words)
        yield "</section>"


def _parameters(parameters: Sequence[Json], words: Mapping[str, str]) -> Iterator[str]:
    if not parameters:
        return
    heads = "".join(f"<th>{words[name]}</th>" for name in ("name", "in", "type", "meaning"))
    yield f'<h4>{words["parameters"]}</h4><div class="wide"><table><tr>{heads}</tr>'
    for one in parameters:
        required = f" ({words['required']})" if one["required"] else ""
        cells = (
            f"<code>{escape(one['name'])}</code>{required}",
            words[one["in"]],
            _type(one["schema"], words),
            _prose(one["description"]),
        )
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    yield "</table></div>"


def _answers(responses: Json, words: Mapping[str, str]) -> Iterator[str]:
    yield f"<h4>{words['answers']}</h4><ul>"
    for status, answer in responses.items():
        if "$ref" not in answer:
            kind = _type(_media(answer), words) if "application/json" in answer.get("content", {}) else ""
            yield f"<li><code>{status}</code> {kind} {_prose(answer['description'])}</li>"
    problems = ", ".join(f"<code>{status}</code>" for status, answer in responses.items() if "$ref" in answer)
    yield f'<li class="soft">{words["problems"]}: {problems} (<a href="#type-Problem">Problem</a>)</li></ul>'


def _types(description: Json, words: Mapping[str, str]) -> Iterator[str]:
    yield f"<h2>{words['types']}</h2>"
    for name, schema in sorted(description["components"]["schemas"].items()):
        yield f'<section id="type-{name}"><h3>{name}</h3><p>{_prose(schema.get("description", ""))}</p>'
        if "enum" in schema:
            yield f"<p>{_type(schema, words)}</p>"
        if schema.get("properties"):
            yield '<div class="wide"><table>'
            for field, kind in schema["properties"].items():
                required = f" ({words['required']})" if field in schema.get("required", ()) else ""
                yield f"<tr><td><code>{escape(field)}</code>{required}</td><td>{_type(kind, words)}</td></tr>"
            yield "</table></div>"
        yield "</section>"


def _all(description: Json) -> Iterator[tuple[str, str, Json]]:
    found = [
        (path, method.upper(), operation)
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]
    order = [tag["name"] for tag in description["tags"]]
    yield from sorted(found, key=lambda one: order.index(one[2]["tags"][0]))


def curl_example(path: str, method: str, operation: Json, here: str) -> str:
    """
    Returns a command line that sends the example of an operation.
    """
    for one in operation["parameters"]:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
    needed = [one for one in operation["parameters"] if one["in"] == "query" and one["required"]]
    query = "&".join(f"{one['name']}=green" for one in needed)
    parts = ["curl"]
    if {"bearer": []} in operation["security"]:
        parts.append('-H "Authorization: Bearer $KEY"')
    elif operation["security"]:
        parts.append(f"-b jar -H 'Origin: {here}'")
    elif method != "GET":
        parts.append(f"-c jar -H 'Origin: {here}'")
    body = operation.get("requestBody")
    if body is not None:
        parts.append(f"--json '{json.dumps(body['content']['application/json']['example'], ensure_ascii=False)}'")
    if method not in {"GET", "POST"} or (method == "POST" and body is None):
        parts.append(f"-X {method}")
    return f"{' '.join(parts)} '{here}{path}{'?' + query if query else ''}'"


def _media(content: Json) -> Json:
    schema: Json = content["content"]["application/json"]["schema"]
    return schema


def _type(schema: Json, words: Mapping[str, str]) -> str:
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return f'<a href="#type-{name}">{name}</a>'
    if "anyOf" in schema:
        return f" {words['or']} ".join(_type(one, words) for one in schema["anyOf"])
    if "enum" in schema:
        return f" {words['or']} ".join(f"<code>{escape(json.dumps(value))}</code>" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"{words['list']} {_type(schema.get('items', {}), words)}"
    return escape(str(schema.get("type", "JSON")) + _bounds(schema))


def _bounds(schema: Json) -> str:
    low = schema.get("minimum", schema.get("minLength"))
    high: Any = schema.get("maximum", schema.get("maxLength"))
    if high == (1 << 53) - 1:
        high = None
    if low is None and high is None:
        return ""
    return f" ({'' if low is None else low}…{'' if high is None else high})"


def _prose(text: str) -> str:
    # `name` is code.
    parts = escape(text).replace("``", "`").split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
