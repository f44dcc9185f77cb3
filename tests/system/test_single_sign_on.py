"""
The back ends of docs/embed.md: each gives a token to who is signed in, and sends nobody's token anywhere else.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from twisted.internet.defer import Deferred

from chatd.auth.jwt import JwtVerifier
from chatd.auth.jwt_issuers import FixedKey
from chatd.domain.events import User
from chatd.server.config_file import parse
from tests.auth.people import NAMES
from tests.support.timeouts import PATIENCE

PAGE = (Path(__file__).parents[2] / "docs" / "embed.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```(php|python|ruby|js)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
(ISSUER,) = (
    block for block in re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) if "issuers" in block
)
SECRET = "a secret of more than 32 bytes, for HS256"
STATE = "0" * 32

# Each prints the status, the field Location and the body of one request, as JSON; the session and the query are its
# first two arguments.
_PHP = """
[$_SESSION, $_GET] = [json_decode($argv[1], true), json_decode($argv[2], true)];
$_SERVER['REQUEST_URI'] = '/chat-token?' . http_build_query($_GET);
$place = null;
function sent_header($line) {
    global $place;
    [$name, $value] = explode(': ', $line, 2);
    if ($name === 'Location') {
        $place = $value;
        http_response_code(302);
    }
}
ob_start();
register_shutdown_function(function () {
    global $place;
    $body = ob_get_clean();
    echo json_encode([http_response_code() ?: 200, $place, $body]);
});
"""
_RUBY = """
require "json"
class ApplicationController
  Response = Struct.new(:headers)
  Request = Struct.new(:fullpath)
  attr_reader :session, :params, :response, :request, :sent
  def initialize(session, params)
    @session, @params = session, params
    @response, @request = Response.new({}), Request.new("/chat-token?return=x")
  end
  def head(status) = @sent = [{ unauthorized: 401, bad_request: 400 }.fetch(status), nil, ""]
  def render(json:) = @sent = [200, nil, JSON.generate(json)]
  def redirect_to(address, allow_other_host: false) = @sent = [302, address, ""]
end
"""
_RUBY_END = """
session, params = ARGV.map { |text| JSON.parse(text, symbolize_names: true) }
controller = ChatTokensController.new(session, params)
controller.show
puts JSON.generate(controller.sent)
"""
_NODE_END = """
const [session, query] = process.argv.slice(1).map(JSON.parse);
const sent = { status: 200, fields: {}, body: "" };
const response = {
  writeHead(status, fields = {}) { Object.assign(sent, { status, fields }); return response; },
  end(body = "") { sent.body = body; },
};
chatToken({ url: `/chat-token?${new URLSearchParams(query)}` }, response, session);
console.log(JSON.stringify([sent.status, sent.fields.Location ?? null, sent.body]));
"""
_DJANGO = """
import django
from django.conf import settings
apps = ["django.contrib.auth", "django.contrib.contenttypes"]
hosts = ["*"]
settings.configure(
    SECRET_KEY="x", ALLOWED_HOSTS=hosts, LOGIN_URL="/login", INSTALLED_APPS=apps, ROOT_URLCONF="__main__"
)
urlpatterns = []
django.setup()
"""
_DJANGO_END = """
import json, sys
from types import SimpleNamespace
from django.test import RequestFactory
session, query = map(json.loads, sys.argv[1:])
request = RequestFactory().get("/chat-token", query)
request.user = SimpleNamespace(
    is_authenticated=bool(session), pk=session.get("user_id"), get_username=lambda: session.get("name")
)
answer = chat_token(request)
print(json.dumps([answer.status_code, answer.headers.get("Location"), answer.content.decode()]))
"""


def program(language: str) -> list[str]:
    """
    What runs the block of a language, with its site around it; a missing program skips the test, and fails it in CI.
    """
    block = BLOCKS[language]
    if language == "python":
        if os.environ.get("CI") is None:
            pytest.importorskip("django", reason="Django is not installed")
        return [sys.executable, "-c", _DJANGO + block + _DJANGO_END]
    name = {"php": "php", "ruby": "ruby", "js": "node"}[language]
    if shutil.which(name) is None:
        assert os.environ.get("CI") is None, f"{name} is not installed"
        pytest.skip(f"{name} is not installed")
    if language == "ruby":
        return [name, "-e", _RUBY + block + _RUBY_END]
    if language == "js":
        return [name, "--input-type=module", "-e", block + _NODE_END]
    code = block.removeprefix("<?php\n").replace("session_start();", "").replace("header(", "sent_header(")
    return [name, "-r", _PHP + code]


def ask(command: list[str], session: dict[str, str], query: dict[str, str]) -> tuple[int, str | None, str]:
    """
    The status, the place and the body of an answer.
    """
    ran = subprocess.run(
        [*command, *(["--"] if command[0] == "php" else []), json.dumps(session), json.dumps(query)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=os.environ | {"CHAT_SECRET": SECRET},
    )
    assert ran.returncode == 0, ran.stderr
    status, place, body = json.loads(ran.stdout)
    return status, place, body


def user_of(token: str) -> User:
    """
    The user that a chatd with the configuration of the page sees in a token.
    """
    (issuer,) = parse(ISSUER).auth.issuers
    verifier = JwtVerifier([(issuer, FixedKey(SECRET.encode()))], NAMES, lambda: int(time.time() * 1000))
    found: list[User] = []
    Deferred.fromCoroutine(verifier.recognise(token)).addCallback(lambda principal: found.append(principal.user))
    return found[0]


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(BLOCKS))
def test_back_end_of_the_page_signs_people_in(language: str) -> None:
    """
    Who is signed in has a token, in the answer or at the end of the way back to the chat; nobody else has, and no other
    site gets one.
    """
    command = program(language)
    ann = {"user_id": "42", "name": "Ann Lee"}
    chat = f"https://chat.example.org/#/login/{STATE}/"
    status, _, body = ask(command, ann, {})
    assert status == 200
    assert user_of(json.loads(body)["token"]) == User("x.site.42", "Ann Lee")
    status, place, _ = ask(command, ann, {"return": chat})
    assert status == 302
    assert place is not None
    assert place.startswith(chat)
    assert user_of(place.removeprefix(chat)) == User("x.site.42", "Ann Lee")
    assert ask(command, ann, {"return": "https://www.example.org/forum"})[:2] == (302, "https://www.example.org/forum")
    assert ask(command, ann, {"return": "https://chat.example.org.evil.example/#/login/"})[0] == 400
    assert ask(command, {}, {})[0] == 401
    status, place, _ = ask(command, {}, {"return": chat})
    assert (status, (place or "").partition("?")[0]) == (302, "/login")
