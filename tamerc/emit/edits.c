/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls that schedule a task, at FUNCTION__task3:
 *
 * - NAME_scoped(s, …): NAME__spawn(&FUNCTION__task3, s, (void *)1, …), which is TAMER_NEW_SLOT
 *
 * - the same where the handle is thrown away: NAME__spawn(&FUNCTION__task3, s, 0, …)
 *
 * - NAME_scoped_into(s, d, …): NAME__spawn(&FUNCTION__task3, s, d, …)
 */
#include "emit/edits.h"

#include <stdlib.h>

#include "base/arena.h"
#include "emit/cwriter.h"
#include "ir/ir.h"
#include "text/source.h"

/* The ',' or ')' behind the first argument of the call whose '(' stands at `paren`. */
static uint32_t first_argument_end(const struct source *source, uint32_t paren)
{
    uint32_t index = source_token_at(source, paren) + 1;

    for (unsigned depth = 0; source->tokens[index].kind != TOKEN_END; index++) {
        const struct token *token = &source->tokens[index];
        char c = source->text[token->start];

        if (token->kind != TOKEN_PUNCT || token->end - token->start != 1)
            continue;
        if (depth == 0 && (c == ',' || c == ')'))
            break;
        if (c == '(' || c == '[' || c == '{')
            depth++;
        else if (c == ')' || c == ']' || c == '}')
            depth--;
    }
    return source->tokens[index].start;
}

static int by_start(const void *left, const void *right)
{
    const struct cwriter_edit *a = left, *b = right;

    return a->start < b->start ? -1 : a->start > b->start;
}

void edits_of_unit(struct cwriter *writer, const struct ir_unit *unit)
{
    struct cwriter_edit *edits;
    uint32_t count = 0, used = 0;

    for (const struct ir_task_site *site = unit->sites; site != NULL; site = site->next)
        count += 3;
    edits = arena_array(unit->arena, count + unit->insertions.count, sizeof *edits);
    for (const struct ir_task_site *site = unit->sites; site != NULL; site = site->next) {
        const char *stem = site->signature->stem;

        edits[used++] = (struct cwriter_edit){site->name_start, site->name_end,
                                              arena_printf(unit->arena, "%s__spawn", stem)};
        edits[used++] = (struct cwriter_edit){
            site->paren, site->paren + 1,
            arena_printf(unit->arena, "(&%s__task%u, ", site->function, site->index)};
        if (!site->is_into) {
            uint32_t end = first_argument_end(unit->source, site->paren);

            edits[used++] =
                (struct cwriter_edit){end, end, site->is_dropped ? ", 0" : ", (void *)1"};
        }
    }
    for (size_t i = 0; i < unit->insertions.count; i++) {
        const struct ir_edit *edit = &unit->insertions.at[i];

        edits[used++] = (struct cwriter_edit){edit->start, edit->end, edit->text};
    }
    qsort(edits, used, sizeof *edits, by_start);
    writer->edits = edits;
    writer->edit_count = used;
}
