/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/gap.h"

#include <string.h>

bool gap_has_comment(const char *text, uint32_t at, uint32_t end)
{
    return at + 1 < end && text[at] == '/' && (text[at + 1] == '/' || text[at + 1] == '*');
}

uint32_t gap_comment_end(const char *text, uint32_t at, uint32_t end)
{
    if (text[at + 1] == '/') {
        while (at < end && text[at] != '\n')
            at++;
        return at;
    }
    for (at += 3; at < end; at++)
        if (text[at] == '/' && text[at - 1] == '*')
            return at + 1;
    return end;
}

uint32_t gap_line_end(const char *text, uint32_t at, uint32_t end)
{
    const char *newline = memchr(text + at, '\n', end - at);
    return newline ? (uint32_t)(newline - text) : end;
}

bool gap_has_marker(const char *text, uint32_t at, uint32_t end)
{
    for (at++; at < end && (text[at] == ' ' || text[at] == '\t'); at++)
        ;
    return at < end && ((text[at] >= '0' && text[at] <= '9') ||
                        (end - at > 4 && memcmp(text + at, "line", 4) == 0));
}

bool gap_says_system(const char *text, uint32_t at, uint32_t end)
{
    while (end > at && text[end - 1] != '"' && text[end - 1] != '3')
        end--;
    return end > at + 1 && text[end - 1] == '3' && text[end - 2] == ' ';
}

uint32_t gap_blanks(const char *text, uint32_t at, uint32_t end)
{
    uint32_t start = at;
    while (at < end && (text[at] == ' ' || text[at] == '\t'))
        at++;
    return at - start;
}

struct gap gap_look_at(const char *text, uint32_t at, uint32_t end)
{
    struct gap gap = {0};
    while (at < end) {
        uint32_t next = at + 1;
        if (gap_has_comment(text, at, end)) {
            gap.has_comment = true;
            next = gap_comment_end(text, at, end);
        } else if (text[at] == '#') {
            gap.has_directive = true;
            next = gap_line_end(text, at, end);
        }
        for (; at < next; at++)
            gap.newlines += text[at] == '\n';
    }
    return gap;
}
