/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/function.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/body.h"
#include "emit/ctype.h"
#include "emit/cwriter.h"
#include "emit/declare.h"
#include "ir/ir.h"
#include "text/source.h"

/* Up to so many suspension points each gets a clone of its own, entered with a constant: no
 * dispatch, only the code that can follow. Beyond, one clone serves all, so that the code does not
 * grow with their square. */
#define CLONES_MAX 2

struct printer {
    struct cwriter *out;
    const struct ir_unit *unit;
    const struct ir_func *func;
    const char *name;
    const char *linkage;
    bool is_out;    /* the result goes through tamer_out */
    bool cleans_up; /* has regions: an error must pass through the body */
    bool is_single; /* the body is compiled once whatever the compiler is asked for */
    bool is_large;
    uint32_t suspensions;
};

/* ---- frame ---- */

/* Of what lives in the frame: const alone is gone. */
static const char *declare_qualified(struct arena *arena, const struct ir_type *type,
                                     const char *name)
{
    if (type->is_atomic)
        return arena_printf(arena, "%s%s", type->is_volatile ? "volatile " : "",
                            ctype_atomic(arena, type, name));
    return type->is_volatile ? ctype_volatile(arena, type, name) : ctype_declare(arena, type, name);
}

static void print_field(struct printer *p, const struct ir_field *field)
{
    struct arena *arena = p->unit->arena;
    const struct ir_type *type = field->var->type;
    const char *name = field->name;

    if (ir_field_is_bytes(field))
        cwriter_printf(p->out, "__attribute__((aligned(%u))) unsigned char %s[%u];\n", field->align,
                       name, field->size);
    else
        cwriter_printf(
            p->out, "%s%s;\n",
            field->var->pinned && field->var->alignment > 0 ? "__attribute__((aligned(16))) " : "",
            field->var->pinned ? declare_qualified(arena, type, name)
                               : ctype_declare(arena, type, name));
}

static void open_group(struct printer *p, const char *keyword)
{
    cwriter_printf(p->out, "__extension__ %s {\n", keyword);
    p->out->indent++;
}

static void close_group(struct printer *p)
{
    p->out->indent--;
    cwriter_printf(p->out, "};\n");
}

static void print_arm(struct printer *p, const struct ir_arm *arm, bool grouped)
{
    if (grouped)
        open_group(p, "struct");
    for (uint32_t i = 0; i < arm->count; i++)
        if (arm->fields[i]->twin == NULL)
            print_field(p, arm->fields[i]);
    if (grouped)
        close_group(p);
}

static bool is_printed(const struct ir_arm *arm)
{
    return arm->count > 1 || arm->fields[0]->twin == NULL;
}

/* Fields that share their place are members of a union without a name: each is found by its own. */
static void print_slot(struct printer *p, const struct ir_slot *slot)
{
    uint32_t printed = 0;

    for (uint32_t i = 0; i < slot->arm_count; i++)
        printed += is_printed(&slot->arms[i]);
    if (printed > 1)
        open_group(p, "union");
    for (uint32_t i = 0; i < slot->arm_count; i++)
        print_arm(p, &slot->arms[i], printed > 1 && slot->arms[i].count > 1);
    if (printed > 1)
        close_group(p);
}

static void print_aliases(struct printer *p)
{
    for (const struct ir_alias *alias = p->func->aliases; alias != NULL; alias = alias->next)
        cwriter_printf(p->out, "typedef __typeof__(%s) %s;\n", alias->spelling, alias->name);
}

static void print_frame(struct printer *p)
{
    cwriter_printf(p->out, "struct %s__frame {\n", p->name);
    p->out->indent++;
    cwriter_printf(p->out, "%s tamer_base;\n", p->is_out ? "tamer_frame_out" : "tamer_frame");
    for (uint32_t i = 0; i < p->func->slot_count; i++)
        print_slot(p, &p->func->slots[i]);
    p->out->indent--;
    cwriter_printf(p->out, "};\n");
    cwriter_break(p->out);
}

/* ---- suspension points ---- */

static bool own_clones(const struct printer *p)
{
    return p->suspensions == 0 || (p->suspensions <= CLONES_MAX && !p->is_large);
}

bool function_has_begin(const struct ir_unit *unit, const struct ir_func *func)
{
    uint32_t suspensions = 0;

    for (uint32_t i = 0; i < func->point_count; i++)
        suspensions += func->points[i]->suspends;
    return !func->signature->is_static || suspensions <= CLONES_MAX || body_is_large(unit, func);
}

static void print_point(struct printer *p, const struct ir_point *point)
{
    const struct source *source = p->unit->source;
    const struct token *token = &source->tokens[source_token_at(source, point->offset)];
    struct arena *arena = p->unit->arena;
    const char *resume = "0", *unwind = "0";

    if (point->node->kind == IR_CATCH_REGION) /* a place that nothing is raised at */
        return;
    if (point->suspends) {
        resume = own_clones(p) ? arena_printf(arena, "%s__resume%u", p->name, point->index)
                               : arena_printf(arena, "%s__resume", p->name);
        unwind = point->region != NULL ? arena_printf(arena, "%s__unwind", p->name)
                                       : "tamer_frame_unwind";
    }
    cwriter_printf(p->out,
                   "static const tamer_point %s__await%u = { %s, %s, \"%s\", %s, %u, %u, "
                   "sizeof(struct %s__frame) };\n",
                   p->name, point->index, resume, unwind, p->name,
                   ctype_string(arena, source->shown[token->file]), token->line, point->index,
                   p->name);
}

static void print_points(struct printer *p)
{
    const struct ir_func *func = p->func;

    for (uint32_t i = 0; i < func->point_count && own_clones(p); i++)
        if (func->points[i]->suspends)
            cwriter_printf(p->out, "static tamer_step %s__resume%u(tamer_frame *, tamer_u64);\n",
                           p->name, func->points[i]->index);
    if (!own_clones(p))
        cwriter_printf(p->out, "static tamer_step %s__resume(tamer_frame *, tamer_u64);\n",
                       p->name);
    if (p->cleans_up)
        cwriter_printf(p->out, "static tamer_step %s__unwind(tamer_frame *, tamer_u64);\n",
                       p->name);
    for (uint32_t i = 0; i < func->point_count; i++)
        print_point(p, func->points[i]);
    cwriter_break(p->out);
}

/* ---- body ---- */

/* As variables of the body, which are assigned to and may have other names. */
static void print_params(struct printer *p)
{
    const struct ir_func *func = p->func;

    for (uint32_t i = 0; i < func->signature->param_count; i++) {
        const struct ir_var *var = func->vars[i];
        bool changes = var->type->is_const || var->renamed != NULL || func->params[i].declarator ||
                       strstr(func->params[i].text, "typeof") != NULL; /* of one that changes */
        bool as_type = changes && var->type->spelling != NULL;

        cwriter_printf(p->out, ", %s",
                       as_type ? ctype_declare(p->unit->arena, var->type, ctype_var(var))
                               : func->params[i].text);
    }
    if (p->is_out)
        cwriter_printf(p->out, ", %s__type *tamer_out", p->name);
}

static void print_pragma(struct printer *p, const char *pragma)
{
    cwriter_break(p->out);
    cwriter_printf(p->out, "#pragma GCC diagnostic %s", pragma);
    cwriter_break(p->out);
}

static bool takes_large_result(const struct ir_func *func)
{
    for (uint32_t i = 0; i < func->point_count; i++) {
        const struct ir_node *node = func->points[i]->node;

        if (node->kind == IR_AWAIT_POINT && node->var != NULL &&
            ir_result_of(node->var->type) == IR_RESULT_OUT)
            return true;
    }
    return false;
}

static bool declares_type(const struct ir_node *node)
{
    if (node == NULL || node->kind == IR_UNEVALUATED)
        return false;
    if (node->kind == IR_DECLARATOR && node->var == NULL)
        return true;
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (declares_type(node->kids[i]))
            return true;
    for (uint32_t i = 0; i < IR_LIST_COUNT; i++)
        for (uint32_t k = 0; k < ir_list_of(node, i)->count; k++)
            if (declares_type(ir_list_of(node, i)->items[k]))
                return true;
    return false;
}

static uint32_t count_pinned_arrays(const struct ir_func *func)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < func->var_count; i++)
        count += func->vars[i]->pinned && func->vars[i]->type->kind == IR_TYPE_ARRAY;
    return count;
}

/* Where gcc would guess wrong: two arrays of the user's are neighbours in one object now, and one
 * might reach into the other; a large result might not have been written where the call has failed.
 * One cleanup might have freed what the next one looks at: all ways out lead through the same
 * calls. And a type that only variables in the frame have is not named in the body. Returns whether
 * any exception was printed. */
static bool print_exceptions(struct printer *p)
{
    bool types = p->suspensions > 0 && declares_type(p->func->body);
    bool arrays = p->unit->gnu && count_pinned_arrays(p->func) > 1;
    bool large = p->unit->gnu && takes_large_result(p->func);
    bool cleanups = p->unit->gnu && p->func->cleanups.count > 1;

    if (!types && !arrays && !large && !cleanups)
        return false;
    print_pragma(p, "push");
    if (types)
        print_pragma(p, "ignored \"-Wunused-local-typedefs\"");
    if (arrays)
        print_pragma(p, "ignored \"-Wrestrict\"");
    if (large)
        print_pragma(p, "ignored \"-Wmaybe-uninitialized\"");
    if (cleanups) {
        print_pragma(p, "ignored \"-Wpragmas\""); /* gcc 11 does not know the next one */
        print_pragma(p, "ignored \"-Wuse-after-free\"");
    }
    return true;
}

const char *function_copies(bool is_optimised)
{
    return is_optimised ? "__inline__ __attribute__((always_inline))" : "__attribute__((noinline))";
}

static void print_body(struct printer *p)
{
    bool excepted = print_exceptions(p);
    const char *copies = function_copies(p->unit->optimised);

    if (p->is_single)
        copies = p->unit->gnu ? "__attribute__((noinline, noclone))" : "__attribute__((noinline))";
    else if (p->out->pieces != NULL) /* nobody knows who compiles it */
        copies = "TAMER_BODY_";

    cwriter_at(p->out, p->func->place);
    /* Addresses of labels are those of one copy: that one is called wherever the function is
     * entered. */
    cwriter_printf(p->out,
                   "static %s %stamer_step\n%s__body(struct %s__frame *tamer_self, int tamer_at",
                   copies, p->func->signature->code_attributes, p->name, p->name);
    print_params(p);
    cwriter_printf(p->out, ", tamer_u64 tamer_in)\n");
    body_emit(p->out, p->unit, p->func);
    if (excepted)
        print_pragma(p, "pop");
    cwriter_break(p->out);
}

/* ---- entries ---- */

static void print_own_arguments(struct printer *p)
{
    for (uint32_t i = 0; i < p->func->signature->param_count; i++)
        cwriter_printf(p->out, ", %s%s", p->func->vars[i]->type->shape != NULL ? "(void *)" : "",
                       p->func->params[i].name);
    if (p->is_out)
        cwriter_printf(p->out, ", tamer_out");
}

static void print_async(struct printer *p)
{
    const char *name = p->name;
    const struct ir_signature *signature = p->func->signature;
    struct strbuf params = {0};

    cwriter_at(p->out, p->func->place);
    declare_entry_params(&params, p->func->signature, p->func->params, p->is_out);
    cwriter_printf(p->out, "%s%s%stamer_step %s__async(%s)\n{\n", p->linkage,
                   signature->code_attributes, signature->entry_attributes, name, params.text);
    strbuf_free(&params);
    p->out->indent++;
    if (!p->func->needs_frame_at_start) {
        cwriter_printf(p->out, "return %s__body(0, 0", name);
        print_own_arguments(p);
        cwriter_printf(p->out, ", 0);\n");
    } else {
        cwriter_printf(
            p->out, "struct %s__frame *tamer_self = tamer_frame_new(sizeof *tamer_self);\n", name);
        cwriter_printf(p->out, "tamer_step tamer_end = %s__body(tamer_self, 0", name);
        print_own_arguments(p);
        cwriter_printf(p->out, ", 0);\n");
        cwriter_printf(
            p->out,
            "if (tamer_end.frame != (tamer_frame *)tamer_self) { tamer_frame_free(tamer_self, "
            "sizeof *tamer_self); }\nreturn tamer_end;\n");
    }
    p->out->indent--;
    cwriter_printf(p->out, "}\n");
    cwriter_break(p->out);
}

static void print_frame_argument(struct printer *p, const struct ir_var *var, bool is_start)
{
    struct arena *arena = p->unit->arena;
    const struct ir_field *field = var->field;

    if (field == NULL && var->type->size == 0) /* has no value that could be written */
        cwriter_printf(p->out, "*(%s *)(void *)tamer_self", ctype_name(arena, var->type));
    else if (field == NULL || (!is_start && var->type->kind == IR_TYPE_INTEGER))
        cwriter_printf(p->out, "(%s){0}", ctype_name(arena, var->type));
    else if (ir_field_is_bytes(field))
        cwriter_printf(p->out, "*(__typeof__(%s) *)%s", var->type->spelling,
                       ctype_place(arena, field, "tamer_self"));
    else
        cwriter_printf(p->out, "tamer_self->%s", var->field->name);
}

/* What a body gets for its parameters. Resumed, it restores those that are live from the frame
 * itself; the others' fields hold nothing, which for a _Bool must not even be read. */
static void print_frame_arguments(struct printer *p, bool is_start)
{
    for (uint32_t i = 0; i < p->func->signature->param_count; i++) {
        cwriter_printf(p->out, ", ");
        print_frame_argument(p, p->func->vars[i], is_start);
    }
    if (p->is_out)
        cwriter_printf(p->out, ", 0");
}

/* What gcc finds out late about the body, it says once for each copy of it; all of that it says of
 * the one in NAME__async. */
static void quieten_clones(struct printer *p, bool on)
{
    static const char *const names[] = {"pragmas",
                                        "array-bounds",
                                        "dangling-pointer",
                                        "format-overflow",
                                        "format-truncation",
                                        "maybe-uninitialized",
                                        "nonnull",
                                        "restrict",
                                        "stringop-overflow",
                                        "stringop-overread",
                                        "stringop-truncation",
                                        "use-after-free"};

    if (!p->unit->gnu)
        return;
    if (p->out->pieces != NULL) {
        cwriter_printf(p->out, on ? "TAMER_QUIET_CLONES_\n" : "TAMER_QUIET_END_\n");
        return;
    }
    print_pragma(p, on ? "push" : "pop");
    for (size_t i = 0; on && i < sizeof names / sizeof names[0]; i++)
        print_pragma(p, arena_printf(p->unit->arena, "ignored \"-W%s\"", names[i]));
}

/* place: whose line it stands on. No two begin on one line, as far as that can be: coverage tells
 * functions apart by their lines. parameters: besides the frame. */
static void open_entry(struct printer *p, const char *suffix, const char *parameters,
                       uint32_t place)
{
    cwriter_at(p->out, place);
    cwriter_printf(p->out,
                   "static %stamer_step %s__%s(tamer_frame *tamer_this_frame, %stamer_u64 "
                   "tamer_in)\n{\n",
                   p->func->signature->code_attributes, p->name, suffix, parameters);
    p->out->indent++;
}

static void close_entry(struct printer *p)
{
    p->out->indent--;
    cwriter_printf(p->out, "}\n");
    cwriter_break(p->out);
}

static void print_self(struct printer *p)
{
    cwriter_printf(p->out, "struct %s__frame *tamer_self = (struct %s__frame *)tamer_this_frame;\n",
                   p->name, p->name);
}

static void print_entered_body(struct printer *p, const char *at, bool is_start)
{
    print_self(p);
    cwriter_printf(
        p->out,
        "return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, %s__body(tamer_self, %s",
        p->name, at);
    print_frame_arguments(p, is_start);
    cwriter_printf(p->out, ", tamer_in));\n");
}

static void print_clone(struct printer *p, const char *suffix, const char *at, uint32_t place)
{
    open_entry(p, suffix, "", place);
    print_entered_body(p, at, strcmp(suffix, "begin") == 0);
    close_entry(p);
}

static void print_step_entry(struct printer *p, const char *suffix, const char *sign)
{
    cwriter_at(p->out, p->func->place);
    cwriter_printf(p->out, FUNCTION_NOT_COUNTED);
    open_entry(p, suffix, "", p->func->place);
    cwriter_printf(
        p->out,
        "return %s__step(tamer_this_frame, %s(int)tamer_this_frame->point->index, tamer_in);\n",
        p->name, sign);
    close_entry(p);
}

/* Where code stands that serves all points: coverage would count any of them each time. On the line
 * of the body's '{', unless the function begins there, too. */
static uint32_t shared_place(const struct printer *p)
{
    const struct source *source = p->unit->source;
    const struct ir_node *block = p->func->body;
    const struct token *head = &source->tokens[source_token_at(source, p->func->place)];
    const struct token *brace = &source->tokens[source_token_at(source, block->start)];

    return head->line != brace->line ? block->start : block->end - 1;
}

/* One copy of the body for whatever happens to a waiting call. */
static void print_step(struct printer *p, uint32_t place)
{
    cwriter_at(p->out, place);
    cwriter_printf(p->out, "__attribute__((noinline)) ");
    open_entry(p, "step", "int tamer_at, ", place);
    print_entered_body(p, "tamer_at", false);
    close_entry(p);
    print_step_entry(p, "resume", "");
    print_step_entry(p, "unwind", "-");
}

static void print_clones(struct printer *p)
{
    struct arena *arena = p->unit->arena;

    if (!own_clones(p) && p->cleans_up) {
        print_step(p, shared_place(p));
        return;
    }
    for (uint32_t i = 0; i < p->func->point_count && own_clones(p); i++)
        if (p->func->points[i]->suspends)
            print_clone(p, arena_printf(arena, "resume%u", p->func->points[i]->index),
                        arena_printf(arena, "%u", p->func->points[i]->index),
                        p->func->points[i]->offset);
    if (!own_clones(p))
        print_clone(p, "resume", "(int)tamer_this_frame->point->index", shared_place(p));
    if (p->cleans_up)
        print_clone(p, "unwind", "-(int)tamer_this_frame->point->index", p->func->place);
}

/* ---- the start of a task ---- */

/* The arguments leave the frame: the call makes a new one if it waits. */
static void print_begin_by_call(struct printer *p)
{
    uint32_t count = p->func->signature->param_count;

    cwriter_at(p->out, p->func->body_start);
    cwriter_printf(p->out, FUNCTION_NOT_COUNTED);
    open_entry(p, "begin", "", p->func->body_start);
    print_self(p);
    cwriter_printf(p->out, "tamer_step tamer_s = %s__async(", p->name);
    for (uint32_t i = 0; i < count; i++) {
        cwriter_printf(p->out, i > 0 ? ", " : "");
        print_frame_argument(p, p->func->vars[i], true);
    }
    if (p->is_out)
        cwriter_printf(p->out, "%stamer_self->tamer_base.out", count > 0 ? ", " : "");
    cwriter_printf(p->out, ");\n(void)tamer_in;\n");
    if (p->is_out)
        cwriter_printf(p->out, "if ((tamer_uptr)tamer_s.frame > 1) { ((tamer_frame_out "
                               "*)tamer_s.frame)->out = tamer_self->tamer_base.out; }\n");
    cwriter_printf(p->out,
                   "return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);\n");
    close_entry(p);
}

/* A task begins in a frame that holds its arguments. The clone that serves all points serves that
 * one, too. Nobody may ever schedule a function that other files see, so its start is small. */
static void print_begin(struct printer *p)
{
    uint32_t index = p->func->point_count + 1;

    if (!p->func->signature->has_tasks)
        return;
    if (p->is_large || !p->func->signature->is_static)
        print_begin_by_call(p);
    else if (own_clones(p))
        print_clone(p, "begin", arena_printf(p->unit->arena, "%u", index), p->func->body_start);
}

void function_emit(struct cwriter *writer, const struct ir_unit *unit, const struct ir_func *func)
{
    const struct ir_signature *signature = func->signature;
    struct printer p = {.out = writer, .unit = unit, .func = func, .name = signature->name};

    p.linkage = signature->is_static ? "static " : "";
    p.is_out = signature->result == IR_RESULT_OUT;
    p.is_single = func->has_computed_goto || (unit->gnu && func->is_never_inlined);
    p.is_large = body_is_large(unit, func);
    for (uint32_t i = 0; i < func->point_count; i++) {
        p.suspensions += func->points[i]->suspends;
        p.cleans_up |= func->points[i]->suspends && func->points[i]->region != NULL;
    }
    cwriter_break(writer);
    cwriter_at(writer, func->place);
    cwriter_margin(writer, func->place);
    print_aliases(&p);
    print_frame(&p);
    print_points(&p);
    print_body(&p);
    /* Compilers would miss the bounds that the prototypes have. */
    if (func->has_rewritten_param)
        cwriter_silent(writer, "TAMER_QUIET_BOUNDS_");
    print_async(&p);
    cwriter_silent(writer, NULL);
    quieten_clones(&p, true);
    print_clones(&p);
    print_begin(&p);
    quieten_clones(&p, false);
}
