/*
 * The main scenario: publishers talk, everybody else listens, and nothing may be missing.
 */
#include <sys/resource.h>

#include "dialect.h"
#include "net.h"
#include "report.h"

enum { BATCH = 256 };

/* What one part of the run cost and brought. */
typedef struct {
  uint64_t at;
  Totals totals;
  Cost cost;
  double own; /* this program's CPU seconds */
} Mark;

static Mark mark(void) {
  struct rusage own;

  getrusage(RUSAGE_SELF, &own);
  return (Mark){.at = clock_ns(),
                .totals = run.totals,
                .cost = target_cost(run.options.pid, run.options.tree),
                .own = (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) +
                       (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1e6};
}

/* How many connections must hear what `c` says. */
static unsigned audience(const Connection *c) {
  return run.listeners[c->room] - (c->ready && !run.options.echo ? 1 : 0);
}

static void publish(Connection *c) {
  Marker m = {.at = clock_ns(), .sender = c->id, .number = ++c->sent};

  run.totals.sent++;
  run.totals.expected += audience(c);
  run.options.dialect->publish(c, &m);
}

/* Whose turn it is; NULL when no publisher is left. */
static Connection *next_publisher(void) {
  static unsigned turn;

  for (unsigned tries = 0; tries < run.options.publishers; tries++) {
    Connection *c = &run.connections[turn++ % run.options.publishers];
    if (c->ready) return c;
  }
  return NULL;
}

/* A message is in flight until its whole audience, or lacking one its sender, has heard. */
static bool window_is_open(const Connection *c) {
  const Totals *t = &run.totals;
  uint64_t each = audience(c), window = run.options.window;

  if (!each) return t->sent < t->acked + window;
  return t->expected < t->delivered + each * window;
}

static void talk_in_a_loop(uint64_t until) {
  Connection *c = next_publisher();

  while (c && clock_ns() < until) {
    int said = 0;
    while (c && said < BATCH && window_is_open(c)) {
      publish(c);
      c = next_publisher();
      said++;
    }
    net_turn(said ? 0 : 5);
    if (c && !c->ready) c = next_publisher();
  }
}

/* Messages leave when they are due, whether or not the server has kept up. */
static void talk_at_a_rate(uint64_t until, double *due) {
  for (uint64_t now = clock_ns(); now < until; now = clock_ns()) {
    for (int said = 0; said < BATCH && *due <= (double)now; said++) {
      Connection *c = next_publisher();
      if (!c) return;
      publish(c);
      *due += 1e9 / run.options.rate;
    }
    double wait = *due - (double)clock_ns();
    net_turn(wait > 1e6 ? (int)(wait / 1e6) : 0);
  }
}

static void talk(double seconds) {
  static double due;
  uint64_t until = clock_ns() + (uint64_t)(seconds * 1e9);

  if (due == 0) due = (double)clock_ns();
  if (run.options.rate > 0) talk_at_a_rate(until, &due);
  else talk_in_a_loop(until);
}

static void wait_for_the_rest(void) {
  uint64_t heard = clock_ns(), last = run.totals.delivered;
  bool acks = run.totals.acked > 0;

  while (run.totals.delivered < run.totals.expected || (acks && run.totals.acked < run.totals.sent)) {
    net_turn(20);
    if (run.totals.delivered != last) heard = clock_ns();
    last = run.totals.delivered;
    if (clock_ns() > heard + 2000000000u) return;
  }
}

static void count_the_cut(void) {
  for (unsigned i = 0; i < run.options.stalled; i++) {
    Connection *c = &run.connections[run.options.connections + i];
    if (c->ready && net_was_cut(c)) run.totals.cut++;
  }
}

static void report(const Mark *a, const Mark *b) {
  const Totals *t = &run.totals;
  double seconds = (double)(b->at - a->at) / 1e9, cpu = cost_cpu(a->cost, b->cost);
  double delivered = (double)(b->totals.delivered - a->totals.delivered);
  double sent = (double)(b->totals.sent - a->totals.sent);

  report_begin();
  report_count("connections", t->ready - run.options.stalled);
  report_count("rooms", run.options.rooms);
  report_count("publishers", run.options.publishers);
  report_count("size", run.options.size);
  report_figure("seconds", seconds);
  report_figure("messages_per_s", sent / seconds);
  report_figure("deliveries_per_s", delivered / seconds);
  report_figure("acked_per_s", (double)(b->totals.acked - a->totals.acked) / seconds);
  report_latency("delivery", &run.delivery);
  report_latency("ack", &run.ack);
  report_figure("cpu_share", cpu / seconds);
  report_figure("cpu_user_share", (b->cost.user - a->cost.user) / cpu);
  report_figure("cpu_us_per_delivery", cpu * 1e6 / delivered);
  report_figure("cpu_us_per_message", cpu * 1e6 / sent);
  report_figure("load_cpu_share", (b->own - a->own) / seconds);
  report_count("rss_kb", (uint64_t)b->cost.rss_kb);
  report_count("sent", t->sent);
  report_count("acked", t->acked);
  report_count("expected", t->expected);
  report_count("delivered", t->delivered);
  report_count("skipped", t->skipped);
  report_count("doubles", t->doubles);
  report_count("late", t->late);
  report_count("seq_skipped", t->log_skipped);
  report_count("seq_doubles", t->log_doubles);
  report_count("seq_late", t->log_late);
  report_count("dropped", t->dropped);
  report_count("refused", t->refused);
  report_count("stalled", run.options.stalled);
  report_count("stalled_cut", t->cut);
  report_text("complaint", run.complaint);
  report_end();
}

int scenario_talk(void) {
  const Options *o = &run.options;
  const Totals *t = &run.totals;

  net_connect(0, o->connections + o->stalled);
  net_linger(o->settle);
  if (!next_publisher()) {
    fprintf(stderr, "load: no publisher got in; %s\n", run.complaint);
    return 2;
  }
  talk(o->warmup);
  run.measuring = true;
  Mark from = mark();
  talk(o->duration);
  Mark to = mark();
  run.measuring = false;
  wait_for_the_rest();
  count_the_cut();
  report(&from, &to);

  uint64_t faults = t->skipped + t->doubles + t->late + t->log_skipped + t->log_doubles + t->log_late;
  bool whole = t->delivered == t->expected && (!t->acked || t->acked == t->sent);
  return whole && !faults && !t->dropped && !t->refused && !run.complaint[0] ? 0 : 3;
}
