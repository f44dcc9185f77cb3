"""
Tells twistd that there is chatd.
"""

from twisted.application.service import ServiceMaker

chatd = ServiceMaker("chatd", "chatd.server.tap", "Real-time messaging for a web site.", "chatd")
