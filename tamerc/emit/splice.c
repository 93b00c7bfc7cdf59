/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/splice.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/file.h"
#include "emit/function.h"
#include "emit/pieces.h"
#include "emit/splice_parts.h"
#include "ir/ir.h"
#include "text/lexer.h"
#include "text/macros.h"
#include "text/source.h"
#include "text/written.h"

struct name_set VEC(struct splice_token);

struct printer {
    struct strbuf *out;
    struct splice *splice;
    struct arena *arena;
    const struct source *source;
    const struct pieces *pieces;
    const struct written *written;
    struct file file;
    uint32_t piece; /* the next one that has not been printed */
    uint32_t line;  /* of the user's file at `line_at` */
    uint32_t line_at;
    const char *newline; /* as the user's file has it */
    /* Of the generated text in hand: those of each stretch of it between the user's own macros,
     * each from its own beginning, with a TOKEN_END behind them. */
    struct token_list tokens;
};

/* ---- what the preprocessor must make of it ---- */

static void expect(struct printer *p, const char *text, uint32_t size)
{
    struct splice_token token = {text, size};
    vec_push(p->arena, &p->splice->expected, token);
}

static void expect_piece(struct printer *p, const struct piece *piece)
{
    for (uint32_t i = piece->first; i < piece->behind; i++) {
        const struct token *token = &p->source->tokens[i];
        if (pieces_is_written(p->source, i))
            expect(p, p->source->text + token->start, token->end - token->start);
    }
}

/* What the writer puts around the text that compilers are to have no warnings for: pragmas. */
static bool is_quiet(const char *text)
{
    return strncmp(text, "TAMER_QUIET_", 12) == 0;
}

static bool is_copies(const char *text, const struct token *token)
{
    return token->end - token->start == strlen("TAMER_BODY_") &&
           strncmp(text + token->start, "TAMER_BODY_", strlen("TAMER_BODY_")) == 0;
}

static void lex(struct printer *p, const char *text, size_t size, struct token_list *tokens)
{
    struct name_list files = {0};
    vec_push(p->arena, &files, "");
    lexer_run(p->arena, LEXER_PREPROCESSED, text, size, tokens, &files);
}

static void expect_text(struct printer *p, const char *text);

/* Those of generated text, which stays; there is a TOKEN_END behind them. */
static void expect_tokens(struct printer *p, const char *text, const struct token *token)
{
    for (; token->kind != TOKEN_END; token++)
        if (is_copies(text, token))
            expect_text(p, function_copies(p->splice->unit->optimised));
        else if (token->kind != TOKEN_PRAGMA && !is_quiet(text + token->start) &&
                 text[token->start] != '\\') /* the end of a line of the user's */
            expect(p, text + token->start, token->end - token->start);
}

/* The tokens of a text that stays. */
static void expect_text(struct printer *p, const char *text)
{
    struct token_list tokens = {0};
    lex(p, text, strlen(text), &tokens);
    expect_tokens(p, text, tokens.at);
}

/* ---- the user's text ---- */

static void print_written(struct printer *p, uint32_t start, uint32_t end)
{
    const struct piece_list *list = &p->pieces->list;
    strbuf_add(p->out, p->written->text + start, end - start);
    for (; p->piece < list->count && list->at[p->piece].start < end; p->piece++)
        if (list->at[p->piece].start >= start)
            expect_piece(p, &list->at[p->piece]);
}

static uint32_t newlines(const struct printer *p, uint32_t start, uint32_t end)
{
    uint32_t count = 0;
    for (; start < end; start++)
        count += p->written->text[start] == '\n';
    return count;
}

static uint32_t line_of(struct printer *p, uint32_t offset)
{
    if (offset < p->line_at)
        p->line -= newlines(p, offset, p->line_at);
    else
        p->line += newlines(p, p->line_at, offset);
    p->line_at = offset;
    return p->line;
}

/* What the compiler has to take the byte's line for: #line directives of the user's are in the
 * source's markers. */
static void print_line_directive(struct printer *p, uint32_t offset)
{
    const struct piece_list *list = &p->pieces->list;
    uint32_t low = 0, high = (uint32_t)list->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list->at[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t line = 0;
    const char *file = p->source->files[0];
    while (low > 0 && list->at[low - 1].first == list->at[low - 1].behind)
        low--;
    if (low > 0) {
        const struct token *token = &p->source->tokens[list->at[low - 1].first];
        line = token->line + newlines(p, list->at[low - 1].start, offset);
        file = p->source->files[token->file];
    } else {
        line = line_of(p, offset);
    }
    strbuf_addf(p->out, "#line %u \"", (unsigned)line);
    for (; *file; file++)
        strbuf_addf(p->out, *file == '"' || *file == '\\' ? "\\%c" : "%c", *file);
    strbuf_addf(p->out, "\"%s", p->newline);
}

/* Does a #line directive of the user's end with the part? */
static bool has_line_directive(const struct printer *p, uint32_t start, uint32_t end)
{
    const struct written *written = p->written;
    for (uint32_t i = written_segment_at(written, start); i < written->directives.count; i++)
        if (written->directives.at[i].start < end &&
            written->directives.at[i].kind == DIRECTIVE_LINE)
            return true;
    return false;
}

/* Goes on in the line where the user's text does, in the same column. */
static void print_resumption(struct printer *p, const struct splice_part *part)
{
    const char *text = p->written->text;
    uint32_t offset = part->end, start = offset;
    if (p->splice->line_markers || has_line_directive(p, part->start, part->end))
        print_line_directive(p, offset);
    while (start > 0 && text[start - 1] != '\n')
        start--;
    if (offset < p->written->size && text[offset] != '\n' && text[offset] != '\r')
        for (; start < offset; start++)
            strbuf_putc(p->out, text[start] == '\t' ? '\t' : ' ');
}

/* ---- names that must not be taken for macros ---- */

static bool is_own(const char *name, size_t size)
{
    return size > 6 && (memcmp(name, "tamer_", 6) == 0 || memcmp(name, "TAMER_", 6) == 0);
}

static bool holds(const struct name_set *set, const char *name, size_t size)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->at[i].size == size && memcmp(set->at[i].text, name, size) == 0)
            return true;
    return false;
}

/* Identifiers in [text, text + size) that are macros in that segment. The set's are the text's. */
static void add_macros(struct printer *p, struct name_set *set, uint32_t segment, const char *text,
                       size_t size)
{
    size_t first = p->tokens.count;
    lex(p, text, size, &p->tokens);
    for (const struct token *token = &p->tokens.at[first]; token->kind != TOKEN_END; token++) {
        struct splice_token name = {text + token->start, token->end - token->start};
        if (token->kind == TOKEN_IDENT && !is_own(name.text, name.size) &&
            macros_find(p->pieces->macros, segment, name.text, name.size) &&
            !holds(set, name.text, name.size))
            vec_push(p->arena, set, name);
    }
}

struct clash {
    const struct name_set *set;
};

static bool is_free(void *context, const char *name, size_t size)
{
    const struct clash *clash = context;
    return !holds(clash->set, name, size);
}

/* Names that are not what they seem in the body of the generated function, or count. */
static bool keeps_meaning(void *context, const char *name, size_t size)
{
    static const char *const names[] = {"__func__",    "__FUNCTION__", "__PRETTY_FUNCTION__",
                                        "__COUNTER__", "_Pragma",      "__LINE__",
                                        "__FILE__",    "__FILE_NAME__"};
    const bool *line_markers = context;
    size_t count = sizeof names / sizeof *names - (*line_markers ? 3 : 0);
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == size && memcmp(names[i], name, size) == 0)
            return false;
    return true;
}

/* ---- parts on lines of their own ---- */

/* The text of the part, and where in it the user's own macros stand. */
static void make_text(struct printer *p, const struct splice_part *part, struct strbuf *text,
                      struct cwriter_fold_list *folds)
{
    struct file file = p->file;
    strbuf_clear(text);
    folds->count = 0;
    file.writer.out = text;
    file.writer.known = false;
    file.writer.line_start = true;
    cwriter_fold(&file.writer, p->pieces, folds);
    for (size_t i = 0; i < part->ranges.count; i++)
        file_range(&file, part->ranges.at[i].start, part->ranges.at[i].end);
    cwriter_break(&file.writer);
    p->file = file;
}

/* Which macros have to be out of the way; false: some invocation cannot stand as it was written
 * then, and is marked. */
static bool find_guarded(struct printer *p, const struct splice_part *part,
                         const struct strbuf *text, const struct cwriter_fold_list *folds,
                         struct name_set *guarded)
{
    uint32_t segment = written_segment_at(p->written, part->start);
    size_t done = 0;
    struct clash clash = {guarded};
    bool fine = true;
    guarded->count = 0;
    p->tokens.count = 0;
    for (size_t i = 0; i <= folds->count; i++) {
        size_t end = i < folds->count ? folds->at[i].start : text->size;
        add_macros(p, guarded, segment, text->text + done, end - done);
        done = i < folds->count ? folds->at[i].end : done;
    }
    for (size_t i = 0; i < folds->count; i++) {
        struct piece *piece = &p->splice->pieces->list.at[folds->at[i].piece];
        if (pieces_names(p->pieces, piece, is_free, &clash))
            continue;
        piece->is_expanded = true;
        fine = false;
    }
    return fine;
}

static void mark_pieces(struct printer *p, const struct splice_part *part, bool all)
{
    struct piece_list *list = &p->splice->pieces->list;
    bool line_markers = p->splice->line_markers;
    for (uint32_t i = p->piece; i < list->count && list->at[i].start < part->end; i++)
        if (list->at[i].is_invocation && list->at[i].start >= part->start)
            list->at[i].is_expanded |=
                all || !pieces_names(p->pieces, &list->at[i], keeps_meaning, &line_markers);
}

static void print_generated(struct printer *p, const char *text)
{
    for (const char *end = strchr(text, '\n'); end; text = end + 1, end = strchr(text, '\n')) {
        strbuf_add(p->out, text, (size_t)(end - text));
        strbuf_puts(p->out, end > text && end[-1] == '\r' ? "\n" : p->newline);
    }
    strbuf_puts(p->out, text);
}

/* find_guarded has read the tokens. */
static void expect_part(struct printer *p, const struct strbuf *text,
                        const struct cwriter_fold_list *folds)
{
    const char *stays = arena_strndup(p->arena, text->text, text->size);
    const struct token *token = p->tokens.at;
    size_t done = 0;
    for (size_t i = 0; i <= folds->count; i++) {
        expect_tokens(p, stays + done, token);
        if (i == folds->count)
            break;
        expect_piece(p, &p->pieces->list.at[folds->at[i].piece]);
        done = folds->at[i].end;
        while (token->kind != TOKEN_END)
            token++;
        token++;
    }
}

static void print_guards(struct printer *p, const struct name_set *guarded, bool before)
{
    for (size_t i = 0; i < guarded->count; i++) {
        int size = (int)guarded->at[i].size;
        const char *name = guarded->at[i].text;
        if (before)
            strbuf_addf(p->out, "#pragma push_macro(\"%.*s\")%s#undef %.*s%s", size, name,
                        p->newline, size, name, p->newline);
        else
            strbuf_addf(p->out, "#pragma pop_macro(\"%.*s\")%s", size, name, p->newline);
    }
}

static void print_head(struct printer *p, const struct splice_part *part)
{
    const struct strbuf *out = p->out;
    if (out->size > 0 && out->text[out->size - 1] != '\n')
        strbuf_puts(p->out, p->newline);
    if (part->end > part->start)
        strbuf_addf(p->out, "/* tamerc: in place of lines %u to %u */%s",
                    (unsigned)line_of(p, part->start), (unsigned)line_of(p, part->end - 1),
                    p->newline);
    else
        strbuf_addf(p->out, "/* tamerc: added */%s", p->newline);
}

/* Pieces that the part stands in place of are not the user's text any more. */
static void skip_pieces(struct printer *p, const struct splice_part *part)
{
    while (p->piece < p->pieces->list.count && p->pieces->list.at[p->piece].start < part->end)
        p->piece++;
}

/* What stood there has used up so many of __COUNTER__. */
static void print_counters(struct printer *p, const struct splice_part *part)
{
    const struct piece_list *list = &p->pieces->list;
    for (uint32_t i = p->piece; i < list->count && list->at[i].start < part->end; i++)
        for (uint32_t n = 0; list->at[i].start >= part->start && n < list->at[i].counted; n++)
            strbuf_addf(p->out, "#if __COUNTER__ /* as it was above */%s#endif%s", p->newline,
                        p->newline);
}

static void print_made(struct printer *p, const struct splice_part *part)
{
    struct strbuf text = {0}, changes = {0};
    struct cwriter_fold_list folds = {0};
    struct name_set guarded = {0};
    struct file before = p->file;
    uint32_t from = written_segment_at(p->written, part->start);
    uint32_t to = written_segment_at(p->written, part->end);
    strbuf_puts(&text, "");
    if (to != from)
        macros_changes(p->pieces->macros, from, to, &changes);
    mark_pieces(p, part, changes.size > 0);
    do {
        p->file = before;
        make_text(p, part, &text, &folds);
    } while (!find_guarded(p, part, &text, &folds, &guarded));
    print_head(p, part);
    print_guards(p, &guarded, true);
    print_generated(p, text.text);
    print_guards(p, &guarded, false);
    print_generated(p, changes.text ? changes.text : "");
    print_counters(p, part);
    strbuf_addf(p->out, "/* tamerc: end */%s", p->newline);
    print_resumption(p, part);
    expect_part(p, &text, &folds);
    skip_pieces(p, part);
    strbuf_free(&text);
    strbuf_free(&changes);
}

/* ---- the whole file ---- */

static void print_part(struct printer *p, const struct splice_part *part)
{
    if (!part->text) {
        print_made(p, part);
        return;
    }
    strbuf_puts(p->out, part->text);
    if (part->text != p->splice->include_prefix)
        expect_text(p, part->text);
    skip_pieces(p, part);
}

static void print_registration(struct printer *p)
{
    struct strbuf text = {0};
    struct cwriter_fold_list folds = {0};
    struct splice_part end = {.start = p->written->size, .end = p->written->size};
    p->file.writer.out = &text;
    p->file.writer.known = false;
    cwriter_fold(&p->file.writer, p->pieces, &folds);
    strbuf_puts(&text, "");
    file_register(&p->file);
    cwriter_break(&p->file.writer);
    size_t blank = strspn(text.text, " \n");
    if (blank < text.size) {
        print_head(p, &end);
        print_generated(p, text.text);
        strbuf_addf(p->out, "/* tamerc: end */%s", p->newline);
        expect_text(p, arena_strndup(p->arena, text.text, text.size));
    }
    strbuf_free(&text);
}

static const char *newline_of(const struct written *written)
{
    const char *newline = memchr(written->text, '\n', written->size);
    return newline && newline > written->text && newline[-1] == '\r' ? "\r\n" : "\n";
}

static void print_beginning(struct printer *p)
{
    const char *name = strrchr(p->source->name, '/');
    strbuf_addf(p->out, "/* Made by tamerc from %s; do not edit. */%s",
                name ? name + 1 : p->source->name, p->newline);
    strbuf_addf(p->out, "#define __TAMERC__ 2%s", p->newline);
    if (p->splice->line_markers)
        print_line_directive(p, 0);
}

/* Whatever has to be printed has been: the comparison with what was meant would not miss it. */
static bool check_whole(const struct printer *p)
{
    const struct file *file = &p->file;
    if (!file->func && !file->site && !file->signature)
        return true;
    p->splice->reason = "a part of the result belongs to no place in the file";
    p->splice->reason_at = file->func        ? file->func->start
                           : file->signature ? file->signature->async_at
                                             : file->site->outer_start;
    return false;
}

bool splice_emit(struct strbuf *out, struct splice *splice)
{
    struct printer p = {.out = out,
                        .splice = splice,
                        .arena = splice->pieces->arena,
                        .source = splice->unit->source,
                        .pieces = splice->pieces,
                        .written = splice->pieces->written,
                        .line = 1,
                        .newline = newline_of(splice->pieces->written)};
    struct splice_part_list parts = {0};
    uint32_t done = 0;
    file_begin(&p.file, out, splice->unit, splice->line_markers);
    if (!splice_parts_find(splice, p.file.writer.edits, p.file.writer.edit_count, &parts))
        return false;
    print_beginning(&p);
    for (size_t i = 0; i < parts.count; i++) {
        print_written(&p, done, parts.at[i].start);
        print_part(&p, &parts.at[i]);
        done = parts.at[i].end;
    }
    print_written(&p, done, p.written->size);
    print_registration(&p);
    return check_whole(&p);
}

/* ---- the proof ---- */

/* "hh:mm:ss" or "Mmm dd yyyy" and the like: made anew with every run. */
static bool is_time(const struct splice_token *a, const char *text, uint32_t size)
{
    return a->size == size && *a->text == '"' && *text == '"' &&
           ((size == 10 && a->text[3] == ':' && text[3] == ':' && text[6] == ':') ||
            (size == 13 && a->text[4] == ' ' && text[4] == ' ' && text[7] == ' '));
}

static uint32_t digits(const char *text, uint32_t at, uint32_t size)
{
    uint32_t end = at;
    while (end < size && isdigit((unsigned char)text[end]))
        end++;
    return end - at;
}

/* A call of a macro may go on for some lines; __LINE__ in it is that of one of them. */
enum { CALL_LINES_MAX = 100 };

static bool is_near(const char *text, uint32_t count, unsigned line)
{
    unsigned number = 0;
    for (uint32_t i = 0; i < count && number < UINT32_MAX / 100; i++)
        number = 10 * number + (unsigned)(text[i] - '0');
    return number >= line && number - line <= CALL_LINES_MAX;
}

/* Without #line directives, __LINE__ counts the lines of the result; also in what is made of it, a
 * string or a name. */
static bool is_line(const struct splice *splice, const struct splice_token *a, const char *text,
                    uint32_t size, unsigned line)
{
    uint32_t at = 0, i = 0;
    while (!splice->line_markers && at < size && i < a->size) {
        uint32_t made = digits(text, at, size), meant = digits(a->text, i, a->size);
        bool same = made == meant && memcmp(text + at, a->text + i, made) == 0;
        if (made > 0 && meant > 0 && (same || is_near(text + at, made, line))) {
            at += made;
            i += meant;
        } else if (text[at++] != a->text[i++]) {
            return false;
        }
    }
    return !splice->line_markers && at == size && i == a->size;
}

static bool is_meant(const struct splice *splice, const struct splice_token *a, const char *text,
                     const struct token *token)
{
    uint32_t size = token->end - token->start;
    text += token->start;
    return (a->size == size && memcmp(a->text, text, size) == 0) || is_time(a, text, size) ||
           is_line(splice, a, text, size, token->line);
}

unsigned splice_check(const struct splice *splice, const char *text, size_t size)
{
    struct arena arena = {0};
    const struct source *made = source_new(&arena, splice->unit->source->name, text, size);
    size_t at = 0;
    unsigned wrong = 0, last = 1;
    for (uint32_t i = 0; !wrong && made->tokens[i].kind != TOKEN_END; i++) {
        const struct token *token = &made->tokens[i];
        if ((token->flags & TOKEN_INCLUDED) || token->kind == TOKEN_PRAGMA)
            continue;
        last = token->line;
        if (at == splice->expected.count ||
            !is_meant(splice, &splice->expected.at[at], text, token))
            wrong = last;
        at++;
    }
    arena_free(&arena);
    return wrong || at == splice->expected.count ? wrong : last;
}
