/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Text that grows. Starts as {0}; `text` is NULL until something was added, from then on
 * NUL-terminated (the NUL is not in `size`; the text itself may hold NULs). Owner: whoever declared
 * it, strbuf_free. Out of memory ends the tool.
 */
#ifndef TAMERC_STRBUF_H
#define TAMERC_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
    char *text; /* owned */
    size_t size, capacity;
};

void strbuf_add(struct strbuf *buffer, const void *bytes, size_t size);
void strbuf_puts(struct strbuf *buffer, const char *text);
void strbuf_putc(struct strbuf *buffer, char c);
void strbuf_addf(struct strbuf *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0), nonnull(2)));

/* Room for `size` more bytes at text + this->size; the caller adds what it wrote to this->size and
 * ends it with a NUL. */
char *strbuf_reserve(struct strbuf *buffer, size_t size);

/* Empties it but keeps the memory. */
void strbuf_clear(struct strbuf *buffer);

/* Gives the memory back; it is {0} again. */
void strbuf_free(struct strbuf *buffer);

#endif
