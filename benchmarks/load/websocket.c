#define _GNU_SOURCE
#include "websocket.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The example of RFC 6455, section 1.3: a fixed key has a known answer, and no SHA-1 is needed to check it. */
#define KEY "dGhlIHNhbXBsZSBub25jZQ=="
#define ACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

static const unsigned char MASK[4] = {0x9e, 0x37, 0x79, 0xb9};

size_t frame_read(const char *bytes, size_t have, Frame *frame) {
  const unsigned char *b = (const unsigned char *)bytes;
  size_t head = 2;

  if (have < 2) return 0;
  uint64_t length = b[1] & 127;
  if (length == 126) head = 4;
  if (length == 127) head = 10;
  if (have < head) return 0;
  if (head > 2) {
    length = 0;
    for (size_t i = 2; i < head; i++) length = length << 8 | b[i];
  }
  if (have - head < length) return 0;

  frame->opcode = b[0] & 15;
  frame->final = b[0] & 128;
  frame->payload = bytes + head;
  frame->length = length;
  return head + length;
}

size_t frame_write(char *out, unsigned opcode, const char *payload, size_t length) {
  unsigned char *o = (unsigned char *)out;
  size_t width = length < 126 ? 0 : length < 65536 ? 2 : 8;

  *o++ = (unsigned char)(0x80 | opcode);
  *o++ = (unsigned char)(0x80 | (width == 0 ? length : width == 2 ? 126 : 127));
  for (size_t i = width; i > 0; i--) *o++ = (unsigned char)((uint64_t)length >> (8 * (i - 1)));
  memcpy(o, MASK, 4);
  o += 4;
  for (size_t i = 0; i < length; i++) *o++ = (unsigned char)payload[i] ^ MASK[i & 3];
  return (size_t)(o - (unsigned char *)out);
}

size_t upgrade_write(char *out, size_t room, const char *host, int port, const char *path, const char *subprotocol) {
  int n = snprintf(out, room,
                   "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " KEY "\r\n%s%s%s\r\n",
                   path, host, port, subprotocol ? "Sec-WebSocket-Protocol: " : "", subprotocol ? subprotocol : "",
                   subprotocol ? "\r\n" : "");
  return n < 0 ? 0 : (size_t)n;
}

Upgrade upgrade_read(const char *bytes, size_t have, size_t *used) {
  const char *end = memmem(bytes, have, "\r\n\r\n", 4);

  if (!end) return UPGRADE_PARTIAL;
  *used = (size_t)(end - bytes) + 4;
  bool switched = *used > 12 && !memcmp(bytes, "HTTP/1.1 101", 12);
  return switched && memmem(bytes, *used, ACCEPT, sizeof ACCEPT - 1) ? UPGRADE_DONE : UPGRADE_REFUSED;
}
