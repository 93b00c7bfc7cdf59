/* SPDX-License-Identifier: BSD-3-Clause */
#include "front/type_names.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static size_t hash(const char *text, size_t size)
{
    uint32_t value = 2166136261u;
    for (size_t i = 0; i < size; i++)
        value = (value ^ (unsigned char)text[i]) * 16777619u;
    return value;
}

/* The slot of the name, or the free one where it would be. capacity is a power of two. */
static size_t slot_of(const struct type_names *names, const char *text, size_t size)
{
    size_t at = hash(text, size) & (names->capacity - 1);
    while (names->slots[at] &&
           (strncmp(names->slots[at], text, size) != 0 || names->slots[at][size] != '\0'))
        at = (at + 1) & (names->capacity - 1);
    return at;
}

static void grow(struct arena *arena, struct type_names *names)
{
    struct type_names old = *names;
    names->capacity = old.capacity ? 2 * old.capacity : 256;
    names->slots = arena_array(arena, names->capacity, sizeof(const char *));
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i])
            names->slots[slot_of(names, old.slots[i], strlen(old.slots[i]))] = old.slots[i];
}

void type_names_add(struct arena *arena, struct type_names *names, const char *name)
{
    if (2 * names->count >= names->capacity)
        grow(arena, names);
    size_t slot = slot_of(names, name, strlen(name));
    if (names->slots[slot])
        return;
    names->slots[slot] = name;
    names->count++;
}

bool type_names_has(const struct type_names *names, const char *text, size_t size)
{
    return names->capacity > 0 && names->slots[slot_of(names, text, size)] != NULL;
}
