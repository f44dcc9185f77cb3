"""
picows on uvloop: a WebSocket protocol in Cython; the loop over the others is Python.
"""

import sys

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

online: set[WSTransport] = set()


class Repeater(WSListener):
    """
    Sends what its connection says to all others.
    """

    def on_ws_connected(self, transport: WSTransport) -> None:
        online.add(transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        online.discard(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
        if frame.msg_type != WSMsgType.TEXT:
            return
        text = frame.get_payload_as_bytes()
        for other in online:
            if other is not transport:
                other.send(WSMsgType.TEXT, text)


async def main(port: int) -> None:
    """
    Serve for ever.
    """
    server = await ws_create_server(lambda _: Repeater(), "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


uvloop.run(main(int(sys.argv[1])))
