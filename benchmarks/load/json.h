/*
 * Reading JSON that a server wrote: it is taken to be well-formed.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const char *at;
  size_t length;
} Slice;

/* The value of the member `name` of an object, not looking into what is nested; or false. */
bool json_member(Slice object, const char *name, Slice *value);

/* What is inside an array's brackets; empty for anything else. */
Slice json_inside(Slice array);

/* Take the next element off what json_inside() gave, which shrinks; or false when there is none. */
bool json_element(Slice *inside, Slice *element);

/* The number that a slice begins with, 0 for anything else. */
uint64_t json_number(Slice);

bool json_is(Slice, const char *literal);

#endif
