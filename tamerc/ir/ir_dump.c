/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The dump. A node a line, indented by depth, in the order of the text; what comes first (`pre`)
 * stands above what it comes before. Lines are those of the user's file. No addresses and no paths:
 * the same input gives the same text.
 */
#include <string.h>

#include "ir/ir.h"
#include "ir/ir_cfg.h"
#include "text/source.h"

struct dump {
    FILE *stream;
    const struct source *source; /* NULL: no lines, no text */
    enum ir_stage stage;
};

static void node_line(const struct dump *dump, const struct ir_node *node, int depth);

static void indent(const struct dump *dump, int depth)
{
    for (int i = 0; i < depth; i++)
        fputs("  ", dump->stream);
}

static const char *var_name(const struct ir_var *var)
{
    return var->renamed ? var->renamed : var->name;
}

/* ---- one line ---- */

static void put_line(const struct dump *dump, uint32_t offset)
{
    if (!dump->source)
        return;
    uint32_t token = source_token_at(dump->source, offset);
    fprintf(dump->stream, " :%u", (unsigned)dump->source->tokens[token].line);
}

/* Layout is not what the dump is about: every run of white space is a blank, long text is cut. */
static void put_text(const struct dump *dump, uint32_t start, uint32_t end)
{
    enum { LONGEST = 60 };
    unsigned printed = 0;
    if (!dump->source || end > dump->source->size)
        return;
    fputs(" `", dump->stream);
    for (uint32_t at = start; at < end; at++) {
        unsigned char c = (unsigned char)dump->source->text[at];
        bool is_space = c <= ' ';
        if (is_space && at + 1 < end && (unsigned char)dump->source->text[at + 1] <= ' ')
            continue;
        if (printed++ == LONGEST) {
            fputs("...", dump->stream);
            break;
        }
        fputc(is_space ? ' ' : c, dump->stream);
    }
    fputc('`', dump->stream);
}

static void put_operator(const struct dump *dump, const struct ir_node *node)
{
    if (!dump->source || node->op_start < node->start || node->op_start >= node->end)
        return;
    if (node->kind != IR_BINARY && node->kind != IR_ASSIGN_OP)
        return;
    const struct token *token =
        &dump->source->tokens[source_token_at(dump->source, node->op_start)];
    fprintf(dump->stream, " %.*s", (int)(token->end - token->start),
            dump->source->text + token->start);
}

static void put_flag(const struct dump *dump, bool is_set, const char *name)
{
    if (is_set)
        fprintf(dump->stream, " %s", name);
}

static void put_flags(const struct dump *dump, const struct ir_node *node)
{
    put_flag(dump, node->is_lvalue, "lvalue");
    put_flag(dump, node->is_bitfield, "bitfield");
    put_flag(dump, node->has_init, "init");
    put_flag(dump, node->is_asm_goto, "asm-goto");
    put_flag(dump, node->is_pointer_call, "by-pointer");
    put_flag(dump, node->is_marked_pointer, "marked");
    put_flag(dump, node->is_global, "global");
    put_flag(dump, node->is_constant, "constant");
    put_flag(dump, node->negated, "negated");
    put_flag(dump, node->negate_twice, "truth");
}

static void put_exit(const struct dump *dump, const struct ir_node *node)
{
    for (const struct ir_exit *exit = node->exit; exit; exit = exit->outer)
        fprintf(dump->stream, " exit %d of region %u", exit->number, (unsigned)exit->region->index);
}

static void put_leaf(const struct dump *dump, const struct ir_node *node)
{
    bool has_text = node->kind == IR_LITERAL || node->kind == IR_GENERIC ||
                    node->kind == IR_UNEVALUATED || node->kind == IR_NULL || node->kind == IR_ASM;
    if (node->var)
        fprintf(dump->stream, " %s", var_name(node->var));
    else if (node->name)
        fprintf(dump->stream, " %s", node->name);
    else if (has_text)
        put_text(dump, node->start, node->end);
}

static void put_node(const struct dump *dump, const struct ir_node *node)
{
    fputs(ir_kind_name(node->kind), dump->stream);
    put_leaf(dump, node);
    put_operator(dump, node);
    put_line(dump, node->start);
    put_flags(dump, node);
    if (node->callee)
        fprintf(dump->stream, " calls %s", node->callee->name);
    if (node->kind == IR_SET && node->kid_count == 0)
        fprintf(dump->stream, " = %d", node->number);
    if (node->temp)
        fprintf(dump->stream, " temp %s", node->temp->name);
    if (node->literal)
        fprintf(dump->stream, " kept in %s", node->literal->name);
    if (node->point)
        fprintf(dump->stream, " point %u", (unsigned)node->point->index);
    if (node->region)
        fprintf(dump->stream, " region %u", (unsigned)node->region->index);
    put_exit(dump, node);
    fputc('\n', dump->stream);
}

/* ---- the tree ---- */

static void put_list(const struct dump *dump, const struct ir_list *list, int depth,
                     const char *role)
{
    if (list->count == 0)
        return;
    indent(dump, depth);
    fprintf(dump->stream, "%s:\n", role);
    for (uint32_t i = 0; i < list->count; i++)
        node_line(dump, list->items[i], depth + 1);
}

/* An expression that was evaluated earlier is not printed where it stood: it is one read of its
 * temporary. */
static void put_kids(const struct dump *dump, const struct ir_node *node, int depth)
{
    static const char *const names[] = {"1", "2", "3", "4"};
    bool is_fixed = node->kind == IR_FOR || node->kind == IR_IF || node->kind == IR_CASE ||
                    node->kind == IR_COND;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        if (node->kids[i]) {
            node_line(dump, node->kids[i], depth);
        } else if (is_fixed && i < 4) {
            indent(dump, depth);
            fprintf(dump->stream, "no part %s\n", names[i]);
        }
    }
}

static void node_line(const struct dump *dump, const struct ir_node *node, int depth)
{
    indent(dump, depth);
    put_node(dump, node);
    put_list(dump, &node->pre, depth + 1, "first");
    put_list(dump, &node->pre_cond, depth + 1, "before the condition");
    put_list(dump, &node->pre_step, depth + 1, "before the step");
    put_list(dump, &node->list, depth + 1, node->kind == IR_WHEN ? "then" : "body");
    put_list(dump, &node->other, depth + 1, "else");
    put_kids(dump, node, depth + 1);
}

/* ---- variables, points, regions ---- */

static void put_pinned(const struct dump *dump, const struct ir_var *var)
{
    static const char *const reasons[] = {[IR_PIN_NONE] = "",
                                          [IR_PIN_ADDRESS] = "address taken",
                                          [IR_PIN_LITERAL] = "literal",
                                          [IR_PIN_ITSELF] = "names itself",
                                          [IR_PIN_ARRAY] = "array",
                                          [IR_PIN_VOLATILE] = "volatile",
                                          [IR_PIN_CONSTANT] = "constant",
                                          [IR_PIN_LARGE] = "large",
                                          [IR_PIN_REGISTER] = "in a register",
                                          [IR_PIN_JUMPED] = "jumped over",
                                          [IR_PIN_HIDDEN] = "hidden"};
    fprintf(dump->stream, " pinned (%s", reasons[var->pin]);
    if (var->pin_place)
        put_line(dump, var->pin_place);
    fputc(')', dump->stream);
}

static void put_var(const struct dump *dump, const struct ir_var *var)
{
    static const char *const kinds[] = {[IR_VAR_PARAM] = "parameter",
                                        [IR_VAR_LOCAL] = "local",
                                        [IR_VAR_STATIC] = "static",
                                        [IR_VAR_TEMP] = "temporary",
                                        [IR_VAR_TYPE] = "type"};
    fprintf(dump->stream, "  %s %s", kinds[var->kind], var->name);
    if (var->renamed)
        fprintf(dump->stream, " as %s", var->renamed);
    if (var->type && var->type->spelling)
        fprintf(dump->stream, " `%s`", var->type->spelling);
    if (var->declarator)
        put_line(dump, var->declarator->start);
    put_flag(dump, var->is_register, "register");
    put_flag(dump, var->is_cleanup, "cleanup");
    put_flag(dump, var->alignment > 0, "aligned");
    put_flag(dump, var->is_tamed, "marked");
    if (dump->stage >= IR_LIVE && var->pinned)
        put_pinned(dump, var);
    if (dump->stage >= IR_LIVE && var->saved)
        fputs(" saved", dump->stream);
    put_flag(dump, dump->stage >= IR_LIVE && var->half_set, "from zero");
    fputc('\n', dump->stream);
}

static void put_region_way(const struct dump *dump, const struct ir_region *region, bool in_door)
{
    if (region)
        fprintf(dump->stream, " %s region %u", in_door ? "behind" : "in", (unsigned)region->index);
}

static void put_point(const struct dump *dump, const struct ir_point *point)
{
    fprintf(dump->stream, "  point %u %s", (unsigned)point->index, ir_kind_name(point->node->kind));
    put_line(dump, point->offset);
    put_flag(dump, !point->suspends, "never waits");
    put_region_way(dump, point->region, point->in_door);
    if (dump->stage >= IR_LIVE && point->suspends) {
        fputs(", saves", dump->stream);
        for (uint32_t i = 0; i < point->live_count; i++)
            fprintf(dump->stream, " %s", var_name(point->live[i]));
        if (point->live_count == 0)
            fputs(" nothing", dump->stream);
        for (uint32_t i = 0; i < point->blank_count; i++)
            fprintf(dump->stream, "%s %s", i == 0 ? ", clears" : "", var_name(point->blank[i]));
    }
    fputc('\n', dump->stream);
}

static void put_region(const struct dump *dump, const struct ir_region *region)
{
    static const char *const kinds[] = {
        [IR_REGION_SCOPE] = "scope", [IR_REGION_DEFER] = "defer", [IR_REGION_CATCH] = "catch"};
    fprintf(dump->stream, "  region %u %s", (unsigned)region->index, kinds[region->kind]);
    put_line(dump, region->node->start);
    put_region_way(dump, region->parent, region->in_door);
    put_flag(dump, region->can_fail, "can fail");
    put_flag(dump, region->awaits, "awaits");
    fputc('\n', dump->stream);
}

/* ---- the graph ---- */

static void put_event(const struct dump *dump, const struct ir_event *event)
{
    static const char *const names[] = {
        [IR_EVENT_USE] = "use",       [IR_EVENT_DEF] = "def",     [IR_EVENT_PARTIAL] = "partial",
        [IR_EVENT_ESCAPE] = "escape", [IR_EVENT_BIRTH] = "birth", [IR_EVENT_DEATH] = "death",
        [IR_EVENT_ALLOCA] = "alloca", [IR_EVENT_POINT] = "point",
    };
    fprintf(dump->stream, "    %s ", names[event->kind]);
    if (event->kind == IR_EVENT_POINT)
        fprintf(dump->stream, "%u\n", (unsigned)event->point->index);
    else if (event->kind == IR_EVENT_ALLOCA)
        fprintf(dump->stream, "%u\n", (unsigned)event->place);
    else
        fprintf(dump->stream, "%s\n", event->var->name);
}

static void put_block(const struct dump *dump, const struct ir_basic_block *block, uint32_t index)
{
    fprintf(dump->stream, "  block %u", (unsigned)index);
    for (uint32_t i = 0; i < block->next_count; i++)
        fprintf(dump->stream, "%s%u", i == 0 ? " -> " : " ", (unsigned)block->next[i]);
    fputc('\n', dump->stream);
    for (uint32_t i = 0; i < block->event_count; i++)
        put_event(dump, &block->events[i]);
}

/* Blocks that hold nothing and lead nowhere are only the ends of jumps. */
static void put_graph(const struct dump *dump, const struct ir_cfg *graph)
{
    fputs("graph\n", dump->stream);
    for (uint32_t i = 0; i < graph->block_count; i++) {
        const struct ir_basic_block *block = &graph->blocks[i];
        if (i < 2 || block->event_count > 0 || block->next_count > 0)
            put_block(dump, block, i);
    }
}

/* ---- the function ---- */

static void put_heading(const struct dump *dump, const struct ir_func *func)
{
    static const char *const results[] = {[IR_RESULT_VOID] = "void",
                                          [IR_RESULT_INTEGER] = "integer",
                                          [IR_RESULT_POINTER] = "pointer",
                                          [IR_RESULT_BITS] = "bits",
                                          [IR_RESULT_OUT] = "out"};
    const struct ir_signature *signature = func->signature;
    fprintf(dump->stream, "function %s", signature->name);
    put_line(dump, func->start);
    fprintf(dump->stream, " returns %s", results[signature->result]);
    put_flag(dump, signature->has_sync, "tamed");
    put_flag(dump, signature->is_static, "static");
    put_flag(dump, signature->is_inline, "inline");
    put_flag(dump, func->has_computed_goto, "computed-goto");
    fputc('\n', dump->stream);
}

static void put_field(const struct dump *dump, const struct ir_field *field, bool shares)
{
    fprintf(dump->stream, "  %u: %s %u bytes, aligned to %u%s%s%s\n", (unsigned)field->offset,
            field->name, (unsigned)field->size, (unsigned)field->align,
            field->var->pinned ? ", pinned" : "", field->is_raw ? ", raw" : "",
            shares ? ", shares" : "");
}

static void put_fields(const struct dump *dump, const struct ir_func *func)
{
    fprintf(dump->stream, "frame%s\n", func->needs_frame_at_start ? " from the start" : "");
    for (uint32_t i = 0; i < func->slot_count; i++)
        for (uint32_t k = 0; k < func->slots[i].arm_count; k++)
            for (uint32_t n = 0; n < func->slots[i].arms[k].count; n++)
                put_field(dump, func->slots[i].arms[k].fields[n], func->slots[i].arm_count > 1);
    fprintf(dump->stream, "  %u bytes\n", (unsigned)func->frame_size);
}

static void put_parts(const struct dump *dump, const struct ir_func *func)
{
    if (func->var_count > 0)
        fputs("variables\n", dump->stream);
    for (uint32_t i = 0; i < func->var_count; i++)
        put_var(dump, func->vars[i]);
    if (func->region_count > 0)
        fputs("regions\n", dump->stream);
    for (uint32_t i = 0; i < func->region_count; i++)
        put_region(dump, func->regions[i]);
    if (func->point_count > 0)
        fputs("points\n", dump->stream);
    for (uint32_t i = 0; i < func->point_count; i++)
        put_point(dump, func->points[i]);
}

void ir_dump(FILE *stream, const struct ir_unit *unit, const struct ir_func *func,
             enum ir_stage stage)
{
    struct dump dump = {.stream = stream, .source = unit->source, .stage = stage};

    put_heading(&dump, func);
    put_parts(&dump, func);
    if (stage <= IR_LOWERED)
        node_line(&dump, func->body, 0);
    if (stage == IR_FLOWED)
        put_graph(&dump, func->cfg);
    if (stage == IR_FRAMED)
        put_fields(&dump, func);
}
