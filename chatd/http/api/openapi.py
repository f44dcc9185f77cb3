"""
The description of the HTTP API as OpenAPI 3.1, made from the table of routes and the types of their bodies and answers.

Nothing is written down twice: the summary of an endpoint is the docstring of its function, its answer is what the
function returns.
"""

import inspect
import re
from collections.abc import Iterable, Sequence
from types import NoneType
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct

from chatd import __version__
from chatd.domain.validation import INTEGER_MAX, ROOM_MAX
from chatd.errors import CODES
from chatd.http.api.app import Asks, Document, Route
from chatd.http.api.messages import AddressedMessage
from chatd.http.api.request import NoQuery
from chatd.http.problems import MEDIA_TYPE, STATUSES, Problem

JSON_TYPE = "application/json"
Json = dict[str, Any]
"""A JSON object of a description."""

REF = "#/components/schemas/{name}"
TYPES = (AddressedMessage, Problem)
"""Types that are named only inside of others."""

PARAMETERS = {
    "key": "the name of an API key",
    "hook": "the token of an incoming webhook",
    "webhook": "the id of a webhook",
    "room": "the id of a room",
    "seq": "the number of a message in its room",
    "user": "the id of a user",
    "session": "the id of a session",
    "account": "the id of an account",
    "task": "the id of a task, from the field Location",
    "kind": "mute or ban",
    "text": "words to look for",
    "before": "the seq of a message, or the id of a report or an act, before which the page ends; of a search in all"
    " rooms: `next` of the page before",
    "after": "of messages: the seq after which the page begins; of lists: `next` of the page before, or a name",
    "limit": "how many at most",
    "closed": "true: closed reports instead of open ones",
    "keep": "here: do not end the session of this request",
    "since": "the id of an entry: the stream begins after it",
    "presence": "true: also who comes and goes",
    "signals": "true: also signals",
    "present": "true: I am in the list of people meanwhile",
    "cookie": "no: the cookie does not count",
    "lang": "the language of the page; else what the browser wants",
}
"""What each part of a path and of a query is."""

VALUES: Json = {
    "room": "news",
    "text": "Green!",
    "data": {"build": 4711},
    "name": "Anna",
    "password": "correct horse",
    "old": "correct horse",
    "new": "battery staple",
    "link": "LINK",
    "user": "a.7",
    "role": "member",
    "seq": 42,
    "session": "SESSION",
    "account": "a.7",
    "task": "TASK",
    "kind": "mute",
    "title": "News",
    "messages": [{"room": "news", "text": "Green!", "data": {"build": 4711}}],
    "disabled": True,
    "rooms": {"news": ["say", "attach"]},
    "key": "shop",
    "hook": "chatd_hook_TOKEN",
    "issuer": "site",
    "url": "https://example.org/chat.php",
    "events": ["message.*"],
    "overlap": 86400,
    "delivery": 42,
    "webhook": "wh_5c0b6a8e",
}
"""Values of fields in examples."""

_SIGNALS = {"name": "typing"}
_EXAMPLES: dict[str, Json] = {
    "SignalBody": _SIGNALS,
    "MessageBody": {"text": "Green!", "data": {"build": 4711}},
    "CommandsBody": {"commands": [{"type": "ping", "ref": 1}]},
    "KeyBody": {"name": "shop", "rooms": {"news": ["say", "attach"]}},
    "RevocationBody": {"issuer": "site", "subject": "42"},
}
_SECURITY: dict[Asks, list[Json]] = {
    "nobody": [],
    "anybody": [{"bearer": []}, {"cookie": []}],
    "cookie": [{"cookie": []}],
    "account": [{"cookie": []}],
    "admin": [{"cookie": []}],
}
_WHO: dict[Asks, str] = {
    "nobody": "anybody",
    "anybody": "users with a token, a key or the cookie",
    "cookie": "users who are signed in with the cookie, of an account or of the site's own login",
    "account": "accounts that are signed in with the cookie",
    "admin": "administrators of the site, with the cookie",
}
_PARTS: dict[str, Json] = {
    "seq": {"type": "integer", "minimum": 1, "maximum": INTEGER_MAX},
    "room": {"type": "string", "pattern": f"^[A-Za-z0-9_=@,.;~-]{{1,{ROOM_MAX}}}$"},
}
_PART = re.compile(r"<(\w+)>")


def describe_api(routes: Iterable[Route]) -> Json:
    """
    Returns the description of the API.  Raises KeyError for a parameter that `PARAMETERS` does not explain.
    """
    table = tuple(routes)
    kinds: dict[type, None] = dict.fromkeys(TYPES)
    for route in table:
        kinds |= dict.fromkeys(kind for kind in (route.body, route.query, *answers_of(route)) if kind is not None)
    kinds = {kind: None for kind in kinds if kind is not Document}
    _, components = msgspec.json.schema_components(kinds, schema_hook=any_json, ref_template=REF)
    components["Problem"]["properties"]["code"] = {"$ref": REF.format(name="ErrorCode")}
    components["ErrorCode"] = {"type": "string", "enum": list(CODES), "description": "What is wrong, for programs."}
    paths: Json = {}
    for route in table:
        path = _PART.sub(r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "chatd",
            "version": __version__,
            "summary": "Messages, rooms, people and administration over HTTP",
            "license": {"name": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(_tag(route) for route in table)],
        "paths": paths,
        "components": {
            "schemas": {name: _with_no_keywords_lost(schema) for name, schema in components.items()},
            "responses": {
                f"Problem{status}": _problem(status) for status in sorted({*STATUSES.values(), 405, 414, 415, 421})
            }
            | {
                "HeadTooLong": {
                    "description": "The head of the request is too long, or has too many fields.",
                    "content": {"text/plain": {"schema": {"type": "string"}}},
                },
                "PlainRefusal": {
                    "description": "What is wrong, in a word.",
                    "content": {"text/plain": {"schema": {"type": "string"}}},
                },
            },
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "an API key, a token of the site's own login, or a guest's token",
                },
                "cookie": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "chatd_session",
                    "description": "of a browser that is signed in; changes also need a proof of origin"
                    " (Sec-Fetch-Site or Origin). Over TLS its name is __Host-chatd_session",
                },
            },
        },
    }


def any_json(kind: type) -> Json:
    """
    The schema of values in an application's `data`: anything.
    """
    if kind is object:
        return {"description": "any JSON"}
    raise NotImplementedError


def answers_of(route: Route) -> list[type | None]:
    """
    The types that an endpoint answers with; None: no content.
    """
    if route.produces != JSON_TYPE:
        return [Document]
    kind = get_type_hints(route.run)["return"]
    return [None if one is NoneType else one for one in get_args(kind) or (kind,)]


def _operation(route: Route, components: Json) -> Json:
    summary, _, more = (route.summary or inspect.cleandoc(route.run.__doc__ or "")).partition("\n\n")
    text = " ".join(summary.split())
    operation: Json = {
        "operationId": f"{route.method.lower()}_{re.sub(r'[^a-z]+', '_', route.path.lower()).strip('_')}",
        "summary": text,
        "description": " ".join(f"{more} For {_WHO[route.asks]}.".split()),
        "tags": [_tag(route)],
        "security": _SECURITY[route.asks],
        "parameters": [*_path_parameters(route), *_query_parameters(route, components)],
        "responses": _responses(route),
    }
    if route.body is not None:
        name = route.body.__name__
        operation["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": REF.format(name=name)},
                    "example": _EXAMPLES.get(name) or _example(components[name]),
                }
            },
        }
    return operation


def _tag(route: Route) -> str:
    parts = route.path.split("/")
    return parts[1] if route.secret_path else parts[2]


def _path_parameters(route: Route) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": PARAMETERS[name],
            "schema": _PARTS.get(name, {"type": "string", "minLength": 1}),
            "example": VALUES[name],
        }
        for name in _PART.findall(route.path)
    ]


def _query_parameters(route: Route, components: Json) -> list[Json]:
    if route.query is NoQuery:
        return []
    schema = components[route.query.__name__]
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": PARAMETERS[name],
            "schema": _PARTS["room"] if name == "room" else _without_null(kind),
        }
        for name, kind in schema["properties"].items()
    ]


def _without_null(schema: Json) -> Json:
    # A query has no null: a parameter that is not there has its default.
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "default"}}
    if len(kinds) == 1:
        return {**rest, **kinds[0]}
    found: Json = rest | ({"anyOf": kinds} if kinds else {})
    if isinstance(found.get("enum"), list):
        found["enum"] = [value for value in found["enum"] if value is not None]
    return found


def _responses(route: Route) -> Json:
    responses: Json = {}
    if route.secret_path:
        responses = {
            str(status): {"$ref": "#/components/responses/PlainRefusal"}
            for status in (400, 403, 404, 405, 413, 422, 429, 500, 503)
        }
    for kind in answers_of(route):
        if kind is None:
            responses["204"] = {"description": "It is done."}
        elif kind is Document:
            responses[str(route.status)] = {"description": "The document.", "content": {route.produces: {"schema": {}}}}
        else:
            answer = {
                "description": " ".join(inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].split()),
                "content": {"application/json": {"schema": {"$ref": REF.format(name=kind.__name__)}}},
            }
            responses[str(route.status)] = answer
            for status in route.also:
                responses[str(status)] = answer
    if route.secret_path:
        return responses
    statuses = {400, 405, 414, 421, 429, 500, 503}
    if route.asks != "nobody" or route.body is not None:
        statuses |= {401, 403}
    if route.method != "GET":
        statuses |= {403, 409, 422}
    if route.body is not None:
        statuses |= {413, 415}
    if "<" in route.path or route.asks == "anybody":
        statuses |= {404, 409, 413}
    problems = {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)}
    # Before the head is read, nobody knows that the request is one of the API.
    return responses | problems | {"431": {"$ref": "#/components/responses/HeadTooLong"}}


def _problem(status: int) -> Json:
    codes = [code for code in CODES if STATUSES[code] == status] or ["invalid"]
    return {
        "description": "; ".join(f"{code}: {CODES[code]}" for code in codes),
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "allOf": [{"$ref": REF.format(name="Problem")}, {"properties": {"status": {"const": status}}}]
                }
            }
        },
    }


def _example(schema: Json) -> Json:
    # All required fields; if there are none, the first.
    names: Sequence[str] = schema.get("required") or list(schema["properties"])[:1]
    return {name: _value(name, schema["properties"][name]) for name in names}


def _value(name: str, schema: Json) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    return VALUES[name]


def _with_no_keywords_lost(schema: Json) -> Json:
    # The name of a schema is its key; a title of its own would make clients call it otherwise.
    return {name: value for name, value in schema.items() if name != "title"}


def example_of(kind: type[Struct], description: Json) -> Json | None:
    """
    The example of a body in the description; None if no endpoint takes one.
    """
    ref = {"$ref": REF.format(name=kind.__name__)}
    for operations in description["paths"].values():
        for operation in operations.values():
            media = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            if media.get("schema") == ref:
                example: Json = media["example"]
                return example
    return None
