"""
Rooms of one's own: who makes them, who is invited, who may speak, conversations of two.
"""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import expect

from tests.browser.people import PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]


def invite(host: Person, guest: Person) -> None:
    """
    Ask somebody into the room that the host looks at.
    """
    host.choose("Invite someone")
    host.page.get_by_label("Account name").fill(guest.name)
    host.page.keyboard.press("Enter")


def test_a_private_room_is_for_those_who_are_invited(member: Make, person: Make) -> None:
    """
    Ann makes a room and invites Bo, who comes and talks; a third person with the address finds nothing.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.page.get_by_role("button", name="Create a room").click()
    ann.page.get_by_label("Name", exact=True).fill("Book club")
    ann.page.get_by_role("button", name="Create room").click()
    expect(ann.page.locator(".title-words")).to_have_text("Book club")
    expect(ann.page.locator(".room-title")).to_contain_text("Private room: ")
    invite(ann, bo)
    expect(ann.page.locator(".people-side .badge")).to_have_text(["Owner", "Invited"])
    expect(bo.page.locator(".notice")).to_contain_text(f"{ann.name} invites you to “Book club”")
    bo.page.get_by_role("button", name="Accept the invitation to Book club").click()
    expect(bo.page.locator(".title-words")).to_have_text("Book club")
    bo.say("Chapter three?")
    ann.sees("Chapter three?")
    expect(ann.page.locator(".people-side .badge")).to_have_text(["Owner"])
    stranger = person(ann.page.url.removeprefix(ann.url)).enter("Zoe", away=True)
    expect(stranger.page.locator(".notice")).to_contain_text("This room does not exist, or you are not a member.")
    expect(stranger.texts).to_have_count(0)


def test_an_invitation_can_be_declined(member: Make) -> None:
    """
    The room leaves the list, and Bo its members.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.make_room("private", title="Plans")
    invite(ann, bo)
    expect(ann.page.locator(".people-side .badge")).to_have_text(["Owner", "Invited"])
    bo.page.get_by_role("button", name="Decline the invitation to Plans").click()
    expect(bo.page.get_by_role("heading", name="Invitations")).to_be_hidden()
    expect(ann.page.locator(".people-side .badge")).to_have_text(["Owner"])


def test_nobody_of_that_name_is_told_where_it_was_asked(member: Make) -> None:
    """
    The dialog stays open with the typed name.
    """
    ann = member("Ann")
    ann.page.get_by_role("button", name="New direct message").click()
    ann.page.get_by_label("Account name").fill("nobody-at-all")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".seek-dialog .complaint")).to_have_text("There is no account with that name.")
    expect(ann.page.get_by_label("Account name")).to_have_value("nobody-at-all")


def test_a_conversation_of_two_stands_under_the_others_name(member: Make) -> None:
    """
    Ann starts it from the list of people; Bo is notified and sees it under Ann's name, also on a phone.
    """
    ann, bo = member("Ann"), member("Bo", size=PHONE)
    ann.person_menu(bo.name, "Send a message")
    expect(ann.page.locator(".title-words")).to_have_text(bo.name)
    ann.say("Just for you")
    bo.page.get_by_role("button", name="Show rooms").click()
    bo.page.locator(".room-open", has_text=ann.name).click()
    bo.sees("Just for you")
    bo.say("Thank you")
    ann.sees("Just for you", "Thank you")
    expect(ann.page.locator(".start")).to_have_text(f"This is the beginning of your conversation with {bo.name}.")


def test_in_an_announcement_room_moderators_write(member: Make, room: str) -> None:
    """
    Bo sees why there is no composer, and gets one as soon as he is a moderator.
    """
    ann = member("Ann")
    news = ann.make_room("announce", room=f"{room}-news", title="News")
    bo = member("Bo", fragment=f"#{news}")
    ann.say("Tea at four")
    bo.sees("Tea at four")
    expect(bo.field).to_be_hidden()
    expect(bo.page.locator(".silence")).to_have_text("Only moderators can write here.")
    ann.person_menu(bo.name, "Make moderator")
    expect(bo.page.locator(".notice")).to_contain_text(f"{ann.name} invites you to “News” as a moderator.")
    expect(bo.field).to_be_hidden()
    bo.page.get_by_role("button", name="Accept the invitation to News").click()
    expect(bo.field).to_be_visible()
    expect(ann.page.locator(".people-side .badge")).to_have_text(["Owner", "Moderator"])
    bo.say("With cake")
    ann.sees("Tea at four", "With cake")


def test_what_is_set_for_a_room_is_seen_at_once_and_slow_mode_counts_down(member: Make, room: str) -> None:
    """
    The title changes for everybody; after a message Bo waits, and keeps what he writes meanwhile.
    """
    ann = member("Ann")
    hall = ann.make_room("public", room=f"{room}-hall", title="Hall")
    bo = member("Bo", fragment=f"#{hall}")
    ann.choose("Room settings")
    ann.page.get_by_label("Title").fill("Great Hall")
    ann.page.get_by_label("Slow mode").select_option(label="5 seconds")
    ann.page.get_by_role("button", name="Save").click()
    expect(bo.page.locator(".title-words")).to_have_text("Great Hall")
    bo.say("one")
    ann.sees("one")
    bo.field.fill("two")
    expect(bo.page.locator(".write-slow")).to_contain_text("Next message in")
    bo.field.press("Enter")
    expect(bo.field).to_have_value("two")
    expect(bo.page.locator(".write-slow")).to_be_empty()
    bo.field.press("Enter")
    ann.sees("one", "two")
    ann.say("no", "waiting", "for", "me")
    bo.sees("one", "two", "no", "waiting", "for", "me")


def test_a_room_that_is_closed_can_be_read_and_nobody_writes(member: Make, room: str) -> None:
    """
    Not even its owner. Closing it needs a confirmation.
    """
    ann = member("Ann")
    hall = ann.make_room("public", room=f"{room}-old", title="Summer")
    bo = member("Bo", fragment=f"#{hall}")
    ann.say("Until next year")
    bo.sees("Until next year")
    ann.choose("Room settings")
    ann.page.get_by_role("button", name="Close this room").click()
    expect(bo.field).to_be_visible()
    ann.page.get_by_role("button", name="Close for everyone").click()
    for one in (ann, bo):
        expect(one.page.locator(".silence")).to_contain_text("This room is archived")
        one.sees("Until next year")


def test_whoever_gives_up_membership_is_out(member: Make) -> None:
    """
    The room leaves the list; the other member sees it.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.make_room("private", title="Plans")
    invite(ann, bo)
    bo.page.get_by_role("button", name="Accept the invitation to Plans").click()
    expect(bo.page.locator(".title-words")).to_have_text("Plans")
    bo.choose("Leave room")
    bo.page.get_by_role("button", name="Leave", exact=True).click()
    expect(bo.page.locator(".room-name", has_text="Plans")).to_have_count(0)
    expect(ann.page.locator(".person-name")).to_have_text([ann.name])


def test_who_is_taken_out_of_a_private_room_is_told_so(member: Make) -> None:
    """
    The room leaves the list, without an offer to return.
    """
    ann, bo = member("Ann"), member("Bo")
    ann.make_room("private", title="Plans")
    invite(ann, bo)
    bo.page.get_by_role("button", name="Accept the invitation to Plans").click()
    expect(bo.page.locator(".title-words")).to_have_text("Plans")
    ann.person_menu(bo.name, "Remove as member")
    expect(bo.page.locator(".notice", has_text="no longer")).to_have_text("You are no longer a member of “Plans”.")
    expect(bo.page.locator(".room-name", has_text="Plans")).to_have_count(0)


def test_who_may_contact_a_person_is_their_choice(member: Make) -> None:
    """
    It is kept by the server; others are refused, and told no more than that.
    """
    bo, ann = member("Bo"), member("Ann")
    bo.page.get_by_role("button", name="Settings").click()
    bo.page.get_by_text("Who may contact me").click()
    choice = bo.page.get_by_role("group", name="Who may invite me and write to me")
    expect(choice.get_by_label("Everyone")).to_be_checked()
    choice.get_by_text("No one").click()
    expect(bo.page.get_by_text("Saved.")).to_be_visible()
    ann.page.get_by_role("button", name="New direct message").click()
    ann.page.get_by_label("Account name").fill(bo.name)
    ann.page.keyboard.press("Enter")
    words = "You cannot invite this person or write to them."
    expect(ann.page.locator(".seek-dialog .complaint")).to_have_text(words)
