/* SPDX-License-Identifier: BSD-3-Clause */
#include "translate.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/deep.h"
#include "base/names.h"
#include "base/strbuf.h"
#include "emit/declare.h"
#include "emit/file.h"
#include "emit/frames.h"
#include "emit/pieces.h"
#include "emit/splice.h"
#include "front/front.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "pass/cfg.h"
#include "pass/check.h"
#include "pass/ends.h"
#include "pass/frame.h"
#include "pass/frame_size.h"
#include "pass/jumps.h"
#include "pass/live.h"
#include "pass/lower.h"
#include "pass/parameter_types.h"
#include "pass/signatures.h"
#include "text/diag.h"
#include "text/macros.h"
#include "text/own_names.h"
#include "text/source.h"
#include "text/written.h"

struct job {
    const struct translate_options *options;
    const char *name;
    const char *text;
    size_t size;
    struct strbuf *out;
    FILE *messages;
    struct arena arena;
    struct ir_unit unit;
    struct diag *diag;
    const struct own_names *own; /* of the source */
    const char *changed;         /* why the text is not what the preprocessor made; NULL: it is */
    enum translate_result result;
};

/* ---- one text ---- */

static void read_text(struct job *job, const char *text, size_t size)
{
    const struct translate_options *options = job->options;

    job->unit.arena = &job->arena;
    job->unit.gnu = options->gnu;
    job->unit.optimised = options->optimised;
    job->unit.source = source_new(&job->arena, job->name, text, size);
    job->unit.source->own = job->own;
    source_show(job->unit.source, options->flags, options->flag_count);
    job->diag = diag_new(&job->arena, job->unit.source, job->messages);
    diag_set_colour(job->diag, options->colour);
    if (options->gnu)
        diag_for_gcc(job->diag);
    for (size_t i = 0; i < options->flag_count; i++)
        diag_option(job->diag, options->flags[i]);
}

/* Names of the program that the translation would make as well are out of its way from here on. */
static void set_names_aside(struct job *job)
{
    struct own_names *own = arena_new(&job->arena, struct own_names);
    const char *text = own_names_replace(&job->arena, job->unit.source, own);

    if (text == NULL)
        return;
    job->own = own;
    job->changed = "its names are like those that are made";
    read_text(job, text, job->size);
}

static bool wants_anything(const struct ir_unit *unit)
{
    if (unit->insertions.count > 0)
        return true;
    for (const struct ir_signature *each = unit->signatures; each != NULL; each = each->next)
        if (each->wanted)
            return true;
    return false;
}

static void read_made(struct job *job, struct strbuf *made)
{
    const char *text = arena_strndup(&job->arena, made->text, made->size);

    read_text(job, text, made->size);
    strbuf_free(made);
}

/* Types that parameters define could not be named by what is generated. */
static bool collect_signatures(struct job *job)
{
    struct strbuf moved = {0};

    if (!signatures_collect(&job->unit, job->diag) || diag_errors(job->diag) > 0)
        return false;
    if (!job->unit.has_parameter_types)
        return true;
    parameter_types_move(&moved, &job->arena, job->unit.source, job->diag);
    if (diag_errors(job->diag) > 0) {
        strbuf_free(&moved);
        return false;
    }
    read_made(job, &moved);
    job->changed = "types that parameters define are moved";
    job->unit.signatures = NULL;
    return signatures_collect(&job->unit, job->diag) && diag_errors(job->diag) == 0;
}

/* Functions are found by their marks; the text gets their declarations, and is read again with them
 * in it. */
static bool declare(struct job *job)
{
    struct strbuf declared = {0};

    if (!collect_signatures(job))
        return false;
    if (!declare_insert(&declared, &job->unit))
        return true;
    read_made(job, &declared);
    return signatures_collect(&job->unit, job->diag) && diag_errors(job->diag) == 0;
}

static void collect_name(const struct job *job, struct names *names, const char *name)
{
    char *copy = arena_strdup(names->arena, name);

    if (job->own != NULL)
        own_names_show(job->own, copy);
    names_add(names, copy, strlen(copy), names);
}

static void collect_names(const struct job *job)
{
    struct names *names = job->options->tamed;

    for (const struct ir_signature *each = job->unit.signatures; each != NULL; each = each->next)
        if (!each->is_synthetic)
            collect_name(job, names, each->name);
}

static bool harvest(struct job *job, struct diag *diag)
{
    const struct translate_options *options = job->options;
    struct front_options front = {
        .flags = options->flags, .flag_count = options->flag_count, .gnu = options->gnu};

    return front_harvest(&job->unit, diag, &front) && diag_errors(diag) == 0;
}

static void check_plain_functions(struct job *job)
{
    for (struct ir_func *func = job->unit.plain; func != NULL; func = func->next)
        check_plain_function(&job->unit, func, job->diag);
}

/* The file is not translated; scopes in it are looked at as far as it is understood. */
static void check_untouched(struct job *job)
{
    const struct source *source = job->unit.source;
    uint32_t i = 0;

    while (i < source->token_count && !mark_is_opened(source, i))
        i++;
    if (i < source->token_count && harvest(job, diag_new(&job->arena, source, NULL)))
        check_plain_functions(job);
}

/* ---- phases of each function ---- */

static void to_checked(struct job *job, struct ir_func *func)
{
    check_function(&job->unit, func, job->diag);
}

static void to_lowered(struct job *job, struct ir_func *func)
{
    lower_function(&job->unit, func, job->diag);
}

static void to_flowed(struct job *job, struct ir_func *func)
{
    cfg_build(&job->unit, func);
}

static void to_live(struct job *job, struct ir_func *func)
{
    live_compute(&job->unit, func);
    check_flow(&job->unit, func, job->diag);
}

static void to_framed(struct job *job, struct ir_func *func)
{
    frame_lay_out(&job->unit, func);
    frame_size_check(&job->unit, func, job->diag);
}

static const struct phase {
    const char *name;
    enum ir_stage stage;
    void (*run)(struct job *, struct ir_func *);
} phases[] = {
    {"harvest", IR_HARVESTED, NULL},   {"check", IR_CHECKED, to_checked},
    {"lower", IR_LOWERED, to_lowered}, {"cfg", IR_FLOWED, to_flowed},
    {"live", IR_LIVE, to_live},        {"frame", IR_FRAMED, to_framed},
};

static void dump(struct job *job, enum ir_stage stage)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);

    if (stream == NULL)
        memory_exhausted();
    for (const struct ir_func *func = job->unit.funcs; func != NULL; func = func->next)
        ir_dump(stream, &job->unit, func, stage);
    if (fclose(stream) != 0)
        memory_exhausted();
    strbuf_add(job->out, text, size);
    free(text);
}

/* False: errors, or the dump that was asked for is done. */
static bool run_phases(struct job *job)
{
    for (size_t i = 0; i < sizeof phases / sizeof phases[0]; i++) {
        if (phases[i].stage == IR_CHECKED)
            check_plain_functions(job);
        for (struct ir_func *func = job->unit.funcs; func != NULL; func = func->next) {
            if (phases[i].run != NULL)
                phases[i].run(job, func);
            if (diag_errors(job->diag) == 0)
                ir_verify(&job->unit, func, phases[i].stage);
        }
        if (diag_errors(job->diag) > 0)
            return false;
        if (job->options->dump != NULL && strcmp(job->options->dump, phases[i].name) == 0) {
            dump(job, phases[i].stage);
            job->result = TRANSLATE_DONE;
            return false;
        }
    }
    return true;
}

/* ---- the result as the user's file ---- */

static void note(struct job *job, const char *file, unsigned line, const char *reason)
{
    fprintf(job->messages, "%s:%u: note: written in preprocessed form: %s\n", file, line, reason);
}

/* In the arena; NULL: the compiler would not have it. */
static const char *preprocess(struct job *job, enum translate_pass pass, const struct strbuf *text,
                              size_t *ret_size)
{
    const struct translate_splice *splice = job->options->splice;
    struct strbuf made = {0};
    const char *copy = NULL;

    strbuf_puts(&made, "");
    if (splice->preprocess(splice->context, pass, text->text, text->size, &made))
        copy = arena_strndup(&job->arena, made.text, made.size);
    *ret_size = made.size;
    strbuf_free(&made);
    return copy;
}

/* NULL: it has been said why there are none. */
static struct pieces *align(struct job *job)
{
    const struct translate_splice *splice = job->options->splice;
    struct written *written = written_new(&job->arena, splice->text, splice->size);
    struct strbuf marked = {0};
    struct pieces *pieces = NULL;
    const struct piece *wrong = NULL;
    size_t size;
    const char *text;

    written_mark_segments(written, &marked);
    text = preprocess(job, TRANSLATE_DEFINITIONS, &marked, &size);
    if (text != NULL) {
        pieces = pieces_find(&job->arena, written, macros_read(&job->arena, written, text, size));
        strbuf_clear(&marked);
        pieces_mark(pieces, &marked);
        text = preprocess(job, TRANSLATE_MARKED, &marked, &size);
    }
    strbuf_clear(&marked);
    if (text != NULL && pieces_mark_counters(pieces, &marked)) {
        size_t counted_size;
        const char *counted = preprocess(job, TRANSLATE_MARKED, &marked, &counted_size);

        pieces_count(pieces, counted != NULL ? counted : "", counted != NULL ? counted_size : 0);
    }
    strbuf_free(&marked);
    if (text == NULL)
        note(job, job->name, 1, "the compiler does not take it from another place");
    else
        wrong = pieces_align(pieces, job->unit.source, text, size);
    if (wrong != NULL)
        note(job, job->name, wrong->line, "what is here is not what the preprocessor makes of it");
    return text == NULL || wrong != NULL ? NULL : pieces;
}

/* Whether it preprocesses to what it is meant to; else it has been said. */
static bool is_right(struct job *job, const struct splice *splice, struct strbuf *text)
{
    static const char translated[] = "#define __TAMERC__ 2";
    char *definition = strstr(text->text, translated);
    const char *made;
    size_t size;
    unsigned wrong = 1;

    definition[sizeof translated - 2] = '1';
    made = preprocess(job, TRANSLATE_RESULT, text, &size);
    if (made != NULL)
        wrong = splice_check(splice, made, size);
    definition[sizeof translated - 2] = '2';
    if (wrong != 0)
        note(job, job->name, wrong, "macros would come out otherwise");
    return wrong == 0;
}

static bool cannot(struct job *job, const struct splice *splice)
{
    struct place place = source_place(job->unit.source, splice->reason_at);

    note(job, place.file, place.line, splice->reason);
    return false;
}

static bool splice(struct job *job)
{
    struct splice splice = {.unit = &job->unit, .line_markers = job->options->line_markers};
    struct strbuf text = {0};
    bool done = false;

    if (job->changed != NULL) {
        note(job, job->name, 1, job->changed);
        return false;
    }
    splice.pieces = align(job);
    if (splice.pieces == NULL)
        return false;
    done = splice_emit(&text, &splice) ? is_right(job, &splice, &text) : cannot(job, &splice);
    if (done && *job->options->splice->include_prefix != '\0') {
        splice.include_prefix = job->options->splice->include_prefix;
        splice.is_beside = job->options->splice->is_beside;
        splice.context = job->options->splice->context;
        strbuf_clear(&text);
        done = splice_emit(&text, &splice) || cannot(job, &splice);
    }
    if (done)
        strbuf_add(job->out, text.text, text.size);
    strbuf_free(&text);
    return done;
}

static void report(struct job *job)
{
    const struct translate_options *options = job->options;

    if (options->report == TRANSLATE_REPORT_TEXT)
        frames_text(job->out, &job->unit, options->report_only);
    else
        frames_json(job->out, &job->unit, options->report_only);
}

static void translate_job(struct job *job)
{
    read_text(job, job->text, job->size);
    set_names_aside(job);
    if (!declare(job))
        return;
    if (job->options->tamed != NULL)
        collect_names(job);
    if (job->options->header) {
        declare_header(job->out, &job->unit);
        job->result = TRANSLATE_DONE;
        return;
    }
    if (!check_unit(&job->unit, job->diag) || diag_errors(job->diag) > 0)
        return;
    jumps_collect(&job->unit);
    if (!wants_anything(&job->unit)) {
        check_untouched(job);
        if (diag_errors(job->diag) == 0)
            job->result = TRANSLATE_NOTHING;
        return;
    }
    if (job->options->dump != NULL && strcmp(job->options->dump, "declare") == 0) {
        strbuf_add(job->out, job->unit.source->text, job->unit.source->size);
        job->result = TRANSLATE_DONE;
        return;
    }
    if (!harvest(job, job->diag))
        return;
    check_sites(&job->unit, job->diag);
    if (!run_phases(job))
        return;
    ends_mark(&job->unit);
    if (job->options->report != TRANSLATE_NO_REPORT) {
        report(job);
        job->result = TRANSLATE_DONE;
        return;
    }
    if (job->options->splice == NULL || !splice(job))
        file_emit(job->out, &job->unit, job->options->line_markers);
    job->result = TRANSLATE_DONE;
}

static void *run_job(void *argument)
{
    struct job *job = argument;
    size_t start = job->out->size;

    translate_job(job);
    if (job->own != NULL && job->out->size > start)
        own_names_restore(job->own, job->out, start);
    if (job->diag != NULL) {
        diag_flush(job->diag);
        diag_summary(job->diag);
    }
    return NULL;
}

enum translate_result translate(const struct translate_options *options, const char *name,
                                const char *text, size_t size, struct strbuf *out, FILE *messages)
{
    struct job job = {.options = options,
                      .name = name,
                      .text = text,
                      .size = size,
                      .out = out,
                      .messages = messages};
    job.result = TRANSLATE_FAILED;
    deep_run(run_job, &job);
    arena_free(&job.arena);
    return job.result;
}
