/* SPDX-License-Identifier: BSD-3-Clause */
/* Insertions into files. */
#include <stdlib.h>
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"
#include "base/strbuf.h"

/* A token of the parser's begins with the spliced lines in front of it. */
static struct outline_spot behind_splices(const struct adoption *adoption, struct outline_spot at)
{
    const struct outline_file *file = &adoption->outline->files.at[at.file];
    for (;;) {
        uint32_t next = at.offset + 1;
        if (next < file->size && file->text[next] == '\r')
            next++;
        if (next >= file->size || file->text[at.offset] != '\\' || file->text[next] != '\n')
            return at;
        at.offset = next + 1;
    }
}

static bool has_keywords(const struct adoption *adoption, uint32_t file)
{
    return !adoption->no_keywords && !adoption->outline->files.at[file].is_cplusplus;
}

const char *edits_mark(const struct adoption *adoption, uint32_t file)
{
    return has_keywords(adoption, file) ? "TAMED async " : "TAMED tamer_async ";
}

const char *edits_await(const struct adoption *adoption, uint32_t file)
{
    return has_keywords(adoption, file) ? "await " : "tamer_await ";
}

void edits_add(struct adoption *adoption, struct outline_spot at, uint32_t other,
               enum edit_rank rank, const char *text)
{
    at = behind_splices(adoption, at);
    struct edit edit = {.at = at, .other = other, .rank = rank, .text = text};
    vec_push(adoption->arena, &adoption->edits, edit);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

/* Closings come first: what they close has ended before. Of those the inner ones, of openings the
 * outer ones: both have the larger `other`. */
static int compare(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    int order = compare_numbers(a->at.file, b->at.file);
    if (order == 0)
        order = compare_numbers(a->at.offset, b->at.offset);
    if (order == 0)
        order = (a->rank != EDIT_CLOSE) - (b->rank != EDIT_CLOSE);
    if (order == 0)
        order = compare_numbers(b->other, a->other);
    if (order == 0)
        order = (int)a->rank - (int)b->rank;
    return order ? order : strcmp(a->text, b->text);
}

void edits_sort(struct adoption *adoption)
{
    struct edit_list *edits = &adoption->edits;
    size_t kept = 0;
    if (edits->count == 0)
        return;
    qsort(edits->at, edits->count, sizeof *edits->at, compare);
    for (size_t i = 0; i < edits->count; i++)
        if (i == 0 || compare(&edits->at[kept - 1], &edits->at[i]) != 0)
            edits->at[kept++] = edits->at[i];
    edits->count = kept;
}

char *edits_apply(const struct adoption *adoption, uint32_t file, size_t *ret_size)
{
    const struct outline_file *original = &adoption->outline->files.at[file];
    struct strbuf text = {0};
    uint32_t from = 0;
    bool any = false;
    for (size_t i = 0; i < adoption->edits.count; i++) {
        const struct edit *edit = &adoption->edits.at[i];
        if (edit->at.file != file)
            continue;
        strbuf_add(&text, original->text + from, edit->at.offset - from);
        strbuf_puts(&text, edit->text);
        from = edit->at.offset;
        any = true;
    }
    if (!any)
        return NULL;
    strbuf_add(&text, original->text + from, original->size - from);
    char *copy = arena_strndup(adoption->arena, text.text, text.size);
    *ret_size = text.size;
    strbuf_free(&text);
    return copy;
}

uint32_t edits_origin(const struct adoption *adoption, uint32_t file, uint32_t offset)
{
    uint32_t shift = 0;
    for (size_t i = 0; i < adoption->edits.count; i++) {
        const struct edit *edit = &adoption->edits.at[i];
        uint32_t size = (uint32_t)strlen(edit->text);
        if (edit->at.file != file || edit->at.offset + shift > offset)
            continue;
        if (edit->at.offset + shift + size > offset)
            return edit->at.offset;
        shift += size;
    }
    return offset - shift;
}
