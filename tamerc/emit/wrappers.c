/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Inside the generated functions every name is tamer_…, NAME__… or a struct tag: the user's
 * parameters are visible there and may be called like any type. Macros are none: the text is
 * preprocessed already. Declarations come first in their blocks, for gnu89.
 */
#include "emit/wrappers.h"

#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"
#include "emit/ctype.h"
#include "emit/cwriter.h"
#include "emit/declare.h"
#include "emit/function.h"
#include "emit/getter.h"
#include "ir/ir.h"
#include "text/source.h"

/* A call of the function counts once in what coverage says of its first line. */

struct wrapper {
    struct strbuf text; /* owned; of the function in progress */
    struct cwriter *writer;
    const struct ir_unit *unit;
    const struct ir_func *func;
    const struct ir_signature *signature;
    const char *name, *stem;
    enum ir_result result;
    const struct ir_param *params; /* as the definition spells them */
    uint32_t param_count;
};

/* One line of generated text, laid out by its braces. `depth` counts the open ones; `inner`: an
 * `if` without a brace stands before. */
static void print_line(struct cwriter *writer, const char *line, int size, int *depth, bool *inner)
{
    int indent = *depth;
    for (int i = 0; i < size; i++)
        *depth += (line[i] == '{') - (line[i] == '}');
    writer->indent = (size > 0 && line[0] == '}' ? indent - 1 : indent) + *inner;
    cwriter_text(writer, line, (size_t)size);
    cwriter_text(writer, "\n", 1);
    *inner = size > 3 && strncmp(line, "if (", 4) == 0 && line[size - 1] != '{';
}

void wrappers_print(struct cwriter *writer, const char *text)
{
    int depth = 0, indent = writer->indent;
    bool inner = false;
    for (const char *line = text, *end; *line; line = *end ? end + 1 : end) {
        end = strchr(line, '\n');
        end = end ? end : line + strlen(line);
        print_line(writer, line, (int)(end - line), &depth, &inner);
    }
    writer->indent = indent;
    if (!writer->line_markers)
        cwriter_break(writer);
}

/* Prints the text, on the line where the user's function begins, and empties it. */
static void flush(struct wrapper *wrapper)
{
    cwriter_at(wrapper->writer, wrapper->func->place);
    wrappers_print(wrapper->writer, wrapper->text.text);
    strbuf_clear(&wrapper->text);
}

static void add_string(struct strbuf *out, const char *text)
{
    strbuf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            strbuf_putc(out, '\\');
        strbuf_putc(out, *text);
    }
    strbuf_putc(out, '"');
}

static void add_place(struct strbuf *out, const struct source *source, uint32_t offset)
{
    const struct token *token = &source->tokens[source_token_at(source, offset)];
    add_string(out, source->shown[token->file]);
    strbuf_addf(out, ", %u", (unsigned)token->line);
}

/* lead: printed before the first of them. */
static void add_arguments(struct wrapper *wrapper, const char *lead)
{
    for (uint32_t i = 0; i < wrapper->param_count; i++)
        strbuf_addf(&wrapper->text, "%s%s", i > 0 ? ", " : lead, wrapper->params[i].name);
}

/* "(int)" and the like: from the value of a step. */
static void add_cast_from_value(struct wrapper *wrapper)
{
    strbuf_addf(&wrapper->text, "(%s__type)%s", wrapper->name,
                wrapper->result == IR_RESULT_POINTER ? "(tamer_uptr)" : "");
}

static bool is_by_cast(const struct wrapper *wrapper)
{
    return wrapper->result == IR_RESULT_INTEGER || wrapper->result == IR_RESULT_POINTER;
}

static void begin_definition(struct wrapper *wrapper)
{
    strbuf_puts(&wrapper->text, FUNCTION_NOT_COUNTED);
    declare_linkage(&wrapper->text, wrapper->signature);
}

/* What stores the result of a task. */
static const char *deliver_of(const struct ir_signature *signature)
{
    return signature->result == IR_RESULT_BITS ? "tamer_task_deliver_bits" : "tamer_task_deliver";
}

/* Place and size of a result that travels in a value; of others 0. */
static void add_value_place(struct strbuf *out, const struct ir_signature *signature)
{
    if (signature->result == IR_RESULT_OUT)
        strbuf_puts(out, "0, 0");
    else
        getter_add_place(out, signature);
}

/* ---- blocking functions ---- */

/* Compilers object to a null that they can see. */
static bool promises_no_null(const struct wrapper *wrapper)
{
    const struct source *source = wrapper->unit->source;
    uint32_t i = source_token_at(source, wrapper->func->start);
    for (; source->tokens[i].start < wrapper->func->body_start; i++)
        if (source_token_is(source, i, "returns_nonnull") ||
            source_token_is(source, i, "__returns_nonnull__"))
            return true;
    return false;
}

/* What the function returns where there is no result. */
static void add_return_nothing(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    if (wrapper->result == IR_RESULT_VOID)
        strbuf_puts(text, "return;\n");
    else if (promises_no_null(wrapper))
        strbuf_addf(text, "return (%s__type)(tamer_uptr)tamer_done(0).value;\n", wrapper->name);
    else if (is_by_cast(wrapper))
        strbuf_addf(text, "return (%s__type)0;\n", wrapper->name);
    else
        strbuf_puts(text, "{ __builtin_memset(&tamer_v, 0, sizeof tamer_v); return tamer_v; }\n");
}

static void add_call(struct wrapper *wrapper, const char *place)
{
    strbuf_addf(&wrapper->text, "%s__async(", wrapper->name);
    add_arguments(wrapper, "");
    if (wrapper->result == IR_RESULT_OUT)
        strbuf_addf(&wrapper->text, "%s%s", wrapper->param_count ? ", " : "", place);
    strbuf_puts(&wrapper->text, ")");
}

/* What ends in a value of the step's. */
static void add_simple_block(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    bool is_bits = wrapper->result == IR_RESULT_BITS;
    if (is_bits)
        strbuf_addf(text, "tamer_u64 tamer_u;\n%s__type tamer_v;\n", wrapper->name);
    strbuf_puts(text, "\nif (__builtin_expect(!tamer_call_enter(&tamer_c), 0))\n");
    add_return_nothing(wrapper);
    if (is_bits) {
        strbuf_puts(text, "tamer_u = ");
    } else if (wrapper->result != IR_RESULT_VOID) {
        strbuf_puts(text, "return ");
        add_cast_from_value(wrapper);
    }
    strbuf_puts(text, "tamer_call_end(&tamer_c, ");
    add_call(wrapper, "");
    strbuf_addf(text, ", &%s__call);\n", wrapper->name);
    if (is_bits)
        strbuf_puts(text, "__builtin_memcpy(&tamer_v, &tamer_u, sizeof tamer_v);\n"
                          "return tamer_v;\n");
}

/* A result that goes through memory is zero until it has arrived. */
static void add_out_block(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    strbuf_addf(text, "tamer_step tamer_s;\n%s__type tamer_v;\n", wrapper->name);
    strbuf_puts(text, "\nif (__builtin_expect(!tamer_call_enter(&tamer_c), 0))\n");
    add_return_nothing(wrapper);
    strbuf_puts(text, "tamer_s = ");
    add_call(wrapper, "&tamer_v");
    strbuf_addf(text,
                ";\nif (__builtin_expect(tamer_s.frame != 0, 0)) {\n"
                "__builtin_memset(&tamer_v, 0, sizeof tamer_v);\n"
                "if (tamer_s.frame != (tamer_frame *)1)\n"
                "((tamer_frame_out *)tamer_s.frame)->out = &tamer_v;\n}\n"
                "tamer_call_end(&tamer_c, tamer_s, &%s__call);\nreturn tamer_v;\n",
                wrapper->name);
}

/* The block of the function itself, which calls its entry with its own parameters and waits. */
static void add_blocking_body(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    strbuf_puts(text, "{\ntamer_call tamer_c;\n");
    if (wrapper->result == IR_RESULT_OUT)
        add_out_block(wrapper);
    else
        add_simple_block(wrapper);
    strbuf_puts(text, "}\n");
}

static bool has_own_text(const struct ir_func *func)
{
    for (uint32_t i = 0; i < func->signature->param_count; i++)
        if (func->vars[i]->is_unnamed)
            return true;
    return func->has_rewritten_param;
}

static bool is_at(const struct source *source, uint32_t index, const char *bracket)
{
    return source_token_is(source, index, bracket) && source_token_is(source, index + 1, bracket);
}

/* Behind the [[…]] and __extension__ that the definition begins with: no other attribute may stand
 * before those. */
static uint32_t behind_attributes(const struct source *source, uint32_t start)
{
    uint32_t index = source_token_at(source, start);
    while (is_at(source, index, "[") || source_token_is(source, index, "__extension__")) {
        while (!is_at(source, index, "]") && !source_token_is(source, index, "__extension__") &&
               source->tokens[index].kind != TOKEN_END)
            index++;
        index += source_token_is(source, index, "__extension__") ? 1 : 2;
    }
    return source->tokens[index].start;
}

/* Behind the names of an old-style definition. */
static void print_old_declarations(struct wrapper *wrapper, uint32_t start)
{
    const struct ir_param *params = wrapper->params;
    uint32_t first = wrapper->func->body_start;

    for (uint32_t i = 0; i < wrapper->param_count; i++)
        if (params[i].end - params[i].start > strlen(params[i].name) && params[i].start < first)
            first = params[i].start; /* else it is declared by its name alone */
    cwriter_source(wrapper->writer, start, first);
    for (uint32_t i = 0; i < wrapper->param_count; i++)
        if (params[i].start >= first)
            cwriter_printf(wrapper->writer, "%s;\n", params[i].text);
}

/* The user's own text of the definition up to its body; parameters without a name get one. */
static void print_head(struct wrapper *wrapper)
{
    const struct ir_func *func = wrapper->func;
    uint32_t start = func->start;
    const char *own = wrapper->signature->is_static ? "__attribute__((__unused__)) "
                                                    : wrapper->signature->attributes;
    start = behind_attributes(wrapper->unit->source, start);
    cwriter_source(wrapper->writer, func->start, start);
    cwriter_printf(wrapper->writer, FUNCTION_NOT_COUNTED "%s", own);
    if (!has_own_text(func)) {
        cwriter_source(wrapper->writer, start, func->body_start);
        return;
    }
    if (wrapper->signature->old_params != NULL) {
        print_old_declarations(wrapper, start);
        return;
    }
    cwriter_source(wrapper->writer, start, wrapper->params[0].start);
    declare_params(&wrapper->text, wrapper->params, wrapper->param_count, "", "");
    cwriter_printf(wrapper->writer, "%s", wrapper->text.text);
    strbuf_clear(&wrapper->text);
    cwriter_source(wrapper->writer, wrapper->params[wrapper->param_count - 1].end,
                   func->body_start);
}

static void print_blocking(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    strbuf_addf(text, "static const tamer_point %s__call = { 0, 0, \"%s\", ", wrapper->name,
                wrapper->name);
    add_place(text, wrapper->unit->source, wrapper->func->place);
    strbuf_puts(text, ", 0, 0 };\n");
    flush(wrapper);
    cwriter_at(wrapper->writer, wrapper->func->place);
    print_head(wrapper);
    add_blocking_body(wrapper);
    flush(wrapper);
}

/* ---- scheduling ---- */

/* ending: "__spawn" …; point: the first parameter or "". */
static void add_scoped_head(struct wrapper *wrapper, const char *ending, const char *point,
                            bool slot)
{
    struct strbuf *text = &wrapper->text;
    strbuf_addf(text, "struct %s_delayed *%s%s(%stamer_scope *tamer_in", wrapper->stem,
                wrapper->stem, ending, point);
    if (slot)
        strbuf_addf(text, ", struct %s_delayed *tamer_slot", wrapper->stem);
    declare_params(text, wrapper->params, wrapper->param_count, ", ", "");
    strbuf_puts(text, ")\n{\n");
}

/* Records by their bytes: one with a constant member cannot be assigned to. */
static void add_store(struct wrapper *wrapper, uint32_t index)
{
    struct strbuf *text = &wrapper->text;
    const struct ir_var *var = wrapper->func->vars[index];
    const struct ir_field *field = var->field;
    const char *name = wrapper->params[index].name;
    if (!field)
        return;
    const char *member = field->name;
    if (ir_field_is_bytes(field) || var->type->kind == IR_TYPE_RECORD)
        strbuf_addf(text, "__builtin_memcpy((void *)%s, (const void *)&%s, sizeof %s);\n",
                    ctype_place(wrapper->unit->arena, field, "tamer_f"), name, name);
    else
        strbuf_addf(text, "tamer_f->%s = %s%s;\n", member, var->type->shape ? "(void *)" : "",
                    name);
}

/* What the result needs beyond what memory has anyway; 0: nothing. */
static uint32_t over_alignment(const struct wrapper *wrapper)
{
    const struct ir_type *type = wrapper->signature->result_type;
    return type && type->align > IR_FRAME_ALIGN ? type->align : 0;
}

/* The point at which frames of its tasks wait for their first turn. */
static void print_start(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    uint32_t align = over_alignment(wrapper);
    strbuf_addf(
        text, "static const tamer_spawnable %s__start = { { %s__%s, tamer_frame_unwind, \"%s\", ",
        wrapper->name, wrapper->name,
        function_has_begin(wrapper->unit, wrapper->func) ? "begin" : "resume", wrapper->name);
    add_place(text, wrapper->unit->source, wrapper->func->place);
    strbuf_addf(text, ", %u, sizeof(struct %s__frame) }, sizeof(struct %s_delayed), %u, ",
                (unsigned)wrapper->func->point_count + 1, wrapper->name, wrapper->stem,
                (unsigned)align);
    getter_add_place(text, wrapper->signature);
    strbuf_addf(text, ", %d };\n", wrapper->result == IR_RESULT_OUT);
    flush(wrapper);
}

/* Most tasks that start at once end at once. Only where the compiler sees who schedules them: it
 * is much code, for the compiler, too. */
static void add_try(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    if (!wrapper->signature->is_static || wrapper->result == IR_RESULT_OUT)
        return;
    strbuf_puts(text, "if (tamer_spawn_try(tamer_at, tamer_in, (tamer_delayed *)tamer_slot)) {\n"
                      "tamer_step tamer_s = ");
    add_call(wrapper, "");
    if (wrapper->result == IR_RESULT_VOID)
        strbuf_puts(text, ";\ntamer_spawn_tried((tamer_delayed *)tamer_slot, tamer_s);\n");
    else
        strbuf_puts(text, ";\nif (tamer_spawn_tried((tamer_delayed *)tamer_slot, tamer_s)) {\n");
    if (is_by_cast(wrapper)) {
        strbuf_puts(text, "tamer_slot->value = ");
        add_cast_from_value(wrapper);
        strbuf_puts(text, "tamer_s.value;\n}\n");
    } else if (wrapper->result == IR_RESULT_BITS) {
        strbuf_puts(text, "__builtin_memcpy((void *)&tamer_slot->value, &tamer_s.value, "
                          "sizeof tamer_slot->value);\n}\n");
    }
    strbuf_puts(text, "return tamer_slot;\n}\n");
}

static void print_spawn(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    begin_definition(wrapper);
    strbuf_puts(text, "__attribute__((__noinline__)) "); /* into the public ones */
    add_scoped_head(wrapper, "__spawn", "const tamer_point *tamer_at, ", true);
    strbuf_addf(text, "struct %s__frame *tamer_f;\n\n", wrapper->name);
    add_try(wrapper);
    strbuf_addf(text, "tamer_f = (struct %s__frame *)tamer_frame_new(sizeof *tamer_f);\n",
                wrapper->name);
    for (uint32_t i = 0; i < wrapper->param_count; i++)
        add_store(wrapper, i);
    strbuf_addf(text,
                "return (struct %s_delayed *)tamer_spawn%s((tamer_frame *)tamer_f, tamer_at, "
                "tamer_in, tamer_slot, &%s__start);\n}\n",
                wrapper->stem, wrapper->result == IR_RESULT_OUT ? "_out" : "", wrapper->name);
    flush(wrapper);
}

/* For callers that were not translated, and so have no place to tell: nobody in this file. */
static void print_public(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    static const char not_called[] = "__attribute__((__cold__)) ";
    strbuf_addf(
        text,
        "static const tamer_point %s__plain = { %s, tamer_task_failed, \"plain code\", \"%s\", 0, ",
        wrapper->name, deliver_of(wrapper->signature), wrapper->name);
    add_value_place(text, wrapper->signature);
    strbuf_puts(text, " };\n");
    flush(wrapper);
    begin_definition(wrapper);
    strbuf_puts(text, not_called);
    add_scoped_head(wrapper, "_scoped", "", false);
    strbuf_addf(text, "return %s__spawn(&%s__plain, tamer_in, (void *)1", wrapper->stem,
                wrapper->name);
    add_arguments(wrapper, ", ");
    strbuf_puts(text, ");\n}\n");
    flush(wrapper);
    begin_definition(wrapper);
    strbuf_puts(text, not_called);
    add_scoped_head(wrapper, "_scoped_into", "", true);
    strbuf_addf(text, "return %s__spawn(&%s__plain, tamer_in, tamer_slot", wrapper->stem,
                wrapper->name);
    add_arguments(wrapper, ", ");
    strbuf_puts(text, ");\n}\n");
    flush(wrapper);
}

/* ---- results ---- */

static void add_getter_body(struct wrapper *wrapper, const char *getter)
{
    struct strbuf *text = &wrapper->text;
    bool is_out = wrapper->result == IR_RESULT_OUT, is_bits = wrapper->result == IR_RESULT_BITS;
    if (wrapper->result == IR_RESULT_VOID || is_by_cast(wrapper)) {
        if (is_by_cast(wrapper)) {
            strbuf_puts(text, "return ");
            add_cast_from_value(wrapper);
        }
        strbuf_addf(text, "tamer_delayed_get(&tamer_handle->base, &%s__call);\n", getter);
        return;
    }
    if (is_bits)
        strbuf_addf(text,
                    "tamer_u64 tamer_u = tamer_delayed_get_bits(&tamer_handle->base, &%s__call);\n",
                    getter);
    strbuf_addf(text, "%s__type tamer_v;\n\n", wrapper->name);
    if (is_out)
        strbuf_addf(text,
                    "tamer_delayed_get_out(&tamer_handle->base, (void *)&tamer_v, &%s__call);\n",
                    getter);
    else
        strbuf_puts(text, "__builtin_memcpy(&tamer_v, &tamer_u, sizeof tamer_v);\n");
    strbuf_puts(text, "return tamer_v;\n");
}

/* Where nothing else needs the point, this does. */
static void print_getter_entry(struct wrapper *wrapper)
{
    if (getter_is_local(wrapper->signature))
        return;
    getter_add_point(&wrapper->text, wrapper->signature);
    flush(wrapper);
    if (!getter_is_exported(wrapper->signature))
        return;
    begin_definition(wrapper);
    getter_add_entry(&wrapper->text, wrapper->signature, "");
    flush(wrapper);
}

static void print_getter(struct wrapper *wrapper)
{
    struct strbuf *text = &wrapper->text;
    const char *getter = wrapper->signature->getter->name;

    print_getter_entry(wrapper);
    begin_definition(wrapper);
    strbuf_addf(text, "%s__type %s(struct %s_delayed *tamer_handle)\n{\n", wrapper->name, getter,
                wrapper->stem);
    add_getter_body(wrapper, getter);
    strbuf_puts(text, "}\n");
    flush(wrapper);
    if (wrapper->result == IR_RESULT_VOID)
        return;
    begin_definition(wrapper);
    strbuf_addf(text,
                "const %s__type *%s_value(const struct %s_delayed *tamer_handle)\n{\n"
                "return tamer_handle->base.state == TAMER_DONE ? &tamer_handle->value : 0;\n}\n",
                wrapper->name, wrapper->stem, wrapper->stem);
    flush(wrapper);
}

static void print_tasks(struct wrapper *wrapper)
{
    cwriter_at(wrapper->writer, wrapper->func->place);
    print_start(wrapper);
    print_spawn(wrapper);
    print_public(wrapper);
}

void wrappers_emit(struct cwriter *writer, const struct ir_unit *unit, const struct ir_func *func)
{
    const struct ir_signature *signature = func->signature;
    struct wrapper wrapper = {.writer = writer,
                              .unit = unit,
                              .func = func,
                              .signature = signature,
                              .name = signature->name,
                              .stem = signature->stem,
                              .result = signature->result,
                              .params = func->params,
                              .param_count = signature->param_count};
    if (!signature->has_sync)
        return;
    cwriter_break(writer);
    cwriter_at(writer, func->place);
    if (func->has_rewritten_param)
        cwriter_silent(writer, "TAMER_QUIET_BOUNDS_"); /* the prototypes have bounds */
    print_blocking(&wrapper);
    if (signature->has_tasks)
        print_tasks(&wrapper);
    cwriter_silent(writer, NULL);
    if (signature->has_tasks)
        print_getter(&wrapper);
    strbuf_free(&wrapper.text);
}

void wrappers_site(struct cwriter *writer, const struct ir_task_site *site)
{
    struct strbuf text = {0};
    strbuf_addf(&text,
                "static __attribute__((__unused__)) const tamer_point %s__task%u = "
                "{ %s, tamer_task_failed, \"%s\", ",
                site->function, (unsigned)site->index, deliver_of(site->signature), site->function);
    add_place(&text, writer->source, site->name_start);
    strbuf_puts(&text, ", ");
    add_value_place(&text, site->signature);
    strbuf_puts(&text, " };\n");
    cwriter_printf(writer, "%s", text.text);
    cwriter_break(writer);
    strbuf_free(&text);
}
