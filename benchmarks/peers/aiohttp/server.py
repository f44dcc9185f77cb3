"""
aiohttp on uvloop: one handler per connection, which sends to the others in turn.
"""

import sys

import uvloop
from aiohttp import WSMsgType, web

online: set[web.WebSocketResponse] = set()


async def repeat(request: web.Request) -> web.WebSocketResponse:
    """
    Send what this connection says to all others.
    """
    sender = web.WebSocketResponse(compress=False)
    await sender.prepare(request)
    online.add(sender)
    try:
        async for message in sender:
            if message.type is not WSMsgType.TEXT:
                continue
            for other in online - {sender}:
                try:
                    await other.send_str(message.data)
                except ConnectionError:
                    online.discard(other)
    finally:
        online.discard(sender)
    return sender


app = web.Application()
app.router.add_get("/ws", repeat)
web.run_app(
    app,
    host="127.0.0.1",
    port=int(sys.argv[1]),
    backlog=4096,
    access_log=None,
    print=None,
    loop=uvloop.new_event_loop(),
)
