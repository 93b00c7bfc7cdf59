/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/tidy.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "text/raw_string.h"

struct decoder {
    char *text;
    size_t size, from, to;
};

static char peek(const struct decoder *decoder, size_t ahead)
{
    return ahead < decoder->size - decoder->from ? decoder->text[decoder->from + ahead] : '\0';
}

static void copy(struct decoder *decoder)
{
    decoder->text[decoder->to++] = decoder->text[decoder->from++];
}

static int digit_value(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* The character that the digits of \uXXXX or \UXXXXXXXX stand for; 0: none that UTF-8 has in two
 * bytes or more. */
static uint32_t value_of(const struct decoder *decoder, size_t digits)
{
    uint32_t value = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = digit_value(peek(decoder, 2 + i));
        if (digit < 0 || value > 0xfffffff)
            return 0;
        value = value * 16 + (uint32_t)digit;
    }
    return value >= 0x80 && value <= 0x10ffff ? value : 0;
}

static void put(struct decoder *decoder, uint32_t value)
{
    static const unsigned char leads[] = {0xc0, 0xe0, 0xf0};
    int rest = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
    decoder->text[decoder->to++] = (char)(leads[rest - 1] | value >> 6 * rest);
    while (rest-- > 0)
        decoder->text[decoder->to++] = (char)(0x80 | (value >> 6 * rest & 0x3f));
}

static void decode_name(struct decoder *decoder)
{
    size_t digits = peek(decoder, 1) == 'u' ? 4 : peek(decoder, 1) == 'U' ? 8 : 0;
    uint32_t value = digits ? value_of(decoder, digits) : 0;
    if (value == 0) {
        copy(decoder);
        return;
    }
    decoder->from += 2 + digits;
    put(decoder, value);
}

/* What the macro await stands for, and what would be blanks without a word between, as in a string
 * of which `open` is the start. */
static bool skip_await(struct decoder *decoder, size_t open)
{
    static const char mark[] = "__extension__ __extension__";
    size_t size = strlen(mark);
    if (peek(decoder, 0) != '_' || size > decoder->size - decoder->from ||
        memcmp(decoder->text + decoder->from, mark, size) != 0)
        return false;
    bool is_blank = decoder->to > open && decoder->text[decoder->to - 1] == ' ';
    decoder->from += size;
    if (peek(decoder, 0) == ' ' && (is_blank || decoder->to == open))
        decoder->from++;
    else if (peek(decoder, 0) == '"' && is_blank)
        decoder->to--;
    return true;
}

static void copy_bytes(struct decoder *decoder, size_t size)
{
    memmove(decoder->text + decoder->to, decoder->text + decoder->from, size);
    decoder->to += size;
    decoder->from += size;
}

/* At the opening quote. No macro is expanded in a raw string. */
static bool copy_raw(struct decoder *decoder)
{
    size_t size = 0;
    if (raw_string_begins(decoder->text, decoder->to))
        size = raw_string_size(decoder->text + decoder->from, decoder->size - decoder->from);
    copy_bytes(decoder, size);
    return size > 0;
}

/* At the opening quote; a newline ends it unclosed. */
static void copy_quoted(struct decoder *decoder)
{
    char quote = peek(decoder, 0);
    copy(decoder);
    size_t open = decoder->to;
    while (decoder->from < decoder->size && peek(decoder, 0) != '\n') {
        if (quote == '"' && skip_await(decoder, open))
            continue;
        char c = peek(decoder, 0);
        copy(decoder);
        if (c == quote)
            return;
        if (c == '\\' && decoder->from < decoder->size && peek(decoder, 0) != '\n')
            copy(decoder);
    }
}

static void copy_comment(struct decoder *decoder)
{
    bool is_block = peek(decoder, 1) == '*';
    const char *start = decoder->text + decoder->from + 2;
    size_t left = decoder->size - decoder->from - 2;
    const char *end = is_block ? memmem(start, left, "*/", 2) : memchr(start, '\n', left);
    size_t size = end ? (size_t)(end - start) + (is_block ? 4 : 2) : left + 2;
    copy_bytes(decoder, size);
}

/* Up to the next byte that may be the beginning of something else. */
static void copy_plain(struct decoder *decoder)
{
    char *text = decoder->text;
    size_t from = decoder->from, to = decoder->to;
    do
        text[to++] = text[from++];
    while (from < decoder->size && text[from] != '"' && text[from] != '\'' && text[from] != '/' &&
           text[from] != '\\');
    decoder->from = from;
    decoder->to = to;
}

size_t tidy_text(char *text, size_t size)
{
    struct decoder decoder = {.text = text, .size = size};
    while (decoder.from < size) {
        char c = peek(&decoder, 0);
        if (c == '"' && copy_raw(&decoder))
            continue;
        if (c == '"' || c == '\'')
            copy_quoted(&decoder);
        else if (c == '/' && (peek(&decoder, 1) == '*' || peek(&decoder, 1) == '/'))
            copy_comment(&decoder);
        else if (c == '\\')
            decode_name(&decoder);
        else
            copy_plain(&decoder);
    }
    text[decoder.to] = '\0';
    return decoder.to;
}
