/*
 * chatd.v1: the commands this program sends, and the answers that scenarios wait for.
 */
#ifndef CHATD_H
#define CHATD_H

#include "json.h"
#include "run.h"

/* Set by a scenario that reads answers to `join` and `history` itself; otherwise NULL. */
extern void (*chatd_on_page)(Connection *, Slice answer, bool joined);

/* The position to join each room from, if `epoch` is not empty. */
typedef struct {
  char epoch[128];
  uint64_t seq;
} Position;

extern Position *chatd_since; /* per room, or NULL */

/* Ask for the page of the log that follows `seq`. */
void chatd_history(Connection *, uint64_t seq);

#endif
