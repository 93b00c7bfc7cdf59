/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/diag_print.h"

#include <string.h>

#include "base/strbuf.h"

enum { TAB = 8, MAX_SHOWN = 4096 };

static const char *const BOLD = "\033[1m", *const RESET = "\033[0m", *const GREEN = "\033[0;1;32m";

/* ---- the line and what stands under it ---- */

/* Is this byte the first of a character? The others of a UTF-8 sequence take no room. */
static bool is_lead(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static void show_line(struct strbuf *out, const char *line)
{
    size_t width = 0;
    for (; *line; line++) {
        if (*line == '\t') {
            do
                strbuf_putc(out, ' ');
            while (++width % TAB);
        } else {
            /* A control byte would move the cursor. */
            strbuf_putc(out, (unsigned char)*line < 0x20 || *line == 0x7f ? '?' : *line);
            width += is_lead(*line);
        }
    }
}

/* Where the byte in `column` (from 1) of `line` is shown, from 0. Columns behind the end are kept
 * apart. */
static size_t shown_column(const char *line, unsigned column)
{
    size_t width = 0;
    unsigned at = 1;
    for (; at < column && *line; at++, line++) {
        if (*line == '\t')
            width = (width / TAB + 1) * TAB;
        else
            width += is_lead(*line);
    }
    return width + (column - at);
}

static void pad_to(struct strbuf *out, size_t width)
{
    while (out->size < width)
        strbuf_putc(out, ' ');
}

static void show_range(struct strbuf *out, const char *line, const struct diag_item *item)
{
    size_t start = shown_column(line, item->start.column);
    size_t end = shown_column(line, item->end.column);
    for (size_t i = 0; i < item->fixits.count; i++) {
        const struct diag_fixit *fixit = &item->fixits.at[i];
        if (fixit->start.line == item->start.line && fixit->end.column > item->end.column &&
            fixit->start.column != fixit->end.column)
            end = shown_column(line, fixit->end.column);
    }
    pad_to(out, start);
    strbuf_putc(out, '^');
    while (out->size < end)
        strbuf_putc(out, '~');
}

static bool is_on_line(const struct diag_fixit *fixit, const struct diag_item *item)
{
    return fixit->start.line == item->start.line && fixit->end.line == item->start.line &&
           strcmp(fixit->start.file, item->start.file) == 0 && !strchr(fixit->text, '\n');
}

/* Texts that would overlap are set side by side. */
static void show_fixits(struct strbuf *out, const char *line, const struct diag_item *item)
{
    for (size_t i = 0; i < item->fixits.count; i++) {
        const struct diag_fixit *fixit = &item->fixits.at[i];
        if (!is_on_line(fixit, item))
            continue;
        size_t column = shown_column(line, fixit->start.column);
        if (out->size > column)
            strbuf_putc(out, ' ');
        pad_to(out, column);
        strbuf_puts(out, fixit->text);
    }
}

static void print_snippet(FILE *stream, const struct source *source, bool colour,
                          const struct diag_item *item)
{
    struct strbuf shown = {0}, under = {0}, fixes = {0};
    const char *line = source_line(source, item->start.file, item->start.line);
    if (!line || strlen(line) > MAX_SHOWN)
        return;
    show_line(&shown, line);
    show_range(&under, line, item);
    show_fixits(&fixes, line, item);
    fprintf(stream, "%s\n", shown.text ? shown.text : "");
    fprintf(stream, "%s%s%s\n", colour ? GREEN : "", under.text, colour ? RESET : "");
    if (fixes.size)
        fprintf(stream, "%s%s%s\n", colour ? "\033[0;32m" : "", fixes.text, colour ? RESET : "");
    strbuf_free(&shown);
    strbuf_free(&under);
    strbuf_free(&fixes);
}

/* ---- the line of the message ---- */

static void print_severity(FILE *stream, bool colour, const struct diag_item *item)
{
    static const struct {
        const char *word, *colour;
    } table[] = {[DIAG_NOTE] = {"note", "\033[0;1;36m"},
                 [DIAG_WARNING] = {"warning", "\033[0;1;35m"},
                 [DIAG_ERROR] = {"error", "\033[0;1;31m"}};
    enum diag_severity severity = item->promoted ? DIAG_ERROR : item->severity;
    fprintf(stream, "%s%s: %s", colour ? table[severity].colour : "", table[severity].word,
            colour ? RESET : "");
}

static void print_name(FILE *stream, const struct diag_item *item)
{
    if (item->name)
        fprintf(stream, item->promoted ? " [-Werror,-W%s]" : " [-W%s]", item->name);
    else if (item->promoted)
        fputs(" [-Werror]", stream);
}

void diag_print_item(FILE *stream, const struct source *source, bool colour,
                     const struct diag_item *item)
{
    const struct place *place = &item->start;
    bool loud = colour && item->severity != DIAG_NOTE;
    fputs(colour ? BOLD : "", stream);
    if (place->line)
        fprintf(stream, "%s:%u:%u: ", place->file, place->line, place->column);
    else
        fprintf(stream, "%s: ", place->file ? place->file : "tamerc");
    fputs(colour ? RESET : "", stream);
    print_severity(stream, colour, item);
    fprintf(stream, "%s%s", loud ? BOLD : "", item->message);
    print_name(stream, item);
    fprintf(stream, "%s\n", loud ? RESET : "");
    if (place->line)
        print_snippet(stream, source, colour, item);
}
