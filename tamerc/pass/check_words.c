/* SPDX-License-Identifier: BSD-3-Clause */
/* What is said of one external declaration by its tokens alone: names that are words of tamed C,
 * and blocks over what is no generator or manager. */
#include "pass/check_words.h"

#include <string.h>

#include "base/arena.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "pass/declarator.h"
#include "text/diag.h"
#include "text/source.h"

/* ---- await and async as names ---- */

static bool is_member(const struct source *source, uint32_t index)
{
    return source_token_is(source, index - 1, ".") || source_token_is(source, index - 1, "->");
}

/* What can stand behind a name, and in front of no operand. */
static bool ends_name(const struct source *source, uint32_t index)
{
    char c = syntax_punct(source, index);
    return c != '\0' && strchr(";=,)]}:[.", c) != NULL;
}

/* Tokens of the word there, if it is meant as a name; 0: it is not. */
static uint32_t word_as_name(const struct source *source, uint32_t index, const char **ret_word)
{
    enum mark mark = MARK_NONE;
    uint32_t count = mark_find(source, index, &mark);
    if (count > 0) {
        bool behind_type = index > 0 && (source->tokens[index - 1].kind == TOKEN_IDENT ||
                                         source_token_is(source, index - 1, "*"));
        *ret_word = "async";
        return mark == MARK_ASYNC && index > 0 &&
                       (is_member(source, index) ||
                        (behind_type && ends_name(source, index + count)))
                   ? count
                   : 0;
    }
    *ret_word = "await";
    if (!source_token_is(source, index, "__extension__") ||
        !source_token_is(source, index + 1, "__extension__") || index == 0)
        return 0;
    return is_member(source, index) || ends_name(source, index + 2) ? 2 : 0;
}

bool check_word_names(const struct source *source, struct diag *diag,
                      const struct external *external)
{
    for (uint32_t i = external->first; i < external->end; i++) {
        const char *word;
        uint32_t count = word_as_name(source, i, &word);
        if (count == 0)
            continue;
        diag_error(diag, source->tokens[i].start, source->tokens[i + count - 1].end, "tamer-word",
                   "'%s' is a word of tamed C, and no name; choose another one, or define "
                   "TAMER_NO_KEYWORDS and write tamer_%s for the word",
                   word, word);
        return true;
    }
    return false;
}

/* ---- TAMER_EACH and TAMER_WITH ---- */

static bool takes(const struct ir_signature *signature, const char *suffix)
{
    size_t stem = strlen(signature->stem), size = strlen(suffix);
    if (signature->param_count == 0)
        return false;
    const char *text = signature->params[0].text;
    return strncmp(text, signature->stem, stem) == 0 && strncmp(text + stem, suffix, size) == 0 &&
           (text[stem + size] == ' ' || text[stem + size] == '*');
}

const struct check_kind check_kinds[CHECK_KIND_COUNT] = {
    [CHECK_GENERATOR] = {"generator", "_generator", "TAMER_EACH", "TAMER_GENERATES",
                         "tamer_generator_open", "tamer_each_open_"},
    [CHECK_MANAGER] = {"manager", "_manager", "TAMER_WITH", "TAMER_MANAGES", "tamer_manager_in",
                       "tamer_with_open_"},
};

const struct check_kind *check_kind_of(const struct ir_signature *signature)
{
    for (size_t i = 0; signature && i < CHECK_KIND_COUNT; i++)
        if (takes(signature, check_kinds[i].suffix))
            return &check_kinds[i];
    return NULL;
}

const char *check_macro_of(const struct ir_signature *signature)
{
    if (signature && strcmp(signature->name, "tamer_give_") == 0)
        return "tamer_give";
    return signature && strcmp(signature->name, "tamer_lend_") == 0 ? "tamer_lend" : NULL;
}

static bool is_used_before(const struct source *source, uint32_t index, const char *name)
{
    for (uint32_t i = 0; i < index; i++)
        if (source_token_is(source, i, name))
            return true;
    return false;
}

/* The stem of the NAME_generator in `sizeof(NAME_generator)`, which the macro hands over first;
 * NULL: something else. */
static const char *stem_of(struct arena *arena, const struct source *source, uint32_t open,
                           const struct check_kind *kind)
{
    uint32_t end = syntax_balanced(source, open), at = open, size;
    size_t tail = strlen(kind->suffix);
    while (at < end && !source_token_is(source, at, "sizeof"))
        at++;
    const struct token *name = &source->tokens[at + 2];
    if (at >= end || name->kind != TOKEN_IDENT)
        return NULL;
    size = name->end - name->start;
    if (size <= tail || memcmp(source->text + name->end - tail, kind->suffix, tail) != 0)
        return NULL;
    return arena_strndup(arena, source->text + name->start, size - tail);
}

static void refuse_kind(const struct check_kind *kind, const char *stem, const char *why,
                        uint32_t at, const struct ir_unit *unit, struct diag *diag)
{
    const struct token *token = &unit->source->tokens[at];
    diag_error(diag, token->start, token->end, "tamer-generator", "%s of '%s', which is no %s: %s",
               kind->macro, stem, kind->what, why);
}

static void check_kind_at(struct ir_unit *unit, struct diag *diag, uint32_t open, uint32_t first,
                          const struct check_kind *kind)
{
    struct arena *arena = unit->arena;
    const char *stem = stem_of(arena, unit->source, open + 1, kind);
    if (!stem)
        return;
    const struct ir_signature *signature = ir_signature_of_stem(unit, stem, strlen(stem)),
                              *named = ir_signature_find(unit, stem);
    if (!is_used_before(unit->source, first, arena_printf(arena, "%s%s", stem, kind->suffix)))
        refuse_kind(kind, stem,
                    arena_printf(arena,
                                 "it needs a %s(%s, TYPE) in front of it, and %s%s * as its first "
                                 "parameter",
                                 kind->declares, stem, stem, kind->suffix),
                    first, unit, diag);
    else if (!signature &&
             !is_used_before(unit->source, first, arena_printf(arena, "%s_scoped", stem)))
        refuse_kind(kind, stem,
                    named ? "mark it TAMED async, with async alone it has no wrappers"
                          : "declare it in front of this, marked TAMED async",
                    first, unit, diag);
}

void check_kinds_used(struct ir_unit *unit, struct diag *diag, const struct external *external)
{
    const struct source *source = unit->source;
    uint32_t loop = external->first;
    for (uint32_t i = external->first; i < external->end; i++) {
        if (source_token_is(source, i, "for"))
            loop = i;
        for (uint32_t k = 0; k < CHECK_KIND_COUNT; k++)
            if (source_token_is(source, i, check_kinds[k].open_mark) && mark_is_opened(source, i))
                check_kind_at(unit, diag, i, loop, &check_kinds[k]);
    }
}
