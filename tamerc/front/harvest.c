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
#include "ir/ir_ends.h"
#include "ir/marks.h"
#include "text/diag.h"
#include "text/source.h"

struct function {
    CXCursor cursor;
    struct ir_signature
        *signature;      /* NULL: a plain function that opens scopes or schedules tasks */
    uint32_t start, end; /* as libclang says */
    bool is_definition;
};

struct harvest {
    struct ir_unit *unit;
    struct diag *diag;
    struct clang_unit clang;
    struct dialect dialect;
    struct type_names types;
    struct sites sites;
    struct offset_list VEC(uint32_t) opened; /* where scopes and the like are opened */
    struct function_list VEC(struct function) functions;
    struct ir_func **next, **next_plain; /* ends of the unit's lists */
};

/* ---- scopes ---- */

static void find_opened(struct harvest *harvest)
{
    const struct source *source = harvest->unit->source;
    for (uint32_t i = 0; i < source->token_count; i++)
        if (mark_is_opened(source, i))
            vec_push(harvest->unit->arena, &harvest->opened, source->tokens[i].start);
}

static bool opens_any(const struct harvest *harvest, uint32_t start, uint32_t end)
{
    for (size_t i = 0; i < harvest->opened.count; i++)
        if (harvest->opened.at[i] >= start && harvest->opened.at[i] < end)
            return true;
    return false;
}

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
        (function.is_definition && (sites_any(&harvest->sites, function.start, function.end) ||
                                    opens_any(harvest, function.start, function.end))))
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
            diag_error(harvest->diag, each->name_at, each->name_at, "tamer-unknown",
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

/* False: the diag was told why not. */
static bool parse_body(struct harvest *harvest, struct ir_func *func,
                       const struct function *function, struct diag *diag)
{
    struct facts facts = {.arena = harvest->unit->arena,
                          .unit = &harvest->clang,
                          .func = func,
                          .types = &harvest->types};
    facts_collect(&facts, function->cursor);
    if (func->signature->result_type)
        func->result_type = facts_visible(&facts, func->signature->result_type);
    struct parser parser = {
        .unit = harvest->unit,
        .arena = harvest->unit->arena,
        .source = harvest->unit->source,
        .diag = diag,
        .func = func,
        .facts = &facts,
        .dialect = &harvest->dialect,
        .types = &harvest->types,
        .spellings = {.arena = harvest->unit->arena},
        .limit = source_token_at(harvest->unit->source, func->end),
    };
    if (!parameters_read(&parser, function->cursor))
        return false;
    parser.at = source_token_at(harvest->unit->source, func->body_start);
    func->body = parse_block(&parser);
    if (!parser.failed && parser.at != parser.limit)
        parser_fail(&parser, parser_here(&parser), parser_here(&parser),
                    "tamerc does not understand this construct");
    return !parser.failed;
}

/* The name of a type that was moved in front may be what it begins with. */
static uint32_t place_of(const struct source *source, uint32_t start)
{
    uint32_t index = source_token_at(source, start);
    while (mark_is_inserted(source, index))
        index++;
    return source->tokens[index].start;
}

/* Without its tree; NULL: nobody knows where the body is. */
static struct ir_func *definition_new(const struct harvest *harvest,
                                      const struct function *function,
                                      struct ir_signature *signature)
{
    uint32_t body_end = 0;
    struct ir_func *func = arena_new(harvest->unit->arena, struct ir_func);
    func->signature = signature;
    func->start = external_start(harvest->unit->source, function->start);
    func->end = function->end;
    func->place = place_of(harvest->unit->source, func->start);
    bool is_known =
        clang_unit_extent(&harvest->clang, body_of(function->cursor), &func->body_start, &body_end);
    return is_known ? func : NULL;
}

static void harvest_definition(struct harvest *harvest, const struct function *function)
{
    struct ir_func *func = definition_new(harvest, function, function->signature);
    if (!func) {
        diag_error(harvest->diag, function->start, function->start, "tamer-unknown",
                   "tamerc does not understand this function");
        return;
    }
    parse_body(harvest, func, function, harvest->diag);
    function->signature->func = func;
    *harvest->next = func;
    harvest->next = &func->next;
}

/* It is printed as it stands, and may hold what the parser does not take: that is no error. Then
 * libclang has looked at its jumps at least. */
static void harvest_plain(struct harvest *harvest, const struct function *function)
{
    struct arena *arena = harvest->unit->arena;
    struct ir_signature *signature = arena_new(arena, struct ir_signature);
    CXString name = clang_getCursorSpelling(function->cursor);
    int count = clang_Cursor_getNumArguments(function->cursor);
    signature->name = arena_strdup(arena, clang_getCString(name));
    clang_disposeString(name);
    signature->param_count = count > 0 ? (uint32_t)count : 0;
    signature->params = arena_array(arena, signature->param_count, sizeof(struct ir_param));
    signature->result_type = types_make(arena, clang_getCursorResultType(function->cursor), false);
    if (signature->result_type)
        signature->result = ir_result_of(signature->result_type);
    struct ir_func *func = definition_new(harvest, function, signature);
    struct diag *nobody = diag_new(arena, harvest->unit->source, NULL);
    if (!func || !parse_body(harvest, func, function, nobody)) {
        clang_unit_report_jumps(&harvest->clang, harvest->diag, function->start, function->end);
        return;
    }
    *harvest->next_plain = func;
    harvest->next_plain = &func->next;
}

static void harvest_function(struct harvest *harvest, const struct function *function)
{
    struct ir_task_site **sites = harvest->sites.next;
    bool has_sites = sites_any(&harvest->sites, function->start, function->end);
    if ((function->signature || has_sites) && report(harvest, function))
        return;
    if (!function->is_definition)
        return;
    if (has_sites)
        sites_collect(&harvest->sites, function->cursor,
                      external_start(harvest->unit->source, function->start));
    if (!function->signature) {
        harvest_plain(harvest, function);
        return;
    }
    harvest_definition(harvest, function);
    struct ir_func *func = function->signature->func;
    if (func)
        func->sites = *sites;
    if (!func || !func->body || !ir_only_scopes_end(harvest->unit->source, func->body))
        clang_unit_warn(&harvest->clang, harvest->diag, function->start, function->end);
}

static bool harvest_unit(struct harvest *harvest)
{
    if (!clang_unit_complete(&harvest->clang, harvest->diag))
        return false;
    sites_prepare(&harvest->sites, harvest->unit, &harvest->clang);
    find_opened(harvest);
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
    struct harvest harvest = {.unit = unit,
                              .diag = diag,
                              .dialect.clang = &harvest.clang,
                              .next = &unit->funcs,
                              .next_plain = &unit->plain};
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
