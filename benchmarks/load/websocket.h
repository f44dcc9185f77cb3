/*
 * As much of RFC 6455 as a client needs that trusts its server.
 */
#ifndef WEBSOCKET_H
#define WEBSOCKET_H

#include <stdbool.h>
#include <stddef.h>

enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10 };
enum { FRAME_HEAD = 14 };

typedef struct {
  unsigned opcode;
  bool final;
  const char *payload;
  size_t length;
} Frame;

/* Read the frame at the start of `bytes`; the bytes it took, or 0 when it is not all there. */
size_t frame_read(const char *bytes, size_t have, Frame *);

/* Write a whole masked frame into `out` (`length` + FRAME_HEAD bytes); the bytes written. */
size_t frame_write(char *out, unsigned opcode, const char *payload, size_t length);

/* Write the upgrade request; `subprotocol` may be NULL.  The bytes written. */
size_t upgrade_write(char *out, size_t room, const char *host, int port, const char *path, const char *subprotocol);

typedef enum { UPGRADE_PARTIAL, UPGRADE_DONE, UPGRADE_REFUSED } Upgrade;

/* Judge the answer to upgrade_write(); `used` is its length when it is done. */
Upgrade upgrade_read(const char *bytes, size_t have, size_t *used);

#endif
