/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory that lives as long as the work it was taken for. Nothing is freed alone: one arena_free
 * gives everything back. Running out of memory ends the tool (memory_exhausted), so no caller
 * checks for NULL. One thread.
 */
#ifndef TAMERC_ARENA_H
#define TAMERC_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* newest first; owned */
    char *next, *end;           /* free bytes of the newest ordinary chunk */
    size_t chunk_size;          /* … and how many it had; 0: there is none */
};

/* Aligned for any type, filled with zeros, owned by the arena. size may be 0. An arena starts as
 * {0}. */
void *arena_alloc(struct arena *arena, size_t size);

/* Likewise for count elements; ends the tool if count * size overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* Copies, terminated by a NUL. The text of arena_strndup may hold NULs: exactly `size` bytes are
 * copied. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t size);

char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0), nonnull(2)));

/* Gives everything back; the arena is empty and usable again. */
void arena_free(struct arena *arena);

/* Says so on stderr and ends the tool with status 70. */
void memory_exhausted(void) __attribute__((noreturn));

#endif
