/* SPDX-License-Identifier: BSD-3-Clause */
/* A text that grows. */
#ifndef TMR_TEXT_H
#define TMR_TEXT_H

#include <stdarg.h>
#include <stddef.h>

struct tmr_text {
    char *text; /* owned by whoever has the struct; NULL: nothing yet, or no memory */
    size_t length, room;
};

/* Appends; without memory, leaves it as it is. */
void tmr_text_add(struct tmr_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void tmr_text_vadd(struct tmr_text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

#endif
