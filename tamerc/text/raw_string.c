/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/raw_string.h"

#include <ctype.h>
#include <string.h>

enum { DELIMITER_MAX = 16 };

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

bool raw_string_begins(const char *text, size_t size)
{
    if (size == 0 || text[--size] != 'R')
        return false;
    if (size > 1 && text[size - 2] == 'u' && text[size - 1] == '8')
        size -= 2;
    else if (size > 0 && text[size - 1] != '\0' && strchr("LuU", text[size - 1]))
        size--;
    return size == 0 || !is_name(text[size - 1]);
}

/* Of what stands between the quote and the parenthesis; `size`: there is none. */
static size_t delimiter_size(const char *delimiter, size_t size)
{
    for (size_t i = 0; i < size && i <= DELIMITER_MAX; i++) {
        if (delimiter[i] == '(')
            return i;
        if (delimiter[i] == '\0' || strchr(" )\\\"\t\v\f\r\n", delimiter[i]))
            break;
    }
    return size;
}

size_t raw_string_size(const char *quote, size_t size)
{
    const char *delimiter = quote + 1, *end = quote + size, *at = delimiter;
    size_t count = size > 0 && *quote == '"' ? delimiter_size(delimiter, size - 1) : size;
    while (count < size && (size_t)(end - at) >= count + 2) {
        at = memchr(at, ')', (size_t)(end - at) - count - 1);
        if (!at)
            return 0;
        at++;
        if (memcmp(at, delimiter, count) == 0 && at[count] == '"')
            return (size_t)(at - quote) + count + 1;
    }
    return 0;
}
