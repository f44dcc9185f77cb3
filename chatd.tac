"""
chatd as an application of its own: twistd -ny chatd.tac.

Reads chatd.toml from the working directory if there is one.
"""

from pathlib import Path

from twisted.application.service import Application

from chatd.server.tap import Options
from chatd.server.tap import makeService

options = Options()
options.parseOptions(["--config", "chatd.toml"] if Path("chatd.toml").exists() else [])

application = Application("chatd")
makeService(options).setServiceParent(application)
