"""
The descriptions of the API and of the protocol, beside the code.
"""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema_rs import Draft7Validator
from openapi_spec_validator import validate

from chatd.errors import CODES
from chatd.http.api.app import Document, Route
from chatd.http.api.asyncapi import ANSWERS, describe_protocol, event_types
from chatd.http.api.docs_page import WORDS, curl_example, render_docs
from chatd.http.api.openapi import REF, answers_of, describe_api, example_of
from chatd.http.api.request import NoQuery
from chatd.http.problems import STATUSES
from chatd.protocol.commands import Command
from tests.browser.needs import missing
from tests.http.api.visitor import HOME, ApiTestCase
from tests.test_docs import COMMANDS, ENDPOINTS, EVENTS

ASYNCAPI = Path(__file__).parents[3] / "node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json"
ROUTES = tuple(ENDPOINTS.values())
DESCRIPTION = describe_api(ROUTES)
PROTOCOL = describe_protocol()


fields_of: Any = msgspec.structs.fields


def operation_of(route: Route) -> dict[str, Any]:
    path = re.sub(r"<(\w+)>", r"{\1}", route.path)
    operation: dict[str, Any] = DESCRIPTION["paths"][path][route.method.lower()]
    return operation


def refs(of: Any) -> set[str]:
    """
    All references in a description.
    """
    if isinstance(of, dict):
        return {of["$ref"]} if "$ref" in of else set().union(*map(refs, of.values()))
    return set().union(*map(refs, of)) if isinstance(of, list) else set()


def resolves(description: dict[str, Any], ref: str) -> bool:
    found: Any = description
    for part in ref.removeprefix("#/").split("/"):
        found = found.get(part)
        if found is None:
            return False
    return True


def test_openapi_is_valid() -> None:
    """
    By the schema of OpenAPI 3.1.
    """
    validate(DESCRIPTION)


def test_asyncapi_is_valid() -> None:
    """
    By the schema of AsyncAPI 3.0.
    """
    if not ASYNCAPI.exists():
        missing("@asyncapi/specs is not installed (npm install --no-package-lock)")
    schema = json.loads(ASYNCAPI.read_text("utf-8"))
    described = json.loads(msgspec.json.encode(PROTOCOL))
    assert [str(error) for error in Draft7Validator(schema).iter_errors(described)] == []


def test_all_endpoints_are_described_and_no_others() -> None:
    described = {
        f"{method.upper()} {path.replace('{', '<').replace('}', '>')}"
        for path, operations in DESCRIPTION["paths"].items()
        for method in operations
    }
    assert described == set(ENDPOINTS)


@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_endpoint_is_described_as_it_is(name: str) -> None:
    """
    Its words, who may ask, its parameters, body and answers, and the problems.
    """
    route, operation = ENDPOINTS[name], operation_of(ENDPOINTS[name])
    assert len(operation["summary"]) > 10, "give the function of the endpoint a docstring"
    assert bool(operation["security"]) == (route.asks != "nobody")
    assert ({"bearer": []} in operation["security"]) == (route.asks == "anybody")
    given = {(one["in"], one["name"]) for one in operation["parameters"]}
    queries = () if route.query is NoQuery else route.query.__struct_encode_fields__
    assert given == {("path", part) for part in re.findall(r"<(\w+)>", route.path)} | {
        ("query", one) for one in queries
    }
    assert ("requestBody" in operation) == (route.body is not None)
    if route.body is not None:
        (schema,) = refs(operation["requestBody"])
        assert schema == REF.format(name=route.body.__name__)
        example = example_of(route.body, DESCRIPTION)
        assert msgspec.json.decode(msgspec.json.encode(example), type=route.body) is not None
    for kind in answers_of(route):
        status = "204" if kind is None else str(route.status)
        wanted = set() if kind is None or kind is Document else {REF.format(name=kind.__name__)}
        assert refs(operation["responses"][status]) == wanted
    problems = {status for status, one in operation["responses"].items() if "$ref" in one}
    assert {"400", "405", "429", "500", "503"} <= problems


def test_every_error_code_is_described() -> None:
    assert DESCRIPTION["components"]["schemas"]["ErrorCode"]["enum"] == list(CODES)
    for code in CODES:
        assert code in DESCRIPTION["components"]["responses"][f"Problem{STATUSES[code]}"]["description"]


def test_references_lead_somewhere() -> None:
    for description in (DESCRIPTION, PROTOCOL):
        assert [ref for ref in refs(description) if not resolves(description, ref)] == []


def test_all_commands_and_events_are_described() -> None:
    """
    Each with its fields; each command with its answer and the error.
    """
    assert set(PROTOCOL["operations"]) == {*COMMANDS, "events"}
    assert {kind.__struct_config__.tag for kind in event_types()} == set(EVENTS)
    schemas = PROTOCOL["components"]["schemas"]
    for kind in (*COMMANDS.values(), *EVENTS.values(), *ANSWERS.values()):
        fields = set(schemas[kind.__name__]["properties"]) - {"type"}
        assert fields == set(kind.__struct_encode_fields__), kind
    for tag in COMMANDS:
        answers = PROTOCOL["operations"][tag]["reply"]["messages"]
        assert len(answers) == 2
        assert answers[1] == {"$ref": "#/channels/chat/messages/Error"}
    assert set(ANSWERS) <= set(Command.__subclasses__())
    assert schemas["ErrorCode"]["enum"] == list(CODES)


def test_fields_that_may_be_left_out_are_not_required() -> None:
    """
    A field without a value is not in the answer.
    """
    for route in ROUTES:
        for kind in (one for one in answers_of(route) if one is not None and one is not Document):
            left_out = {
                field.encode_name
                for field in fields_of(kind)
                if msgspec.UnsetType in getattr(field.type, "__args__", ())
            }
            schema = DESCRIPTION["components"]["schemas"][kind.__name__]
            assert left_out.isdisjoint(schema.get("required", ())), kind


def test_page_has_the_same_words_in_each_language() -> None:
    assert len({frozenset(words) for words in WORDS.values()}) == 1


@pytest.mark.parametrize("language", WORDS)
def test_page_shows_every_endpoint_without_scripts(language: str) -> None:
    page = render_docs(DESCRIPTION, language, "http://h<>")
    for route in ROUTES:
        assert f'<section id="{operation_of(route)["operationId"]}">' in page
    assert not re.search(r"<script|<style| style=|\bon\w+=|h<>", page)
    targets, links = set(re.findall(r' id="([^"]*)"', page)), set(re.findall(r'href="#([^"]*)"', page))
    assert links <= targets


def test_examples_are_command_lines() -> None:
    path = "/api/rooms/{room}/messages"
    assert curl_example(path, "POST", DESCRIPTION["paths"][path]["post"], "http://localhost:8080") == (
        'curl -H "Authorization: Bearer $KEY" --json \'{"text": "Green!", "data": {"build": 4711}}\''
        " 'http://localhost:8080/api/rooms/news/messages'"
    )


class DescriptionEndpointTests(ApiTestCase):
    """
    What a visitor gets.
    """

    def test_descriptions_are_served(self) -> None:
        described = self.anna.ask("GET", "/api/openapi.json")
        self.assertEqual((described.status, described.field("content-type")), (200, "application/json"))
        self.assertEqual(described.body, json.loads(msgspec.json.encode(DESCRIPTION)))
        self.assertEqual(self.anna.ask("GET", "/api/asyncapi.json").body["asyncapi"], "3.0.0")

    def test_page_is_in_the_language_of_the_browser_or_of_the_query(self) -> None:
        for path, wanted, words in (
            ("/api/docs", "de, zh;q=0.5", "zh"),
            ("/api/docs", "fr", "en"),
            ("/api/docs?lang=en", "zh", "en"),
        ):
            reply = self.anna.ask("GET", path, accept_language=wanted)
            self.assertEqual(reply.field("content-type"), "text/html; charset=utf-8")
            self.assertIn(f"<h1>{WORDS[words]['title']}</h1>", reply.raw.decode())
            self.assertIn(f"{HOME}/api/rooms/news/messages", reply.raw.decode())
        self.assertEqual(self.anna.ask("GET", "/api/docs.css").field("content-type"), "text/css; charset=utf-8")
        self.assertEqual(self.anna.ask("GET", "/api/docs?lang=x").status, 400)
