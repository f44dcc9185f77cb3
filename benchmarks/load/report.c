#include "report.h"

#include <math.h>
#include <stdio.h>

static const char *separator;

static void name_it(const char *name) {
  printf("%s\"%s\": ", separator, name);
  separator = ", ";
}

void report_begin(void) {
  separator = "{";
}

void report_count(const char *name, uint64_t value) {
  name_it(name);
  printf("%llu", (unsigned long long)value);
}

void report_figure(const char *name, double value) {
  name_it(name);
  printf("%.3f", isfinite(value) ? value : 0);
}

void report_text(const char *name, const char *value) {
  name_it(name);
  putchar('"');
  for (; *value; value++) {
    unsigned char c = (unsigned char)*value;
    if (c == '"' || c == '\\') printf("\\%c", c);
    else if (c < 32 || c > 126) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

void report_latency(const char *name, const Histogram *h) {
  static const struct { const char *suffix; double quantile; } all[] = {{"p50", .5}, {"p99", .99}, {"p999", .999}};
  char full[64];

  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
    snprintf(full, sizeof full, "%s_%s_ms", name, all[i].suffix);
    report_figure(full, histogram_quantile(h, all[i].quantile));
  }
}

void report_end(void) {
  puts("}");
}
