#include "tally.h"

static unsigned cell_of(uint64_t value) {
  if (value < STEPS) return (unsigned)value;
  unsigned octave = 63u - (unsigned)__builtin_clzll(value);
  return (octave - 5) * STEPS + (unsigned)((value >> (octave - 6)) & (STEPS - 1));
}

static double value_of(unsigned cell) {
  if (cell < STEPS) return cell;
  unsigned octave = cell / STEPS + 5;
  return (double)((1ull << octave) | ((uint64_t)(cell % STEPS) << (octave - 6)));
}

void histogram_add(Histogram *h, uint64_t nanoseconds) {
  h->count++;
  h->cell[cell_of(nanoseconds)]++;
}

double histogram_quantile(const Histogram *h, double quantile) {
  uint64_t passed = 0;

  for (unsigned cell = 0; cell < OCTAVES * STEPS; cell++) {
    passed += h->cell[cell];
    if (passed && (double)passed >= quantile * (double)h->count) return value_of(cell) / 1e6;
  }
  return 0;
}

void order_start(Order *o, uint64_t last) {
  o->last = last;
  o->seen = ~0ull;
}

Verdict order_take(Order *o, uint64_t number, uint64_t *skipped) {
  if (number > o->last) {
    uint64_t step = number - o->last;
    o->seen = (step < 64 ? o->seen << step : 0) | 1;
    o->last = number;
    *skipped = step - 1;
    return step == 1 ? IN_ORDER : AHEAD;
  }
  *skipped = 0;
  /* Older than the mask reaches: a double is the likelier story, and the total still tells a loss. */
  if (o->last - number >= 64) return DOUBLE;
  uint64_t bit = 1ull << (o->last - number);
  if (o->seen & bit) return DOUBLE;
  o->seen |= bit;
  return LATE;
}
