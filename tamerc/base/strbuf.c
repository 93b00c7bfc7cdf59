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
    char *end = buffer->size + 1 < buffer->capacity ? buffer->text + buffer->size
                                                    : strbuf_reserve(buffer, 1);
    end[0] = c;
    end[1] = '\0';
    buffer->size++;
}

/* The rest of a format. */
__attribute__((format(printf, 2, 0))) static void add_any(struct strbuf *buffer, const char *format,
                                                          va_list arguments)
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

static void add_unsigned(struct strbuf *buffer, unsigned value)
{
    char digits[3 * sizeof value], *start = digits + sizeof digits;
    do
        *--start = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    strbuf_add(buffer, start, (size_t)(digits + sizeof digits - start));
}

/* Nearly all that is formatted is %s and %u. */
void strbuf_vaddf(struct strbuf *buffer, const char *format, va_list arguments)
{
    va_list rest;
    va_copy(rest, arguments);
    for (;; format += 2) {
        size_t plain = strcspn(format, "%");
        strbuf_add(buffer, format, plain);
        format += plain;
        if (*format == '\0')
            break;
        if (format[1] == 's') {
            const char *text = va_arg(rest, const char *);
            strbuf_puts(buffer, text ? text : "(null)");
        } else if (format[1] == 'u') {
            add_unsigned(buffer, va_arg(rest, unsigned));
        } else {
            add_any(buffer, format, rest);
            break;
        }
    }
    va_end(rest);
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
