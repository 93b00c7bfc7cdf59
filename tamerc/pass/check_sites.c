/* SPDX-License-Identifier: BSD-3-Clause */
/* Tasks whose results the program looks for where they are not: tamer_scope_next and
 * tamer_scope_results know of none whose handle was thrown away. */
#include <string.h>

#include "base/vec.h"
#include "ir/ir.h"
#include "pass/check.h"
#include "pass/declarator.h"
#include "text/diag.h"
#include "text/source.h"

struct asked {
    uint32_t call, scope; /* tokens */
};

struct asked_list VEC(struct asked);

/* FUNCTION ( NAME, NAME being the scope that is asked. */
static bool asks_at(const struct source *source, uint32_t index)
{
    static const char *const functions[] = {"tamer_scope_next", "tamer_scope_results", NULL};
    return syntax_is_one_of(source, index, functions) && syntax_punct(source, index + 1) == '(' &&
           source->tokens[index + 2].kind == TOKEN_IDENT;
}

static void find_asked(const struct ir_unit *unit, uint32_t outer_start, struct asked_list *asked)
{
    const struct source *source = unit->source;
    uint32_t first = source_token_at(source, outer_start);
    struct external external = syntax_external(source, first);
    asked->count = 0;
    for (uint32_t i = first; i < external.end; i++) {
        struct asked found = {i, i + 2};
        if (asks_at(source, i))
            vec_push(unit->arena, asked, found);
    }
}

static bool is_same(const struct source *source, uint32_t a, uint32_t b)
{
    const struct token *left = &source->tokens[a], *right = &source->tokens[b];
    uint32_t size = left->end - left->start;
    return right->end - right->start == size &&
           memcmp(source->text + left->start, source->text + right->start, size) == 0;
}

/* (void)NAME_scoped(...): it is meant. */
static bool is_cast_away(const struct source *source, uint32_t name)
{
    return name >= 3 && syntax_punct(source, name - 1) == ')' &&
           source_token_is(source, name - 2, "void") && syntax_punct(source, name - 3) == '(';
}

static void check_site(const struct source *source, const struct ir_task_site *site,
                       const struct asked_list *asked, struct diag *diag)
{
    uint32_t name = source_token_at(source, site->name_start);
    uint32_t scope = source_token_at(source, site->paren) + 1;
    char behind = syntax_punct(source, scope + 1);
    if (!site->is_dropped || is_cast_away(source, name) || (behind != ',' && behind != ')'))
        return;
    for (size_t i = 0; i < asked->count; i++) {
        const struct token *call = &source->tokens[asked->at[i].call];
        if (!is_same(source, asked->at[i].scope, scope))
            continue;
        diag_warning(diag, site->name_start, site->name_end, "tamer-dropped",
                     "the result of this task is thrown away: %.*s will not give it; keep it in a "
                     "variable, or write (void) in front",
                     (int)(call->end - call->start), source->text + call->start);
        return;
    }
}

void check_sites(struct ir_unit *unit, struct diag *diag)
{
    struct asked_list asked = {0};
    uint32_t outer_start = UINT32_MAX;
    for (const struct ir_task_site *site = unit->sites; site; site = site->next) {
        if (site->outer_start != outer_start)
            find_asked(unit, site->outer_start, &asked);
        outer_start = site->outer_start;
        check_site(unit->source, site, &asked, diag);
    }
}
