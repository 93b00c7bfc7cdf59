/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/diff.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/vec.h"

enum { CONTEXT = 3 };

struct line {
    const char *text;
    size_t size; /* with its newline; the last may lack it */
};

/* One line of the diff: '-', '+', or ' ' where it is in both. */
struct row {
    char sign;
    struct line line;
};

struct row_list VEC(struct row);

static struct line next_line(const char *text, size_t size, size_t at)
{
    const char *newline = at < size ? memchr(text + at, '\n', size - at) : NULL;
    struct line line = {text + at, newline ? (size_t)(newline - text) + 1 - at : size - at};
    return line;
}

static bool same(struct line a, struct line b)
{
    return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
}

/* Can `a` become `b` by insertions? */
static bool grows_to(struct line a, struct line b)
{
    size_t at = 0;
    for (size_t i = 0; i < b.size && at < a.size; i++)
        at += a.text[at] == b.text[i];
    return at == a.size;
}

static void add_row(struct arena *arena, struct row_list *rows, char sign, struct line line)
{
    struct row row = {sign, line};
    vec_push(arena, rows, row);
}

static struct row_list compare(struct arena *arena, const char *before, size_t before_size,
                               const char *after, size_t after_size)
{
    struct row_list rows = {0};
    size_t old_at = 0, new_at = 0;
    while (old_at < before_size || new_at < after_size) {
        struct line old = next_line(before, before_size, old_at);
        struct line new = next_line(after, after_size, new_at);
        if (old.size && same(old, new)) {
            add_row(arena, &rows, ' ', old);
            old_at += old.size;
            new_at += new.size;
            continue;
        }
        /* Whole lines were inserted, or there are insertions in this one, which may end lines. */
        struct line next = next_line(after, after_size, new_at + new.size);
        struct line both = {new.text, new.size + next.size};
        bool is_cut = !grows_to(old, new) && !grows_to(old, next) && grows_to(old, both);
        if (old.size && !same(old, next) && (new.size == 0 || grows_to(old, new) || is_cut)) {
            add_row(arena, &rows, '-', old);
            old_at += old.size;
        }
        for (size_t end = new_at + (is_cut ? both.size : new.size); new_at < end;) {
            new = next_line(after, after_size, new_at);
            add_row(arena, &rows, '+', new);
            new_at += new.size;
        }
    }
    return rows;
}

/* ---- hunks ---- */

struct hunk {
    size_t first, end;         /* rows */
    size_t old_line, new_line; /* from 0 */
    size_t old_count, new_count;
};

static size_t next_change(const struct row_list *rows, size_t at)
{
    while (at < rows->count && rows->at[at].sign == ' ')
        at++;
    return at;
}

/* The hunk around the change at row `at`: changes with at most twice the context between belong
 * together. */
static struct hunk hunk_at(const struct row_list *rows, size_t from, size_t at)
{
    struct hunk hunk = {.first = at > from + CONTEXT ? at - CONTEXT : from};
    size_t last = at;
    for (size_t next = at; next < rows->count && next <= last + 2 * CONTEXT + 1;) {
        last = next;
        next = next_change(rows, next + 1);
    }
    hunk.end = last + CONTEXT + 1 < rows->count ? last + CONTEXT + 1 : rows->count;
    for (size_t i = hunk.first; i < hunk.end; i++) {
        hunk.old_count += rows->at[i].sign != '+';
        hunk.new_count += rows->at[i].sign != '-';
    }
    return hunk;
}

static void print_range(struct strbuf *out, char sign, size_t line, size_t count)
{
    strbuf_addf(out, " %c%zu", sign, count > 0 ? line + 1 : line);
    if (count != 1)
        strbuf_addf(out, ",%zu", count);
}

static void print_row(struct strbuf *out, const struct row *row)
{
    strbuf_putc(out, row->sign);
    strbuf_add(out, row->line.text, row->line.size);
    if (row->line.size == 0 || row->line.text[row->line.size - 1] != '\n')
        strbuf_puts(out, "\n\\ No newline at end of file\n");
}

/* Lines of a change: those that go first, then those that come. */
static void print_rows(struct strbuf *out, const struct row_list *rows, size_t first, size_t end)
{
    for (size_t i = first; i < end;) {
        size_t change = i;
        while (change < end && rows->at[change].sign != ' ')
            change++;
        for (size_t k = i; k < change; k++)
            if (rows->at[k].sign == '-')
                print_row(out, &rows->at[k]);
        for (size_t k = i; k < change; k++)
            if (rows->at[k].sign == '+')
                print_row(out, &rows->at[k]);
        if (change < end)
            print_row(out, &rows->at[change++]);
        i = change;
    }
}

static void print_hunks(struct strbuf *out, const struct row_list *rows)
{
    size_t from = 0, old_line = 0, new_line = 0;
    for (size_t at = next_change(rows, 0); at < rows->count; at = next_change(rows, from)) {
        struct hunk hunk = hunk_at(rows, from, at);
        /* What stands between is in both. */
        old_line += hunk.first - from;
        new_line += hunk.first - from;
        strbuf_puts(out, "@@");
        print_range(out, '-', old_line, hunk.old_count);
        print_range(out, '+', new_line, hunk.new_count);
        strbuf_puts(out, " @@\n");
        print_rows(out, rows, hunk.first, hunk.end);
        old_line += hunk.old_count;
        new_line += hunk.new_count;
        from = hunk.end;
    }
}

void diff_print(struct strbuf *out, const char *name, const char *before, size_t before_size,
                const char *after, size_t after_size)
{
    struct arena arena = {0};
    struct row_list rows = compare(&arena, before, before_size, after, after_size);
    if (next_change(&rows, 0) < rows.count) {
        const char *lead = name[0] == '/' ? "" : "/";
        strbuf_addf(out, "--- a%s%s\n+++ b%s%s\n", lead, name, lead, name);
        print_hunks(out, &rows);
    }
    arena_free(&arena);
}
