"""
The table of roles, and what a configuration changes in it.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.roles import ACTIONS, KINDS, LEAST, RANK, ROLES, TABLE, Override, Rules, outranks, rank


class TableTests(SynchronousTestCase):
    """
    What is true of the table as a whole.
    """

    def test_every_cell_is_a_role_or_nobody(self) -> None:
        """
        A reader of the table sees nothing else.
        """
        for line in TABLE.strip().splitlines()[1:]:
            action, *cells = line.split()
            self.assertEqual((len(cells), set(cells) - {*ROLES, "-"}), (len(KINDS), set()), action)

    def test_actions_are_told_once(self) -> None:
        self.assertEqual(len(set(ACTIONS)), len(ACTIONS))

    def test_nothing_is_added_to_an_archived_room(self) -> None:
        """
        Read only: not even for its owner.
        """
        for action in ("say", "signal", "edit_own", "delete_own", "invite"):
            self.assertNotIn(action, LEAST["archived"])

    def test_moderators_speak_in_an_announce_room(self) -> None:
        """
        And everybody reads it.
        """
        least = LEAST["announce"]
        self.assertEqual((least["say"], least["read"]), (RANK["moderator"], RANK["guest"]))

    def test_no_power_in_a_direct_room(self) -> None:
        """
        Between two people nobody keeps order.
        """
        for action in ("delete_any", "kick", "mute", "ban", "role", "set", "invite", "audit"):
            self.assertNotIn(action, LEAST["direct"])

    def test_what_reads_needs_no_more_than_what_speaks(self) -> None:
        """
        Nobody speaks where they may not listen.
        """
        for kind in KINDS[:-1]:
            self.assertLessEqual(LEAST[kind]["read"], LEAST[kind].get("say", len(RANK)), kind)

    def test_nobody_outranks_an_equal(self) -> None:
        """
        Rank is strict, and nobody is below a guest but who has no role.
        """
        for role in ROLES:
            self.assertFalse(outranks(role, role))
            self.assertTrue(outranks(role, None))
        self.assertEqual((rank(None), outranks("owner", "moderator"), outranks("owner", "admin")), (-1, True, False))


class RulesTests(SynchronousTestCase):
    """
    The table with overrides.
    """

    def test_rooms_share_the_table(self) -> None:
        """
        A hundred thousand rooms without overrides hold one table.
        """
        rules = Rules([Override("other", {"say": "owner"})])
        self.assertIs(rules.facts("a", "public").least, rules.facts("b", "public").least)

    def test_override_changes_rooms_that_match(self) -> None:
        """
        Other rooms and other actions keep their rules.
        """
        rules = Rules([Override("news-*", {"say": "moderator", "search": "nobody"})])
        news, lobby = rules.facts("news-x", "public").least, rules.facts("lobby", "public").least
        self.assertEqual((news["say"], "search" in news, news["read"]), (RANK["moderator"], False, RANK["guest"]))
        self.assertEqual((lobby["say"], "search" in lobby), (RANK["guest"], True))

    def test_last_override_counts(self) -> None:
        """
        General ones first, then exceptions.
        """
        rules = Rules([Override("*", {"say": "nobody"}), Override("lobby", {"say": "member"})])
        self.assertEqual(rules.facts("lobby", "public").least["say"], RANK["member"])
        self.assertNotIn("say", rules.facts("else", "public").least)

    def test_archived_stays_so_unless_it_is_named(self) -> None:
        """
        Letting everybody speak everywhere wakes no closed room.
        """
        loud = Override("*", {"say": "guest"})
        self.assertNotIn("say", Rules([loud]).facts("old", "archived").least)
        named = Override("*", {"say": "owner"}, ("archived",))
        self.assertEqual(Rules([named]).facts("old", "archived").least["say"], RANK["owner"])

    def test_site_has_a_pattern_of_its_own(self) -> None:
        """
        Who may make rooms is a setting.
        """
        rules = Rules([Override("/", {"create_room": "admin"}), Override("*", {"create_room": "guest"})])
        self.assertEqual(rules.site.least["create_room"], RANK["admin"])
        self.assertNotIn("create_room", Rules([Override("/", {"create_room": "nobody"})]).site.least)

    def test_rooms_of_the_server_are_hidden_whatever_their_kind(self) -> None:
        """
        A private room that is archived does not open.
        """
        rules = Rules()
        hidden = [rules.facts(*room).hidden for room in (("~x", "archived"), ("~x", "private"), ("old", "archived"))]
        self.assertEqual(hidden, [True, True, False])

    def test_mistake_in_the_configuration_is_named(self) -> None:
        """
        The place, the word, and what was most likely meant.
        """
        cases = {
            "[1].allow.xyzzy: there is no such action; expected one of read, ": Override("a", {"xyzzy": "member"}),
            "[1].allow.mut: there is no such action; did you mean mute?": Override("a", {"mut": "member"}),
            "[1].allow.say: 'mamber': there is no such role; did you mean member?": Override("a", {"say": "mamber"}),
            "[1].kinds: 'publik': there is no such kind; did you mean public?": Override("a", {}, ("publik",)),
            "[1].kinds: 'site': there is no such kind; ": Override("a", {}, ("site",)),
            "[1].rooms: 'a b': expected a room id": Override("a b", {}),
        }
        for message, override in cases.items():
            error = self.assertRaises(ValueError, Rules, [Override("fine", {"say": "member"}), override])
            self.assertTrue(str(error).startswith(message), str(error))

    def test_room_of_no_kind_is_an_error(self) -> None:
        """
        The site is no room either.
        """
        for kind in ("publik", "site"):
            self.assertIn("there is no such kind", str(self.assertRaises(ValueError, Rules().facts, "a", kind)))
