/*
 * The floor: what the kernel alone takes for a broadcast.
 *
 * One thread, one epoll loop, one send() for each delivery of each text frame; no checks, no features, no safety.
 * Loopback only.
 *
 *     floor PORT [joined]
 *
 * With `joined` what comes in one round of the loop goes to each peer in one send().
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 1 << 16, ROOM = 1 << 16, EVENTS = 512 };

/* The answer to the one key that the load generator sends: the example of RFC 6455, section 1.3. */
static const char ANSWER[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

typedef struct {
  int fd;
  unsigned place;
  bool upgraded;
  size_t have;
  unsigned char *rest; /* of a frame that is not all there, which is rare */
} Peer;

static Peer *peers[MOST];
static unsigned count;
static unsigned char inbox[ROOM], frame[ROOM];

static bool joined;
static const Peer *sender; /* of all that waits: nobody hears what they said themselves */
static unsigned char due[4 * ROOM];
static size_t waiting;

static void welcome(int listener, int epoll) {
  int fd, one = 1;

  while (count < MOST && (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    Peer *p = calloc(1, sizeof *p);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = p};
    if (!p) abort();
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    p->fd = fd;
    p->place = count;
    peers[count++] = p;
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  }
}

static void tell(const Peer *from, const unsigned char *text, size_t length) {
  for (unsigned i = 0; i < count; i++)
    if (peers[i] != from && peers[i]->upgraded) send(peers[i]->fd, text, length, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void flush(void) {
  if (waiting) tell(sender, due, waiting);
  waiting = 0;
}

static void part(Peer *p) {
  if (p == sender) flush();
  close(p->fd);
  peers[p->place] = peers[--count];
  peers[p->place]->place = p->place;
  free(p->rest);
  free(p);
}

static void say(const Peer *from, size_t length) {
  if (!joined) return tell(from, frame, length);
  if (from != sender || waiting + length > sizeof due) flush();
  sender = from;
  memcpy(due + waiting, frame, length);
  waiting += length;
}

/* Unmask the frame at `in` and send it to everybody else; its bytes, or 0 when it is not all there. */
static size_t repeat(const Peer *from, const unsigned char *in, size_t have) {
  size_t head = 2;

  if (have < 2) return 0;
  size_t length = in[1] & 127;
  if (length == 126) head = 4;
  if (length == 127) exit(1); /* larger than any text of a benchmark */
  if (have < head) return 0;
  if (head == 4) length = (size_t)in[2] << 8 | in[3];
  if (have < head + 4 + length) return 0;

  memcpy(frame, in, head);
  frame[1] &= 127;
  const unsigned char *mask = in + head, *payload = mask + 4;
  for (size_t i = 0; i < length; i++) frame[head + i] = payload[i] ^ mask[i & 3];
  if ((in[0] & 15) == 1) say(from, head + length);
  return head + 4 + length;
}

static void listen_to(Peer *p) {
  memcpy(inbox, p->rest, p->have);
  ssize_t got = recv(p->fd, inbox + p->have, sizeof inbox - p->have, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return part(p);

  size_t have = p->have + (size_t)got, used = 0, step;
  if (!p->upgraded) {
    unsigned char *end = memmem(inbox, have, "\r\n\r\n", 4);
    if (end) {
      used = (size_t)(end - inbox) + 4;
      p->upgraded = send(p->fd, ANSWER, sizeof ANSWER - 1, MSG_NOSIGNAL) > 0;
    }
  }
  while (p->upgraded && (step = repeat(p, inbox + used, have - used))) used += step;

  p->have = have - used;
  if (!p->have) return;
  if (!p->rest && !(p->rest = malloc(ROOM))) abort();
  memcpy(p->rest, inbox + used, p->have);
}

int main(int argc, char **argv) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct epoll_event event = {.events = EPOLLIN}, events[EVENTS];
  struct rlimit files = {MOST, MOST};
  int one = 1, epoll = epoll_create1(0), listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

  joined = argc == 3 && !strcmp(argv[2], "joined");
  if (argc != 2 && !joined) return fputs("floor PORT [joined]\n", stderr), 2;
  address.sin_port = htons((uint16_t)atoi(argv[1]));
  setrlimit(RLIMIT_NOFILE, &files);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) return perror("floor"), 1;
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int n = epoll_wait(epoll, events, EVENTS, -1);
    for (int i = 0; i < n; i++)
      if (events[i].data.ptr) listen_to(events[i].data.ptr);
      else welcome(listener, epoll);
    flush();
  }
}
