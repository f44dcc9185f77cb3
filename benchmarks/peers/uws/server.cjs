// uWebSockets.js: its built-in publish and subscribe, which leaves out the sender.
const { App, DISABLED } = require('uWebSockets.js');

App()
  .ws('/*', {
    compression: DISABLED,
    idleTimeout: 0,
    maxBackpressure: 64 * 1024 * 1024, // the default of 64 KB drops messages in silence
    open: (socket) => socket.subscribe('room'),
    message: (socket, text, isBinary) => socket.publish('room', text, isBinary),
  })
  .listen('127.0.0.1', Number(process.argv[2]), (listening) => {
    if (!listening) process.exit(1);
  });
