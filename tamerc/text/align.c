/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/align.h"

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "text/original.h"
#include "text/source.h"

#define UNKNOWN UINT32_MAX
enum { MAX_CELLS = 4 * 1024 * 1024, MAX_WINDOW_LINES = 200 };
/* A word says more than a punctuator; the same depth of parentheses decides between equals. */
enum { WEIGHT_WORD = 8, WEIGHT_PUNCT = 2, WEIGHT_DEPTH = 1 };

/* One or more tokens of the preprocessed text that were one token of the user's. */
struct unit {
    uint32_t first, count;
    int depth;            /* of parentheses, from the line's start */
    const char *names[2]; /* what the user wrote, where that is not the token itself */
};

/* A token of the user's line. */
struct written {
    uint32_t token;
    int depth;
};

struct unit_list VEC(struct unit);
struct written_list VEC(struct written);

struct aligner {
    struct arena *arena; /* gone after the line */
    const struct source *source;
    const struct original *original;
    struct unit_list units;     /* of the preprocessed line */
    struct written_list window; /* tokens of the user's line(s) */
    uint32_t *matches;          /* of each unit: index in the window, or UNKNOWN */
    bool *taken;                /* of each of the window: has a unit */
};

bool align_line_covers(const struct align_line *line, uint32_t index)
{
    return line->source && index >= line->first && index - line->first < line->count;
}

/* ---- the two sides ---- */

static bool same_line(const struct source *source, uint32_t a, uint32_t b)
{
    const struct token *x = &source->tokens[a], *y = &source->tokens[b];
    return y->kind != TOKEN_END && x->line == y->line && x->file == y->file;
}

/* Is token `index` the start of __attribute__((__annotate__("…")))? The string is token index + 5.
 */
static bool is_annotation(const struct source *source, uint32_t index)
{
    static const char *const spelling[] = {"__attribute__", "(", "(", "__annotate__", "("};
    if (source->token_count - index < 10)
        return false;
    for (uint32_t i = 0; i < 5; i++)
        if (!source_token_is(source, index + i, spelling[i]))
            return false;
    return source->tokens[index + 5].kind == TOKEN_STRING;
}

static bool string_begins(const struct source *source, uint32_t index, const char *text)
{
    const struct token *token = &source->tokens[index];
    size_t size = strlen(text);
    return token->end - token->start > size + 1 &&
           memcmp(source->text + token->start + 1, text, size) == 0;
}

static struct unit unit_at(const struct source *source, uint32_t index)
{
    if (source_token_is(source, index, "__extension__") &&
        source_token_is(source, index + 1, "__extension__"))
        return (struct unit){index, 2, 0, {"await", "tamer_await"}};
    if (is_annotation(source, index)) {
        if (source_token_is(source, index + 5, "\"tamed\""))
            return (struct unit){index, 9, 0, {"TAMED", "TAMED"}};
        if (source_token_is(source, index + 5, "\"async\""))
            return (struct unit){index, 9, 0, {"async", "tamer_async"}};
        if (string_begins(source, index + 5, "tamed_as:"))
            return (struct unit){index, 9, 0, {"TAMED_AS", "TAMED_AS"}};
    }
    return (struct unit){index, 1, 0, {NULL, NULL}};
}

static int paren_change(const char *text, const struct token *token)
{
    char c = text[token->start];
    if (token->kind != TOKEN_PUNCT || token->end - token->start != 1)
        return 0;
    return c == '(' ? 1 : c == ')' ? -1 : 0;
}

/* Counts the token into *depth. Both parentheses of a pair have the depth outside. */
static int depth_of(int *depth, int change)
{
    int before = *depth;
    *depth += change;
    return change < 0 ? *depth : before;
}

static void collect_units(struct aligner *aligner, uint32_t first, uint32_t count)
{
    const struct source *source = aligner->source;
    int depth = 0;
    for (uint32_t i = first; i < first + count;) {
        struct unit unit = unit_at(source, i);
        if (unit.count > first + count - i)
            unit = (struct unit){i, 1, 0, {NULL, NULL}};
        unit.depth = depth_of(&depth, paren_change(source->text, &source->tokens[i]));
        if (unit.count > 1)
            depth = unit.depth; /* the parentheses of a mark are balanced */
        vec_push(aligner->arena, &aligner->units, unit);
        i += unit.count;
    }
}

/* The user's line, and those behind it while a parenthesis is open: a macro's arguments come out on
 * its first line. */
static void collect_window(struct aligner *aligner, uint32_t line)
{
    const struct original *original = aligner->original;
    int depth = 0;
    uint32_t i = original_first_token(original, line), last = line;
    while (original->tokens[i].kind != TOKEN_END) {
        const struct token *token = &original->tokens[i];
        if (token->line > last && (depth <= 0 || token->line - line > MAX_WINDOW_LINES))
            return;
        last = token->line;
        if ((token->flags & TOKEN_BOL) && original->text[token->start] == '#') {
            i = original_first_token(original, token->line + 1);
            continue;
        }
        int outside = depth_of(&depth, paren_change(original->text, token));
        struct written written = {i, outside};
        vec_push(aligner->arena, &aligner->window, written);
        i++;
    }
}

/* ---- the heaviest common subsequence ---- */

static bool spelled(const struct original *original, const struct token *token, const char *name)
{
    size_t size = token->end - token->start;
    return strlen(name) == size && memcmp(original->text + token->start, name, size) == 0;
}

static bool same_token(const struct aligner *aligner, const struct unit *unit,
                       const struct token *written)
{
    const struct token *made = &aligner->source->tokens[unit->first];
    uint32_t size = made->end - made->start;
    if (unit->names[0])
        return spelled(aligner->original, written, unit->names[0]) ||
               spelled(aligner->original, written, unit->names[1]);
    return size == written->end - written->start &&
           memcmp(aligner->source->text + made->start, aligner->original->text + written->start,
                  size) == 0;
}

/* What a match of these two is worth; 0: they are not the same. */
static unsigned match_weight(const struct aligner *aligner, size_t unit_index, size_t at)
{
    const struct unit *unit = &aligner->units.at[unit_index];
    const struct written *entry = &aligner->window.at[at];
    const struct token *written = &aligner->original->tokens[entry->token];
    if (!same_token(aligner, unit, written))
        return 0;
    unsigned weight = written->kind == TOKEN_PUNCT ? WEIGHT_PUNCT : WEIGHT_WORD;
    return weight + (unit->depth == entry->depth ? WEIGHT_DEPTH : 0);
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* best[u * (m + 1) + w]: the heaviest subsequence of units from u on and window from w on. */
static uint32_t *weigh(struct aligner *aligner)
{
    size_t n = aligner->units.count, m = aligner->window.count;
    uint32_t *best = arena_array(aligner->arena, (n + 1) * (m + 1), sizeof *best);
    for (size_t u = n; u-- > 0;) {
        for (size_t w = m; w-- > 0;) {
            uint32_t value = larger(best[(u + 1) * (m + 1) + w], best[u * (m + 1) + w + 1]);
            unsigned weight = match_weight(aligner, u, w);
            if (weight)
                value = larger(value, best[(u + 1) * (m + 1) + w + 1] + weight);
            best[u * (m + 1) + w] = value;
        }
    }
    return best;
}

static void match_units(struct aligner *aligner)
{
    size_t n = aligner->units.count, m = aligner->window.count;
    if ((n + 1) * (m + 1) > MAX_CELLS)
        return;
    uint32_t *best = weigh(aligner);
    for (size_t u = 0, w = 0; u < n && w < m;) {
        uint32_t here = best[u * (m + 1) + w];
        unsigned weight = match_weight(aligner, u, w);
        if (weight && here == best[(u + 1) * (m + 1) + w + 1] + weight) {
            aligner->matches[u++] = (uint32_t)w;
            aligner->taken[w++] = true;
        } else if (here == best[u * (m + 1) + w + 1]) {
            w++;
        } else {
            u++;
        }
    }
}

/* ---- what macros made ---- */

static bool is_free_name(const struct aligner *aligner, uint32_t at)
{
    return !aligner->taken[at] &&
           aligner->original->tokens[aligner->window.at[at].token].kind == TOKEN_IDENT;
}

/* The window index of the macro that made units between the matches `before` and `after` (each
 * UNKNOWN at an end). */
static uint32_t find_macro(const struct aligner *aligner, uint32_t before, uint32_t after)
{
    uint32_t from = before == UNKNOWN ? 0 : before + 1;
    uint32_t to = after == UNKNOWN ? (uint32_t)aligner->window.count : after;
    for (uint32_t i = from; i < to; i++)
        if (is_free_name(aligner, i))
            return i;
    for (uint32_t i = from; i-- > 0;)
        if (is_free_name(aligner, i))
            return i;
    if (before != UNKNOWN)
        return before;
    return aligner->window.count ? 0 : UNKNOWN;
}

static uint32_t next_match(const struct aligner *aligner, size_t unit)
{
    while (unit < aligner->units.count && aligner->matches[unit] == UNKNOWN)
        unit++;
    return unit < aligner->units.count ? aligner->matches[unit] : UNKNOWN;
}

static void fill_entries(const struct aligner *aligner, struct align_line *line)
{
    uint32_t before = UNKNOWN;
    for (size_t u = 0; u < aligner->units.count; u++) {
        const struct unit *unit = &aligner->units.at[u];
        uint32_t at = aligner->matches[u];
        bool exact = at != UNKNOWN;
        if (exact)
            before = at;
        else
            at = find_macro(aligner, before, next_match(aligner, u));
        for (uint32_t i = 0; i < unit->count; i++)
            line->entries[unit->first - line->first + i] =
                (struct align_entry){at == UNKNOWN ? UNKNOWN : aligner->window.at[at].token, exact};
    }
}

void align_line_compute(struct arena *arena, struct align_line *line, const struct source *source,
                        const struct original *original, uint32_t index)
{
    struct arena scratch = {0};
    struct aligner aligner = {.arena = &scratch, .source = source, .original = original};
    uint32_t first = index, end = index + 1;
    while (first > 0 && same_line(source, index, first - 1))
        first--;
    while (same_line(source, index, end))
        end++;
    *line = (struct align_line){source, first, end - first,
                                arena_array(arena, end - first, sizeof *line->entries)};
    collect_units(&aligner, first, end - first);
    collect_window(&aligner, source->tokens[index].line);
    aligner.matches = arena_array(&scratch, aligner.units.count, sizeof *aligner.matches);
    aligner.taken = arena_array(&scratch, aligner.window.count, sizeof *aligner.taken);
    for (size_t u = 0; u < aligner.units.count; u++)
        aligner.matches[u] = UNKNOWN;
    match_units(&aligner);
    fill_entries(&aligner, line);
    arena_free(&scratch);
}

bool align_line_token(const struct align_line *line, uint32_t index, uint32_t *ret_token,
                      bool *ret_exact)
{
    const struct align_entry *entry = &line->entries[index - line->first];
    *ret_token = entry->token;
    *ret_exact = entry->exact;
    return entry->token != UNKNOWN;
}
