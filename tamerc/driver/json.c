/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/json.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"

enum { MAX_DEPTH = 256 };

static void skip_blanks(struct json *json)
{
    while (json->at < json->end && strchr(" \t\r\n", *json->at) && *json->at)
        json->at++;
}

bool json_accept(struct json *json, char c)
{
    skip_blanks(json);
    if (json->failed || json->at >= json->end || *json->at != c)
        return false;
    json->at++;
    return true;
}

bool json_expect(struct json *json, char c)
{
    bool there = json_accept(json, c);
    json->failed |= !there;
    return there;
}

/* Four hexadecimal digits. */
static unsigned unit_of(struct json *json)
{
    static const char digits[] = "0123456789abcdef";
    unsigned value = 0;
    for (int i = 0; i < 4; i++, json->at++) {
        char c = json->at < json->end ? *json->at : '\0';
        const char *digit = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
        if (!digit) {
            json->failed = true;
            return 0;
        }
        value = value * 16 + (unsigned)(digit - digits);
    }
    return value;
}

static void put_utf8(struct strbuf *out, unsigned code)
{
    if (code < 0x80) {
        strbuf_putc(out, (char)code);
        return;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned leads[] = {0, 0xc0, 0xe0, 0xf0};
    strbuf_putc(out, (char)(leads[more] | code >> 6 * more));
    while (more-- > 0)
        strbuf_putc(out, (char)(0x80 | (code >> 6 * more & 0x3f)));
}

static void read_escape(struct json *json, struct strbuf *out)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char c = json->at < json->end ? *json->at++ : '\0';
    const char *name = c ? strchr(names, c) : NULL;
    if (name) {
        strbuf_putc(out, meanings[name - names]);
    } else if (c == 'u') {
        unsigned code = unit_of(json);
        bool high = code >= 0xd800 && code < 0xdc00 && json->end - json->at > 6;
        if (high && json->at[0] == '\\' && json->at[1] == 'u') {
            json->at += 2;
            code = 0x10000 + ((code - 0xd800) << 10) + ((unit_of(json) - 0xdc00) & 0x3ff);
        }
        put_utf8(out, code);
    } else {
        json->failed = true;
    }
}

char *json_string(struct json *json)
{
    struct strbuf text = {0};
    strbuf_puts(&text, "");
    if (json_expect(json, '"')) {
        while (!json->failed && json->at < json->end && *json->at != '"') {
            char c = *json->at++;
            if (c == '\\')
                read_escape(json, &text);
            else
                strbuf_putc(&text, c);
        }
        json_expect(json, '"');
    }
    char *copy = json->failed ? NULL : arena_strndup(json->arena, text.text, text.size);
    strbuf_free(&text);
    return copy;
}

static void skip_word(struct json *json)
{
    const char *start = json->at;
    while (json->at < json->end && *json->at && !strchr(",]} \t\r\n", *json->at))
        json->at++;
    json->failed |= json->at == start;
}

static void skip_value(struct json *json, unsigned depth)
{
    bool object = json_accept(json, '{'), array = !object && json_accept(json, '[');
    json->failed |= depth > MAX_DEPTH;
    if (!object && !array) {
        skip_blanks(json);
        if (json->at < json->end && *json->at == '"')
            json_string(json);
        else
            skip_word(json);
        return;
    }
    char close = object ? '}' : ']';
    if (json_accept(json, close))
        return;
    do {
        if (object && (!json_string(json) || !json_expect(json, ':')))
            return;
        skip_value(json, depth + 1);
    } while (json_accept(json, ','));
    json_expect(json, close);
}

void json_skip(struct json *json)
{
    skip_value(json, 0);
}

unsigned json_line(const struct json *json)
{
    unsigned line = 1;
    for (const char *at = json->text; at < json->at; at++)
        line += *at == '\n';
    return line;
}
