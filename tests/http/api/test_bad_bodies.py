"""
Bodies that are wrong, each refused by a problem that names the field, with nothing changed.
"""

import gzip
import json

from tests.http.api.test_messages import NEWS, BackEndTestCase


def nested(levels: int) -> bytes:
    """
    A message whose data has so many levels.
    """
    return b'{"data":{"a":' + b"[" * levels + b"]" * levels + b"}}"


KEYS = json.dumps({"data": {f"k{number}": number for number in range(1000)}}).encode()

BODIES: tuple[tuple[bytes, str, str], ...] = (
    (b"", "body", "not one JSON object"),
    (b"7", "body", "expected `object`, got `int`"),
    (b"[]", "body", "expected `object`, got `array`"),
    (b'{"text":"a', "body", "not one JSON object"),
    (b'{"text":"a"}{"text":"b"}', "body", "not one JSON object"),
    (b'{"text":NaN}', "body", "not one JSON object"),
    (b'{"text":"\\ud800"}', "body", "not one JSON object"),
    (b'{"text":"\xff"}', "body", "not UTF-8"),
    (b'\xef\xbb\xbf{"text":"a"}', "body", "not UTF-8"),
    ('{"text":"a"}'.encode("utf-16"), "body", "not UTF-8"),
    ('{"text":"a"}'.encode("utf-16-le"), "body", "not UTF-8"),
    (gzip.compress(b'{"text":"a"}'), "body", "not UTF-8"),
    (b'{"text":5}', "text", "expected `str`, got `int`"),
    (b'{"text":"a","x":1}', "x", "there is no such field"),
    (b'{"text":"a","text":"b"}', "text", "given more than once"),
    (b'{"text":"a","data":{"b":{"c":1,"c":2}}}', "c", "given more than once"),
    (b'{"text":"a","key":5}', "key", "expected"),
    (b'{"text":"a","as":"x"}', "as", "expected"),
    (b'{"data":[1]}', "data", "expected"),
    (nested(40), "data", "at most 32 levels"),
    (nested(10_000), "body", "too many levels"),
    (b"{}", "text", "expected at least one character"),
)


class BadBodyTests(BackEndTestCase):
    """
    A back end sends what is no message.
    """

    def test_each_is_refused_with_its_field(self) -> None:
        for raw, field, words in BODIES:
            reply = self.ask("POST", NEWS, raw=raw, content_type="application/json")
            self.assertEqual((reply.status, reply.body["code"], reply.body["field"]), (400, "invalid", field), raw[:60])
            self.assertIn(words, reply.body["detail"], raw[:60])
        self.assertEqual(self.ask("GET", NEWS).body["events"], [])

    def test_too_much_is_refused_with_its_field(self) -> None:
        for raw, field in ((KEYS, "data"), (b'{"text":"' + b"a" * 70_000 + b'"}', "body")):
            reply = self.ask("POST", NEWS, raw=raw)
            self.assertEqual((reply.status, reply.body["code"], reply.body["field"]), (413, "too_large", field))

    def test_other_types_and_codings_are_refused_by_the_head(self) -> None:
        body = b'{"text":"a"}'
        for fields, field in (
            ({"content_type": "application/x-www-form-urlencoded"}, "content-type"),
            ({"content_encoding": "gzip"}, "content-encoding"),
        ):
            reply = self.ask("POST", NEWS, raw=gzip.compress(body), **fields)
            self.assertEqual((reply.status, reply.body["field"]), (415, field))
        self.assertEqual(self.ask("POST", NEWS, raw=body, content_encoding="identity").status, 201)

    def test_message_of_a_batch_that_is_not_utf8_spoils_no_other(self) -> None:
        for bad in (b"\xff", b"\xed\xa0\x80"):
            raw = b'{"messages":[{"room":"news","text":"' + bad + b'"},{"room":"news","text":"b"}]}'
            reply = self.ask("POST", "/api/messages", raw=raw)
            self.assertEqual(reply.status, 200, reply.raw)
            self.assertEqual([one.get("field") for one in reply.body["results"]], ["messages[0]", None], bad)

    def test_one_bad_message_of_a_batch_spoils_no_other(self) -> None:
        """
        But a name that is given twice: the whole body is unclear.
        """
        sent = {"messages": [{"room": "news", "text": "a"}, 5, {"room": "news", "text": "b", "x": 1}, {"room": "news"}]}
        results = self.ask("POST", "/api/messages", sent).body["results"]
        self.assertEqual([one.get("field") for one in results], [None, "messages[1]", "x", "text"])
        raw = b'{"messages":[{"room":"news","text":"a","text":"b"}]}'
        self.wrong(self.ask("POST", "/api/messages", raw=raw), 400, "invalid", "text")

    def test_wrong_method_names_the_right_ones(self) -> None:
        reply = self.ask("PUT", NEWS, {"text": "a"})
        self.assertEqual(
            (reply.status, reply.field("allow"), reply.body["field"]), (405, "GET, HEAD, OPTIONS, POST", "method")
        )
