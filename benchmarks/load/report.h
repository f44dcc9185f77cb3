/*
 * One flat JSON object on standard output.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdint.h>

#include "tally.h"

void report_begin(void);
void report_count(const char *name, uint64_t value);
void report_figure(const char *name, double value);
void report_text(const char *name, const char *value);

/* NAME_p50_ms, NAME_p99_ms and NAME_p999_ms. */
void report_latency(const char *name, const Histogram *);

void report_end(void);

#endif
