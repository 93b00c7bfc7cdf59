/* SPDX-License-Identifier: BSD-3-Clause */
#include "base/strbuf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { ENOUGH = 128 }; /* bytes, for most of what is formatted */

char *strbuf_reserve(struct strbuf *buffer, size_t size)
{
    if (size >= SIZE_MAX / 2 - buffer->size)
        memory_exhausted();
    size_t needed = buffer->size + size + 1;
    if (needed > buffer->capacity) {
        size_t capacity = buffer->capacity ? 2 * buffer->capacity : 256;
        if (capacity < needed)
            capacity = needed;
        char *text = realloc(buffer->text, capacity);
        if (!text)
            memory_exhausted();
        buffer->text = text;
        buffer->capacity = capacity;
    }
    return buffer->text + buffer->size;
}

void strbuf_add(struct strbuf *buffer, const void *bytes, size_t size)
{
    char *end = strbuf_reserve(buffer, size);
    if (size)
        memcpy(end, bytes, size);
    end[size] = '\0';
    buffer->size += size;
}

void strbuf_puts(struct strbuf *buffer, const char *text)
{
    strbuf_add(buffer, text, strlen(text));
}

void strbuf_putc(struct strbuf *buffer, char c)
{
    strbuf_add(buffer, &c, 1);
}

void strbuf_vaddf(struct strbuf *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    char *end = strbuf_reserve(buffer, ENOUGH);
    size_t room = buffer->capacity - buffer->size;
    int size = vsnprintf(end, room, format, again);
    va_end(again);
    if (size < 0)
        memory_exhausted();
    if ((size_t)size >= room) {
        end = strbuf_reserve(buffer, (size_t)size);
        vsnprintf(end, (size_t)size + 1, format, arguments);
    }
    buffer->size += (size_t)size;
}

void strbuf_addf(struct strbuf *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    strbuf_vaddf(buffer, format, arguments);
    va_end(arguments);
}

void strbuf_clear(struct strbuf *buffer)
{
    buffer->size = 0;
    if (buffer->text)
        buffer->text[0] = '\0';
}

void strbuf_free(struct strbuf *buffer)
{
    free(buffer->text);
    *buffer = (struct strbuf){0};
}
