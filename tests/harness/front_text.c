/* SPDX-License-Identifier: BSD-3-Clause */
#include "front_text.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "emit/declare.h"
#include "front/front.h"
#include "pass/signatures.h"
#include "text/diag.h"
#include "text/source.h"

static const char prelude[] =
    "typedef struct tamer_scope tamer_scope; typedef struct tamer_error tamer_error;\n"
    "typedef struct tamer_delayed { void *owner; } tamer_delayed;\n"
    "typedef struct { int reserved; } tamer_catcher;\n"
    "typedef struct tamer_scope_options { double timeout; int reserved; } tamer_scope_options;\n"
    "void tamer_scope_close_(tamer_scope **scope);\n"
    "tamer_scope *tamer_scope_open_(const char *, const char *, int, const char *,\n"
    "                               const tamer_scope_options *);\n"
    "void tamer_raise(int code, const char *format, ...); int tamer_defer_mark_(void);\n"
    "void tamer_catch_open_(tamer_catcher *); _Bool tamer_catch_close_(tamer_error **);\n" ASYNC
    "int leaf(int n);\n" TAMED "int fetch(int n);\n";

static void read_source(struct front_text *text, const char *code, size_t size)
{
    text->unit.arena = &text->arena;
    text->unit.source =
        source_new(&text->arena, "test.c", arena_strndup(&text->arena, code, size), size);
}

/* Deep trees need a deep stack. */
struct job {
    struct ir_unit *unit;
    struct diag *diag;
    bool gnu, ok;
};

static void *run_harvest(void *argument)
{
    static const char *const flags[] = {"-std=gnu17"};
    struct job *job = argument;
    struct front_options options = {.flags = flags, .flag_count = 1, .gnu = job->gnu};
    job->ok = front_harvest(job->unit, job->diag, &options);
    return NULL;
}

static bool harvest_on_deep_stack(struct ir_unit *unit, struct diag *diag, bool gnu)
{
    struct job job = {.unit = unit, .diag = diag, .gnu = gnu};
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)512 << 20);
    assert_int_equal(pthread_create(&thread, &attributes, run_harvest, &job), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    return job.ok;
}

/* As translate() does it: signatures, declarations, signatures again. */
static bool harvest(struct front_text *text, FILE *messages, bool gnu)
{
    struct diag *diag = diag_new(&text->arena, text->unit.source, messages);
    struct strbuf declared = {0};
    assert_true(signatures_collect(&text->unit, diag));
    if (declare_insert(&declared, &text->unit)) {
        read_source(text, declared.text, declared.size);
        diag = diag_new(&text->arena, text->unit.source, messages);
        assert_true(signatures_collect(&text->unit, diag));
    }
    strbuf_free(&declared);
    bool ok = harvest_on_deep_stack(&text->unit, diag, gnu);
    assert_int_equal(ok, diag_errors(diag) == 0);
    diag_flush(diag);
    return ok;
}

struct front_text *front_text(const char *code, bool gnu)
{
    struct front_text *text = calloc(1, sizeof *text);
    struct strbuf whole = {0};
    size_t size;
    assert_non_null(text);
    FILE *messages = open_memstream(&text->messages, &size);
    strbuf_puts(&whole, prelude);
    strbuf_puts(&whole, "# 1 \"test.c\"\n");
    strbuf_puts(&whole, code);
    read_source(text, whole.text, whole.size);
    strbuf_free(&whole);
    text->ok = harvest(text, messages, gnu);
    fclose(messages);
    for (struct ir_func *func = text->unit.funcs; text->ok && func; func = func->next)
        ir_verify(&text->unit, func, IR_HARVESTED);
    return text;
}

void front_text_free(struct front_text *text)
{
    arena_free(&text->arena);
    free(text->messages);
    free(text);
}

struct ir_func *front_text_func(const struct front_text *text, const char *name)
{
    struct ir_func *func = text->unit.funcs;
    while (func && strcmp(func->signature->name, name) != 0)
        func = func->next;
    assert_non_null(func);
    return func;
}

struct ir_var *front_text_var(const struct ir_func *func, const char *name)
{
    for (uint32_t i = 0; i < func->var_count; i++)
        if (strcmp(func->vars[i]->name, name) == 0)
            return func->vars[i];
    fail_msg("there is no variable %s", name);
    return NULL;
}

static bool is_text(const struct ir_node *node)
{
    return node->kind == IR_LITERAL || node->kind == IR_REF || node->kind == IR_NULL ||
           (node->kind == IR_UNEVALUATED && node->kid_count == 0);
}

static void print(struct strbuf *out, const struct front_text *text, const struct ir_node *node)
{
    if (!node) {
        strbuf_puts(out, "-");
        return;
    }
    if (is_text(node)) {
        strbuf_add(out, text->unit.source->text + node->start, node->end - node->start);
        return;
    }
    strbuf_addf(out, "(%s", ir_kind_name(node->kind));
    if (node->name)
        strbuf_addf(out, " .%s", node->name);
    for (uint32_t i = 0; i < node->kid_count; i++) {
        strbuf_putc(out, ' ');
        print(out, text, node->kids[i]);
    }
    strbuf_putc(out, ')');
}

char *front_text_tree(const struct front_text *text, const struct ir_node *node)
{
    struct strbuf out = {0};
    print(&out, text, node);
    return out.text;
}
