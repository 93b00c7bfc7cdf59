/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/file.h"

#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/declare.h"
#include "emit/edits.h"
#include "emit/function.h"
#include "emit/wrappers.h"
#include "ir/ir.h"
#include "text/source.h"

static void copy_to(struct file *file, uint32_t end)
{
    if (file->position < end)
        cwriter_source(&file->writer, file->position, end);
    if (file->position < end)
        file->position = end;
}

/* The constants of the tasks that the external declaration at `site` schedules stand right before
 * it. */
static void print_site(struct file *file)
{
    copy_to(file, file->site->outer_start);
    cwriter_break(&file->writer);
    wrappers_site(&file->writer, file->site);
    file->site = file->site->next;
}

static void print_async_declaration(struct file *file)
{
    copy_to(file, file->signature->async_at);
    declare_async(&file->writer, file->signature);
    file->signature = file->signature->next;
}

static void print_function(struct file *file)
{
    copy_to(file, file->func->start);
    function_emit(&file->writer, file->unit, file->func);
    wrappers_emit(&file->writer, file->unit, file->func);
    file->position = file->func->end;
    file->func = file->func->next;
}

/* Those that have something to print, in source order. */
static void skip(struct file *file)
{
    while (file->signature != NULL && file->signature->async_at == 0)
        file->signature = file->signature->next;
}

/* Prints the next thing that stands in [start, end), or at `start` where that is all. */
static bool print_next(struct file *file, uint32_t start, uint32_t end)
{
    uint32_t site = file->site != NULL ? file->site->outer_start : UINT32_MAX;
    uint32_t declaration = file->signature != NULL ? file->signature->async_at : UINT32_MAX;
    uint32_t func = file->func != NULL ? file->func->start : UINT32_MAX;
    uint32_t first = declaration < site ? declaration : site;

    if (func < first)
        first = func;
    if (first < start || (first >= end && !(start == end && site == start)))
        return false;
    if (declaration == first)
        print_async_declaration(file);
    else if (site == first)
        print_site(file);
    else
        print_function(file);
    skip(file);
    return true;
}

void file_begin(struct file *file, struct strbuf *out, const struct ir_unit *unit,
                bool line_markers)
{
    *file = (struct file){
        .unit = unit, .signature = unit->signatures, .site = unit->sites, .func = unit->funcs};
    cwriter_init(&file->writer, out, unit->source, line_markers);
    edits_of_unit(&file->writer, unit);
    skip(file);
}

void file_range(struct file *file, uint32_t start, uint32_t end)
{
    file->position = start;
    while (print_next(file, start, end))
        ;
    copy_to(file, end);
}

void file_register(struct file *file)
{
    wrappers_register(&file->writer, file->unit);
}

void file_emit(struct strbuf *out, const struct ir_unit *unit, bool line_markers)
{
    struct file file;

    file_begin(&file, out, unit, line_markers);
    file_range(&file, 0, (uint32_t)unit->source->size);
    file_register(&file);
    strbuf_putc(out, '\n');
}
