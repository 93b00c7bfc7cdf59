/* SPDX-License-Identifier: BSD-3-Clause */
/* JSON (RFC 8259), read value by value from a text. */
#ifndef TAMERC_JSON_H
#define TAMERC_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct json {
    struct arena *arena;
    const char *text, *at, *end;
    bool failed; /* at: where */
};

/* Steps over blanks; true and over the character if it is the next. */
bool json_accept(struct json *json, char c);

/* Likewise; fails if it is not. */
bool json_expect(struct json *json, char c);

/* The string that comes next, unescaped, in the arena; NULL: failed. */
char *json_string(struct json *json);

/* Steps over a value of any kind. */
void json_skip(struct json *json);

/* Line of the place where it failed. */
unsigned json_line(const struct json *json);

#endif
