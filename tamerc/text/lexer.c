/* SPDX-License-Identifier: BSD-3-Clause */
#include "text/lexer.h"

#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "text/raw_string.h"

enum file_kind { FILE_UNKNOWN, FILE_USERS, FILE_SYSTEMS };

struct lexer {
    struct arena *arena;
    enum lexer_mode mode;
    const char *text;
    uint32_t size, at;
    uint32_t line;                   /* of the byte at `at`: presumed, or physical */
    uint16_t file;                   /* presumed */
    uint8_t system;                  /* TOKEN_SYSTEM in a system header */
    bool is_clang;                   /* made the text */
    struct kinds VEC(uint8_t) kinds; /* enum file_kind, by file */
    struct marker {
        uint32_t line;
        uint16_t file;
        size_t tokens; /* before it */
    } last;
    uint32_t depth; /* of included files; 0: in the one that was given */
    bool bol;       /* no token yet on this line */
    struct token_list *tokens;
    struct name_list *files;
};

/* The byte `ahead` of the position; NUL behind the end. */
static char peek(const struct lexer *lexer, uint32_t ahead)
{
    return ahead < lexer->size - lexer->at ? lexer->text[lexer->at + ahead] : '\0';
}

static bool at_end(const struct lexer *lexer)
{
    return lexer->at >= lexer->size;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes above 0x7f are parts of UTF-8 or of another encoding's letters. */
static bool is_name_start(char c)
{
    return (unsigned)(((unsigned char)c | 0x20) - 'a') < 26 || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

/* The same or a digit: one bit for each byte. */
static bool is_name(char c)
{
    static const uint64_t bytes[4] = {UINT64_C(0x03ff001000000000), UINT64_C(0x07fffffe87fffffe),
                                      UINT64_MAX, UINT64_MAX};
    return bytes[(unsigned char)c / 64] >> (unsigned char)c % 64 & 1;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

/* Bytes of a backslash, blanks and newline at the position: lines spliced together. 0: none. */
static uint32_t splice_size(const struct lexer *lexer, uint32_t ahead)
{
    if (peek(lexer, ahead) != '\\')
        return 0;
    uint32_t size = 1;
    while (is_blank(peek(lexer, ahead + size)))
        size++;
    return peek(lexer, ahead + size) == '\n' ? size + 1 : 0;
}

/* Steps over splices at the position. They can only stand in text that was not preprocessed. */
static void skip_splices(struct lexer *lexer)
{
    for (uint32_t size; lexer->mode == LEXER_ORIGINAL && (size = splice_size(lexer, 0)) != 0;) {
        lexer->at += size;
        lexer->line++;
    }
}

static void advance(struct lexer *lexer)
{
    lexer->at++;
    skip_splices(lexer);
}

/* Preprocessors leave comments as they were, spliced lines included. */
static void skip_line_comment(struct lexer *lexer)
{
    while (!at_end(lexer) && peek(lexer, 0) != '\n') {
        uint32_t size = splice_size(lexer, 0);
        lexer->line += size != 0;
        lexer->at += size ? size : 1;
    }
}

static void skip_block_comment(struct lexer *lexer)
{
    const char *start = lexer->text + lexer->at;
    lexer->at += 2;
    while (!at_end(lexer) && !(peek(lexer, 0) == '*' && peek(lexer, 1) == '/')) {
        lexer->line += peek(lexer, 0) == '\n';
        lexer->at++;
    }
    lexer->at = at_end(lexer) ? lexer->size : lexer->at + 2;
    /* A directive may follow a comment that stands on several lines. */
    size_t size = (size_t)(lexer->text + lexer->at - start);
    if (memchr(start, '\n', size))
        lexer->bol = true;
}

/* Blanks, newlines and comments. */
static void skip_gap(struct lexer *lexer)
{
    for (;;) {
        if (at_end(lexer))
            return;
        char c = lexer->text[lexer->at];
        if (c == '\n') {
            lexer->line++;
            lexer->bol = true;
            lexer->at++;
        } else if (is_blank(c)) {
            lexer->at++;
        } else if (c == '/' && peek(lexer, 1) == '*') {
            skip_block_comment(lexer);
        } else if (c == '/' && peek(lexer, 1) == '/') {
            skip_line_comment(lexer);
        } else if (c == '\\' && lexer->mode == LEXER_ORIGINAL && splice_size(lexer, 0) != 0) {
            skip_splices(lexer);
        } else {
            return;
        }
    }
}

/* ---- line markers and directives of preprocessed text ---- */

static void skip_blanks(struct lexer *lexer)
{
    while (is_blank(peek(lexer, 0)))
        lexer->at++;
}

static uint32_t end_of_line(const struct lexer *lexer)
{
    const char *from = lexer->text + lexer->at;
    const char *newline = memchr(from, '\n', lexer->size - lexer->at);
    return newline ? (uint32_t)(newline - lexer->text) : lexer->size;
}

static uint16_t file_index(struct lexer *lexer, const char *name)
{
    struct name_list *files = lexer->files;
    /* Newest first: markers mostly return to a file just left. */
    for (size_t i = files->count; i-- > 0;)
        if (strcmp(files->at[i], name) == 0)
            return (uint16_t)i;
    if (files->count > UINT16_MAX)
        return UINT16_MAX;
    vec_push(lexer->arena, files, arena_strdup(lexer->arena, name));
    return (uint16_t)(files->count - 1);
}

/* The value of a backslash escape behind its backslash: itself, or up to three octal digits. */
static char unescape(struct lexer *lexer)
{
    if (!is_digit(peek(lexer, 0)))
        return lexer->text[lexer->at++];
    unsigned value = 0;
    for (int i = 0; i < 3 && peek(lexer, 0) >= '0' && peek(lexer, 0) <= '7'; i++)
        value = value * 8 + (unsigned)(lexer->text[lexer->at++] - '0');
    return (char)value;
}

/* At the opening quote of a marker's file name. */
static void read_file_name(struct lexer *lexer, uint32_t end)
{
    struct strbuf name = {0};
    lexer->at++;
    while (lexer->at < end && peek(lexer, 0) != '"') {
        char c = lexer->text[lexer->at++];
        if (c == '\\' && lexer->at < end)
            c = unescape(lexer);
        strbuf_putc(&name, c);
    }
    if (lexer->at < end)
        lexer->at++;
    if (name.text)
        lexer->file = file_index(lexer, name.text);
    strbuf_free(&name);
}

static uint8_t *kind_of_file(struct lexer *lexer)
{
    while (lexer->kinds.count <= lexer->file)
        vec_push(lexer->arena, &lexer->kinds, FILE_UNKNOWN);
    return &lexer->kinds.at[lexer->file];
}

static bool is_repeated(struct lexer *lexer)
{
    struct marker before = lexer->last;
    lexer->last = (struct marker){lexer->line, lexer->file, lexer->tokens->count};
    return before.line == lexer->line && before.file == lexer->file &&
           before.tokens == lexer->tokens->count;
}

/*
 * Whether the text from here on is a system header's, which a marker within a file says for two
 * reasons. gcc says it of what macros of system headers come to as well: that is the user's text. A
 * header with #pragma GCC system_header turns into one there; gcc then writes the marker twice, and
 * clang has no other reason.
 */
static void set_system(struct lexer *lexer, bool moves, bool says_system)
{
    uint8_t *kind = kind_of_file(lexer);
    bool repeated = is_repeated(lexer);
    if (moves || *kind == FILE_UNKNOWN)
        *kind = says_system ? FILE_SYSTEMS : FILE_USERS;
    else if (says_system && (repeated || lexer->is_clang) && lexer->depth > 0)
        *kind = FILE_SYSTEMS;
    lexer->system = says_system && *kind == FILE_SYSTEMS ? TOKEN_SYSTEM : 0;
}

/* Behind the file name: 1 enters an included file, 2 returns from one, 3 is a system header. */
static void read_flags(struct lexer *lexer, uint32_t end)
{
    bool enters = false, returns = false, says_system = false;
    for (; lexer->at < end; lexer->at++) {
        enters |= peek(lexer, 0) == '1';
        returns |= peek(lexer, 0) == '2';
        says_system |= peek(lexer, 0) == '3';
    }
    if (enters)
        lexer->depth++;
    else if (returns && lexer->depth > 0)
        lexer->depth--;
    if (enters && strcmp(lexer->files->at[lexer->file], "<built-in>") == 0)
        lexer->is_clang = true; /* gcc does not enter it */
    set_system(lexer, enters || returns, says_system);
}

/* At the number of `# 12 "file" 1 3`, whose line ends at `end`. */
static void read_marker(struct lexer *lexer, uint32_t end)
{
    uint32_t line = 0;
    while (lexer->at < end && is_digit(peek(lexer, 0)))
        line = line * 10 + (uint32_t)(lexer->text[lexer->at++] - '0');
    lexer->line = line - 1; /* the newline counts it up */
    skip_blanks(lexer);
    if (peek(lexer, 0) == '"') {
        read_file_name(lexer, end);
        read_flags(lexer, end);
    }
}

static void push(struct lexer *lexer, enum token_kind kind, uint32_t start, uint32_t line,
                 unsigned flags)
{
    flags |= lexer->system | (lexer->bol ? TOKEN_BOL : 0U) | (lexer->depth ? TOKEN_INCLUDED : 0U);
    struct token token = {.start = start,
                          .end = lexer->at,
                          .line = line,
                          .file = lexer->file,
                          .kind = (uint8_t)kind,
                          .flags = (uint8_t)flags};
    vec_push(lexer->arena, lexer->tokens, token);
    lexer->bol = false;
}

static bool reads(const struct lexer *lexer, const char *word)
{
    size_t size = strlen(word);
    return size <= lexer->size - lexer->at && memcmp(lexer->text + lexer->at, word, size) == 0 &&
           !is_name(peek(lexer, (uint32_t)size));
}

/* At a `#` that is first on its line. Ends at the newline. */
static void read_directive(struct lexer *lexer)
{
    uint32_t start = lexer->at, end = end_of_line(lexer);
    lexer->at++;
    skip_blanks(lexer);
    if (reads(lexer, "line")) {
        lexer->at += 4;
        skip_blanks(lexer);
    }
    if (is_digit(peek(lexer, 0))) {
        read_marker(lexer, end);
        lexer->at = end;
    } else {
        bool pragma = reads(lexer, "pragma");
        lexer->at = end;
        if (pragma)
            push(lexer, TOKEN_PRAGMA, start, lexer->line, 0);
    }
}

/* ---- tokens ---- */

static void read_name(struct lexer *lexer)
{
    /* Nearly all of them are nothing but these. */
    while (lexer->at < lexer->size && is_name(lexer->text[lexer->at]))
        lexer->at++;
    if (peek(lexer, 0) != '\\')
        return;
    skip_splices(lexer);
    /* Universal character names (\u1234) belong to the identifier. */
    while (is_name(peek(lexer, 0)) ||
           (peek(lexer, 0) == '\\' && (peek(lexer, 1) == 'u' || peek(lexer, 1) == 'U')))
        advance(lexer);
}

/* A preprocessing number: also 1.5e+3, 0x1p-2, 1'000'000. */
static void read_number(struct lexer *lexer)
{
    for (;;) {
        char c = peek(lexer, 0), next = peek(lexer, 1);
        bool exponent = c == 'e' || c == 'E' || c == 'p' || c == 'P';
        if (exponent && (next == '+' || next == '-'))
            advance(lexer);
        else if (c == '\'' && (is_digit(next) || is_name_start(next)))
            advance(lexer);
        else if (!is_name(c) && c != '.')
            return;
        advance(lexer);
    }
}

/* At the opening quote. A newline ends it unclosed. Returns TOKEN_OPEN or 0. */
static unsigned read_quoted(struct lexer *lexer)
{
    char quote = peek(lexer, 0);
    advance(lexer);
    while (!at_end(lexer) && peek(lexer, 0) != '\n') {
        char c = peek(lexer, 0);
        advance(lexer);
        if (c == quote)
            return 0;
        if (c == '\\' && !at_end(lexer) && peek(lexer, 0) != '\n')
            advance(lexer);
    }
    return TOKEN_OPEN;
}

/* Bytes of the prefix L u U u8 at the position; 0: none. */
static uint32_t encoding_size(const struct lexer *lexer)
{
    char c = peek(lexer, 0);
    if (c == 'u' && peek(lexer, 1) == '8')
        return 2;
    return c == 'L' || c == 'u' || c == 'U' ? 1 : 0;
}

/* At the prefix: bytes of it and of the raw string. 0: it is none. */
static uint32_t raw_size(const struct lexer *lexer)
{
    uint32_t quote = encoding_size(lexer) + 1;
    size_t size;
    if (peek(lexer, quote - 1) != 'R' || peek(lexer, quote) != '"')
        return 0;
    size = raw_string_size(lexer->text + lexer->at + quote, lexer->size - lexer->at - quote);
    return size > 0 ? quote + (uint32_t)size : 0;
}

/* Nothing in it means anything. */
static void read_raw(struct lexer *lexer, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        lexer->line += lexer->text[lexer->at + i] == '\n';
    lexer->at += size;
}

/* The same where a quote follows it, else 0. */
static uint32_t quote_prefix(const struct lexer *lexer)
{
    uint32_t size = encoding_size(lexer);
    return peek(lexer, size) == '"' || peek(lexer, size) == '\'' ? size : 0;
}

static uint32_t punctuator_size(const struct lexer *lexer)
{
    static const char *const table[] = {"%:%:", "<<=", ">>=", "...", "->", "++", "--", "<<",
                                        ">>",   "<=",  ">=",  "==",  "!=", "&&", "||", "*=",
                                        "/=",   "%=",  "+=",  "-=",  "&=", "^=", "|=", "##",
                                        "::",   "<:",  ":>",  "<%",  "%>", "%:"};
    switch (lexer->text[lexer->at]) { /* most of them */
    case '(':
    case ')':
    case ',':
    case ';':
    case '{':
    case '}':
    case '[':
    case ']':
        return 1;
    default:
        break;
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i][0] != lexer->text[lexer->at])
            continue;
        uint32_t size = (uint32_t)strlen(table[i]);
        if (size <= lexer->size - lexer->at && memcmp(lexer->text + lexer->at, table[i], size) == 0)
            return size;
    }
    return 1;
}

static void read_token(struct lexer *lexer)
{
    uint32_t start = lexer->at, line = lexer->line;
    uint32_t prefix = quote_prefix(lexer);
    char c = peek(lexer, prefix);
    uint32_t raw = raw_size(lexer);
    if (raw > 0) {
        read_raw(lexer, raw);
        push(lexer, TOKEN_STRING, start, line, 0);
    } else if (c == '"' || c == '\'') {
        lexer->at += prefix;
        unsigned flags = read_quoted(lexer);
        push(lexer, c == '"' ? TOKEN_STRING : TOKEN_CHAR, start, line, flags);
    } else if (is_name_start(c) ||
               (c == '\\' && (peek(lexer, 1) == 'u' || peek(lexer, 1) == 'U'))) {
        read_name(lexer);
        push(lexer, TOKEN_IDENT, start, line, 0);
    } else if (is_digit(c) || (c == '.' && is_digit(peek(lexer, 1)))) {
        read_number(lexer);
        push(lexer, TOKEN_NUMBER, start, line, 0);
    } else {
        lexer->at += punctuator_size(lexer);
        push(lexer, TOKEN_PUNCT, start, line, 0);
    }
}

uint32_t lexer_byte_order_mark(const char *text, size_t size)
{
    static const char mark[] = "\xef\xbb\xbf";
    bool is_there = size >= strlen(mark) && memcmp(text, mark, strlen(mark)) == 0;
    return is_there ? (uint32_t)strlen(mark) : 0;
}

void lexer_run(struct arena *arena, enum lexer_mode mode, const char *text, size_t size,
               struct token_list *tokens, struct name_list *files)
{
    struct lexer lexer = {.arena = arena,
                          .mode = mode,
                          .text = text,
                          .size = size < UINT32_MAX ? (uint32_t)size : UINT32_MAX - 1,
                          .line = 1,
                          .bol = true,
                          .tokens = tokens,
                          .files = files};
    lexer.at = lexer_byte_order_mark(text, size);
    for (skip_gap(&lexer); !at_end(&lexer); skip_gap(&lexer)) {
        if (mode == LEXER_PREPROCESSED && lexer.bol && peek(&lexer, 0) == '#')
            read_directive(&lexer);
        else
            read_token(&lexer);
    }
    push(&lexer, TOKEN_END, lexer.at, lexer.line, 0);
}
