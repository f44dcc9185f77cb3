#define _GNU_SOURCE
#include "dialect.h"

#include <string.h>

#include "net.h"

static char text[1 << 19];

static char *hex_write(char *out, uint64_t value, unsigned digits) {
  for (unsigned i = 0; i < digits; i++) out[i] = "0123456789abcdef"[(value >> (4 * (digits - 1 - i))) & 15];
  return out + digits;
}

/* The value of `digits` hexadecimal digits, or false when one of them is not. */
static bool hex_read(const char *in, unsigned digits, uint64_t *value) {
  *value = 0;
  for (unsigned i = 0; i < digits; i++) {
    unsigned digit = (unsigned char)in[i];
    if (digit - '0' < 10) digit -= '0';
    else if (digit - 'a' < 6) digit -= 'a' - 10;
    else return false;
    *value = *value << 4 | digit;
  }
  return true;
}

void marker_write(char *out, const Marker *m) {
  *out++ = '@';
  *out++ = '@';
  hex_write(hex_write(hex_write(out, m->at, 16), m->sender, 8), m->number, 8);
}

const char *marker_find(const char *where, size_t length, Marker *m) {
  const char *end = where + length;
  uint64_t sender, number;

  while (end - where >= MARKER && (where = memchr(where, '@', (size_t)(end - where) - MARKER + 1))) {
    if (where[1] == '@' && hex_read(where + 2, 16, &m->at) && hex_read(where + 18, 8, &sender) &&
        hex_read(where + 26, 8, &number)) {
      m->sender = (uint32_t)sender;
      m->number = (uint32_t)number;
      return where + MARKER;
    }
    where++;
  }
  return NULL;
}

size_t text_write(char *out, const Marker *m) {
  static const char filler[] = "the quick brown fox jumps over the lazy dog ";
  size_t size = run.options.size;

  marker_write(out, m);
  for (size_t i = MARKER; i < size; i++) out[i] = filler[i % (sizeof filler - 1)];
  return size;
}

/* One frame may hold several texts (nats-server joins what is due), each with its marker. */
static void hear_markers(Connection *c, const char *from, size_t length, uint64_t at) {
  const char *end = from + length;
  Marker m;

  while ((from = marker_find(from, (size_t)(end - from), &m))) heard_delivery(c, &m, at);
}

static void plain_greet(Connection *c) {
  heard_ready(c, 0);
}

static void plain_publish(Connection *c, const Marker *m) {
  net_send(c, text, text_write(text, m));
}

const Dialect dialect_plain = {"plain", NULL, plain_greet, plain_publish, hear_markers};

static void nats_greet(Connection *c) {
  int n = snprintf(text, sizeof text,
                   "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":%s}\r\nSUB %s%u 1\r\nPING\r\n",
                   run.options.echo ? "true" : "false", run.options.room, c->room);
  net_send(c, text, (size_t)n);
}

static void nats_publish(Connection *c, const Marker *m) {
  int n = snprintf(text, sizeof text, "PUB %s%u %u\r\n", run.options.room, c->room, run.options.size);
  size_t length = (size_t)n + text_write(text + n, m);
  memcpy(text + length, "\r\n", 2);
  net_send(c, text, length + 2);
}

static void nats_hear(Connection *c, const char *heard, size_t length, uint64_t at) {
  if (length >= 6 && !memcmp(heard, "PING\r\n", 6)) net_send(c, "PONG\r\n", 6);
  if (!c->ready && memmem(heard, length, "PONG\r\n", 6)) heard_ready(c, 0);
  if (length >= 4 && !memcmp(heard, "-ERR", 4)) complain("error", heard, length);
  hear_markers(c, heard, length, at);
}

const Dialect dialect_nats = {"nats", NULL, nats_greet, nats_publish, nats_hear};

const Dialect *dialect_named(const char *name) {
  const Dialect *all[] = {&dialect_plain, &dialect_chatd, &dialect_nats};

  for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
    if (!strcmp(all[i]->name, name)) return all[i];
  return NULL;
}
