/* SPDX-License-Identifier: BSD-3-Clause */
/* A hash table of names. The keys are borrowed, the table is the arena's. */
#ifndef TAMERC_NAMES_H
#define TAMERC_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct name_entry {
    const char *name; /* NULL: free slot */
    size_t size;
    uint32_t hash;
    void *value;
};

struct names {
    struct arena *arena;
    struct name_entry *entries; /* capacity is a power of 2, at most half of it is used */
    size_t count, capacity;
};

/* NULL: not there. */
void *names_find(const struct names *names, const char *name, size_t size);

/* The value that stands behind the name afterwards: the one that was there before wins. */
void *names_add(struct names *names, const char *name, size_t size, void *value);

#endif
