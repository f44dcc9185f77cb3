"""
The server goes away and comes back.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import AWAY, Crowd, Person
from tests.browser.server import Server
from tests.browser.tunnel import Tunnel

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

# Two clients talk as fast as they are answered, and note what an application would show.
TALK = """async (count) => {
  const { Client } = await import(new URL("chatd.js", document.baseURI));
  const talk = (window.talk = { said: 0, shown: [[], []], gaps: [0, 0] });
  let third;
  talk.third = new Promise((resolve) => (third = resolve));
  const names = ["Ann", "Bo"];
  const clients = names.map((guest) => new Client({ credentials: { guest } }));
  clients.forEach((client, at) => {
    client.addEventListener("joined", ({ detail }) => {
      talk.gaps[at] += detail.gap ? 1 : 0;
      talk.shown[at] = detail.reset ? [] : talk.shown[at];
    });
    client.addEventListener("message", ({ detail }) => talk.shown[at].push([detail.seq, detail.text]));
  });
  await Promise.all(clients.map((client) => client.join("hall")));
  const speak = async (client, name) => {
    for (let at = 1; at <= count; at += 1) {
      await client.say("hall", `${name} ${at}`);
      talk.said += 1;
      if (talk.said * 3 >= count * 2) {
        third();
      }
    }
  };
  talk.done = Promise.all(clients.map((client, at) => speak(client, names[at])));
}"""


def kill_between(server: Server, ann: Person, bo: Person) -> None:
    """
    Ann and Bo talk; the server dies, Ann writes two messages meanwhile, and it is started again.
    """
    ann.enter("Ann").say("before")
    bo.enter("Bo").sees("before")
    server.kill()
    expect(ann.page.locator(".light")).not_to_have_attribute("data-state", "online")
    expect(ann.page.locator(".banner")).to_contain_text(AWAY)
    ann.say("while away", "and more")
    expect(ann.page.locator(".is-waiting")).to_have_count(2)
    server.start()
    for one in (ann, bo):
        one.is_online()


def test_a_killed_server_loses_nothing(mortal: Server, crowd: Crowd) -> None:
    """
    Earlier messages are still there; those written meanwhile are sent on return, once and in order.
    """
    ann, bo = (crowd.person(mortal.url).visit() for _ in range(2))
    kill_between(mortal, ann, bo)
    for one in (ann, bo):
        one.sees("before", "while away", "and more")
        expect(one.page.locator(".gap")).to_have_count(0)
    expect(bo.page.locator(".person-name")).to_have_text(["~Bo", "~Ann"])
    bo.say("welcome back")
    ann.sees("before", "while away", "and more", "welcome back")


def test_a_server_that_keeps_nothing_on_disk_loses_no_message_that_waits(forgetful: Server, crowd: Crowd) -> None:
    """
    The page shows a gap, and messages written meanwhile are sent on return.
    """
    ann, bo = (crowd.person(forgetful.url).visit() for _ in range(2))
    kill_between(forgetful, ann, bo)
    for one in (ann, bo):
        one.sees("while away", "and more")
        expect(one.page.locator(".gap")).to_contain_text("Some messages are missing here")


def test_two_clients_say_a_thousand_messages_through_a_kill(forgetful: Server, crowd: Crowd) -> None:
    """
    In the end everything is acknowledged, the gap is shown, and nothing is shown twice or out of order.
    """
    page = crowd.person(forgetful.url).visit().page
    page.evaluate(TALK, 500)
    page.evaluate("window.talk.third")
    forgetful.kill()
    forgetful.start()
    page.evaluate("window.talk.done")
    talk = page.evaluate("({ ...window.talk, done: null, third: null })")
    assert talk["said"] == 1000
    assert talk["gaps"] == [1, 1]
    for shown in talk["shown"]:
        assert [seq for seq, _ in shown] == list(range(shown[0][0], shown[0][0] + len(shown)))
        for name in ("Ann", "Bo"):
            numbers = [int(text.split()[1]) for _, text in shown if text.startswith(name)]
            assert numbers == list(range(numbers[0], 501))
    alike = min(len(shown) for shown in talk["shown"])
    assert talk["shown"][0][-alike:] == talk["shown"][1][-alike:]


def test_what_waits_survives_a_reload(tunnel: Tunnel, crowd: Crowd, room: str) -> None:
    ann = crowd.person(tunnel.url).visit(f"#{room}").enter("Ann")
    tunnel.cut()
    ann.say("from the tunnel")
    expect(ann.page.locator(".is-waiting")).to_have_count(1)
    tunnel.mend()
    ann.reload()
    ann.sees("from the tunnel")


def test_a_lost_connection_misses_nothing(tunnel: Tunnel, crowd: Crowd, person: Make, room: str) -> None:
    """
    No gap, nothing twice, and a line above what was missed.
    """
    ann = person().enter("Ann")
    bo = crowd.person(tunnel.url).visit(f"#{room}").enter("Bo")
    ann.say("before")
    bo.sees("before")
    tunnel.cut()
    ann.say("one", "two")
    ann.sees("before", "one", "two")
    expect(bo.page.locator(".banner")).to_contain_text(AWAY)
    tunnel.mend()
    bo.sees("before", "one", "two")
    expect(bo.page.locator(".divider")).to_have_text("You missed 2 messages")
    expect(bo.page.locator(".divider + .message .text")).to_have_text("one")
    expect(bo.page.locator(".gap")).to_have_count(0)
    bo.say("back")
    ann.sees("before", "one", "two", "back")


def test_an_orderly_stop_is_waited_out(mortal: Server, crowd: Crowd) -> None:
    ann = crowd.person(mortal.url).visit().enter("Ann")
    mortal.stop()
    expect(ann.page.locator(".light")).not_to_have_attribute("data-state", "online")
    mortal.start()
    ann.is_online()
    ann.say("still here")
    ann.sees("still here")
