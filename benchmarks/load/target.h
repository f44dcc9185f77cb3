/*
 * What the measured server costs, as the kernel counts it under /proc.
 */
#ifndef TARGET_H
#define TARGET_H

#include <stdbool.h>
#include <sys/types.h>

typedef struct {
  double user;   /* seconds of CPU since the process began */
  double system;
  long rss_kb;
} Cost;

/* The cost of `pid`, with all its descendants if `tree`; all zero for pid 0 or a process that is gone. */
Cost target_cost(pid_t pid, bool tree);

/* Seconds of CPU, user and system, between two costs. */
double cost_cpu(Cost from, Cost to);

#endif
