// ws: "broadcast, excluding the sender" as its README has it.
import { WebSocket, WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096, perMessageDeflate: false });

server.on('connection', (sender) => {
  sender.on('message', (text, isBinary) => {
    for (const client of server.clients) {
      if (client !== sender && client.readyState === WebSocket.OPEN) client.send(text, { binary: isBinary });
    }
  });
});
