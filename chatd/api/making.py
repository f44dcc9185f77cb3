"""
Puts the API together: one module for each of its parts, one line for each module.
"""

from collections.abc import Callable

from chatd.addresses import Proxies
from chatd.api.account import Account, CheckVoice, Erase
from chatd.api.administration import Administrators
from chatd.api.app import Api
from chatd.api.signin import Facts, SignIn
from chatd.auth.accounts import OwnAccounts
from chatd.auth.administration import Administration
from chatd.auth.cookies import Cookies
from chatd.auth.gate import Gate
from chatd.ports import Now


def make_api(
    *,
    own: OwnAccounts,
    administration: Administration,
    cookies: Cookies,
    gate: Gate,
    proxies: Proxies,
    facts: Facts,
    erase: Erase,
    pay: Callable[[str], None],
    check_voice: CheckVoice,
    now: Now,
) -> Api:
    """
    The resource of everything below ``/api``.
    """
    parts = (
        SignIn(own, cookies, facts, now),
        Account(own, erase, check_voice, now),
        Administrators(administration),
    )
    return Api([route for part in parts for route in part.routes()], gate=gate, proxies=proxies, pay=pay)
