"""
Nobody can take a name that looks like somebody else's.
"""

from hypothesis import given
from hypothesis import strategies as st
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import NameKeys
from chatd.domain.display_names import GUEST_MARK, Confusables, NameRules, scripts_of, without_marks
from chatd.errors import Refusal

CONFUSABLES = Confusables.load()
LIMIT = 32
RULES = NameRules(LIMIT, CONFUSABLES, reserved=("admin", "chatd"))

DOUBLES: dict[str, list[str]] = {}
"""By skeleton, the characters that have it."""

for _char in map(chr, range(0x20, 0x3000)):
    DOUBLES.setdefault(CONFUSABLES.skeleton(_char), []).append(_char)


def alike(one: str, other: str) -> bool:
    """
    Whether the second name would be refused to somebody else once the first is taken.
    """
    first, second = RULES.likeness(one), RULES.likeness(other)
    return first.shape == second.shape or first.letters == second.letters


class LikenessTests(SynchronousTestCase):
    """
    Which names are too much alike.
    """

    def assert_alike(self, *names: str) -> None:
        """
        All of `names` are one name.
        """
        for name in names[1:]:
            self.assertTrue(alike(names[0], name), (names[0], name))

    def test_case_does_not_count(self) -> None:
        """
        In any script that has it.
        """
        self.assert_alike("Anna", "anna", "ANNA", "aNNa")
        self.assert_alike("Анна", "анна", "АННА")
        self.assert_alike("Νίκη", "νίκη", "ΝΊΚΗ")
        self.assert_alike("straße", "STRASSE")

    def test_width_does_not_count(self) -> None:
        """
        Nor do other forms of the same letters.
        """
        self.assert_alike("Anna1", "Ａｎｎａ１", "𝐀𝐧𝐧𝐚𝟏", "Ⓐⓝⓝⓐ①", "Anna¹")

    def test_accents_do_not_count(self) -> None:
        """
        Neither those that are part of a letter, nor those set on it, nor strokes through it.
        """
        self.assert_alike("Anna", "Ánna", "Ann\u0302a", "Ãnnä", "A\u0338nna")
        self.assert_alike("Lodz", "Łódź")
        self.assert_alike("Soren", "Søren")

    def test_letters_of_another_script_do_not_count(self) -> None:
        """
        A name written wholly in letters that only look like these.
        """
        self.assert_alike("coco", "сосо", "СОСО")
        self.assert_alike("Paypal", "раураӏ", "РАУРАІ")
        self.assert_alike("BEN", "ΒΕΝ", "ben")

    def test_letters_that_look_alike_in_one_script_do_not_count(self) -> None:
        self.assert_alike("Paypal", "PayPaI", "paypa1", "PAYPA|")
        self.assert_alike("Ian", "lan", "ian", "1an")
        self.assert_alike("modern", "rnodern", "Modern")
        self.assert_alike("admin", "ADMlN", "Adm1n", "ADRNIN")
        self.assert_alike("Bob0", "BobO", "b0bo")

    def test_spaces_do_not_count(self) -> None:
        """
        However many, of whatever kind.
        """
        self.assert_alike("Anna Bell", "Anna  Bell", "Anna\u00a0Bell", "Anna\u3000Bell ")

    def test_mark_of_guests_does_not_count(self) -> None:
        """
        A guest must not be called like an account but for the mark.
        """
        self.assert_alike("Anna", "~Anna", "~ Anna")

    def test_vowels_and_voicing_are_letters(self) -> None:
        """
        What is a sign of its own in its script makes another name.
        """
        for one, other in (("กินี", "กินิ"), ("かな", "がな"), ("राम", "रम"), ("李雷", "韩梅梅")):
            self.assertFalse(alike(one, other), (one, other))

    def test_other_names_are_free(self) -> None:
        names = ("Anna", "Annah", "Hanna", "Ana", "Ben", "Bert", "Νίκη", "Анна", "Vanna", "Avva", "user1", "user2")
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                self.assertFalse(alike(one, other), (one, other))

    @given(st.data())
    def test_any_letter_may_be_replaced_by_its_double(self, data: st.DataObject) -> None:
        """
        Whichever letters of a name are exchanged for ones that Unicode calls confusable, it stays the same name.
        """
        name = data.draw(st.text("ABCDEFabcdef0123456789lOI", min_size=1, max_size=12))
        other = "".join(data.draw(st.sampled_from(DOUBLES[CONFUSABLES.skeleton(char)])) for char in name)
        self.assertEqual(RULES.likeness(name).shape, RULES.likeness(other).shape)

    @given(st.text(max_size=40))
    def test_every_text_has_a_likeness(self, text: str) -> None:
        """
        Asking is never an error, and a text is like itself in capitals of its own making.
        """
        self.assertIsInstance(RULES.likeness(text), NameKeys)
        self.assertEqual(RULES.likeness(text).letters, RULES.likeness(text.casefold()).letters)


class AccountNameTests(SynchronousTestCase):
    """
    What an account may be called.
    """

    def refused(self, name: str) -> str:
        """
        The code a name is refused with; the field is always told.
        """
        refusal = self.assertRaises(Refusal, RULES.account_name, name)
        self.assertEqual(refusal.field, "name")
        self.assertTrue(refusal.message.startswith("name: "), refusal.message)
        return str(refusal.code)

    def test_people_keep_their_names(self) -> None:
        """
        Accents, capitals, apostrophes, spaces, any one script, emoji.
        """
        for name in ("Anna", "José Ñ", "O'Neill-Smith", "李雷", "Анна", "Νίκη", "مريم", "かな カナ", "R2-D2", "fox 🦊"):
            self.assertEqual(RULES.account_name(name), name)

    def test_spaces_and_width_are_put_right(self) -> None:
        """
        What is shown is one form of what was typed.
        """
        self.assertEqual(RULES.account_name("  Ａnna\u3000 Bell "), "Anna Bell")

    def test_red_heart_is_a_heart(self) -> None:
        """
        The invisible character that a phone adds is dropped.
        """
        self.assertEqual(RULES.account_name("A ❤\ufe0f"), "A ❤")

    def test_joiners_stand_where_a_script_needs_them(self) -> None:
        """
        Persian, Sinhala, Bengali, Hindi (RFC 5892, A.1 and A.2), and emoji made of several.
        """
        for name in ("می\u200cخواهم", "ශ්\u200dරී", "ক্\u200dষ", "क्\u200cष", "Ann 👩\u200d🔬", "🏳\u200d🌈🛑"):
            self.assertEqual(RULES.account_name(name), name)
            self.assertEqual(RULES.guest_name(name), GUEST_MARK + name)
        for name in ("A\u200dnna", "An\u200cna", "\u200cAnna", "Anna\u200d", "🦊\u200dAnna", "李\u200d雷"):
            self.assertEqual(self.refused(name), "invalid", ascii(name))

    def test_joiners_make_no_other_name(self) -> None:
        """
        They are invisible in most fonts.
        """
        for name in ("می\u200cخواهم", "ශ්\u200dරී", "क्\u200cष"):
            bare = name.replace("\u200c", "").replace("\u200d", "")
            self.assertEqual(RULES.likeness(name), RULES.likeness(bare))

    def test_emoji_of_tomorrow_are_emoji(self) -> None:
        """
        Those in the ranges that Unicode keeps for them; nothing else that is not assigned.
        """
        for name in ("fox \U0001faff", "\U0001faf9\U0001f3fd", "\U0001fffd Ann"):
            self.assertEqual(RULES.account_name(name), name)
        for name in ("A\U0001ffff", "A\U000e0fff", "A\u0378"):
            self.assertEqual(self.refused(name), "invalid", ascii(name))

    def test_scripts_are_not_mixed(self) -> None:
        """
        Latin, Cyrillic and Greek stay by themselves; each may stand beside any other script.
        """
        for name in ("Аnna", "Annа", "Ωmega", "Бβ", "µTorrent"):
            self.assertEqual(self.refused(name), "invalid", name)
        self.assertEqual(RULES.account_name("Anna 李"), "Anna 李")

    def test_mark_of_guests_is_refused_anywhere(self) -> None:
        """
        Nor anything that looks like it.
        """
        for name in ("~Anna", "Anna~", "a～b", "∼Anna", "˜Anna"):
            self.assertEqual(self.refused(name), "invalid", name)

    def test_what_is_not_seen_is_refused(self) -> None:
        """
        Invisible, blank, direction-changing, unassigned and control characters.
        """
        for name in ("A\u00adnna", "A\u200bnna", "\u3164", "\u2800", "A\u202enna", "\u0308", "A\x00", "A\u0378", ""):
            self.assertEqual(self.refused(name), "invalid", repr(name))

    def test_marks_are_not_piled_up(self) -> None:
        """
        Nobody's name covers what others said.
        """
        self.assertEqual(self.refused("A" + "\u0301\u0302\u0303\u0304\u0305"), "invalid")

    def test_marks_stand_on_letters(self) -> None:
        """
        At the beginning of a name one would stand on whatever comes before it.
        """
        for name in ("\u0301Anna", "Anna \u0303", "´Anna"):
            self.assertEqual(self.refused(name), "invalid", name)

    def test_length_counts_what_is_shown(self) -> None:
        """
        One character that stands for eighteen is eighteen; a megabyte is refused unread.
        """
        self.assertEqual(RULES.account_name("x" * 32), "x" * 32)
        for name in ("x" * 33, "ﷺﷺ", "x" * 1_000_000, "\ufe0f" * 1_000_000):
            self.assertEqual(self.refused(name), "invalid")

    def test_reserved_names_are_nobodys(self) -> None:
        """
        Nor is what looks like them.
        """
        for name in ("admin", "Admin", "ADMlN", "Ádmin", "chatd", "CHATD"):
            self.assertEqual(self.refused(name), "conflict", name)

    @given(st.text(max_size=40))
    def test_good_name_stays_as_it_is(self, text: str) -> None:
        """
        What was accepted once is accepted again unchanged; all else is refused by name.
        """
        try:
            name = RULES.account_name(text)
        except Refusal as refusal:
            self.assertEqual(refusal.field, "name")
        else:
            self.assertEqual(RULES.account_name(name), name)
            self.assertTrue(1 <= len(name) <= 32)
            self.assertLess(len(scripts_of(name)), 2)

    @given(st.text(st.characters(max_codepoint=0x24FF), max_size=12), st.text(st.characters(max_codepoint=0x24FF)))
    def test_guest_is_never_called_like_an_account(self, one: str, other: str) -> None:
        try:
            account, guest = RULES.account_name(one), RULES.guest_name(other)
        except Refusal:
            return
        self.assertNotEqual(account, guest)
        self.assertNotEqual(CONFUSABLES.skeleton(account), CONFUSABLES.skeleton(guest))


class GuestNameTests(SynchronousTestCase):
    """
    What a guest is called.
    """

    def test_mark_is_put_before_it(self) -> None:
        """
        Once: who comes back under the name that was shown has the same one.
        """
        self.assertEqual([RULES.guest_name(wish) for wish in ("Anna", "~Anna", "~~ Anna")], ["~Anna"] * 3)

    def test_mark_is_not_counted(self) -> None:
        """
        Guests' names may be as long as others'.
        """
        self.assertEqual(RULES.guest_name("x" * 32), GUEST_MARK + "x" * 32)

    def test_same_rules_hold(self) -> None:
        """
        The field that is wrong is `guest`.
        """
        for wish in ("", "~", "Аnna", "a～", "x" * 33, "admin"):
            refusal = self.assertRaises(Refusal, RULES.guest_name, wish)
            self.assertEqual(refusal.field, "guest")


class MarksTests(SynchronousTestCase):
    """
    Taking accents away.
    """

    def test_points_of_hebrew_and_arabic_are_accents(self) -> None:
        """
        They are written or not, as one likes.
        """
        self.assertEqual((without_marks("שָׁלוֹם"), without_marks("مَرْيَم")), ("שלום", "مريم"))


class RecordingConfusables(Confusables):
    """
    Remembers what it was asked for.
    """

    def __init__(self) -> None:
        super().__init__({})
        self.asked: list[str] = []

    def skeleton(self, text: str) -> str:
        self.asked.append(text)
        return super().skeleton(text)


class WorkTests(SynchronousTestCase):
    """
    What a stranger's name costs: U+FDFA becomes eighteen characters under NFKC, and each of them is looked at.
    """

    def setUp(self) -> None:
        self.confusables = RecordingConfusables()
        self.rules = NameRules(LIMIT, self.confusables)

    def refuse(self, name: str) -> None:
        self.assertRaises(Refusal, self.rules.guest_name, name)
        self.assertRaises(Refusal, self.rules.account_name, name)

    def test_name_that_becomes_too_long_is_refused_before_any_work(self) -> None:
        for count in (2, 7, LIMIT, LIMIT * 4, 1_000_000):
            self.refuse("\ufdfa" * count)
        self.assertEqual(self.confusables.asked, [])

    def test_work_on_any_name_is_bounded(self) -> None:
        """
        Also where every name gets an answer: a sign-in, a search for a person, a token's claim.
        """
        for name in ("\ufdfa" * LIMIT, "\ufdfa" * LIMIT * 4, "\ufdfa" * 100_000, "x" * 1_000_000, "\u200c" * 1_000_000):
            self.rules.likeness(name)
            self.rules.vouched_name(name)
        self.assertLessEqual(max(map(len, self.confusables.asked)), LIMIT * 16)
        self.assertLessEqual(sum(map(len, self.confusables.asked)), 5 * LIMIT * 4 * 8)

    def test_same_name_is_looked_at_once(self) -> None:
        """
        Results are cached, allowed or not.
        """
        for name in ("Анна", "Анnа"):
            self.ask(name)
            asked = len(self.confusables.asked)
            self.assertGreater(asked, 0)
            for _ in range(3):
                self.ask(name)
            self.assertEqual(self.confusables.asked[asked:], [])

    def ask(self, name: str) -> None:
        try:
            self.rules.account_name(name)
        except Refusal as refusal:
            self.assertEqual((refusal.code, refusal.field), ("invalid", "name"))
        self.rules.vouched_name(name)
        self.rules.likeness(name)
