"""
websockets on uvloop: its `broadcast`, as its documentation recommends.
"""

import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

online: set[ServerConnection] = set()


async def repeat(sender: ServerConnection) -> None:
    """
    Send what this connection says to all others.
    """
    online.add(sender)
    try:
        async for text in sender:
            broadcast(online - {sender}, text)
    finally:
        online.discard(sender)


async def main(port: int) -> None:
    """
    Serve for ever.
    """
    async with serve(repeat, "127.0.0.1", port, backlog=4096, compression=None, ping_interval=None) as server:
        await server.serve_forever()


uvloop.run(main(int(sys.argv[1])))
