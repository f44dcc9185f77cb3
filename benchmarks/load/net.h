/*
 * Connections over epoll: dial, upgrade, frames in, frames out.
 */
#ifndef NET_H
#define NET_H

#include "run.h"

void net_start(void);

/* Dial every connection from `first` up to `end`, at most `burst` in their handshakes at once, until each is ready,
 * refused or `patience` seconds have passed. */
void net_connect(unsigned first, unsigned end);

/* Wait up to `milliseconds` for something to happen, and deal with it. */
void net_turn(int milliseconds);

/* Keep turning for so many seconds. */
void net_linger(double seconds);

/* Send one text frame; what the kernel does not take now follows when it can. */
void net_send(Connection *, const char *text, size_t length);

/* Stop reading a connection, for good. */
void net_stall(Connection *);

/* Has the server ended this stalled connection? */
bool net_was_cut(Connection *);

#endif
