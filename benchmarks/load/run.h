/*
 * One run: what was asked for, who is connected, what was counted.
 */
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "target.h"
#include "tally.h"

typedef struct Dialect Dialect;

typedef struct {
  const char *host, *path, *room, *signal;
  const Dialect *dialect;
  int port;
  unsigned connections, rooms, publishers, stalled, burst;
  unsigned size, window, behind, page, addresses;
  double rate, warmup, duration, settle, patience;
  pid_t pid;
  bool tree, echo, hold, keyed;
} Options;

typedef enum { ABSENT, DIALING, UPGRADING, OPEN, GONE } State;

typedef struct {
  char *bytes;
  size_t have, room;
} Bytes;

typedef struct {
  State state;
  int fd;
  unsigned id, room;
  bool ready;        /* has joined: messages reach it */
  bool stalled;      /* joins and never reads again */
  bool writing;      /* waits for the kernel to take `out` */
  uint32_t sent;     /* messages published, which is also the number of the newest */
  Order log;         /* by `seq`, where the server numbers a room's events */
  Order *from;       /* by publisher of its room */
  uint64_t dialed, missed;
  Bytes in, out;
} Connection;

/* What every published text carries: when, by whom, and the how-manieth of that sender. */
typedef struct {
  uint64_t at;
  uint32_t sender, number;
} Marker;

typedef struct {
  uint64_t opened, ready, refused, dropped, lost, cut; /* lost: refused or dropped before it was ready */
  uint64_t sent, expected, delivered, acked;
  uint64_t doubles, late, skipped;             /* by sender's number */
  uint64_t log_doubles, log_late, log_skipped; /* by seq */
  uint64_t bytes;
} Totals;

typedef struct {
  Options options;
  Totals totals;
  Connection *connections;
  unsigned *listeners; /* per room: connections that read */
  bool measuring;
  Histogram delivery, ack, resumed;
  char complaint[512]; /* the first thing the server said that it should not have */
} Run;

extern Run run;

uint64_t clock_ns(void);

/* Write down the first complaint, and count on. */
void complain(const char *what, const char *text, size_t length);

/* What a dialect hears, told in the run's terms. */
void heard_ready(Connection *, uint64_t seq);
void heard_delivery(Connection *, const Marker *, uint64_t at);
void heard_ack(Connection *, const Marker *, uint64_t at);
void heard_seq(Connection *, uint64_t seq);

/* Scenarios: each runs to its end and prints one JSON object. */
int scenario_talk(void);
int scenario_hold(void);
int scenario_resume(void);

#endif
