/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/adopt_report.h"

#include <string.h>

#include "adopt/adopt.h"
#include "base/strbuf.h"

const char *adopt_report_path(const char *path, const char *home)
{
    size_t size = strlen(home);
    bool below = strncmp(path, home, size) == 0 && path[size] == '/';
    return below ? path + size + 1 : path;
}

void adopt_report_lines(struct strbuf *out, const struct adopt_result *result, const char *home)
{
    for (size_t i = 0; i < result->tamed.count; i++) {
        const struct adopt_tamed *tamed = &result->tamed.at[i];
        strbuf_addf(out, "tamed\t%s\t%s:%u\n", tamed->name, adopt_report_path(tamed->file, home),
                    tamed->line);
    }
    for (size_t i = 0; i < result->plain.count; i++) {
        const struct adopt_note *note = &result->plain.at[i];
        strbuf_addf(out, "%s\t%s\t%s:%u\t%s\t%s\n", note->is_pointer ? "pointer" : "plain",
                    note->name, adopt_report_path(note->file, home), note->line, note->kind,
                    note->reason);
    }
}

static void put_string(struct strbuf *out, const char *text)
{
    strbuf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            strbuf_addf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            strbuf_addf(out, "\\u%04x", (unsigned)(unsigned char)*text);
        else
            strbuf_putc(out, *text);
    }
    strbuf_putc(out, '"');
}

static void put_place(struct strbuf *out, const char *name, const char *file, unsigned line,
                      unsigned column)
{
    strbuf_puts(out, "{\"name\": ");
    put_string(out, name);
    strbuf_puts(out, ", \"file\": ");
    put_string(out, file);
    strbuf_addf(out, ", \"line\": %u, \"column\": %u", line, column);
}

static void put_tamed(struct strbuf *out, const struct adopt_result *result, const char *home)
{
    strbuf_puts(out, "  \"tamed\": [");
    for (size_t i = 0; i < result->tamed.count; i++) {
        const struct adopt_tamed *tamed = &result->tamed.at[i];
        strbuf_puts(out, i > 0 ? ",\n    " : "\n    ");
        put_place(out, tamed->name, adopt_report_path(tamed->file, home), tamed->line,
                  tamed->column);
        strbuf_addf(out, ", \"new\": %s}", tamed->is_new ? "true" : "false");
    }
    strbuf_puts(out, result->tamed.count > 0 ? "\n  ],\n" : "],\n");
}

static void put_notes(struct strbuf *out, const struct adopt_result *result, const char *home)
{
    strbuf_puts(out, "  \"plain\": [");
    for (size_t i = 0; i < result->plain.count; i++) {
        const struct adopt_note *note = &result->plain.at[i];
        strbuf_puts(out, i > 0 ? ",\n    " : "\n    ");
        put_place(out, note->name, adopt_report_path(note->file, home), note->line, note->column);
        strbuf_addf(out,
                    ", \"what\": \"%s\", \"kind\": ", note->is_pointer ? "pointer" : "function");
        put_string(out, note->kind);
        strbuf_puts(out, ", \"reason\": ");
        put_string(out, note->reason);
        strbuf_putc(out, '}');
    }
    strbuf_puts(out, result->plain.count > 0 ? "\n  ],\n" : "],\n");
}

void adopt_report_json(struct strbuf *out, const struct adopt_result *result, const char *home)
{
    bool first = true;
    strbuf_puts(out, "{\n  \"files\": [");
    for (size_t i = 0; i < result->files.count; i++) {
        if (!result->files.at[i].after)
            continue;
        strbuf_puts(out, first ? "\n    " : ",\n    ");
        put_string(out, adopt_report_path(result->files.at[i].path, home));
        first = false;
    }
    strbuf_puts(out, first ? "],\n" : "\n  ],\n");
    put_tamed(out, result, home);
    put_notes(out, result, home);
    strbuf_addf(out, "  \"awaits\": %zu\n}\n", result->awaits);
}
