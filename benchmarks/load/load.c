/*
 * A load generator for WebSocket servers that broadcast, and a witness that they do.
 *
 * Connections join rooms; some of them publish, in a closed loop or at a rate.  Every text carries when, by whom
 * and as the how-manieth it was sent: each receiver counts what was lost, doubled or out of order, per sender and,
 * where the server numbers a room's events, per room.  The figures leave as one JSON object.
 *
 * Exit status: 0 all arrived once and in order, 3 something did not, 2 the run could not be made.
 */
#define _GNU_SOURCE
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dialect.h"
#include "net.h"

Run run;

uint64_t clock_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void complain(const char *what, const char *text, size_t length) {
  if (!run.complaint[0])
    snprintf(run.complaint, sizeof run.complaint, "%s: %.*s", what, (int)(length < 400 ? length : 400), text);
}

void heard_ready(Connection *c, uint64_t seq) {
  order_start(&c->log, seq);
  if (c->ready) return;
  c->ready = true;
  run.totals.ready++;
  if (c->stalled) net_stall(c);
  else run.listeners[c->room]++;
}

static void judge(Order *order, uint64_t number, uint64_t *doubles, uint64_t *late, uint64_t *skipped) {
  uint64_t gap;

  switch (order_take(order, number, &gap)) {
    case DOUBLE: ++*doubles; break;
    case LATE: ++*late; --*skipped; break;
    case AHEAD: *skipped += gap; break;
    case IN_ORDER: break;
  }
}

void heard_seq(Connection *c, uint64_t seq) {
  Totals *t = &run.totals;
  if (seq && c->ready) judge(&c->log, seq, &t->log_doubles, &t->log_late, &t->log_skipped);
}

void heard_delivery(Connection *c, const Marker *m, uint64_t at) {
  const Options *o = &run.options;
  Totals *t = &run.totals;

  /* Markers of an earlier run are history. */
  if (m->sender >= o->publishers || m->sender % o->rooms != c->room || m->number > run.connections[m->sender].sent)
    return;
  if (m->sender == c->id && !o->echo) return;
  if (c->from) judge(&c->from[m->sender / o->rooms], m->number, &t->doubles, &t->late, &t->skipped);
  t->delivered++;
  if (run.measuring) histogram_add(&run.delivery, at - m->at);
}

void heard_ack(Connection *c, const Marker *m, uint64_t at) {
  (void)c;
  run.totals.acked++;
  if (run.measuring) histogram_add(&run.ack, at - m->at);
}

static const char USAGE[] =
    "load --port PORT [options]\n"
    "  --host ADDRESS --path PATH       where (127.0.0.1, /ws)\n"
    "  --dialect plain|chatd|nats       what the server speaks (plain)\n"
    "  --connections N --rooms R        how many listen, spread over rooms (100, 1)\n"
    "  --room PREFIX                    rooms are called PREFIX0, PREFIX1 … (room)\n"
    "  --publishers P                   the first P connections publish in turn (1)\n"
    "  --window W | --rate R            W messages in flight in all, or R messages a second (1)\n"
    "  --size BYTES                     of each text (100)\n"
    "  --signal NAME                    chatd: signals instead of messages\n"
    "  --keyed                          chatd: each message has a key of its own\n"
    "  --echo                           publishers hear themselves\n"
    "  --stall N                        N more connections that join and never read\n"
    "  --hold                           only connect, and tell what that costs\n"
    "  --resume K                       chatd: all connect at once, K messages behind\n"
    "  --page N                         chatd: events asked for at once (100)\n"
    "  --addresses N                    connections come from N addresses in turn, 127.0.0.1 and after\n"
    "  --burst N --patience S           handshakes at a time, seconds until all are done (200, 60)\n"
    "  --warmup S --duration S --settle S   (1, 4, 0.5)\n"
    "  --pid PID [--tree]               the server, [and its children], to tell its CPU and memory\n";

enum { HOST = 1, PORT, PATH, DIALECT, CONNECTIONS, ROOMS, ROOM, PUBLISHERS, WINDOW, RATE, SIZE, SIGNAL, STALL, RESUME,
       PAGE, BURST, PATIENCE, WARMUP, DURATION, SETTLE, PID, KEYED, ECHO, HOLD, TREE, ADDRESSES };

static const struct option LONG[] = {
    {"host", 1, 0, HOST},         {"port", 1, 0, PORT},         {"path", 1, 0, PATH},
    {"dialect", 1, 0, DIALECT},   {"connections", 1, 0, CONNECTIONS}, {"rooms", 1, 0, ROOMS},
    {"room", 1, 0, ROOM},         {"publishers", 1, 0, PUBLISHERS}, {"window", 1, 0, WINDOW},
    {"rate", 1, 0, RATE},         {"size", 1, 0, SIZE},         {"signal", 1, 0, SIGNAL},
    {"stall", 1, 0, STALL},       {"resume", 1, 0, RESUME},     {"page", 1, 0, PAGE},
    {"burst", 1, 0, BURST},       {"patience", 1, 0, PATIENCE}, {"warmup", 1, 0, WARMUP},
    {"duration", 1, 0, DURATION}, {"settle", 1, 0, SETTLE},     {"pid", 1, 0, PID},
    {"keyed", 0, 0, KEYED},       {"echo", 0, 0, ECHO},         {"hold", 0, 0, HOLD},
    {"tree", 0, 0, TREE},         {"addresses", 1, 0, ADDRESSES}, {0, 0, 0, 0}};

static void usage(const char *why) {
  fprintf(stderr, "load: %s\n%s", why, USAGE);
  exit(2);
}

static void read_option(Options *o, int name, const char *value) {
  switch (name) {
    case HOST: o->host = value; break;
    case PORT: o->port = atoi(value); break;
    case PATH: o->path = value; break;
    case DIALECT: o->dialect = dialect_named(value); break;
    case CONNECTIONS: o->connections = (unsigned)atoi(value); break;
    case ROOMS: o->rooms = (unsigned)atoi(value); break;
    case ROOM: o->room = value; break;
    case PUBLISHERS: o->publishers = (unsigned)atoi(value); break;
    case WINDOW: o->window = (unsigned)atoi(value); break;
    case RATE: o->rate = atof(value); break;
    case SIZE: o->size = (unsigned)atoi(value); break;
    case SIGNAL: o->signal = value; break;
    case STALL: o->stalled = (unsigned)atoi(value); break;
    case RESUME: o->behind = (unsigned)atoi(value); break;
    case PAGE: o->page = (unsigned)atoi(value); break;
    case BURST: o->burst = (unsigned)atoi(value); break;
    case PATIENCE: o->patience = atof(value); break;
    case WARMUP: o->warmup = atof(value); break;
    case DURATION: o->duration = atof(value); break;
    case SETTLE: o->settle = atof(value); break;
    case PID: o->pid = (pid_t)atoi(value); break;
    case KEYED: o->keyed = true; break;
    case ECHO: o->echo = true; break;
    case HOLD: o->hold = true; break;
    case TREE: o->tree = true; break;
    case ADDRESSES: o->addresses = (unsigned)atoi(value); break;
    default: usage("unknown option");
  }
}

static void read_options(Options *o, int argc, char **argv) {
  *o = (Options){.host = "127.0.0.1", .path = "/ws", .room = "room", .dialect = &dialect_plain, .connections = 100,
                 .rooms = 1, .publishers = 1, .burst = 200, .size = 100, .window = 1, .page = 100, .warmup = 1,
                 .duration = 4, .settle = 0.5, .patience = 60};
  for (int name; (name = getopt_long(argc, argv, "", LONG, NULL)) != -1;) read_option(o, name, optarg);

  if (optind < argc) usage("unexpected argument");
  if (o->port <= 0) usage("--port is needed");
  if (!o->dialect) usage("--dialect is plain, chatd or nats");
  if (!o->connections || !o->rooms || o->rooms > o->connections) usage("there are fewer connections than rooms");
  if (o->publishers > o->connections) usage("there are fewer connections than publishers");
  if (o->addresses > 255) usage("--addresses is at most 255");
  if (o->size < MARKER || o->size > 400000) usage("--size is 34 to 400000");
  if ((o->behind || o->signal || o->keyed) && o->dialect != &dialect_chatd) usage("that needs --dialect chatd");
}

/* Connections are dealt to rooms in turn; each room counts separately what each of its publishers said. */
static void deal(void) {
  const Options *o = &run.options;
  unsigned all = o->connections + o->stalled, senders = o->publishers / o->rooms + 1;
  bool counts = !o->hold && !o->behind;
  Order *orders = counts ? calloc((size_t)o->connections * senders, sizeof *orders) : NULL;

  run.connections = calloc(all, sizeof *run.connections);
  run.listeners = calloc(o->rooms, sizeof *run.listeners);
  if (!run.connections || !run.listeners || (counts && !orders)) usage("not enough memory");
  for (unsigned i = 0; i < all; i++) {
    Connection *c = &run.connections[i];
    *c = (Connection){.id = i, .room = i % o->rooms, .stalled = i >= o->connections};
    if (!orders || c->stalled) continue;
    c->from = orders + (size_t)i * senders;
    for (unsigned s = 0; s < senders; s++) order_start(&c->from[s], 0);
  }
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  read_options(&run.options, argc, argv);
  deal();
  net_start();
  if (run.options.hold) return scenario_hold();
  if (run.options.behind) return scenario_resume();
  return scenario_talk();
}
