"""
Puts the API together: one module for each of its parts, one line for each module.
"""

from collections.abc import Callable

from chatd.addresses import Proxies
from chatd.api.account import Account, CheckVoice
from chatd.api.administration import Administrators
from chatd.api.app import Api
from chatd.api.signin import Facts, SignIn
from chatd.api.tasks import Tasks
from chatd.auth.accounts import OwnAccounts
from chatd.auth.administration import Administration
from chatd.auth.cookies import Cookies
from chatd.auth.gate import Gate
from chatd.erasures import Erasures
from chatd.ports import Now


def make_api(
    *,
    own: OwnAccounts,
    administration: Administration,
    cookies: Cookies,
    gate: Gate,
    proxies: Proxies,
    facts: Facts,
    erasures: Erasures,
    pay: Callable[[str], None],
    check_voice: CheckVoice,
    now: Now,
) -> Api:
    """
    The resource of everything below ``/api``.
    """
    parts = (
        SignIn(own, cookies, facts, now),
        Account(own, erasures, check_voice, now),
        Administrators(administration),
        Tasks(erasures),
    )
    return Api([route for part in parts for route in part.routes()], gate=gate, proxies=proxies, pay=pay)
