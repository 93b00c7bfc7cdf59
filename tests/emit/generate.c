/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * generate IN.i OUT.i MODE: everything that tamerc makes around the bodies of tamed functions,
 * without the bodies: the declarations, frames, wrappers and the table of the file, with an
 * asynchronous entry that is done at once in place of the translated body. Works without libclang,
 * so the types of results are told by their names: a typedef that ends in _big is larger than 8
 * bytes, in _bits it is not; pointers and void speak for themselves; all else is an integer. MODE:
 * lines or plain, with or without line markers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/declare.h"
#include "emit/wrappers.h"
#include "ir/ir.h"
#include "pass/signatures.h"
#include "text/diag.h"
#include "text/source.h"

static const struct ir_type integer_type = {.kind = IR_TYPE_INTEGER, .size = 4, .align = 4};

static void die(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

static bool ends_in(const char *text, const char *ending)
{
    size_t size = strlen(text), wanted = strlen(ending);
    return size >= wanted && strcmp(text + size - wanted, ending) == 0;
}

static enum ir_result result_of(const struct ir_signature *signature)
{
    if (strchr(signature->before, '*'))
        return IR_RESULT_POINTER;
    if (strcmp(signature->specifiers, "void") == 0)
        return IR_RESULT_VOID;
    if (ends_in(signature->specifiers, "_big") || ends_in(signature->specifiers, "__base"))
        return IR_RESULT_OUT;
    return ends_in(signature->specifiers, "_bits") ? IR_RESULT_BITS : IR_RESULT_INTEGER;
}

/* ---- definitions ---- */

static uint32_t behind_braces(const struct source *source, uint32_t index)
{
    unsigned depth = 0;
    for (; source->tokens[index].kind != TOKEN_END; index++) {
        depth += source_token_is(source, index, "{");
        if (source_token_is(source, index, "}") && --depth == 0)
            return source->tokens[index].end;
    }
    die("a body without an end");
    return 0;
}

/* The definitions in the tests begin at the start of a line with a mark, and their '{' does so too.
 */
static struct ir_func *func_new(struct ir_unit *unit, struct ir_signature *signature, uint32_t name)
{
    const struct source *source = unit->source;
    struct ir_func *func = arena_new(unit->arena, struct ir_func);
    uint32_t start = name, body = name;
    while (source->tokens[body].kind != TOKEN_END && !source_token_is(source, body, "{") &&
           !source_token_is(source, body, ";"))
        body++;
    if (!source_token_is(source, body, "{"))
        return NULL;
    while (start > 0 && !source_token_is(source, start - 1, "}") &&
           !source_token_is(source, start - 1, ";"))
        start--;
    func->signature = signature;
    func->start = source->tokens[start].start;
    func->body_start = source->tokens[body].start;
    func->end = behind_braces(source, body);
    func->params = signature->params;
    for (uint32_t i = 0; i < signature->param_count; i++)
        ir_var_add(unit, func, IR_VAR_PARAM, signature->params[i].name, &integer_type)->is_unnamed =
            strncmp(signature->params[i].name, "tamer_p", 7) == 0;
    func->field_count = signature->param_count;
    func->fields = arena_array(unit->arena, func->field_count, sizeof *func->fields);
    for (uint32_t i = 0; i < func->field_count; i++) {
        const char *text = func->params[i].text;
        func->fields[i].var = func->vars[i];
        func->fields[i].name = func->vars[i]->name;
        func->vars[i]->field = &func->fields[i];
        func->fields[i].is_raw = strchr(text, ')') || strstr(text, "const");
    }
    return func;
}

static void add_functions(struct ir_unit *unit)
{
    struct ir_func **tail = &unit->funcs;
    for (uint32_t i = 0; i + 1 < unit->source->token_count; i++) {
        const struct token *token = &unit->source->tokens[i];
        char *name = arena_strndup(unit->arena, unit->source->text + token->start,
                                   token->end - token->start);
        struct ir_signature *signature = ir_signature_find(unit, name);
        bool in_input = strstr(unit->source->files[token->file], ".c") != NULL;
        if (!signature || signature->is_synthetic || signature->func || !in_input)
            continue;
        signature->func = func_new(unit, signature, i);
        if (!signature->func)
            continue;
        *tail = signature->func;
        tail = &signature->func->next;
    }
}

/* ---- printing ---- */

static void print_entry(struct cwriter *writer, const struct ir_func *func)
{
    const struct ir_signature *signature = func->signature;
    const char *name = signature->name;
    bool is_out = signature->result == IR_RESULT_OUT;
    struct strbuf text = {0};
    strbuf_addf(&text, "struct %s__frame { tamer_frame%s tamer_base;", name, is_out ? "_out" : "");
    for (uint32_t i = 0; i < signature->param_count; i++) {
        const char *param = func->params[i].name;
        if (func->fields[i].is_raw)
            strbuf_addf(&text, " unsigned char %s[sizeof ((struct %s__args *)0)->%s];", param, name,
                        param);
        else
            strbuf_addf(&text, " __typeof__(((struct %s__args *)0)->%s) %s;", name, param, param);
    }
    strbuf_puts(&text, " };\n");
    if (signature->has_tasks)
        strbuf_addf(&text,
                    "static tamer_step %s__begin(tamer_frame *frame, tamer_u64 value) { "
                    "return tamer_frame_next(frame, sizeof *frame, tamer_done(value)); }\n",
                    name);
    declare_linkage(&text, signature);
    strbuf_addf(&text, "tamer_step %s__async(", name);
    declare_params(&text, func->params, signature->param_count, "", is_out ? "" : "void");
    if (is_out)
        strbuf_addf(&text, "%s%s__type *tamer_out", signature->param_count ? ", " : "", name);
    strbuf_puts(&text, ")\n{\n");
    for (uint32_t i = 0; i < signature->param_count; i++)
        strbuf_addf(&text, "(void)%s;\n", func->params[i].name);
    if (is_out)
        strbuf_puts(&text, "__builtin_memset(tamer_out, 0, sizeof *tamer_out);\n");
    strbuf_puts(&text, "return tamer_done(0);\n}\n");
    cwriter_at(writer, func->start);
    cwriter_printf(writer, "%s", text.text);
    strbuf_free(&text);
}

/* The parameters as members: what a frame made from libclang's types holds. */
static void print_args(struct cwriter *writer, const struct ir_func *func)
{
    cwriter_printf(writer, "struct %s__args {", func->signature->name);
    for (uint32_t i = 0; i < func->signature->param_count; i++) {
        const char *text = func->params[i].text;
        const char *bracket = strchr(text, '[');
        if (strchr(text, ')'))
            cwriter_printf(writer, " void (*%s)(void);", func->params[i].name);
        else if (bracket)
            cwriter_printf(writer, " void *%s;", func->params[i].name);
        else
            cwriter_printf(writer, " %s;", text);
    }
    cwriter_printf(writer, " int tamer_none; };\n");
}

static void print_unit(struct strbuf *out, const struct ir_unit *unit, bool line_markers)
{
    struct cwriter writer;
    uint32_t at = 0;
    const struct ir_func *func = unit->funcs;
    cwriter_init(&writer, out, unit->source, line_markers);
    for (const struct ir_signature *s = unit->signatures; s || func;) {
        while (s && s->async_at == 0)
            s = s->next;
        if (s && (!func || s->async_at < func->start)) {
            cwriter_source(&writer, at, s->async_at);
            declare_async(&writer, s);
            at = s->async_at;
            s = s->next;
        } else if (func) {
            cwriter_source(&writer, at, func->start);
            print_args(&writer, func);
            print_entry(&writer, func);
            wrappers_emit(&writer, unit, func);
            at = func->end;
            func = func->next;
        }
    }
    cwriter_source(&writer, at, (uint32_t)unit->source->size);
    wrappers_register(&writer, unit);
    strbuf_putc(out, '\n');
}

static void read_file(struct strbuf *text, const char *name)
{
    FILE *file = fopen(name, "r");
    int c;
    if (!file)
        die("the input cannot be read");
    while ((c = getc(file)) != EOF)
        strbuf_putc(text, (char)c);
    fclose(file);
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct strbuf input = {0}, declared = {0}, output = {0};
    if (argc != 4)
        die("usage: generate IN.i OUT.i lines|plain");
    read_file(&input, argv[1]);
    struct ir_unit unit = {.arena = &arena};
    unit.source = source_new(&arena, argv[1], input.text, input.size);
    struct diag *diag = diag_new(&arena, unit.source, stderr);
    bool ok = signatures_collect(&unit, diag);
    for (struct ir_signature *s = unit.signatures; s; s = s->next)
        s->has_tasks |= s->has_sync && s->wanted; /* all that there is, static ones' too */
    if (ok && declare_insert(&declared, &unit)) {
        unit.source = source_new(&arena, argv[1], declared.text, declared.size);
        ok = signatures_collect(&unit, diag);
    }
    diag_flush(diag);
    for (struct ir_signature *s = unit.signatures; s; s = s->next)
        s->result = result_of(s);
    add_functions(&unit);
    print_unit(&output, &unit, strcmp(argv[3], "lines") == 0);
    FILE *file = ok ? fopen(argv[2], "w") : NULL;
    ok = file && fwrite(output.text, 1, output.size, file) == output.size;
    ok = file && fclose(file) == 0 && ok;
    strbuf_free(&input);
    strbuf_free(&declared);
    strbuf_free(&output);
    arena_free(&arena);
    return ok ? 0 : 1;
}
