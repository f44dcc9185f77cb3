#define _GNU_SOURCE
#include "chatd.h"

#include <string.h>

#include "dialect.h"
#include "net.h"

void (*chatd_on_page)(Connection *, Slice, bool);
Position *chatd_since;

static char text[1 << 19];

static void chatd_greet(Connection *c) {
  const Position *since = chatd_since ? &chatd_since[c->room] : NULL;
  int n = snprintf(text, sizeof text, "{\"type\":\"login\",\"ref\":\"login\",\"guest\":\"guest %u\"}", c->id);
  net_send(c, text, (size_t)n);

  n = snprintf(text, sizeof text, "{\"type\":\"join\",\"ref\":\"join\",\"room\":\"%s%u\",\"limit\":%u", run.options.room,
               c->room, run.options.page);
  if (since && since->epoch[0])
    n += snprintf(text + n, sizeof text - (size_t)n, ",\"since\":{\"epoch\":\"%s\",\"seq\":%llu}", since->epoch,
                  (unsigned long long)since->seq);
  text[n++] = '}';
  net_send(c, text, (size_t)n);
}

void chatd_history(Connection *c, uint64_t seq) {
  int n = snprintf(text, sizeof text,
                   "{\"type\":\"history\",\"ref\":\"history\",\"room\":\"%s%u\",\"after\":%llu,\"limit\":%u}",
                   run.options.room, c->room, (unsigned long long)seq, run.options.page);
  net_send(c, text, (size_t)n);
}

static char *append(char *out, const char *what, size_t length) {
  memcpy(out, what, length);
  return out + length;
}

/* The marker stands in the text, which the others get, and in `ref`, which comes back to the sender. */
static void chatd_publish(Connection *c, const Marker *m) {
  const Options *o = &run.options;
  char marker[MARKER], *out = text;

  marker_write(marker, m);
  if (o->signal)
    out += sprintf(out, "{\"type\":\"signal\",\"room\":\"%s%u\",\"name\":\"%s\",\"body\":{\"text\":\"", o->room, c->room,
                   o->signal);
  else {
    out += sprintf(out, "{\"type\":\"say\",\"room\":\"%s%u\",\"ref\":\"", o->room, c->room);
    out = append(out, marker, MARKER);
    if (o->keyed) {
      out = append(out, "\",\"key\":\"", 9);
      out = append(out, marker + 2, MARKER - 2);
    }
    out = append(out, "\",\"text\":\"", 10);
  }
  out += text_write(out, m);
  out = append(out, o->signal ? "\"}}" : "\"}", o->signal ? 3 : 2);
  net_send(c, text, (size_t)(out - text));
}

/* The `seq` of a frame that is known to hold at most one; 0 without. */
static uint64_t seq_of(const char *frame, size_t length) {
  const char *name = memmem(frame, length, "\"seq\":", 6);
  return name ? json_number((Slice){name + 6, length - (size_t)(name + 6 - frame)}) : 0;
}

static void hear_ok(Connection *c, const char *frame, size_t length, uint64_t at) {
  Slice answer = {frame, length}, ref, seq;
  Marker m;

  if (!json_member(answer, "ref", &ref)) return;
  /* Only in `ref` does a marker make this the answer to a message: a page of history is full of them. */
  if (marker_find(ref.at, ref.length, &m)) {
    heard_seq(c, seq_of(frame, length));
    return heard_ack(c, &m, at);
  }
  if (json_is(ref, "\"join\"")) {
    heard_ready(c, json_member(answer, "seq", &seq) ? json_number(seq) : 0);
    if (chatd_on_page) chatd_on_page(c, answer, true);
  } else if (json_is(ref, "\"history\"") && chatd_on_page) {
    chatd_on_page(c, answer, false);
  }
}

static void chatd_hear(Connection *c, const char *frame, size_t length, uint64_t at) {
  const char *type = memmem(frame, length, "\"type\":\"", 8);
  Marker m;

  if (!type || type + 10 > frame + length) return complain("no type", frame, length);
  switch (type[8]) {
    case 'm': /* message */
      heard_seq(c, seq_of(frame, length));
      if (marker_find(frame, length, &m)) heard_delivery(c, &m, at);
      return;
    case 's': /* signal, seen, sanction */
      if (marker_find(frame, length, &m)) heard_delivery(c, &m, at);
      return;
    case 'o': /* ok */
      return hear_ok(c, frame, length, at);
    case 'b': /* bye */
      return complain("bye", frame, length);
    case 'e': /* error; edit and erase are nothing to this program */
      if (type[9] == 'r' && type + 13 <= frame + length && type[12] == 'r') complain("error", frame, length);
  }
}

const Dialect dialect_chatd = {"chatd", "chatd.v1", chatd_greet, chatd_publish, chatd_hear};
