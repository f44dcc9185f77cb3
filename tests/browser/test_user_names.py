"""
Who is who: names that change, names that look alike, the name one signs in with; and the list of public rooms.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import PASSWORD, PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

# Rooms with people's words about them, made by the account that is signed in.
MAKE_ROOMS = """async ([count, topic]) => {
  const { Client } = await import(new URL("chatd.js", document.baseURI));
  const client = new Client();
  await new Promise((resolve) => {
    client.addEventListener("state", ({ detail }) => detail.state === "online" && resolve());
    client.connect();
  });
  for (let at = 0; at < count; at += 1) {
    const room = `${topic}-${String(at).padStart(3, "0")}`;
    await client.join(room);
    await client.say(room, "first");
    client.leave(room);
  }
  client.disconnect();
}"""


def test_a_new_name_is_on_all_that_somebody_said(member: Make) -> None:
    """
    For people in the room and for those who come later; the name to sign in with stays.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.say("good morning")
    bo.sees("good morning")
    ann.page.get_by_role("button", name="Settings").click()
    ann.page.get_by_label("Display name").fill("Beth Lee")
    ann.page.keyboard.press("Enter")
    expect(bo.page.locator(".message .author").first).to_have_text("Beth Lee")
    bo.reload()
    expect(bo.page.locator(".message .author").first).to_have_text("Beth Lee")
    ann.page.get_by_role("button", name="Settings").click()
    expect(ann.page.locator(".self-words")).to_contain_text(f"Signs in as {ann.name}")


def test_the_sign_in_name_is_changed_behind_the_password(member: Make) -> None:
    """
    Others see no difference.
    """
    ann = member("Ann")
    ann.page.get_by_role("button", name="Settings").click()
    ann.page.locator("summary", has_text="Sign-in name").click()
    expect(ann.page.get_by_text(f"You sign in as {ann.name}.")).to_be_visible()
    form = ann.page.locator("form[name=change-login]")
    form.get_by_label("New sign-in name").fill(f"{ann.name}77")
    form.get_by_label("Password", exact=True).fill("wrong horse")
    form.get_by_role("button", name="Sign-in name").click()
    expect(form.get_by_role("alert").filter(has_text="That is not your current password.")).to_be_visible()
    form.get_by_label("Password", exact=True).fill(PASSWORD)
    form.get_by_role("button", name="Sign-in name").click()
    expect(ann.page.get_by_text("Your sign-in name has been changed.")).to_be_visible()
    expect(ann.page.locator(".self-words")).to_contain_text(f"Signs in as {ann.name}77")
    expect(ann.page.locator(".self-name")).to_have_text(ann.name)
    origin = ann.url.removesuffix("/")
    headers = {"Origin": origin}
    for name, status in ((ann.name, 401), (f"{ann.name}77", 200)):
        data = {"name": name, "password": PASSWORD}
        answer = ann.context.request.post(f"{origin}/api/session", data=data, headers=headers)
        assert answer.status == status, answer.text()


def test_two_guests_of_one_name_are_told_apart(person: Make) -> None:
    """
    By the same mark in the list, on messages and in mentions; a name that only one person has gets no mark.
    """
    one, other, bo = person().enter("Ann"), person().enter("Ann"), person().enter("Bo")
    one.say("from one")
    other.say("from the other")
    bo.sees("from one", "from the other")
    people = bo.page.locator(".people-side .name-mark")
    expect(people).to_have_count(2)
    said = bo.page.locator(".message .name-mark")
    expect(said).to_have_count(2)
    marks = said.all_text_contents()
    assert len(set(marks)) == 2
    assert sorted(people.all_text_contents()) == sorted(marks)
    expect(bo.page.locator(".people-side li", has_text="~Bo").locator(".name-mark")).to_have_count(0)
    bo.field.fill("@Ann")
    expect(bo.page.locator(".completion .name-mark")).to_have_count(2)
    bo.field.fill("")
    bo.page.keyboard.press("Control+k")
    bo.page.keyboard.type("from")
    found = bo.page.locator(".search-result .name-mark")
    expect(found).to_have_count(2)
    assert sorted(found.all_text_contents()) == sorted(marks)
    bo.reload()
    expect(said).to_have_count(2)
    assert said.all_text_contents() == marks


def test_rooms_are_browsed_searched_and_joined(member: Make) -> None:
    """
    By keyboard and by pointer; private rooms are not listed.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.make_room("public", title="Bücher und Tee", room=f"books-{ann.name.lower()}")
    ann.make_room("private", title="Bücher, geheim")
    bo.page.get_by_role("button", name="Browse rooms").click()
    dialog = bo.page.get_by_role("dialog", name="Browse rooms")
    search = dialog.get_by_label("Search rooms")
    expect(search).to_be_focused()
    search.fill("bucher tee")
    row = dialog.locator(".browse-room")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Bücher und Tee")
    expect(dialog.get_by_role("status")).to_have_text("1 room")
    search.fill("geheim")
    expect(dialog.get_by_role("status")).to_have_text("No room matches your search.")
    search.fill("BUCH")
    expect(row).to_have_count(1)
    bo.page.keyboard.press("ArrowDown")
    expect(row).to_be_focused()
    bo.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(bo.page.locator(".title-words")).to_have_text("Bücher und Tee")


def test_many_rooms_are_listed_as_one_scrolls_also_on_a_phone(member: Make) -> None:
    """
    The dialog stays on the screen, and nothing overflows to the side.
    """
    ann = member("Ann")
    topic = f"many-{ann.name.lower()}"
    ann.page.evaluate(MAKE_ROOMS, [60, topic])
    ann.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    ann.page.get_by_role("button", name="Show rooms").click()
    ann.page.get_by_role("button", name="Browse rooms").click()
    dialog = ann.page.get_by_role("dialog", name="Browse rooms")
    dialog.get_by_label("Search rooms").fill(topic)
    ann.page.keyboard.press("Enter")
    expect(dialog.locator(".browse-list")).to_have_attribute("aria-busy", "false")
    rows = dialog.locator(".browse-room")
    expect(dialog.get_by_role("status")).to_have_text("The first 50 rooms")
    dialog.locator(".browse-scroll").evaluate("(one) => one.scrollTo(0, one.scrollHeight)")
    expect(rows).to_have_count(60)
    expect(dialog.get_by_role("status")).to_have_text("60 rooms")
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= PHONE[1]
    scroll = dialog.locator(".browse-scroll")
    assert scroll.evaluate("(one) => one.scrollWidth <= one.clientWidth")
