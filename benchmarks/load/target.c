#include "target.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void add_cpu(pid_t pid, Cost *cost) {
  char name[64], line[1024];
  unsigned long user = 0, system = 0;
  double tick = (double)sysconf(_SC_CLK_TCK);

  snprintf(name, sizeof name, "/proc/%d/stat", pid);
  FILE *file = fopen(name, "r");
  if (!file) return;
  size_t n = fread(line, 1, sizeof line - 1, file);
  fclose(file);
  line[n] = 0;

  /* The command's name may hold spaces and brackets: fields are counted from its last bracket (proc(5)). */
  char *rest = strrchr(line, ')');
  if (!rest) return;
  if (sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) return;
  cost->user += (double)user / tick;
  cost->system += (double)system / tick;
}

static void add_memory(pid_t pid, Cost *cost) {
  char name[64], line[256];
  long kb;

  snprintf(name, sizeof name, "/proc/%d/status", pid);
  FILE *file = fopen(name, "r");
  if (!file) return;
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "VmRSS: %ld", &kb) == 1) cost->rss_kb += kb;
  fclose(file);
}

static void add_process(pid_t pid, bool tree, Cost *cost) {
  char name[64];
  int child;

  add_cpu(pid, cost);
  add_memory(pid, cost);
  if (!tree) return;
  snprintf(name, sizeof name, "/proc/%d/task/%d/children", pid, pid);
  FILE *file = fopen(name, "r");
  if (!file) return;
  while (fscanf(file, "%d", &child) == 1) add_process(child, tree, cost);
  fclose(file);
}

Cost target_cost(pid_t pid, bool tree) {
  Cost cost = {0};
  if (pid > 0) add_process(pid, tree, &cost);
  return cost;
}

double cost_cpu(Cost from, Cost to) {
  return to.user - from.user + to.system - from.system;
}
