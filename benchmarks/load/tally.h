/*
 * Counting: latency quantiles, and whether a numbered stream arrived whole.
 */
#ifndef TALLY_H
#define TALLY_H

#include <stdint.h>

enum { STEPS = 64, OCTAVES = 59 };

/* Nanoseconds on a logarithmic scale of 64 steps an octave: each figure is right to 1.6 %. */
typedef struct {
  uint64_t count;
  uint64_t cell[OCTAVES * STEPS];
} Histogram;

void histogram_add(Histogram *, uint64_t nanoseconds);

/* Milliseconds that the share `quantile` (0 to 1) of all values did not exceed; 0 when there are none. */
double histogram_quantile(const Histogram *, double quantile);

/* The last number seen of a stream 1, 2, 3 … and a mask of the 64 that end there. */
typedef struct {
  uint64_t last;
  uint64_t seen;
} Order;

typedef enum { IN_ORDER, AHEAD, LATE, DOUBLE } Verdict;

/* Start a stream whose next number is `last` + 1. */
void order_start(Order *, uint64_t last);

/*
 * Judge `number` and remember it.  AHEAD skipped some numbers, counted in `skipped`;
 * LATE is one of those, arriving after all; DOUBLE was here before.
 */
Verdict order_take(Order *, uint64_t number, uint64_t *skipped);

#endif
