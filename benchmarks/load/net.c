#define _GNU_SOURCE
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialect.h"
#include "websocket.h"

enum { EVENTS = 1024, PER_ADDRESS = 20000, SMALL_WINDOW = 4096 };

static int epoll;
static char inbox[4 << 20], outbox[1 << 20];

static void die(const char *what) {
  perror(what);
  exit(2);
}

static void keep(Bytes *b, const char *bytes, size_t length) {
  if (b->have + length > b->room) {
    b->room = 2 * (b->have + length);
    b->bytes = realloc(b->bytes, b->room);
    if (!b->bytes) die("realloc");
  }
  memcpy(b->bytes + b->have, bytes, length);
  b->have += length;
}

static void watch(Connection *c, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(epoll, operation, c->fd, &event)) die("epoll_ctl");
}

static void hang_up(Connection *c) {
  if (c->state == GONE) return;
  if (c->state == OPEN) run.totals.dropped++;
  else run.totals.refused++;
  if (!c->ready) run.totals.lost++;
  else if (!c->stalled) run.listeners[c->room]--;
  c->state = GONE;
  c->ready = false;
  close(c->fd);
}

void net_start(void) {
  struct rlimit files = {1 << 20, 1 << 20};

  if (setrlimit(RLIMIT_NOFILE, &files) && !getrlimit(RLIMIT_NOFILE, &files)) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  epoll = epoll_create1(0);
  if (epoll < 0) die("epoll_create1");
}

static void dial(Connection *c) {
  const Options *o = &run.options;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)o->port)};
  unsigned address = o->addresses ? c->id % o->addresses : c->id / PER_ADDRESS;
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + address)};
  int one = 1, window = SMALL_WINDOW;

  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (c->fd < 0) die("socket");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (c->stalled) setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
  /* One address has ports for some 28,000 connections to one server: loopback has many addresses. */
  if (address) {
    setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(c->fd, (struct sockaddr *)&from, sizeof from)) die("bind");
  }
  inet_pton(AF_INET, o->host, &to.sin_addr);
  c->state = DIALING;
  c->dialed = clock_ns();
  watch(c, EPOLL_CTL_ADD, EPOLLOUT);
  if (connect(c->fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) hang_up(c);
}

void net_connect(unsigned first, unsigned end) {
  uint64_t limit = clock_ns() + (uint64_t)(run.options.patience * 1e9);
  uint64_t before = run.totals.ready + run.totals.lost;
  unsigned next = first;

  for (;;) {
    /* Ready, or gone before that. */
    uint64_t settled = run.totals.ready + run.totals.lost - before;
    if (settled >= end - first) return;
    if (clock_ns() > limit) {
      static const char slow[] = "some connections are not ready yet";
      return complain("patience", slow, sizeof slow - 1);
    }
    while (next < end && next - first - settled < run.options.burst) dial(&run.connections[next++]);
    net_turn(10);
  }
}

/* Hand bytes to the kernel, behind what already waits. */
static void transmit(Connection *c, const char *bytes, size_t length) {
  ssize_t taken = 0;

  if (c->state == GONE) return;
  if (!c->out.have) {
    taken = send(c->fd, bytes, length, MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN) return hang_up(c);
    if (taken < 0) taken = 0;
  }
  if ((size_t)taken == length) return;
  keep(&c->out, bytes + taken, length - (size_t)taken);
  if (!c->writing) watch(c, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  c->writing = true;
}

static void on_writable(Connection *c) {
  ssize_t taken = send(c->fd, c->out.bytes, c->out.have, MSG_NOSIGNAL);

  if (taken < 0) {
    if (errno != EAGAIN) hang_up(c);
    return;
  }
  c->out.have -= (size_t)taken;
  memmove(c->out.bytes, c->out.bytes + taken, c->out.have);
  if (c->out.have) return;
  watch(c, EPOLL_CTL_MOD, EPOLLIN);
  c->writing = false;
}

static void send_frame(Connection *c, unsigned opcode, const char *payload, size_t length) {
  if (length + FRAME_HEAD > sizeof outbox) die("a frame is too large to send");
  transmit(c, outbox, frame_write(outbox, opcode, payload, length));
}

void net_send(Connection *c, const char *text, size_t length) {
  send_frame(c, TEXT, text, length);
}

static void on_connected(Connection *c) {
  const Options *o = &run.options;
  int error = 0;
  socklen_t size = sizeof error;

  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) return hang_up(c);
  watch(c, EPOLL_CTL_MOD, EPOLLIN);
  c->state = UPGRADING;
  transmit(c, outbox, upgrade_write(outbox, sizeof outbox, o->host, o->port, o->path, o->dialect->subprotocol));
}

static void on_frame(Connection *c, const Frame *frame, uint64_t at) {
  if (frame->opcode == PING) return send_frame(c, PONG, frame->payload, frame->length);
  if (frame->opcode == PONG) return;
  if (frame->opcode == CLOSE) {
    complain("closed", frame->payload + (frame->length < 2 ? 0 : 2), frame->length < 2 ? 0 : frame->length - 2);
    return hang_up(c);
  }
  if (!frame->final || frame->opcode == 0) return complain("fragmented", frame->payload, frame->length);
  run.options.dialect->hear(c, frame->payload, frame->length, at);
}

/* Deal with all that is whole in `bytes`; what that was. */
static size_t consume(Connection *c, const char *bytes, size_t have) {
  uint64_t at = clock_ns();
  size_t used = 0, step;
  Frame frame;

  if (c->state == UPGRADING) {
    switch (upgrade_read(bytes, have, &used)) {
      case UPGRADE_PARTIAL:
        return 0;
      case UPGRADE_REFUSED:
        complain("refused", bytes, have);
        hang_up(c);
        return have;
      case UPGRADE_DONE:
        c->state = OPEN;
        run.totals.opened++;
        run.options.dialect->greet(c);
    }
  }
  while (c->state == OPEN && !(c->stalled && c->ready) && (step = frame_read(bytes + used, have - used, &frame))) {
    on_frame(c, &frame, at);
    used += step;
  }
  return used;
}

static void on_readable(Connection *c) {
  size_t room, have = c->in.have;

  if (have > sizeof inbox / 2) die("a frame is too large to read");
  memcpy(inbox, c->in.bytes, have);
  room = sizeof inbox - have;
  if (room > 1 << 18) room = 1 << 18;
  ssize_t got = recv(c->fd, inbox + have, room, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return hang_up(c);

  run.totals.bytes += (uint64_t)got;
  have += (size_t)got;
  size_t used = consume(c, inbox, have);
  c->in.have = 0;
  if (c->state != GONE && used < have) keep(&c->in, inbox + used, have - used);
}

void net_turn(int milliseconds) {
  static struct epoll_event events[EVENTS];
  int n = epoll_wait(epoll, events, EVENTS, milliseconds);

  for (int i = 0; i < n; i++) {
    Connection *c = events[i].data.ptr;
    uint32_t what = events[i].events;

    if (c->state == DIALING) on_connected(c);
    else if (c->state != GONE && what & EPOLLOUT && c->writing) on_writable(c);
    if (c->state != GONE && c->state != DIALING && what & (EPOLLIN | EPOLLHUP | EPOLLERR)) on_readable(c);
  }
}

void net_linger(double seconds) {
  uint64_t until = clock_ns() + (uint64_t)(seconds * 1e9);
  while (clock_ns() < until) net_turn(10);
}

void net_stall(Connection *c) {
  epoll_ctl(epoll, EPOLL_CTL_DEL, c->fd, NULL);
}

bool net_was_cut(Connection *c) {
  for (;;) {
    ssize_t got = recv(c->fd, inbox, sizeof inbox, MSG_DONTWAIT);
    if (got > 0) continue;
    return got == 0 || errno != EAGAIN;
  }
}
