/* SPDX-License-Identifier: BSD-3-Clause */
#include "text.h"

#include <stdio.h>

#include "mem.h"

void tmr_text_vadd(struct tmr_text *text, const char *format, va_list arguments)
{
    va_list again;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return;
    if (text->length + (size_t)length + 1 > text->room) {
        size_t room = 2 * text->room + (size_t)length + 1;
        char *grown = tmr_realloc(text->text, room);

        if (!grown)
            return;
        text->text = grown;
        text->room = room;
    }
    vsnprintf(text->text + text->length, text->room - text->length, format, arguments);
    text->length += (size_t)length;
}

void tmr_text_add(struct tmr_text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tmr_text_vadd(text, format, arguments);
    va_end(arguments);
}
