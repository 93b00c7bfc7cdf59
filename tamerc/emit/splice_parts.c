/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/splice_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/pieces.h"
#include "emit/splice.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "text/macros.h"
#include "text/source.h"
#include "text/written.h"

struct collector {
    struct splice *splice;
    struct arena *arena;
    const struct source *source;
    const struct pieces *pieces;
    const struct written *written;
    struct splice_part_list *parts;
};

static bool refuse(struct collector *collector, uint32_t offset, const char *reason)
{
    collector->splice->reason = reason;
    collector->splice->reason_at = offset;
    return false;
}

uint32_t splice_piece_at(const struct splice *splice, uint32_t offset)
{
    return splice->pieces->of_token[source_token_at(splice->unit->source, offset)];
}

static struct splice_part *add_part(struct collector *collector, uint32_t start, uint32_t end)
{
    struct splice_part part = {.start = start, .end = end};
    vec_push(collector->arena, collector->parts, part);
    return &vec_last(collector->parts);
}

static void add_range(struct collector *collector, struct splice_part *part, uint32_t start,
                      uint32_t end)
{
    struct splice_range range = {start, end};
    vec_push(collector->arena, &part->ranges, range);
}

/* ---- functions ---- */

static bool add_function(struct collector *collector, const struct ir_func *func)
{
    uint32_t first = splice_piece_at(collector->splice, func->place);
    uint32_t last = splice_piece_at(collector->splice, func->end - 1);
    const struct piece_list *list = &collector->pieces->list;
    if (first == PIECE_NONE || last == PIECE_NONE)
        return refuse(collector, func->start,
                      arena_printf(collector->arena, "'%s' is defined in an included file",
                                   func->signature->name));
    const struct token *tokens = collector->source->tokens;
    const struct piece *from = &list->at[first], *to = &list->at[last];
    struct splice_part *part = add_part(collector, from->start, to->end);
    add_range(collector, part, tokens[from->first].start, tokens[to->behind - 1].end);
    return true;
}

static bool is_in_function(const struct collector *collector, uint32_t offset)
{
    for (const struct ir_func *func = collector->splice->unit->funcs; func; func = func->next)
        if (offset >= func->start && offset < func->end)
            return true;
    return false;
}

/* ---- scheduling calls ---- */

static bool add_sites(struct collector *collector)
{
    uint32_t last = UINT32_MAX;
    for (const struct ir_task_site *site = collector->splice->unit->sites; site;
         site = site->next) {
        uint32_t piece = splice_piece_at(collector->splice, site->outer_start);
        if (is_in_function(collector, site->outer_start) || site->outer_start == last)
            continue;
        last = site->outer_start;
        if (piece == PIECE_NONE)
            return refuse(collector, site->name_start, "an included file schedules a task");
        uint32_t start = collector->pieces->list.at[piece].start;
        add_range(collector, add_part(collector, start, start), last, last);
    }
    return true;
}

static bool add_edit(struct collector *collector, const struct cwriter_edit *edit)
{
    uint32_t index = splice_piece_at(collector->splice, edit->start);
    if (is_in_function(collector, edit->start))
        return true;
    if (index == PIECE_NONE)
        return refuse(collector, edit->start, "what has to be replaced stands in an included file");
    const struct piece *piece = &collector->pieces->list.at[index];
    const struct token *tokens = collector->source->tokens;
    if (piece->is_invocation) {
        struct splice_part *part = add_part(collector, piece->start, piece->end);
        add_range(collector, part, tokens[piece->first].start, tokens[piece->behind - 1].end);
        return true;
    }
    uint32_t end = edit->start == edit->end ? piece->start : piece->end;
    add_part(collector, piece->start, end)->text = edit->text;
    return true;
}

/* ---- declarations ---- */

/* The first token behind the run of inserted ones that begins at `index`. */
static uint32_t behind_inserted(const struct source *source, uint32_t index)
{
    while (source->tokens[index].kind != TOKEN_END && mark_is_inserted(source, index))
        index++;
    return index;
}

/* Behind the line of `offset`, where nothing more but comments stands on it; else `offset`. */
static uint32_t end_of_line(const struct collector *collector, uint32_t offset)
{
    const struct written *written = collector->written;
    uint32_t next = written_next_line(written, offset);
    /* A comment may begin there that ends on another line. */
    while (next < written->size && written_is_gap(written, offset, next)) {
        const char *text = written->text + offset;
        const char *open = NULL;
        for (uint32_t i = 0; i + 1 < next - offset; i++) {
            if (!open && text[i] == '/' && text[i + 1] == '*')
                open = text + i++;
            else if (open && text[i] == '*' && text[i + 1] == '/')
                open = NULL, i++;
            else if (!open && text[i] == '/' && text[i + 1] == '/')
                break;
        }
        if (!open)
            return next;
        next = written_next_line(written, next);
    }
    return offset;
}

/* The end of the #include by which the token came in; 0: not known. Nothing written stands between
 * the two. */
static uint32_t behind_include(const struct collector *collector, uint32_t token)
{
    const struct written *written = collector->written;
    uint32_t before = 0, found = 0, after = token;
    while (token > 0 && collector->pieces->of_token[token] == PIECE_NONE)
        token--;
    if (collector->pieces->of_token[token] != PIECE_NONE)
        before = collector->pieces->list.at[collector->pieces->of_token[token]].end;
    while (collector->source->tokens[after].kind != TOKEN_END &&
           collector->pieces->of_token[after] == PIECE_NONE)
        after++;
    uint32_t limit = collector->pieces->of_token[after] == PIECE_NONE
                         ? written->size
                         : collector->pieces->list.at[collector->pieces->of_token[after]].start;
    for (uint32_t i = 0; i < written->directives.count; i++) {
        const struct written_directive *directive = &written->directives.at[i];
        if (directive->start >= before && directive->end <= limit &&
            directive->kind == DIRECTIVE_INCLUDE && written->reached[i])
            found = directive->end;
    }
    return found;
}

/* Is the identifier one that comes with the function, and so declared only behind the #include? */
static bool is_made_name(const struct ir_unit *unit, const char *text, uint32_t size)
{
    static const char *const endings[] = {"_delayed", "_scoped", "_scoped_into", "_get",
                                          "_value",   "__async", "__spawn"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        uint32_t length = (uint32_t)strlen(endings[i]);
        if (size > length && memcmp(text + size - length, endings[i], length) == 0 &&
            ir_signature_of_stem(unit, text, size - length))
            return true;
    }
    return false;
}

/* Included text behind token `index`, up to what the user wrote behind the #include. */
static bool check_included(struct collector *collector, uint32_t index)
{
    const struct source *source = collector->source;
    for (; source->tokens[index].kind != TOKEN_END &&
           collector->pieces->of_token[index] == PIECE_NONE;
         index++) {
        const struct token *token = &source->tokens[index];
        if (token->kind == TOKEN_IDENT && !mark_is_inserted(source, index) &&
            is_made_name(collector->splice->unit, source->text + token->start,
                         token->end - token->start))
            return refuse(collector, token->start,
                          arena_printf(collector->arena, "an included file uses '%.*s'",
                                       (int)(token->end - token->start),
                                       source->text + token->start));
    }
    return true;
}

/* Where the declarations behind token `last` go in the user's file. false: refused. */
static bool place_behind(struct collector *collector, uint32_t last, uint32_t behind,
                         uint32_t *ret_place)
{
    const struct pieces *pieces = collector->pieces;
    const struct source *source = collector->source;
    while (last > 0 && pieces->of_token[last] == PIECE_NONE &&
           (source->tokens[last].kind == TOKEN_PRAGMA || mark_is_inserted(source, last)))
        last--;
    if (pieces->of_token[last] != PIECE_NONE) {
        *ret_place = end_of_line(collector, pieces->list.at[pieces->of_token[last]].end);
        return true;
    }
    *ret_place = behind_include(collector, last);
    if (*ret_place == 0)
        return refuse(collector, source->tokens[last].start,
                      "it is not known which #include declares a tamed function");
    *ret_place = written_next_line(collector->written, *ret_place);
    return check_included(collector, behind);
}

/* The tokens [first, behind) were inserted: in the middle of an invocation, in front of a
 * definition, or behind a declaration. */
static bool add_inserted(struct collector *collector, uint32_t first, uint32_t behind)
{
    const struct pieces *pieces = collector->pieces;
    const struct token *tokens = collector->source->tokens;
    uint32_t before = first > 0 ? pieces->of_token[first - 1] : PIECE_NONE;
    uint32_t next = pieces->of_token[behind_inserted(collector->source, behind)], place;
    if (next != PIECE_NONE && next == before) {
        const struct piece *piece = &pieces->list.at[next];
        add_range(collector, add_part(collector, piece->start, piece->end),
                  tokens[piece->first].start, tokens[piece->behind - 1].end);
        return true;
    }
    if (next != PIECE_NONE && is_in_function(collector, tokens[behind].start))
        place = pieces->list.at[next].start;
    else if (first == 0 || !place_behind(collector, first - 1, behind, &place))
        return first > 0 ? false
                         : refuse(collector, tokens[behind].start,
                                  "a declaration cannot be placed in the file");
    add_range(collector, add_part(collector, place, place), tokens[first].start,
              tokens[behind - 1].end + 1);
    return true;
}

/* A declaration that defines a type, as far as that and the word behind it, which a function that
 * it defines has, too. */
static bool add_split(struct collector *collector, const struct mark_split *split)
{
    const struct pieces *pieces = collector->pieces;
    const struct token *tokens = collector->source->tokens;
    struct splice_part *part = NULL;
    struct splice_range range = {tokens[split->first].start, tokens[split->behind].end};
    for (uint32_t i = split->first; i <= split->behind; i++) {
        if (mark_is_inserted(collector->source, i) || tokens[i].kind == TOKEN_PRAGMA)
            continue;
        if (pieces->of_token[i] == PIECE_NONE)
            return refuse(collector, tokens[i].start,
                          "an included file defines a type where it declares a tamed function");
        const struct piece *piece = &pieces->list.at[pieces->of_token[i]];
        if (!part)
            part = add_part(collector, piece->start, piece->end);
        part->start = piece->start < part->start ? piece->start : part->start;
        part->end = piece->end > part->end ? piece->end : part->end;
        if (tokens[piece->behind - 1].end > range.end)
            range.end = tokens[piece->behind - 1].end;
    }
    add_range(collector, part, range.start, range.end);
    return true;
}

static bool add_declarations(struct collector *collector)
{
    const struct source *source = collector->source;
    struct mark_split split;
    for (uint32_t i = 0, behind; source->tokens[i].kind != TOKEN_END; i = behind) {
        behind = behind_inserted(source, i);
        if (behind == i)
            behind++;
        else if (mark_find_split(source, behind - 1, &split)) {
            if ((split.first > i && !add_inserted(collector, i, split.first)) ||
                !add_split(collector, &split))
                return false;
            behind = split.behind;
        } else if (!add_inserted(collector, i, behind))
            return false;
    }
    return true;
}

/* ---- what is left out in front of functions ---- */

static void add_changed(struct collector *collector)
{
    const struct token *tokens = collector->source->tokens;
    for (size_t i = 0; i < collector->pieces->list.count; i++) {
        const struct piece *piece = &collector->pieces->list.at[i];
        if (!piece->is_changed)
            continue;
        struct splice_part *part = add_part(collector, piece->start, piece->end);
        if (piece->first == piece->behind)
            part->text =
                piece->is_invocation
                    ? ""
                    : arena_printf(collector->arena, "/*%.*s*/", (int)(piece->end - piece->start),
                                   collector->written->text + piece->start);
        else
            add_range(collector, part, tokens[piece->first].start, tokens[piece->behind - 1].end);
    }
}

/* ---- what reads otherwise in another file ---- */

static bool is_no_file_name(void *context, const char *name, size_t size)
{
    (void)context;
    return !(size == 13 && memcmp(name, "__BASE_FILE__", 13) == 0) &&
           !(size == 13 && memcmp(name, "__TIMESTAMP__", 13) == 0);
}

/* Invocations that name the file that is compiled stay what they are in the user's. */
static void add_file_names(struct collector *collector)
{
    const struct source *source = collector->source;
    const struct macros *macros = collector->pieces->macros;
    if (!macros_mention(macros, "__BASE_FILE__") && !macros_mention(macros, "__TIMESTAMP__"))
        return;
    for (size_t i = 0; i < collector->pieces->list.count; i++) {
        struct piece *piece = &collector->pieces->list.at[i];
        struct strbuf text = {0};
        if (!piece->is_invocation || piece->first == piece->behind ||
            pieces_names(collector->pieces, piece, is_no_file_name, NULL))
            continue;
        piece->is_expanded = true;
        if (is_in_function(collector, source->tokens[piece->first].start))
            continue;
        for (uint32_t t = piece->first; t < piece->behind; t++)
            strbuf_addf(&text, "%s%.*s", t > piece->first ? " " : "",
                        (int)(source->tokens[t].end - source->tokens[t].start),
                        source->text + source->tokens[t].start);
        add_part(collector, piece->start, piece->end)->text =
            arena_strndup(collector->arena, text.text, text.size);
        strbuf_free(&text);
    }
}

/* The first byte of the source that the user's file has behind the directive. */
static uint32_t behind_directive(const struct collector *collector,
                                 const struct written_directive *directive)
{
    const struct piece_list *list = &collector->pieces->list;
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].start >= directive->end && list->at[i].first < list->at[i].behind)
            return collector->source->tokens[list->at[i].first].start;
    return 0;
}

/* #include "NAME" of a file beside the user's, for a result that stands elsewhere. */
static bool add_includes(struct collector *collector)
{
    const struct written *written = collector->written;
    const char *prefix = collector->splice->include_prefix;
    for (uint32_t i = 0; prefix && *prefix && i < written->directives.count; i++) {
        const struct written_directive *directive = &written->directives.at[i];
        const char *text = written->text + directive->start;
        const char *open = memchr(text, '"', directive->end - directive->start);
        if (directive->kind != DIRECTIVE_INCLUDE || !written->reached[i + 1] || !open)
            continue;
        size_t rest = directive->end - directive->start - (size_t)(open + 1 - text);
        const char *close = memchr(open + 1, '"', rest);
        if (close && open[1] != '/' &&
            collector->splice->is_beside(collector->splice->context, open + 1,
                                         (size_t)(close - open - 1))) {
            uint32_t at = directive->start + (uint32_t)(open + 1 - text);
            if (strpbrk(prefix, "\"\n"))
                return refuse(collector, behind_directive(collector, directive),
                              "no #include can name the directory of the file");
            add_part(collector, at, at)->text = prefix;
        }
    }
    return true;
}

/* ---- in order ---- */

static int by_place(const void *left, const void *right)
{
    const struct splice_part *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if ((a->end > a->start) != (b->end > b->start))
        return a->end > a->start ? 1 : -1;
    uint32_t x = a->ranges.count ? a->ranges.at[0].start : 0;
    uint32_t y = b->ranges.count ? b->ranges.at[0].start : 0;
    return x < y ? -1 : x > y;
}

/* Groups of #if that begin or end inside the part belong to it whole. Returns whether it grew. */
static bool close_groups(const struct written *written, struct splice_part *part)
{
    bool grew = false;
    for (uint32_t i = 0; i < written->directives.count && !part->text; i++) {
        const struct written_directive *directive = &written->directives.at[i];
        if (directive->start < part->start || directive->end > part->end ||
            directive->first == UINT32_MAX || directive->last == UINT32_MAX)
            continue;
        uint32_t start = written->directives.at[directive->first].start;
        uint32_t end = written->directives.at[directive->last].end;
        grew |= start < part->start || end > part->end;
        part->start = start < part->start ? start : part->start;
        part->end = end > part->end ? end : part->end;
    }
    return grew;
}

/* Everything that the part stands in place of now. */
static void cover(struct collector *collector, struct splice_part *part)
{
    const struct piece_list *list = &collector->pieces->list;
    const struct token *tokens = collector->source->tokens;
    struct splice_range range = part->ranges.at[0];
    for (size_t i = 0; i < list->count; i++) {
        const struct piece *piece = &list->at[i];
        if (piece->end <= part->start || piece->start >= part->end)
            continue;
        part->start = piece->start < part->start ? piece->start : part->start;
        part->end = piece->end > part->end ? piece->end : part->end;
        if (piece->first == piece->behind)
            continue;
        if (tokens[piece->first].start < range.start)
            range.start = tokens[piece->first].start;
        if (tokens[piece->behind - 1].end > range.end)
            range.end = tokens[piece->behind - 1].end;
    }
    part->ranges.at[0] = range;
}

static int by_range(const void *left, const void *right)
{
    const struct splice_range *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* The ranges of both, in the source's order: a part that reaches back in the user's file may begin
 * behind what another has of the source. */
static void join(struct collector *collector, struct splice_part *into,
                 const struct splice_part *part)
{
    size_t used = 0;
    into->end = part->end > into->end ? part->end : into->end;
    for (size_t i = 0; i < part->ranges.count; i++)
        vec_push(collector->arena, &into->ranges, part->ranges.at[i]);
    if (into->ranges.count > 0)
        qsort(into->ranges.at, into->ranges.count, sizeof *into->ranges.at, by_range);
    for (size_t i = 0; i < into->ranges.count; i++) {
        struct splice_range range = into->ranges.at[i];
        struct splice_range *last = used > 0 ? &into->ranges.at[used - 1] : NULL;
        if (!last || range.start > last->end ||
            (range.start == last->end && range.end > range.start))
            into->ranges.at[used++] = range;
        else if (range.end > last->end)
            last->end = range.end;
    }
    into->ranges.count = used;
}

/* Parts that overlap become one, which is made from the source; so do neighbours without text of
 * their own. */
static void join_all(struct collector *collector)
{
    struct splice_part_list *parts = collector->parts;
    size_t used = 0;
    qsort(parts->at, parts->count, sizeof *parts->at, by_place);
    for (size_t i = 0; i < parts->count; i++) {
        struct splice_part *part = &parts->at[i], *last = used ? &parts->at[used - 1] : NULL;
        bool overlaps = last && part->start < last->end;
        bool touches = last && part->start == last->end && !part->text && !last->text;
        if (overlaps || touches)
            join(collector, last, part);
        else
            parts->at[used++] = *part;
    }
    parts->count = used;
}

bool splice_parts_find(struct splice *splice, const struct cwriter_edit *edits, uint32_t edit_count,
                       struct splice_part_list *parts)
{
    struct collector collector = {.splice = splice,
                                  .arena = splice->pieces->arena,
                                  .source = splice->unit->source,
                                  .pieces = splice->pieces,
                                  .written = splice->pieces->written,
                                  .parts = parts};
    for (const struct ir_func *func = splice->unit->funcs; func; func = func->next)
        if (!add_function(&collector, func))
            return false;
    for (uint32_t i = 0; i < edit_count; i++)
        if (!add_edit(&collector, &edits[i]))
            return false;
    if (!add_sites(&collector) || !add_declarations(&collector))
        return false;
    for (size_t i = 0; i < parts->count; i++)
        while (parts->at[i].ranges.count && parts->at[i].end > parts->at[i].start &&
               close_groups(collector.written, &parts->at[i]))
            cover(&collector, &parts->at[i]);
    add_changed(&collector);
    add_file_names(&collector);
    if (!add_includes(&collector))
        return false;
    join_all(&collector);
    return true;
}
