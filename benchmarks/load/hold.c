/*
 * Connections that do nothing: what a handshake and an idle connection cost.
 */
#include "net.h"
#include "report.h"

/* The first connections pay for what a server sets up once. */
enum { FIRST = 100 };

int scenario_hold(void) {
  const Options *o = &run.options;
  const Totals *t = &run.totals;

  if (o->connections <= FIRST) {
    fprintf(stderr, "load: --hold needs more than %d connections\n", FIRST);
    return 2;
  }
  net_connect(0, FIRST);
  net_linger(o->settle);

  uint64_t began = clock_ns(), before = t->ready;
  Cost from = target_cost(o->pid, o->tree);
  net_connect(FIRST, o->connections);
  double seconds = (double)(clock_ns() - began) / 1e9;
  net_linger(o->settle);
  Cost ready = target_cost(o->pid, o->tree);
  double made = (double)(t->ready - before);

  net_linger(o->duration);
  Cost held = target_cost(o->pid, o->tree);
  report_begin();
  report_count("connections", t->ready);
  report_figure("connections_per_s", made / seconds);
  report_figure("cpu_us_per_handshake", cost_cpu(from, ready) * 1e6 / made);
  report_figure("kb_per_connection", (double)(held.rss_kb - from.rss_kb) / made);
  report_figure("idle_cpu_share", cost_cpu(ready, held) / o->duration);
  report_count("rss_kb", (uint64_t)held.rss_kb);
  report_count("dropped", t->dropped);
  report_count("refused", t->refused);
  report_text("complaint", run.complaint);
  report_end();
  return t->ready == o->connections && !t->dropped && !run.complaint[0] ? 0 : 3;
}
