/* SPDX-License-Identifier: BSD-3-Clause */
/* One pass over the external declarations, then one over the functions that matter. */
#include "base/arena.h"
#include "base/vec.h"
#include "front/clang_unit.h"
#include "front/front.h"
#include "front/nesting.h"
#include "front/parser.h"
#include "front/sites.h"
#include "front/type_names.h"
#include "front/types.h"
#include "text/diag.h"
#include "text/source.h"

struct function {
    CXCursor cursor;
    struct ir_signature *signature; /* NULL: a plain function in which tasks are scheduled */
    uint32_t start, end;            /* as libclang says */
    bool is_definition;
};

struct harvest {
    struct ir_unit *unit;
    struct diag *diag;
    struct clang_unit clang;
    struct dialect dialect;
    struct type_names types;
    struct sites sites;
    struct function_list VEC(struct function) functions;
    struct ir_func **next; /* end of the unit's list */
};

/* ---- external declarations ---- */

static void add_type_name(struct harvest *harvest, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    type_names_add(harvest->unit->arena, &harvest->types,
                   arena_strdup(harvest->unit->arena, clang_getCString(name)));
    clang_disposeString(name);
}

static void add_function(struct harvest *harvest, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    struct function function = {
        .cursor = cursor,
        .signature = ir_signature_find(harvest->unit, clang_getCString(name)),
        .is_definition = clang_isCursorDefinition(cursor) != 0,
    };
    clang_disposeString(name);
    if (!clang_unit_extent(&harvest->clang, cursor, &function.start, &function.end))
        return;
    if (function.signature ||
        (function.is_definition && sites_any(&harvest->sites, function.start, function.end)))
        vec_push(harvest->unit->arena, &harvest->functions, function);
}

static enum CXChildVisitResult visit_external(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_TypedefDecl)
        add_type_name(data, cursor);
    else if (kind == CXCursor_FunctionDecl)
        add_function(data, cursor);
    return CXChildVisit_Continue;
}

/* ---- signatures ---- */

static bool report(const struct harvest *harvest, const struct function *function)
{
    return clang_unit_report(&harvest->clang, harvest->diag, function->start, function->end) > 0;
}

static void describe_result(struct harvest *harvest, const struct function *function)
{
    struct ir_signature *signature = function->signature;
    if (!signature || signature->result_type)
        return;
    signature->result_type =
        types_make(harvest->unit->arena, clang_getCursorResultType(function->cursor), false);
    if (signature->result_type)
        signature->result = ir_result_of(signature->result_type);
}

/* The declaration of every tamed function that is used must have been understood. */
static void check_signatures(struct harvest *harvest)
{
    for (struct ir_signature *each = harvest->unit->signatures; each; each = each->next)
        if (each->wanted && !each->is_synthetic && !each->result_type)
            diag_error(harvest->diag, each->name_at, each->name_at, NULL,
                       "tamerc does not understand the declaration of '%s'", each->name);
}

/* ---- definitions ---- */

static enum CXChildVisitResult find_body(CXCursor cursor, CXCursor parent, CXClientData data)
{
    CXCursor *body = data;
    (void)parent;
    if (clang_getCursorKind(cursor) != CXCursor_CompoundStmt)
        return CXChildVisit_Continue;
    *body = cursor;
    return CXChildVisit_Break;
}

static CXCursor body_of(CXCursor function)
{
    CXCursor body = clang_getNullCursor();
    clang_visitChildren(function, find_body, &body);
    return body;
}

/* libclang leaves out what stands before the specifiers: attributes, __extension__. */
static uint32_t external_start(const struct source *source, uint32_t offset)
{
    uint32_t at = source_token_at(source, offset);
    while (at > 0 && !source_token_is(source, at - 1, ";") &&
           !source_token_is(source, at - 1, "}") && source->tokens[at - 1].kind != TOKEN_PRAGMA)
        at--;
    return source->tokens[at].start;
}

static void parse_body(struct harvest *harvest, struct ir_func *func,
                       const struct function *function)
{
    struct facts facts = {.arena = harvest->unit->arena,
                          .unit = &harvest->clang,
                          .func = func,
                          .types = &harvest->types};
    facts_collect(&facts, function->cursor);
    func->result_type = facts_visible(&facts, func->signature->result_type);
    struct parser parser = {
        .unit = harvest->unit,
        .arena = harvest->unit->arena,
        .source = harvest->unit->source,
        .diag = harvest->diag,
        .func = func,
        .facts = &facts,
        .dialect = &harvest->dialect,
        .types = &harvest->types,
        .spellings = {.arena = harvest->unit->arena},
        .limit = source_token_at(harvest->unit->source, func->end),
    };
    if (!parameters_read(&parser, function->cursor))
        return;
    parser.at = source_token_at(harvest->unit->source, func->body_start);
    func->body = parse_block(&parser);
    if (!parser.failed && parser.at != parser.limit)
        parser_fail(&parser, parser_here(&parser), parser_here(&parser),
                    "tamerc does not understand this construct");
}

static void harvest_definition(struct harvest *harvest, const struct function *function)
{
    uint32_t body_end = 0;
    struct ir_func *func = arena_new(harvest->unit->arena, struct ir_func);
    func->signature = function->signature;
    func->start = external_start(harvest->unit->source, function->start);
    func->end = function->end;
    if (!clang_unit_extent(&harvest->clang, body_of(function->cursor), &func->body_start,
                           &body_end)) {
        diag_error(harvest->diag, function->start, function->start, NULL,
                   "tamerc does not understand this function");
        return;
    }
    parse_body(harvest, func, function);
    function->signature->func = func;
    *harvest->next = func;
    harvest->next = &func->next;
}

static void harvest_function(struct harvest *harvest, const struct function *function)
{
    struct ir_task_site **sites = harvest->sites.next;
    if (report(harvest, function) || !function->is_definition)
        return;
    if (sites_any(&harvest->sites, function->start, function->end))
        sites_collect(&harvest->sites, function->cursor,
                      external_start(harvest->unit->source, function->start));
    if (!function->signature)
        return;
    clang_unit_warn(&harvest->clang, harvest->diag, function->start, function->end);
    harvest_definition(harvest, function);
    if (function->signature->func)
        function->signature->func->sites = *sites;
}

static bool harvest_unit(struct harvest *harvest)
{
    if (!clang_unit_complete(&harvest->clang, harvest->diag))
        return false;
    sites_prepare(&harvest->sites, harvest->unit, &harvest->clang);
    clang_visitChildren(clang_getTranslationUnitCursor(harvest->clang.unit), visit_external,
                        harvest);
    for (size_t i = 0; i < harvest->functions.count; i++)
        describe_result(harvest, &harvest->functions.at[i]);
    for (size_t i = 0; i < harvest->functions.count; i++)
        harvest_function(harvest, &harvest->functions.at[i]);
    if (diag_errors(harvest->diag) == 0)
        check_signatures(harvest);
    return diag_errors(harvest->diag) == 0;
}

bool front_harvest(struct ir_unit *unit, struct diag *diag, const struct front_options *options)
{
    struct harvest harvest = {
        .unit = unit, .diag = diag, .dialect.clang = &harvest.clang, .next = &unit->funcs};
    bool done = false;
    if (nesting_too_deep(unit, diag))
        return false;
    if (clang_unit_open(&harvest.clang, unit->arena, unit->source, options)) {
        unit->pointer_size = clang_unit_pointer_size(&harvest.clang);
        done = harvest_unit(&harvest);
    } else {
        diag_error(diag, 0, 0, NULL, "libclang could not parse this file");
    }
    clang_unit_close(&harvest.clang);
    return done;
}
