/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/cwriter.h"

#include <stdarg.h>
#include <string.h>

#include "base/strbuf.h"
#include "emit/gap.h"
#include "emit/margin.h"
#include "emit/pieces.h"
#include "ir/marks.h"
#include "text/source.h"
#include "text/written.h"

/* A gap of so many lines is filled with newlines, a wider one with a marker. */
#define GAP_MAX 8
#define PAD_MAX 2000

void cwriter_init(struct cwriter *writer, struct strbuf *out, const struct source *source,
                  bool line_markers)
{
    *writer = (struct cwriter){.out = out,
                               .source = source,
                               .line_markers = line_markers,
                               .line = 1,
                               .line_start = true,
                               .margin = "",
                               .step = "    ",
                               .step_size = 4};
}

/* ---- bytes ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

static void put_newline(struct cwriter *writer)
{
    strbuf_putc(writer->out, '\n');
    writer->line++;
    writer->line_start = true;
    writer->directive = false;
}

/* Text without a newline. */
static void put_run(struct cwriter *writer, const char *text, size_t size)
{
    if (size == 0)
        return;
    if (writer->directive)
        put_newline(writer);
    strbuf_add(writer->out, text, size);
    for (size_t i = 0; i < size && writer->line_start; i++)
        writer->line_start = is_blank(text[i]);
}

static void put(struct cwriter *writer, const char *text, size_t size)
{
    for (;;) {
        const char *newline = memchr(text, '\n', size);
        size_t run = newline ? (size_t)(newline - text) : size;
        put_run(writer, text, run);
        if (!newline)
            return;
        put_newline(writer);
        text += run + 1;
        size -= run + 1;
    }
}

/* In text that is preprocessed already, gcc takes no '#' behind blanks for a directive. */
static void put_start_of_line(struct cwriter *writer)
{
    struct strbuf *out = writer->out;
    if (!writer->line_start)
        put_newline(writer);
    while (out->size > 0 && is_blank(out->text[out->size - 1]))
        out->text[--out->size] = '\0';
}

static bool at_fresh_line(const struct cwriter *writer)
{
    return writer->out->size == 0 || writer->out->text[writer->out->size - 1] == '\n';
}

/* ---- places ---- */

static void put_marker(struct cwriter *writer, uint32_t line, uint16_t file, bool system)
{
    put_start_of_line(writer);
    strbuf_addf(writer->out, writer->pieces ? "#line %u \"" : "# %u \"", (unsigned)line);
    for (const char *c = writer->source->files[file]; *c; c++) {
        if (*c == '"' || *c == '\\')
            strbuf_putc(writer->out, '\\');
        strbuf_putc(writer->out, *c);
    }
    strbuf_puts(writer->out, (system || writer->silent) && !writer->pieces ? "\" 3\n" : "\"\n");
    writer->line_start = true;
    writer->line = line;
    writer->file = file;
    writer->known = true;
    writer->torn = false;
}

static bool stands_at(const struct cwriter *writer, uint32_t line, uint16_t file)
{
    return writer->known && writer->file == file && writer->line == line;
}

/* Ends with the output on the token's line. Returns whether it had to begin a line for that. */
static bool move_to(struct cwriter *writer, const struct token *token)
{
    if (stands_at(writer, token->line, token->file))
        return false;
    if (writer->known && writer->file == token->file && writer->line < token->line &&
        token->line - writer->line <= GAP_MAX) {
        while (writer->line < token->line)
            put_newline(writer);
        return true;
    }
    put_marker(writer, token->line, token->file, token->flags & TOKEN_SYSTEM);
    return true;
}

/* Blanks up to the column that the source has. */
static void pad_to(struct cwriter *writer, uint32_t offset)
{
    const char *text = writer->source->text;
    uint32_t start = offset;
    while (start > 0 && text[start - 1] != '\n')
        start--;
    if (offset - start > PAD_MAX)
        return;
    for (; start < offset; start++)
        strbuf_putc(writer->out, text[start] == '\t' ? '\t' : ' ');
}

/* ---- gaps: blanks, comments and directives between tokens ---- */

/* As it is, directives at the start of a line. */
static void put_gap(struct cwriter *writer, uint32_t at, uint32_t end)
{
    const char *text = writer->source->text;
    while (at < end) {
        uint32_t next = at + 1;
        if (gap_has_comment(writer->source->text, at, end)) {
            next = gap_comment_end(writer->source->text, at, end);
        } else if (text[at] == '#') {
            put_start_of_line(writer);
            next = gap_line_end(writer->source->text, at, end);
            if (gap_has_marker(writer->source->text, at, next))
                writer->torn = gap_says_system(writer->source->text, at, next);
        }
        put(writer, text + at, next - at);
        at = next;
    }
}

/* Without the blanks: the lines around are others than in the source. */
static void put_comments(struct cwriter *writer, uint32_t at, uint32_t end)
{
    while (at < end) {
        if (!gap_has_comment(writer->source->text, at, end)) {
            at++;
            continue;
        }
        uint32_t next = gap_comment_end(writer->source->text, at, end);
        put(writer, " ", 1);
        put(writer, writer->source->text + at, next - at);
        if (writer->source->text[at + 1] == '/')
            put_newline(writer);
        at = next;
    }
}

/* For text to be read: no markers, and no more than one empty line in a row. */
static void put_gap_unmarked(struct cwriter *writer, uint32_t at, uint32_t end)
{
    const char *text = writer->source->text;
    uint32_t first = at + gap_blanks(text, at, end);
    if (at_fresh_line(writer) && first < end && text[first] == '\n')
        at = first + 1; /* generated text has ended the line */
    while (at < end) {
        uint32_t next = at + 1;
        uint32_t blank = at_fresh_line(writer) ? gap_blanks(text, at, end) : 0;
        if (blank > 0 && (at + blank == end || text[at + blank] == '\n')) {
            at += blank;
            continue;
        }
        if (gap_has_comment(writer->source->text, at, end)) {
            next = gap_comment_end(writer->source->text, at, end);
        } else if (text[at] == '#') {
            next = gap_line_end(writer->source->text, at, end);
            if (gap_has_marker(writer->source->text, at, next)) {
                at = next < end ? next + 1 : next;
                continue;
            }
            put_start_of_line(writer);
        } else if (text[at] == '\n' && (writer->out->size == 0 || margin_behind(writer, "\n\n"))) {
            at = next;
            continue;
        }
        put(writer, text + at, next - at);
        at = next;
    }
}

/* The lines of a gap [at, end) before the token `next` count from the token backwards: markers
 * inside the gap do not matter to what stands behind the last of them. */
static void write_gap(struct cwriter *writer, uint32_t at, uint32_t end, const struct token *next)
{
    if (writer->bare) {
        put(writer, " ", 1);
        return;
    }
    struct gap gap = gap_look_at(writer->source->text, at, end);
    if (!writer->line_markers) {
        uint32_t index = (uint32_t)(next - writer->source->tokens);
        if (gap.has_directive && !gap.has_comment && margin_is_seam(writer, index))
            put(writer, " ", margin_behind(writer, " ") ? 0 : 1);
        else
            put_gap_unmarked(writer, at, end);
        if (at_fresh_line(writer))
            margin_begin(writer, index);
        return;
    }
    struct gap rest = gap_look_at(writer->source->text, end, next->start > end ? next->start : end);
    uint32_t line = next->line - rest.newlines;
    if (gap.has_directive && !writer->pieces) {
        put_gap(writer, at, end);
        writer->line = line;
        writer->file = next->file;
        writer->known = !rest.has_directive;
        writer->torn &= !(next->flags & TOKEN_SYSTEM);
        writer->torn_next = (uint32_t)(next - writer->source->tokens);
    } else if (!gap.has_directive && !rest.has_directive &&
               stands_at(writer, line - gap.newlines, next->file)) {
        put_gap(writer, at, end);
    } else if (gap.has_comment) {
        put_comments(writer, at, end);
    } else if (at < end && !writer->line_start) {
        put(writer, " ", 1);
    }
}

/* ---- what was written ---- */

/* Between two pieces of which nothing was printed but they themselves stands what the user put
 * there. */
static void write_written_gap(struct cwriter *writer, uint32_t piece)
{
    const struct piece *here = &writer->pieces->list.at[piece], *last = here - 1;
    writer->gap_start = writer->gap_end = 0;
    put(writer, writer->pieces->written->text + last->end, here->start - last->end);
    if (!writer->line_markers && here->line != last->line)
        margin_begin(writer, here->first);
}

static bool follows(const struct cwriter *writer, uint32_t index)
{
    const struct pieces *pieces = writer->pieces;
    uint32_t piece = pieces->of_token[index];
    return piece != PIECE_NONE && piece > 0 && writer->last_piece == piece - 1 &&
           index == pieces->list.at[piece].first &&
           pieces->list.at[piece].segment ==
               written_segment_at(pieces->written, pieces->list.at[piece - 1].end);
}

/* What was copied but not printed yet. */
static void flush_gap(struct cwriter *writer)
{
    const struct source *source = writer->source;
    uint32_t start = writer->gap_start, end = writer->gap_end;
    uint32_t next = source_token_at(source, end);
    writer->gap_start = writer->gap_end = 0;
    if (start == end)
        return;
    if (end == source->tokens[next].start && follows(writer, next))
        write_written_gap(writer, writer->pieces->of_token[next]);
    else
        write_gap(writer, start, end, &source->tokens[next]);
    writer->last_piece = PIECE_NONE;
}

/* Before anything that is generated. */
static void settle(struct cwriter *writer)
{
    const struct source *source = writer->source;
    if (!writer->pieces)
        return;
    flush_gap(writer);
    writer->open_piece = writer->last_piece = PIECE_NONE;
    if (writer->place != UINT32_MAX)
        move_to(writer, &source->tokens[source_token_at(source, writer->place)]);
    writer->place = UINT32_MAX;
}

static void copy_gap(struct cwriter *writer, uint32_t start, uint32_t end, const struct token *next)
{
    if (!writer->pieces) {
        write_gap(writer, start, end, next);
        return;
    }
    if (writer->gap_end != start) {
        flush_gap(writer);
        writer->gap_start = start;
    }
    writer->gap_end = end;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || (unsigned char)c >= 0x80;
}

static void keep_apart(struct cwriter *writer, char next)
{
    const struct strbuf *out = writer->out;
    if (out->size > 0 && is_name_byte(out->text[out->size - 1]) && is_name_byte(next))
        put(writer, " ", 1);
}

static void begin_fold(struct cwriter *writer, uint32_t piece, uint32_t index)
{
    const struct piece *p = &writer->pieces->list.at[piece];
    bool can = p->is_invocation && !p->is_expanded && index == p->first &&
               p->segment == written_segment_at(writer->pieces->written, p->end);
    writer->open_piece = can ? piece : PIECE_NONE;
    writer->next_token = index;
    writer->fold_start =
        (struct cwriter_spot){writer->out->size, writer->line,       writer->file,
                              writer->known,     writer->line_start, writer->directive};
}

/* All tokens of the invocation stand in the output: now it does itself. */
static void end_fold(struct cwriter *writer, uint32_t index)
{
    const struct piece *piece = &writer->pieces->list.at[index];
    const struct cwriter_spot *spot = &writer->fold_start;
    const char *text = writer->pieces->written->text + piece->start;
    writer->out->size = spot->at;
    writer->out->text[spot->at] = '\0';
    writer->line = spot->line;
    writer->file = spot->file;
    writer->known = spot->known;
    writer->line_start = spot->line_start;
    writer->directive = spot->directive;
    keep_apart(writer, *text);
    struct cwriter_fold fold = {writer->out->size, 0, index};
    put(writer, text, piece->end - piece->start);
    fold.end = writer->out->size;
    vec_push(writer->pieces->arena, writer->folds, fold);
    writer->open_piece = PIECE_NONE;
}

/* In front of the token; whole: all of it is printed. */
static void before_token(struct cwriter *writer, uint32_t index, bool whole)
{
    const struct token *token = &writer->source->tokens[index];
    uint32_t piece = writer->pieces->of_token[index], open = writer->open_piece;
    writer->place = UINT32_MAX;
    if (whole && follows(writer, index)) {
        write_written_gap(writer, piece);
    } else {
        bool goes_on = whole && open != PIECE_NONE && open == piece && writer->next_token == index;
        flush_gap(writer);
        writer->open_piece = goes_on ? open : PIECE_NONE;
    }
    writer->last_piece = PIECE_NONE;
    if (writer->line_markers && writer->open_piece == PIECE_NONE && move_to(writer, token))
        pad_to(writer, token->start);
    if (!whole || piece == PIECE_NONE)
        writer->open_piece = PIECE_NONE;
    else if (writer->open_piece == PIECE_NONE)
        begin_fold(writer, piece, index);
    keep_apart(writer, writer->source->text[token->start]);
}

static void behind_token(struct cwriter *writer, uint32_t index, bool whole)
{
    uint32_t piece = writer->pieces->of_token[index];
    if (!whole || piece == PIECE_NONE)
        return;
    const struct piece *p = &writer->pieces->list.at[piece];
    writer->next_token = index + 1;
    if (p->behind != index + 1)
        return;
    if (writer->open_piece == piece)
        end_fold(writer, piece);
    else if (p->is_invocation)
        return;
    writer->last_piece = piece;
}

void cwriter_fold(struct cwriter *writer, const struct pieces *pieces,
                  struct cwriter_fold_list *folds)
{
    writer->pieces = pieces;
    writer->folds = folds;
    writer->open_piece = writer->last_piece = PIECE_NONE;
    writer->place = UINT32_MAX;
    margin_find_step(writer);
}

void cwriter_at(struct cwriter *writer, uint32_t offset)
{
    const struct source *source = writer->source;
    if (!writer->line_markers)
        return;
    if (writer->pieces)
        writer->place = offset;
    else
        move_to(writer, &source->tokens[source_token_at(source, offset)]);
}

void cwriter_margin(struct cwriter *writer, uint32_t offset)
{
    settle(writer);
    if (!writer->line_markers)
        margin_take(writer, source_token_at(writer->source, offset));
}

void cwriter_aside(struct cwriter *writer, const char *header)
{
    const struct source *source = writer->source;
    if (writer->pieces || !writer->line_markers)
        return;
    uint16_t file = header ? source_file_ending(source, header) : 0;
    if (file > 0)
        put_marker(writer, 1, file, true);
    else
        writer->known = header != NULL && writer->known;
}

/* ---- source text ---- */

/* What a macro of a system header came to is over, or replaced. */
static void mend(struct cwriter *writer, uint32_t line, uint16_t file)
{
    if (writer->torn && writer->known)
        put_marker(writer, line, file, false);
    writer->torn = false;
}

static void write_token(struct cwriter *writer, uint32_t index, uint32_t at, uint32_t end)
{
    const struct token *token = &writer->source->tokens[index];
    bool whole = at == token->start && end == token->end;
    if (writer->torn && index != writer->torn_next++) {
        mend(writer, token->line, token->file);
        pad_to(writer, at);
    }
    if (writer->pieces)
        before_token(writer, index, whole);
    else if (writer->line_markers && move_to(writer, token))
        pad_to(writer, at);
    if (token->kind == TOKEN_PRAGMA)
        put_start_of_line(writer);
    if (!writer->line_markers && at_fresh_line(writer) && token->kind != TOKEN_PRAGMA)
        margin_put_user(writer, index);
    put(writer, writer->source->text + at, end - at);
    if (token->kind == TOKEN_PRAGMA)
        writer->directive = true;
    if (writer->pieces)
        behind_token(writer, index, whole);
}

static void copy(struct cwriter *writer, uint32_t start, uint32_t end)
{
    const struct source *source = writer->source;
    uint32_t at = start, index = source_token_at(source, start);
    const struct token *token = &source->tokens[index];
    while (token->kind != TOKEN_END && token->start < end) {
        if (at < token->start)
            copy_gap(writer, at, token->start, token);
        uint32_t marks = mark_find(source, index, NULL);
        if (marks == 0) {
            write_token(writer, index, at > token->start ? at : token->start,
                        token->end < end ? token->end : end);
            at = token->end;
            token = &source->tokens[++index];
            continue;
        }
        index += marks;
        token = &source->tokens[index];
        at = token[-1].end;
        while (at < end && is_blank(source->text[at]))
            at++;
    }
    if (at < end)
        copy_gap(writer, at, end, token);
}

/* The first edit at or behind the offset. */
static uint32_t edit_at(const struct cwriter *writer, uint32_t offset)
{
    uint32_t low = 0, high = writer->edit_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (writer->edits[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void cwriter_source(struct cwriter *writer, uint32_t start, uint32_t end)
{
    for (uint32_t i = edit_at(writer, start);
         i < writer->edit_count && writer->edits[i].start < end; i++) {
        const struct cwriter_edit *edit = &writer->edits[i];
        if (start < edit->start)
            copy(writer, start, edit->start);
        cwriter_at(writer, edit->start);
        cwriter_printf(writer, "%s", edit->text);
        start = edit->end;
    }
    if (start < end)
        copy(writer, start, end);
}

/* ---- generated text ---- */

bool cwriter_ends_word(const struct cwriter *writer)
{
    const struct strbuf *out = writer->out;
    return out->size > 0 && is_name_byte(out->text[out->size - 1]);
}

static void put_generated(struct cwriter *writer, const char *text, size_t size)
{
    if (size > 0 && !writer->line_markers && at_fresh_line(writer)) {
        margin_put(writer);
        size -= *text == ' ';
        text += *text == ' ';
    }
    put_run(writer, text, size);
}

static void lay_out(struct cwriter *writer)
{
    if (!writer->line_markers)
        put_newline(writer);
    else if (!writer->line_start)
        put_run(writer, " ", 1);
}

void cwriter_text(struct cwriter *writer, const char *text, size_t size)
{
    if (size > 0) {
        settle(writer);
        mend(writer, writer->line, writer->file);
    }
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t end = newline ? (size_t)(newline - text) : size;
        put_generated(writer, text + at, end - at);
        if (newline)
            lay_out(writer);
        at = end + (newline != NULL);
    }
}

void cwriter_printf(struct cwriter *writer, const char *format, ...)
{
    struct strbuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_vaddf(&text, format, arguments);
    va_end(arguments);
    cwriter_text(writer, text.text, text.size);
    strbuf_free(&text);
}

void cwriter_silent(struct cwriter *writer, const char *quiet)
{
    bool on = quiet != NULL;
    if (writer->silent == on || (!writer->pieces && (!writer->line_markers || !writer->known)))
        return;
    writer->silent = on;
    if (writer->pieces && !writer->line_markers)
        cwriter_printf(writer, "%s\n", on ? quiet : "TAMER_QUIET_END_");
    else if (writer->pieces)
        cwriter_printf(writer, "%s ", on ? quiet : " TAMER_QUIET_END_");
    else
        put_marker(writer, writer->line, writer->file, false);
}

void cwriter_break(struct cwriter *writer)
{
    settle(writer);
    if (!writer->line_markers && (writer->out->size == 0 || margin_behind(writer, "\n\n")))
        return;
    put_newline(writer);
}
