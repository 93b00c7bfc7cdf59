/* SPDX-License-Identifier: BSD-3-Clause */
/* The names of types at file scope. */
#ifndef TAMERC_TYPE_NAMES_H
#define TAMERC_TYPE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Starts as {0}; everything is the arena's. */
struct type_names {
    const char **slots; /* open addressing; NULL: free */
    size_t count, capacity;
};

/* `name` is borrowed. */
void type_names_add(struct arena *arena, struct type_names *names, const char *name);
bool type_names_has(const struct type_names *names, const char *text, size_t size);

#endif
