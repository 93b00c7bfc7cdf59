/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/body.h"
#include "emit/body_parts.h"

#include <string.h>

#include "base/arena.h"
#include "emit/ctype.h"
#include "text/source.h"

/* Some forty lines. */
#define LARGE_TOKENS 256

/* ---- text and expressions ---- */

static bool names_function(const struct source *source, uint32_t token)
{
    return source_token_is(source, token, "__func__") ||
           source_token_is(source, token, "__FUNCTION__") ||
           source_token_is(source, token, "__PRETTY_FUNCTION__");
}

/* The end of the cleanup attribute that starts there and is left out; 0: none. */
static uint32_t cleanup_end(const struct body *body, uint32_t start)
{
    for (uint32_t i = 0; i < body->func->cleanups.count; i++) {
        const struct ir_cleanup *cleanup = &body->func->cleanups.items[i]->var->cleanup;

        if (cleanup->start == start)
            return cleanup->end;
    }
    return 0;
}

/* Pragmas that compilers let stand before a loop alone. */
static bool is_loop_hint(const struct source *source, const struct token *token)
{
    static const char *const words[] = {"unroll", "nounroll", "ivdep", "novector", "loop"};
    const char *text = source->text + token->start;
    size_t size = token->end - token->start;

    if (token->kind != TOKEN_PRAGMA)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(text, size, words[i], strlen(words[i])) != NULL)
            return memmem(text, size, "omp", 3) == NULL;
    return false;
}

/* Then it may be entered in the middle, and compilers say that they cannot heed a hint. */
static bool waits_inside(const struct body *body, const struct ir_node *loop)
{
    for (uint32_t i = 0; i < body->func->point_count; i++) {
        const struct ir_point *point = body->func->points[i];

        if (point->suspends && loop->start <= point->offset && point->offset < loop->end)
            return true;
    }
    return false;
}

/* Is it a loop that does not begin with its own keyword any more, or cannot be helped? */
static bool drops_hints(const struct body *body, const struct ir_node *node)
{
    while ((node->kind == IR_LABEL || node->kind == IR_CASE || node->kind == IR_DEFAULT) &&
           node->kid_count > 0 && node->kids[node->kid_count - 1] != NULL)
        node = node->kids[node->kid_count - 1];
    return (node->kind == IR_WHILE || node->kind == IR_DO || node->kind == IR_FOR) &&
           (node->pre.count > 0 || body_changes_loop(node) || waits_inside(body, node));
}

void body_gap(struct body *body, uint32_t start, const struct ir_node *kid)
{
    const struct source *source = body->unit->source;

    for (uint32_t i = source_token_at(source, start); source->tokens[i].start < kid->start; i++) {
        if (!is_loop_hint(source, &source->tokens[i]) || !drops_hints(body, kid))
            continue;
        body_text(body, start, source->tokens[i].start);
        start = source->tokens[i].end;
    }
    body_text(body, start, kid->start);
}

uint32_t body_inside(const struct body *body, const struct ir_node *block)
{
    return block->start + (body->unit->source->text[block->start] == '<' ? 2 : 1);
}

uint32_t body_close(const struct body *body, const struct ir_node *block)
{
    return block->end - (body->unit->source->text[block->end - 1] == '>' ? 2 : 1);
}

/* As clang has it: the function's type too. */
static const char *pretty_name(const struct body *body)
{
    struct arena *arena = body->unit->arena;
    const struct ir_type *result = body->func->signature->result_type;
    uint32_t count = body->func->signature->param_count;
    const char *text = result->kind == IR_TYPE_VOID ? "void" : result->spelling;

    if (text == NULL || strchr(text, '(') != NULL)
        return body->name;
    text =
        arena_printf(arena, "%s%s%s(", text, text[strlen(text) - 1] == '*' ? "" : " ", body->name);
    for (uint32_t i = 0; i < count; i++) {
        const char *type = body->func->vars[i]->type->spelling;

        if (type == NULL)
            return body->name;
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "", type);
    }
    return arena_printf(arena, "%s%s)", text, count == 0 ? "void" : "");
}

/* The type defined there that is only named, having been defined in front; NULL: none. */
static const struct ir_node *moved_type_at(const struct body *body, uint32_t place)
{
    const struct ir_list *moved = &body->func->moved_types;

    for (uint32_t i = 0; i < moved->count; i++)
        if (moved->items[i]->start <= place && place < moved->items[i]->end)
            return moved->items[i];
    return NULL;
}

void body_text(struct body *body, uint32_t start, uint32_t end)
{
    const struct source *source = body->unit->source;
    const struct ir_node *moved;
    uint32_t behind;

    for (uint32_t i = source_token_at(source, start); source->tokens[i].start < end; i++) {
        const struct token *token = &source->tokens[i];

        if (token->kind == TOKEN_END)
            break;
        if ((behind = cleanup_end(body, token->start)) != 0) {
            cwriter_source(body->out, start, token->start);
            start = behind;
        }
        if (token->start < start || token->kind != TOKEN_IDENT)
            continue;
        if ((moved = moved_type_at(body, token->start)) != NULL && moved->start == token->start) {
            cwriter_source(body->out, start, token->end);
            cwriter_printf(body->out, " %s", moved->name);
            start = moved->end;
            continue;
        }
        if (!names_function(source, i))
            continue;
        cwriter_source(body->out, start, token->start);
        cwriter_printf(body->out, "\"%s\"",
                       !body->unit->gnu && source_token_is(source, i, "__PRETTY_FUNCTION__")
                           ? pretty_name(body)
                           : body->name);
        start = token->end;
    }
    if (start < end)
        cwriter_source(body->out, start, end);
}

/* What holds the variable, or what stands in for it. */
static const char *place_of(struct body *body, const struct ir_var *var)
{
    struct arena *arena = body->unit->arena;

    if (body_is_raw_temp(var))
        return arena_printf(arena, "(*(%s *)%s)", body_type(body, var->type),
                            body_raw_place(body, var));
    if (!var->pinned)
        return ctype_var(var);
    if (var->field->is_raw)
        return arena_printf(arena, "(*(%s__type *)%s)", ctype_var(var),
                            ctype_place(arena, var->field, "tamer_self"));
    if (ir_field_is_bytes(var->field))
        return arena_printf(arena,
                            var->type->is_atomic ? "(*(_Atomic(%s)%s *)%s)" : "(*(%s%s *)%s)",
                            ctype_name(arena, var->type), var->type->is_volatile ? " volatile" : "",
                            ctype_place(arena, var->field, "tamer_self"));
    return arena_printf(arena, "tamer_self->%s", var->field->name);
}

const char *body_lvalue(struct body *body, const struct ir_var *var)
{
    const char *place = place_of(body, var);

    return var->type->shape != NULL ? variable_type_lvalue(body, var, place) : place;
}

void body_var(struct body *body, const struct ir_var *var)
{
    cwriter_printf(body->out, "%s", body_lvalue(body, var));
}

void body_gaps(struct body *body, const struct ir_node *node)
{
    uint32_t position = node->start;

    for (uint32_t i = 0; i < node->kid_count; i++) {
        const struct ir_node *kid = node->kids[i], *moved;

        if (kid == NULL)
            continue;
        if ((moved = moved_type_at(body, kid->start)) != NULL && moved != node) {
            body_text(body, position, moved->end);
            position = moved->end;
            continue;
        }
        body_gap(body, position, kid);
        if (kid->kind < IR_BLOCK)
            body_expr(body, kid);
        else
            body_substmt(body, kid);
        position = kid->end;
    }
    body_text(body, position, node->end);
}

/* A literal whose address outlives a suspension: made in the frame, whatever its type. */
static void print_literal(struct body *body, const struct ir_node *node)
{
    if (node->literal->type->shape != NULL) {
        variable_type_literal(body, node, place_of(body, node->literal));
        return;
    }
    const char *type = body_type(body, node->literal->type);
    bool raw = body_is_raw_temp(node->literal), is_volatile = node->type->is_volatile;

    cwriter_printf(body->out, "(*(%s *)__builtin_memcpy(%s%s",
                   ctype_qualified(body->unit->arena, node->type, type),
                   is_volatile ? "(void *)" : "", raw ? "" : "&");
    if (raw)
        cwriter_printf(body->out, "%s", body_raw_place(body, node->literal));
    else
        body_var(body, node->literal);
    cwriter_printf(body->out, ", %s&", is_volatile ? "(const void *)" : "");
    body_gaps(body, node);
    cwriter_printf(body->out, ", sizeof(%s)))", type);
}

/* Its type must not be one whose bounds are evaluated with one operand alone. */
static void print_choice(struct body *body, const struct ir_node *node)
{
    cwriter_printf(body->out, "((%s)(", variable_type_name(body, node->type->shape));
    body_gaps(body, node);
    cwriter_printf(body->out, "))");
}

static void print_ref(struct body *body, const struct ir_node *node)
{
    const struct ir_var *var = node->var;

    if (body->sample_block != NULL && var != NULL && var->block != NULL &&
        ir_stands_in(var->block, body->sample_block))
        body_text(body, node->start, node->end);
    else if (body_must_be_const(node))
        body_const(body, node);
    else if (var != NULL && (var->pinned || var->renamed != NULL || var->type->shape != NULL))
        body_var(body, node->var);
    else
        body_text(body, node->start, node->end);
}

void body_expr(struct body *body, const struct ir_node *node)
{
    cwriter_at(body->out, node->start);
    if (node->temp != NULL) {
        if (cwriter_ends_word(body->out)) /* __extension__({ … }) */
            cwriter_printf(body->out, " ");
        body_var(body, node->temp);
        return;
    }
    switch (node->kind) {
    case IR_REF:
        print_ref(body, node);
        break;
    case IR_COMMA:
        if (node->kid_count == 1)
            body_expr(body, node->kids[0]);
        else
            body_gaps(body, node);
        break;
    case IR_BLOCKING:
        cwriter_printf(body->out, "(");
        body_expr(body, node->kids[0]);
        cwriter_printf(body->out, ")");
        break;
    case IR_RAISE:
        cwriter_printf(body->out, "(void)0");
        break;
    case IR_STMT_EXPR:
        if (body->is_sample)
            body_sample_block(body, node);
        else if (node->has_await)
            cwriter_printf(body->out, "(void)0");
        else
            body_gaps(body, node);
        break;
    case IR_UNEVALUATED:
        if (!body_alignment(body, node))
            body_gaps(body, node);
        break;
    case IR_CAST:
        if (node->type != NULL && node->type->shape != NULL) {
            cwriter_printf(body->out, "((%s)(", variable_type_name(body, node->type->shape));
            body_expr(body, node->kids[node->kid_count - 1]);
            cwriter_printf(body->out, "))");
        } else {
            body_gaps(body, node);
        }
        break;
    case IR_COND:
        if (node->type != NULL && node->type->shape != NULL)
            print_choice(body, node);
        else
            body_gaps(body, node);
        break;
    case IR_COMPOUND_LITERAL:
        if (node->literal != NULL)
            print_literal(body, node);
        else
            body_gaps(body, node);
        break;
    default:
        body_gaps(body, node);
        break;
    }
}

void body_operand(struct body *body, const struct ir_node *node)
{
    bool comma = node->kind == IR_COMMA && node->temp == NULL;

    if (comma)
        cwriter_printf(body->out, "(");
    body_expr(body, node);
    if (comma)
        cwriter_printf(body->out, ")");
}

/* ---- the frame of the body ---- */

static void declare_temps(struct body *body)
{
    const struct ir_func *func = body->func;
    bool any = false;

    for (uint32_t i = 0; i < func->point_count; i++)
        any |= func->points[i]->suspends || func->points[i]->node->kind != IR_SCOPE;
    if (any)
        cwriter_printf(body->out, "tamer_step tamer_q;\n");
    else if (func->signature->result == IR_RESULT_BITS) /* for its return statements, if any */
        cwriter_printf(body->out, "tamer_step tamer_q __attribute__((__unused__));\n");
    for (uint32_t i = 0; i < func->var_count; i++) {
        const struct ir_var *var = func->vars[i];

        if (var->kind != IR_VAR_TEMP || var->pinned)
            continue;
        if (body_is_raw_temp(var)) {
            body_declare_raw(body, var);
            cwriter_printf(body->out, "%s;\n", var->half_set ? " = {0}" : "");
        } else {
            cwriter_printf(body->out, "%s __attribute__((__unused__))%s;\n",
                           ctype_declare(body->unit->arena, var->type, ctype_var(var)),
                           var->half_set || var == func->result_var
                               ? " = {0}"
                               : ""); /* some ways bring no value */
        }
    }
}

bool body_is_large(const struct ir_unit *unit, const struct ir_func *func)
{
    uint32_t tokens =
        source_token_at(unit->source, func->end) - source_token_at(unit->source, func->body_start);
    return tokens > LARGE_TOKENS;
}

static bool has_suspension(const struct ir_func *func)
{
    for (uint32_t i = 0; i < func->point_count; i++)
        if (func->points[i]->suspends)
            return true;
    return false;
}

/* A parameter that the body never names, members apart, stays as it is: compilers say of it what
 * they say of the user's. */
static bool is_named_in(const struct body *body, const struct ir_var *var)
{
    const struct source *source = body->unit->source;
    const struct ir_node *block = body->func->body;

    for (uint32_t i = source_token_at(source, block->start); i < source->token_count; i++) {
        if (source->tokens[i].start >= block->end)
            break;
        if (source_token_is(source, i, var->name) && !source_token_is(source, i - 1, ".") &&
            !source_token_is(source, i - 1, "->"))
            return true;
    }
    return false;
}

static void copy_params(struct body *body, bool from_frame)
{
    const struct ir_func *func = body->func;

    for (uint32_t i = 0; i < func->var_count; i++) {
        const struct ir_var *var = func->vars[i];

        if (var->kind != IR_VAR_PARAM || var->pinned == from_frame || var->is_unnamed)
            continue;
        if (!from_frame)
            body_copy_out(body, var);
        else if (is_named_in(body, var))
            body_copy_in(body, var);
    }
}

static void use_params(struct body *body)
{
    cwriter_printf(body->out, "(void)tamer_in; (void)tamer_self; (void)tamer_at;");
    for (uint32_t i = 0; i < body->func->var_count; i++)
        if (body->func->vars[i]->is_unnamed)
            cwriter_printf(body->out, " (void)%s;", body->func->vars[i]->name);
    if (body->func->signature->result == IR_RESULT_OUT)
        cwriter_printf(body->out, " (void)tamer_out;");
    cwriter_printf(body->out, "\n");
}

static void print_entry_cases(struct body *body)
{
    const struct ir_func *func = body->func;

    for (uint32_t i = 0; i < func->point_count; i++) {
        const struct ir_point *point = func->points[i];
        uint32_t index = point->index;

        if (!point->suspends)
            continue;
        cwriter_printf(body->out, "case %u: goto tamer_await_%u;\n", index, index);
        if (point->region != NULL)
            cwriter_printf(body->out, "case -%u: goto tamer_unwound_%u;\n", index, index);
    }
}

/* Where to go on: a constant in every clone, so nothing of this is left. */
static void print_entry(struct body *body)
{
    const struct ir_func *func = body->func;

    cwriter_printf(body->out, "switch (tamer_at) {\n");
    print_entry_cases(body);
    if (func->signature->has_tasks && !body_is_large(body->unit, func)) {
        cwriter_at(body->out, func->place); /* coverage counts a task where the function begins */
        cwriter_printf(body->out, "case %u:\n", func->point_count + 1);
        body->out->indent++;
        copy_params(body, true);
        if (func->signature->result == IR_RESULT_OUT)
            cwriter_printf(body->out, "tamer_out = tamer_self->tamer_base.out;\n");
        cwriter_printf(body->out, "break;\n");
        body->out->indent--;
        cwriter_at(body->out, func->body->start);
    }
    cwriter_printf(body->out, "default:\n");
    body->out->indent++;
    copy_params(body, false);
    cwriter_printf(body->out, "break;\n");
    body->out->indent--;
    cwriter_printf(body->out, "}\n");
}

static bool ends_with_return(const struct ir_node *block)
{
    const struct ir_node *last = block->kid_count > 0 ? block->kids[block->kid_count - 1] : NULL;

    return last != NULL && last->kind == IR_RETURN && last->exit == NULL;
}

void body_emit(struct cwriter *writer, const struct ir_unit *unit, const struct ir_func *func)
{
    const struct ir_node *block = func->body;
    struct body body = {.out = writer, .unit = unit, .func = func, .name = func->signature->name};

    body.base = func->signature->result == IR_RESULT_OUT ? "tamer_base.frame" : "tamer_base";
    body.continue_used = arena_array(unit->arena, func->loop_count + 1, sizeof(bool));
    cwriter_at(writer, block->start);
    cwriter_printf(writer, "{\n");
    writer->indent++;
    declare_temps(&body);
    use_params(&body);
    if (has_suspension(func) || func->signature->has_tasks)
        print_entry(&body);
    body_list(&body, &func->entry);
    writer->indent--;
    cwriter_printf(writer, "{"); /* the user's declarations, of labels too, begin a block */
    body_statements(&body, block, 0, body_inside(&body, block));
    cwriter_at(writer, block->end - 1);
    cwriter_margin(writer, block->end - 1);
    cwriter_printf(writer, "}\n");
    writer->indent++;
    if (!ends_with_return(block))
        cwriter_printf(writer, " return tamer_done(0);\n");
    writer->indent--;
    cwriter_printf(writer, "}\n");
}
