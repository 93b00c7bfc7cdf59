/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/pieces.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "ir/marks.h"
#include "text/lexer.h"
#include "text/macros.h"
#include "text/source.h"
#include "text/written.h"

#define OPEN "tamer_open_"
#define CLOSE "tamer_close_"
enum { MAX_TAIL = 32 };

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* ---- which words make an invocation ---- */

static bool is_word(const struct written_word *word, const char *spelling)
{
    return strlen(spelling) == word->size && memcmp(word->spelling, spelling, word->size) == 0;
}

/* Macros that the preprocessor knows by itself, and _Pragma, which works like one. */
static bool is_builtin(const struct written_word *word)
{
    static const char *const names[] = {
        "__FILE__",    "__LINE__",          "__DATE__",      "__TIME__",      "__TIMESTAMP__",
        "__COUNTER__", "__INCLUDE_LEVEL__", "__BASE_FILE__", "__FILE_NAME__", "_Pragma"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_word(word, names[i]))
            return true;
    return false;
}

/* May what stands behind the macro's expansion become arguments of its last name? */
static bool may_go_on(const struct macros *macros, uint32_t segment, const struct macro *macro)
{
    for (int i = 0; i < MAX_TAIL; i++) {
        uint32_t end = macro->body_size, start = end;
        while (start > 0 && is_name(macro->body[start - 1]))
            start--;
        if (start == end || isdigit((unsigned char)macro->body[start]))
            return false;
        if (macro->is_function || (start > 0 && memchr(macro->body, '#', start)))
            return true;
        macro = macros_find(macros, segment, macro->body + start, end - start);
        if (!macro)
            return false;
        if (macro->is_function)
            return true;
    }
    return true;
}

struct finder {
    struct pieces *pieces;
    const struct written *written;
    uint32_t *words; /* indexes of those that the preprocessor kept */
    uint32_t count;
};

static const struct written_word *word_at(const struct finder *finder, uint32_t at)
{
    return &finder->written->words.at[finder->words[at]];
}

static bool opens(const struct finder *finder, uint32_t at)
{
    return at < finder->count && is_word(word_at(finder, at), "(");
}

/* `at` is a '('; returns the place behind its ')', or `at` where there is none. */
static uint32_t behind_parens(const struct finder *finder, uint32_t at)
{
    unsigned depth = 0;
    for (uint32_t i = at; i < finder->count; i++) {
        if (is_word(word_at(finder, i), "("))
            depth++;
        else if (is_word(word_at(finder, i), ")") && --depth == 0)
            return i + 1;
    }
    return at;
}

/* Returns the place behind the invocation that begins at `at`; `at` itself: none does. */
static uint32_t behind_invocation(const struct finder *finder, uint32_t at)
{
    const struct written_word *word = word_at(finder, at);
    const struct macros *macros = finder->pieces->macros;
    const struct macro *macro = macros_find(macros, word->segment, word->spelling, word->size);
    uint32_t behind = at + 1;
    if (word->kind != TOKEN_IDENT)
        return at;
    if (!macro) {
        if (!is_builtin(word))
            return at;
        return is_word(word, "_Pragma") && opens(finder, behind) ? behind_parens(finder, behind)
                                                                 : behind;
    }
    if (macro->is_function && !opens(finder, behind))
        return at;
    if (macro->is_function)
        behind = behind_parens(finder, behind);
    while (may_go_on(macros, word->segment, macro) && opens(finder, behind) &&
           behind_parens(finder, behind) != behind)
        behind = behind_parens(finder, behind);
    return behind;
}

struct pieces *pieces_find(struct arena *arena, const struct written *written,
                           const struct macros *macros)
{
    struct pieces *pieces = arena_new(arena, struct pieces);
    struct finder finder = {.pieces = pieces, .written = written};
    *pieces = (struct pieces){.arena = arena, .written = written, .macros = macros};
    finder.words = arena_array(arena, written->words.count + 1, sizeof *finder.words);
    for (uint32_t i = 0; i < written->words.count; i++)
        if (written->reached[written->words.at[i].segment])
            finder.words[finder.count++] = i;
    for (uint32_t at = 0, behind; at < finder.count; at = behind) {
        const struct written_word *word = word_at(&finder, at);
        behind = behind_invocation(&finder, at);
        struct piece piece = {.start = word->start,
                              .line = word->line,
                              .segment = word->segment,
                              .is_invocation = behind != at};
        behind += behind == at;
        piece.end = word_at(&finder, behind - 1)->end;
        vec_push(arena, &pieces->list, piece);
    }
    return pieces;
}

/* Marks around all invocations, or around those that count. */
static void mark(const struct pieces *pieces, bool counters, struct strbuf *out)
{
    const struct written *written = pieces->written;
    const char *behind = counters ? "__COUNTER__ " : "";
    uint32_t done = 0;
    for (size_t i = 0; i < pieces->list.count; i++) {
        const struct piece *piece = &pieces->list.at[i];
        if (counters ? !piece->counts : !piece->is_invocation)
            continue;
        strbuf_add(out, written->text + done, piece->start - done);
        strbuf_addf(out, " " OPEN " %s", behind);
        strbuf_add(out, written->text + piece->start, piece->end - piece->start);
        strbuf_addf(out, " " CLOSE " %s", behind);
        done = piece->end;
    }
    strbuf_add(out, written->text + done, written->size - done);
}

void pieces_mark(const struct pieces *pieces, struct strbuf *out)
{
    mark(pieces, false, out);
}

/* ---- aligning ---- */

bool pieces_is_written(const struct source *source, uint32_t token)
{
    const struct token *t = &source->tokens[token];
    return !(t->flags & TOKEN_INCLUDED) && t->kind != TOKEN_PRAGMA && t->kind != TOKEN_END &&
           !mark_is_inserted(source, token);
}

struct side {
    const struct source *source;
    const uint32_t *order; /* of the tokens, as the user wrote them; NULL: as they stand */
    uint32_t at;
};

static uint32_t token_of(const struct side *side)
{
    return side->order ? side->order[side->at] : side->at;
}

static bool at_token(struct side *side)
{
    const struct source *source = side->source;
    while (source->tokens[token_of(side)].kind != TOKEN_END &&
           !pieces_is_written(source, token_of(side)))
        side->at++;
    return source->tokens[token_of(side)].kind != TOKEN_END;
}

/* Types that stand in front of the declarations that define them are back in their places. */
static const uint32_t *order_of(struct arena *arena, const struct source *source)
{
    uint32_t *order = arena_array(arena, source->token_count + 1, sizeof *order);
    uint32_t count = 0, i = 0;
    while (source->tokens[i].kind != TOKEN_END) {
        struct mark_split split;
        if (!mark_find_split(source, i, &split)) {
            order[count++] = i++;
            continue;
        }
        for (i = split.front; i < split.front_end; i++)
            order[count++] = i;
        for (i = split.type; i < split.type_end; i++)
            order[count++] = i;
        i = split.behind;
    }
    order[count] = i;
    return order;
}

static bool same_token(const struct side *left, const struct side *right)
{
    const struct token *a = &left->source->tokens[token_of(left)];
    const struct token *b = &right->source->tokens[token_of(right)];
    uint32_t size = a->end - a->start;
    /* Names of files and times may differ. */
    return (a->kind == TOKEN_STRING && b->kind == TOKEN_STRING) ||
           (size == b->end - b->start &&
            memcmp(left->source->text + a->start, right->source->text + b->start, size) == 0);
}

/* Steps over the mark if it stands there. */
static bool take_mark(struct side *side, const char *mark)
{
    if (!at_token(side) || !source_token_is(side->source, side->at, mark))
        return false;
    side->at++;
    return true;
}

static bool is_one_of(const struct side *side, const char *const *names)
{
    for (; *names; names++)
        if (source_token_is(side->source, token_of(side), *names))
            return true;
    return false;
}

/* Functions that share their body with other files are not inline any more, and say so nowhere. */
static bool was_inline(const struct side *marked)
{
    static const char *const names[] = {"inline", "__inline", "__inline__", NULL};
    return is_one_of(marked, names);
}

static bool was_inline_attribute(const struct side *marked, const struct side *plain)
{
    static const char *const names[] = {"always_inline", "__always_inline__", "gnu_inline",
                                        "__gnu_inline__", NULL};
    static const char *const unused[] = {"__unused__", NULL};
    return is_one_of(marked, names) && is_one_of(plain, unused);
}

static bool align_token(struct pieces *pieces, uint32_t index, struct side *marked,
                        struct side *plain)
{
    struct piece *piece = &pieces->list.at[index];
    bool is_same = at_token(plain) && at_token(marked) && same_token(marked, plain);
    uint32_t token = token_of(plain);
    if (!at_token(marked) || source_token_is(marked->source, marked->at, OPEN))
        return false;
    if (!is_same && was_inline(marked)) {
        piece->is_changed = piece->is_expanded = true;
        marked->at++;
        return true;
    }
    if (!is_same && !(at_token(plain) && was_inline_attribute(marked, plain)))
        return false;
    piece->is_changed |= !is_same;
    piece->is_expanded |= !is_same;
    pieces->of_token[token] = index;
    piece->first = token < piece->first ? token : piece->first;
    piece->behind = token >= piece->behind ? token + 1 : piece->behind;
    marked->at++;
    plain->at++;
    return true;
}

static bool align_piece(struct pieces *pieces, uint32_t index, struct side *marked,
                        struct side *plain)
{
    struct piece *piece = &pieces->list.at[index];
    at_token(plain);
    piece->first = piece->behind = token_of(plain);
    if (!piece->is_invocation)
        return align_token(pieces, index, marked, plain);
    if (!take_mark(marked, OPEN))
        return false;
    while (!take_mark(marked, CLOSE))
        if (!align_token(pieces, index, marked, plain))
            return false;
    return true;
}

/* Presumed lines: the physical ones and `shift`, where `known`. Preprocessors put a word that goes
 * on, or stands behind one, in another line. */
struct lines {
    const struct written *written;
    uint32_t directive; /* the next one */
    uint32_t line, at;  /* the physical line of a byte */
    int64_t shift;
    bool known;
};

/* The number in a #line; false: it is a macro's. */
static bool line_number(const struct written *written, const struct written_directive *directive,
                        int64_t *ret_number)
{
    const char *text = written->text + directive->start + 1;
    *ret_number = 0;
    text += strspn(text, " \t");
    if (strncmp(text, "line", 4) == 0)
        text += 4 + strspn(text + 4, " \t");
    if (!isdigit((unsigned char)*text))
        return false;
    for (; isdigit((unsigned char)*text) && *ret_number < INT32_MAX; text++)
        *ret_number = 10 * *ret_number + (*text - '0');
    return true;
}

/* Past the directives that stand before the segment. */
static void pass_directives(struct lines *lines, uint32_t segment)
{
    const struct written *written = lines->written;
    for (; lines->directive < segment; lines->directive++) {
        const struct written_directive *directive = &written->directives.at[lines->directive];
        int64_t number;
        if (directive->kind != DIRECTIVE_LINE || !written->reached[lines->directive + 1])
            continue;
        for (; lines->at < directive->end; lines->at++)
            lines->line += written->text[lines->at] == '\n';
        lines->known = line_number(written, directive, &number);
        lines->shift = number - (int64_t)lines->line - 1;
    }
}

const struct piece *pieces_align(struct pieces *pieces, struct source *source, const char *text,
                                 size_t size)
{
    struct side plain = {.source = source, .order = order_of(pieces->arena, source)};
    struct side marked = {.source = source_new(pieces->arena, source->name, text, size)};
    struct lines lines = {.written = pieces->written, .line = 1, .known = true};
    pieces->of_token = arena_array(pieces->arena, source->token_count, sizeof *pieces->of_token);
    for (uint32_t i = 0; i < source->token_count; i++)
        pieces->of_token[i] = PIECE_NONE;
    for (uint32_t i = 0; i < pieces->list.count; i++) {
        const struct piece *piece = &pieces->list.at[i];
        if (!align_piece(pieces, i, &marked, &plain))
            return piece;
        pass_directives(&lines, piece->segment);
        for (uint32_t t = piece->first; lines.known && t < piece->behind; t++)
            if (pieces->of_token[t] == i)
                source->tokens[t].line = (uint32_t)(piece->line + lines.shift);
    }
    return at_token(&marked) || at_token(&plain) ? &vec_last(&pieces->list) : NULL;
}

/* ---- the names that an invocation may come by ---- */

struct macro_list VEC(const struct macro *);

struct walk {
    const struct pieces *pieces;
    uint32_t segment;
    bool (*visit)(void *context, const char *name, size_t size);
    void *context;
    struct arena arena;
    struct macro_list seen; /* macros on the way */
};

static bool walk_text(struct walk *walk, const char *text, size_t size)
{
    for (size_t at = 0, end; at < size; at = end) {
        end = at + 1;
        if (!is_name(text[at]))
            continue;
        while (end < size && is_name(text[end]))
            end++;
        if (isdigit((unsigned char)text[at]))
            continue;
        if (!walk->visit(walk->context, text + at, end - at))
            return false;
        const struct macro *macro =
            macros_find(walk->pieces->macros, walk->segment, text + at, end - at);
        bool seen = !macro;
        for (size_t i = 0; i < walk->seen.count; i++)
            seen |= walk->seen.at[i] == macro;
        if (!seen)
            vec_push(&walk->arena, &walk->seen, macro);
    }
    return true;
}

bool pieces_names(const struct pieces *pieces, const struct piece *piece,
                  bool (*visit)(void *context, const char *name, size_t size), void *context)
{
    struct walk walk = {
        .pieces = pieces, .segment = piece->segment, .visit = visit, .context = context};
    bool all = walk_text(&walk, pieces->written->text + piece->start, piece->end - piece->start);
    for (size_t i = 0; all && i < walk.seen.count; i++)
        all = walk_text(&walk, walk.seen.at[i]->body, walk.seen.at[i]->body_size);
    arena_free(&walk.arena);
    return all;
}

/* ---- counters ---- */

static bool is_no_counter(void *context, const char *name, size_t size)
{
    (void)context;
    return size != 11 || memcmp(name, "__COUNTER__", 11) != 0;
}

bool pieces_mark_counters(struct pieces *pieces, struct strbuf *out)
{
    bool any = false;
    if (!macros_mention(pieces->macros, "__COUNTER__"))
        return false;
    for (size_t i = 0; i < pieces->list.count; i++) {
        struct piece *piece = &pieces->list.at[i];
        piece->counts = piece->is_invocation && !pieces_names(pieces, piece, is_no_counter, NULL);
        any |= piece->counts;
    }
    if (any)
        mark(pieces, true, out);
    return any;
}

/* The number behind the next mark of that spelling. */
static unsigned next_number(struct side *side, const char *spelling)
{
    const struct source *source = side->source;
    while (source->tokens[side->at].kind != TOKEN_END &&
           !source_token_is(source, side->at, spelling))
        side->at++;
    if (source->tokens[side->at].kind == TOKEN_END)
        return 0;
    const struct token *number = &source->tokens[++side->at];
    unsigned value = 0;
    for (uint32_t i = number->start; i < number->end && isdigit((unsigned char)source->text[i]);
         i++)
        value = 10 * value + (unsigned)(source->text[i] - '0');
    return value;
}

void pieces_count(struct pieces *pieces, const char *marked, size_t size)
{
    struct side side = {.source = source_new(pieces->arena, "", marked, size)};
    for (size_t i = 0; i < pieces->list.count; i++) {
        struct piece *piece = &pieces->list.at[i];
        if (!piece->counts)
            continue;
        unsigned before = next_number(&side, OPEN), behind = next_number(&side, CLOSE);
        piece->counted = behind > before ? behind - before - 1 : 0;
    }
}
