/* SPDX-License-Identifier: BSD-3-Clause */
#include "adopt/adopt.h"

#include <stdlib.h>
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"
#include "base/deep.h"
#include "base/strbuf.h"
#include "front/outline.h"

struct job {
    struct adoption adoption;
    struct adopt_result *result;
    bool fine;
};

static bool read_units(struct adoption *adoption)
{
    const struct adopt_options *options = adoption->options;
    adoption->outline = outline_new(adoption->arena);
    for (size_t i = 0; i < options->unit_count; i++) {
        const struct adopt_unit *unit = &options->units[i];
        struct front_outline_options front = {.flags = unit->parse_flags,
                                              .flag_count = unit->parse_flag_count,
                                              .macros = unit->macros,
                                              .macros_size = unit->macros_size,
                                              .unit = (uint32_t)i,
                                              .statements = options->yields};
        struct strbuf error = {0};
        adoption->host->progress(adoption->host->context, "reading", i, options->unit_count);
        if (!adoption->host->enter(adoption->host->context, i))
            return false;
        bool fine = front_outline(adoption->outline, unit->path, &front, &error);
        if (!fine)
            fprintf(adoption->messages, "tamerc: error: %s\n",
                    error.text ? error.text : unit->path);
        else if (error.size > 0)
            fprintf(adoption->messages,
                    "tamerc: warning: %s; functions around it may stay as they are\n", error.text);
        strbuf_free(&error);
        if (!fine)
            return false;
    }
    return true;
}

/* The edits of one round. false: something was taken back. */
static bool make_edits(struct adoption *adoption)
{
    adoption->edits = (struct edit_list){0};
    closure_compute(adoption);
    if (!marks_add(adoption) || !calls_add(adoption))
        return false;
    if (adoption->options->yields)
        yields_add(adoption);
    edits_sort(adoption);
    include_add(adoption);
    edits_sort(adoption);
    return true;
}

static int by_path(const void *left, const void *right)
{
    const struct adopt_file *a = left, *b = right;
    return strcmp(a->path, b->path);
}

static struct adopt_file_list apply_edits(struct adoption *adoption)
{
    struct adopt_file_list files = {0};
    for (size_t i = 0; i < adoption->outline->files.count; i++) {
        const struct outline_file *original = &adoption->outline->files.at[i];
        struct adopt_file file = {
            .path = original->path, .before = original->text, .before_size = original->size};
        file.after = edits_apply(adoption, (uint32_t)i, &file.after_size);
        if (!original->is_system)
            vec_push(adoption->arena, &files, file);
    }
    if (files.count > 0)
        qsort(files.at, files.count, sizeof *files.at, by_path);
    return files;
}

static void find_owned(struct adoption *adoption)
{
    for (size_t i = 0; i < adoption->outline->files.count; i++) {
        struct outline_file *file = &adoption->outline->files.at[i];
        file->is_owned =
            !file->is_system && adoption->host->owns(adoption->host->context, file->path);
    }
}

/* A program with names of its own that the short words would break gets the long ones. */
static void choose_words(struct adoption *adoption)
{
    static const char no_keywords[] = "TAMER_NO_KEYWORDS";
    struct outline *outline = adoption->outline;
    bool adopted = adoption->options->has_header, clash = false;
    for (uint32_t i = 0; i < outline->files.count; i++) {
        struct outline_file *file = &outline->files.at[i];
        if (file->is_system)
            continue;
        file->is_cplusplus = memmem(file->text, file->size, "__cplusplus", 11) != NULL;
        adoption->no_keywords |=
            memmem(file->text, file->size, no_keywords, strlen(no_keywords)) != NULL;
        adopted |= memmem(file->text, file->size, "tamer/", strlen("tamer/")) != NULL;
        outline_tokens(outline, i);
        for (uint32_t k = 0; k < file->token_count; k++)
            clash |= outline_token_is(outline, i, k, "await") ||
                     outline_token_is(outline, i, k, "async");
    }
    adoption->no_keywords |= clash && !adopted;
}

/* What has been translated holds no marks any more, and nothing that could be made tamed. */
static bool are_sources(const struct adoption *adoption)
{
    static const char *const words[] = {"#define __TAMERC__ 2", "tamer_entry tamer_file_table[]"};
    for (size_t i = 0; i < adoption->outline->files.count; i++) {
        const struct outline_file *file = &adoption->outline->files.at[i];
        for (size_t k = 0; !file->is_system && k < sizeof words / sizeof *words; k++) {
            if (!memmem(file->text, file->size, words[k], strlen(words[k])))
                continue;
            fprintf(adoption->messages,
                    "tamerc: error: '%s' was written by tamerc; adopt the file that it was made "
                    "from\n",
                    file->path);
            return false;
        }
    }
    return true;
}

static bool run(struct adoption *adoption, struct adopt_result *result)
{
    if (!read_units(adoption) || !are_sources(adoption))
        return false;
    programs_join(adoption->outline);
    adoption->states = arena_array(adoption->arena, adoption->outline->entities.count + 1,
                                   sizeof *adoption->states);
    find_owned(adoption);
    choose_words(adoption);
    closure_refuse(adoption);
    for (;; adoption->round++) {
        while (!make_edits(adoption))
            continue;
        result->files = apply_edits(adoption);
        enum verify_result verdict = verify_round(adoption, &result->files);
        if (verdict == VERIFY_FAILED)
            return false;
        if (verdict == VERIFY_FINE)
            break;
    }
    for (size_t i = 0; i < adoption->edits.count; i++)
        result->awaits += adoption->edits.at[i].rank == EDIT_AWAIT;
    describe(adoption, result);
    return true;
}

static void *run_job(void *argument)
{
    struct job *job = argument;
    job->fine = run(&job->adoption, job->result);
    return NULL;
}

bool adopt(struct arena *arena, const struct adopt_options *options, const struct adopt_host *host,
           struct adopt_result *ret, FILE *messages)
{
    struct job job = {
        .adoption = {.arena = arena, .options = options, .host = host, .messages = messages},
        .result = ret};
    *ret = (struct adopt_result){0};
    deep_run(run_job, &job);
    return job.fine;
}
