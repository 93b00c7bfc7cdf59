/* SPDX-License-Identifier: BSD-3-Clause */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/vec.h"

/* Chunks grow, so that what is short-lived costs little. A piece needs at most a quarter of one. */
enum { CHUNK_LEAST = 1024, CHUNK_MOST = 64 * 1024, EXIT_SOFTWARE = 70 };

struct arena_chunk {
    struct arena_chunk *next;
    alignas(max_align_t) char bytes[];
};

void memory_exhausted(void)
{
    fputs("tamerc: error: out of memory\n", stderr);
    exit(EXIT_SOFTWARE);
}

static struct arena_chunk *chunk_new(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct arena_chunk))
        memory_exhausted();
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + size);
    if (!chunk)
        memory_exhausted();
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

static void add_chunk(struct arena *arena, size_t piece)
{
    size_t size = arena->chunk_size ? 2 * arena->chunk_size : CHUNK_LEAST;
    while (size / 4 < piece)
        size *= 2;
    if (size > CHUNK_MOST)
        size = CHUNK_MOST;
    arena->next = chunk_new(arena, size)->bytes;
    arena->end = arena->next + size;
    arena->chunk_size = size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align)
        memory_exhausted();
    size_t rounded = size ? (size + align - 1) / align * align : align;
    if ((size_t)(arena->end - arena->next) < rounded) {
        /* A large piece gets a chunk of its own and leaves the rest of the current one in use. */
        if (rounded > CHUNK_MOST / 4)
            return chunk_new(arena, rounded)->bytes;
        add_chunk(arena, rounded);
    }
    void *piece = arena->next;
    arena->next += rounded;
    return piece;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_exhausted();
    return arena_alloc(arena, count * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t size)
{
    char *copy = arena_alloc(arena, size + 1);
    if (size)
        memcpy(copy, text, size);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    struct strbuf text = {0};
    strbuf_vaddf(&text, format, arguments);
    char *copy = arena_strndup(arena, text.size ? text.text : "", text.size);
    strbuf_free(&text);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

void arena_free(struct arena *arena)
{
    struct arena_chunk *chunk = arena->chunks;
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    *arena = (struct arena){0};
}

void *vec_grow_(struct arena *arena, void *at, size_t size, size_t count, size_t *capacity)
{
    if (count < *capacity)
        return at;
    size_t larger = *capacity ? 2 * *capacity : 8;
    void *copy = arena_array(arena, larger, size);
    if (count)
        memcpy(copy, at, count * size);
    *capacity = larger;
    return copy;
}
