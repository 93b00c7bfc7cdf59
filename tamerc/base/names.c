/* SPDX-License-Identifier: BSD-3-Clause */
#include "base/names.h"

#include <string.h>

#include "base/arena.h"

/* FNV-1a: names are short. */
static uint32_t hash_of(const char *name, size_t size)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619U;
    return hash;
}

static struct name_entry *slot_of(const struct names *names, const char *name, size_t size,
                                  uint32_t hash)
{
    size_t mask = names->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct name_entry *entry = &names->entries[i];
        if (!entry->name ||
            (entry->hash == hash && entry->size == size && memcmp(entry->name, name, size) == 0))
            return entry;
    }
}

void *names_find(const struct names *names, const char *name, size_t size)
{
    if (names->capacity == 0)
        return NULL;
    struct name_entry *entry = slot_of(names, name, size, hash_of(name, size));
    return entry->name ? entry->value : NULL;
}

static void grow(struct names *names)
{
    struct names larger = {.arena = names->arena, .count = names->count};
    larger.capacity = names->capacity ? 2 * names->capacity : 16;
    larger.entries = arena_array(names->arena, larger.capacity, sizeof *larger.entries);
    for (size_t i = 0; i < names->capacity; i++) {
        const struct name_entry *entry = &names->entries[i];
        if (entry->name)
            *slot_of(&larger, entry->name, entry->size, entry->hash) = *entry;
    }
    *names = larger;
}

void *names_add(struct names *names, const char *name, size_t size, void *value)
{
    if (2 * names->count >= names->capacity)
        grow(names);
    uint32_t hash = hash_of(name, size);
    struct name_entry *entry = slot_of(names, name, size, hash);
    if (!entry->name) {
        *entry = (struct name_entry){name, size, hash, value};
        names->count++;
    }
    return entry->value;
}
