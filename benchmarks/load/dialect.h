/*
 * What a server wants to hear, and how it says what it has.
 */
#ifndef DIALECT_H
#define DIALECT_H

#include "run.h"

struct Dialect {
  const char *name;
  const char *subprotocol;
  void (*greet)(Connection *);                                        /* the upgrade is done */
  void (*publish)(Connection *, const Marker *);                      /* say one text */
  void (*hear)(Connection *, const char *text, size_t, uint64_t at);  /* a text frame came */
};

extern const Dialect dialect_plain; /* any server that repeats a text frame to all others */
extern const Dialect dialect_chatd; /* chatd.v1 */
extern const Dialect dialect_nats;  /* nats-server's own protocol over its WebSocket listener */

/* One of the three by name, or NULL. */
const Dialect *dialect_named(const char *name);

enum { MARKER = 34 };

/* Write a marker: "@@", the time in 16 hexadecimal digits, the sender in 8, the number in 8. */
void marker_write(char *out, const Marker *);

/* Find the first marker in `text`; where the text goes on behind it, or NULL. */
const char *marker_find(const char *text, size_t length, Marker *);

/* A text of `size` bytes that begins with a marker. */
size_t text_write(char *out, const Marker *);

#endif
