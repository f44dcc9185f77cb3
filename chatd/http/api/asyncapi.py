"""
The description of the WebSocket protocol `chatd.v1` as AsyncAPI 3.0, made from the types of its commands, answers and
events.
"""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from chatd import __version__
from chatd.domain import events
from chatd.errors import CODES
from chatd.http.api.openapi import REF, Json, any_json
from chatd.protocol import commands, replies
from chatd.protocol.commands import Command
from chatd.protocol.replies import Answer

ANSWERS: Mapping[type[Command], type[Answer]] = {
    commands.Audit: replies.ActList,
    commands.Ban: replies.Until,
    commands.Create: replies.RoomMade,
    commands.Delete: replies.Changed,
    commands.Direct: replies.RoomMade,
    commands.Directory: replies.RoomDirectoryPage,
    commands.Edit: replies.Changed,
    commands.ExportMessages: replies.Found,
    commands.Find: replies.Who,
    commands.GetPresence: replies.PresenceList,
    commands.History: replies.HistoryPage,
    commands.Ignores: replies.Ignoring,
    commands.Join: replies.Joined,
    commands.Login: replies.LoggedIn,
    commands.Members: replies.MemberList,
    commands.Mute: replies.Until,
    commands.Ping: replies.Pong,
    commands.Preferences: replies.OwnPreferences,
    commands.Rename: replies.LoggedIn,
    commands.ReportMessage: replies.ReportMade,
    commands.Reports: replies.ReportList,
    commands.Rooms: replies.RoomList,
    commands.Sanctions: replies.SanctionList,
    commands.Say: replies.Said,
    commands.Search: replies.Found,
    commands.Set: replies.RoomTerms,
}
"""The answers to commands; to all others it is `Ok`."""


def describe_protocol() -> Json:
    """
    Returns the description of ``chatd.v1``.
    """
    asked, told = list(command_types()), list(event_types())
    kinds: set[type[Answer]] = {*ANSWERS.values(), replies.Ok, replies.Error}
    answers = sorted(kinds, key=lambda kind: kind.__name__)
    _, schemas = msgspec.json.schema_components([*asked, *told, *answers], schema_hook=any_json, ref_template=REF)
    schemas["Error"]["properties"]["code"] = {"$ref": REF.format(name="ErrorCode")}
    every: list[type[Any]] = [*asked, *told, *answers]
    messages = {kind.__name__: _message(kind) for kind in every}
    operations: Json = {}
    for kind in asked:
        operations[_tag(kind)] = {
            "action": "receive",
            "summary": _summary(kind),
            "channel": {"$ref": "#/channels/chat"},
            "messages": [_in_channel(kind)],
            "reply": {
                "channel": {"$ref": "#/channels/chat"},
                "messages": [_in_channel(ANSWERS.get(kind, replies.Ok)), _in_channel(replies.Error)],
            },
        }
    operations["events"] = {
        "action": "send",
        "summary": "What the server sends unasked.",
        "channel": {"$ref": "#/channels/chat"},
        "messages": [_in_channel(kind) for kind in told],
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "chatd.v1",
            "version": __version__,
            "description": (
                "The subprotocol `chatd.v1` of the WebSocket. Each text frame is one JSON object; `type` names it. An"
                " answer has the `ref` of its command. Clients ignore unknown fields and events; servers refuse them."
            ),
        },
        "defaultContentType": "application/json",
        "channels": {
            "chat": {
                "address": "/ws",
                "title": "The connection",
                "description": "A WebSocket with the subprotocol `chatd.v1`.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
                "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
            }
        },
        "operations": operations,
        "components": {
            "messages": messages,
            "schemas": {
                **{
                    name: {key: _without_discriminators(value) for key, value in schema.items() if key != "title"}
                    for name, schema in schemas.items()
                },
                "ErrorCode": {"type": "string", "enum": list(CODES), "description": "The `code` of an error."},
            },
        },
    }


def command_types() -> Iterator[type[Command]]:
    """
    Yields the types of all commands.
    """
    yield from sorted(Command.__subclasses__(), key=_tag)


def event_types() -> Iterator[type[Any]]:
    """
    Yields the types of all that the server sends unasked.
    """
    found = [
        kind
        for module in (events, replies)
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, msgspec.Struct)
        and kind.__struct_config__.tag is not None
        and kind is not events.Event
        and not issubclass(kind, Answer)
    ]
    yield from sorted(set(found), key=_tag)


def _tag(kind: type[Any]) -> str:
    return str(kind.__struct_config__.tag)


def _summary(kind: type[Any]) -> str:
    return " ".join(inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].split())


def _without_discriminators(schema: Any) -> Any:
    # They are OpenAPI's: in AsyncAPI their values would have to be the names of schemas.
    # The constant `type` of each alternative says the same.
    if isinstance(schema, list):
        return [_without_discriminators(one) for one in schema]
    if isinstance(schema, dict):
        return {
            key: _without_discriminators(value)
            for key, value in schema.items()
            if key != "discriminator" or "anyOf" not in schema
        }
    return schema


def _message(kind: type[Any]) -> Json:
    return {
        "name": _tag(kind),
        "title": kind.__name__,
        "summary": _summary(kind),
        "payload": {"$ref": REF.format(name=kind.__name__)},
    }


def _in_channel(kind: type[Any]) -> Json:
    return {"$ref": f"#/channels/chat/messages/{kind.__name__}"}
