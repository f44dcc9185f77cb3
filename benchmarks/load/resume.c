/*
 * Everybody comes back at once: clients that know a position ask for what they missed.
 *
 * The first connection of each room reads its position and says `behind` messages; then all the others connect,
 * join with `since` and page through the log up to its head.  Each must hold every event once, in order.
 */
#include <stdlib.h>
#include <string.h>

#include "chatd.h"
#include "dialect.h"
#include "net.h"
#include "report.h"

static uint64_t finished, gaps;
static uint64_t *head; /* per connection: where its log ends, once it has joined */
static Position *start;

static bool from_the_end(const Connection *c) {
  return c->log.last >= head[c->id];
}

/* The seeding connections join without a position, and theirs is what the others will resume from. */
static void note_position(Connection *c, Slice answer) {
  Position *p = &start[c->room];
  Slice epoch;

  if (!json_member(answer, "epoch", &epoch) || epoch.length < 2 || epoch.length - 2 >= sizeof p->epoch) return;
  memcpy(p->epoch, epoch.at + 1, epoch.length - 2);
  p->epoch[epoch.length - 2] = 0;
  p->seq = c->log.last;
}

static void take_page(Connection *c, Slice answer, bool joined) {
  Slice events, event, value;

  if (!chatd_since) {
    note_position(c, answer);
    return;
  }
  if (joined) {
    head[c->id] = c->log.last;
    order_start(&c->log, start[c->room].seq);
    if (json_member(answer, "gap", &value) && json_is(value, "true")) gaps++;
  }
  if (json_member(answer, "events", &events))
    for (Slice inside = json_inside(events); json_element(&inside, &event);)
      if (json_member(event, "seq", &value)) heard_seq(c, json_number(value)), c->missed++;
  bool more = json_member(answer, "more", &value) && json_is(value, "true");
  if (more && !from_the_end(c)) return chatd_history(c, c->log.last);
  if (!from_the_end(c)) complain("ends early", answer.at, answer.length);
  finished++;
  histogram_add(&run.resumed, clock_ns() - c->dialed);
}

static bool fill(void) {
  const Options *o = &run.options;
  uint64_t limit = clock_ns() + (uint64_t)(o->patience * 1e9);

  for (unsigned said = 0; said < o->behind; said++) {
    for (unsigned room = 0; room < o->rooms; room++) {
      Connection *c = &run.connections[room];
      Marker m = {.at = clock_ns(), .sender = c->id, .number = ++c->sent};
      o->dialect->publish(c, &m);
      run.totals.sent++;
    }
    /* Below the number of unanswered commands that a session may have. */
    while (run.totals.acked + 32ull * o->rooms < run.totals.sent && clock_ns() < limit) net_turn(5);
  }
  while (run.totals.acked < run.totals.sent && clock_ns() < limit) net_turn(5);
  return run.totals.acked == run.totals.sent;
}

int scenario_resume(void) {
  const Options *o = &run.options;
  const Totals *t = &run.totals;
  unsigned clients = o->connections - o->rooms;

  if (!clients) {
    fprintf(stderr, "load: --resume needs more connections than rooms\n");
    return 2;
  }
  head = calloc(o->connections, sizeof *head);
  start = calloc(o->rooms, sizeof *start);
  chatd_on_page = take_page;
  net_connect(0, o->rooms);
  if (t->ready < o->rooms || !fill()) {
    fprintf(stderr, "load: the log could not be filled; %s\n", run.complaint);
    return 2;
  }
  net_linger(o->settle);

  chatd_since = start;
  uint64_t began = clock_ns(), limit = began + (uint64_t)(o->patience * 1e9);
  Cost from = target_cost(o->pid, o->tree);
  net_connect(o->rooms, o->connections);
  while (finished < clients && clock_ns() < limit) net_turn(10);
  double seconds = (double)(clock_ns() - began) / 1e9;
  Cost to = target_cost(o->pid, o->tree);

  uint64_t events = 0;
  for (unsigned i = o->rooms; i < o->connections; i++) events += run.connections[i].missed;
  uint64_t expected = (uint64_t)clients * o->behind;
  report_begin();
  report_count("clients", clients);
  report_count("behind", o->behind);
  report_count("resumed", finished);
  report_figure("seconds", seconds);
  report_latency("resume", &run.resumed);
  report_figure("cpu_us_per_resume", cost_cpu(from, to) * 1e6 / (double)clients);
  report_count("expected", expected);
  report_count("delivered", events);
  report_count("gaps", gaps);
  report_count("seq_skipped", t->log_skipped);
  report_count("seq_doubles", t->log_doubles);
  report_count("seq_late", t->log_late);
  report_count("dropped", t->dropped);
  report_count("refused", t->refused);
  report_text("complaint", run.complaint);
  report_end();
  bool whole = finished == clients && events == expected && !gaps;
  return whole && !t->log_skipped && !t->log_doubles && !t->log_late && !t->dropped && !run.complaint[0] ? 0 : 3;
}
