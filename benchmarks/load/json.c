#include "json.h"

#include <string.h>

static Slice rest(Slice s, size_t skip) {
  return (Slice){s.at + skip, s.length - skip};
}

/* The bytes that the value at the start of `s` takes. */
static size_t extent(Slice s) {
  size_t depth = 0;
  bool quoted = false;

  for (size_t i = 0; i < s.length; i++) {
    char c = s.at[i];
    if (quoted) {
      if (c == '\\') i++;
      else if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      depth++;
    } else if (c == '}' || c == ']') {
      if (!depth) return i;
      if (!--depth) return i + 1;
    } else if (c == ',' && !depth) {
      return i;
    }
    if (!quoted && !depth && c == '"') return i + 1;
  }
  return s.length;
}

static Slice trim(Slice s) {
  while (s.length && memchr(" \t\r\n,:", s.at[0], 6)) s = rest(s, 1);
  return s;
}

bool json_member(Slice object, const char *name, Slice *value) {
  size_t length = strlen(name);

  if (!object.length || object.at[0] != '{') return false;
  for (Slice s = trim(rest(object, 1)); s.length && s.at[0] == '"'; s = trim(rest(s, value->length))) {
    size_t key = extent(s);
    bool found = key == length + 2 && !memcmp(s.at + 1, name, length);
    s = trim(rest(s, key));
    *value = (Slice){s.at, extent(s)};
    if (found) return true;
  }
  return false;
}

Slice json_inside(Slice array) {
  if (array.length < 2 || array.at[0] != '[') return (Slice){array.at, 0};
  return (Slice){array.at + 1, array.length - 2};
}

bool json_element(Slice *inside, Slice *element) {
  Slice s = trim(*inside);

  *element = (Slice){s.at, extent(s)};
  *inside = rest(s, element->length);
  return element->length > 0;
}

uint64_t json_number(Slice s) {
  uint64_t number = 0;

  for (size_t i = 0; i < s.length && s.at[i] >= '0' && s.at[i] <= '9'; i++) number = number * 10 + (uint64_t)(s.at[i] - '0');
  return number;
}

bool json_is(Slice s, const char *literal) {
  return s.length == strlen(literal) && !memcmp(s.at, literal, s.length);
}
