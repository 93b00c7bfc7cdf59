/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * reduce FILE CHECK [SECONDS]: makes the C text in FILE smaller as long as the shell command "CHECK
 * FILE" succeeds, and leaves what is left in FILE. It knows no more of C than braces, brackets,
 * statements and tokens: it takes away functions, statements, the heads of blocks, the operands of
 * expressions, tokens, in rounds until a round finds nothing or the time is over.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct token {
    size_t start, end; /* in the text; white space before it belongs to it */
    char first;        /* its first character that is not white space */
    int depth;         /* of braces around it, its own pair not counted */
    int nesting;       /* of all brackets */
};

static char *text; /* the smallest that passes */
static size_t size;
static struct token *tokens;
static size_t count;
static const char *path, *command;
static time_t end_time;
static unsigned tries;

static void *need(void *memory)
{
    if (!memory) {
        fputs("reduce: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

/* ---- tokens ---- */

static size_t word_end(const char *at, size_t i)
{
    char quote = at[i];

    if (isalnum((unsigned char)at[i]) || at[i] == '_') {
        while (i < size && (isalnum((unsigned char)at[i]) || at[i] == '_' || at[i] == '.'))
            i++;
        return i;
    }
    if (quote == '#') { /* a directive is one token */
        while (i < size && at[i] != '\n')
            i++;
        return i;
    }
    if (quote != '"' && quote != '\'')
        return i + 1;
    for (i++; i < size && at[i] != quote; i++)
        if (at[i] == '\\')
            i++;
    return i < size ? i + 1 : size;
}

static size_t skip_space(size_t i)
{
    for (;;) {
        while (i < size && isspace((unsigned char)text[i]))
            i++;
        if (i + 1 >= size || text[i] != '/' || text[i + 1] != '*')
            return i;
        for (i += 2; i < size && !(text[i - 1] == '*' && text[i] == '/'); i++)
            ;
        i = i < size ? i + 1 : size;
    }
}

static void tokenise(void)
{
    int depth = 0, nesting = 0;
    size_t i = 0;

    free(tokens);
    tokens = need(malloc((size + 1) * sizeof *tokens));
    for (count = 0; i < size; count++) {
        struct token *token = &tokens[count];
        size_t start = skip_space(i);

        if (start >= size)
            break;
        token->start = i;
        token->first = text[start];
        i = token->end = word_end(text, start);
        depth -= token->first == '}';
        nesting -= strchr(")]}", token->first) != NULL;
        token->depth = depth;
        token->nesting = nesting;
        depth += token->first == '{';
        nesting += strchr("([{", token->first) != NULL;
    }
}

/* ---- trying ---- */

static void save(const char *content, size_t length)
{
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(content, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

/* With the tokens [from, to) replaced by `instead`, and [from2, to2) gone: kept if the check says
 * so. The tokens are then those of the new text. */
static bool attempt(size_t from, size_t to, const char *instead, size_t from2, size_t to2)
{
    size_t start = tokens[from].start, end = tokens[to - 1].end, length = strlen(instead);
    size_t start2 = to2 > from2 ? tokens[from2].start : size;
    size_t end2 = to2 > from2 ? tokens[to2 - 1].end : size;
    char *smaller = need(malloc(size + length + 1));
    size_t now = 0;

    memcpy(smaller, text, start);
    memcpy(smaller + start, instead, length);
    now = start + length;
    memcpy(smaller + now, text + end, start2 - end);
    now += start2 - end;
    memcpy(smaller + now, text + end2, size - end2);
    now += size - end2;
    tries++;
    if (now >= size || time(NULL) >= end_time) {
        free(smaller);
        return false;
    }
    save(smaller, now);
    if (system(command) != 0) {
        free(smaller);
        return false;
    }
    free(text);
    text = smaller;
    text[now] = '\0';
    size = now;
    tokenise();
    return true;
}

static bool drop(size_t from, size_t to)
{
    return to > from && to <= count && attempt(from, to, "", 0, 0);
}

/* ---- what may go ---- */

/* Behind the bracket that closes the one at `i`. */
static size_t behind(size_t i)
{
    size_t j = i + 1;

    while (j < count && tokens[j].nesting > tokens[i].nesting)
        j++;
    return j < count ? j + 1 : count;
}

/* Behind the statement, or the function, that begins at `i`. */
static size_t statement_end(size_t i)
{
    int nesting = tokens[i].nesting;
    size_t j = i;

    while (j < count) {
        if (tokens[j].nesting < nesting)
            return j;
        if (tokens[j].nesting == nesting && tokens[j].first == ';')
            return j + 1;
        if (tokens[j].first == '#')
            return j + 1;
        if (tokens[j].nesting == nesting && tokens[j].first == '{' &&
            !(j > i && tokens[j - 1].first == '='))
            return behind(j);
        j++;
    }
    return count;
}

static bool begins_statement(size_t i, int depth)
{
    return tokens[i].depth == depth && tokens[i].first != '}' && tokens[i].first != '{' &&
           (i == 0 || strchr(";{}:#", tokens[i - 1].first));
}

/* Rows of statements at one depth, the longer ones first. */
static bool drop_statements(int depth, size_t row)
{
    bool found = false;
    size_t i = 0;

    while (i < count) {
        size_t to = i;

        if (!begins_statement(i, depth)) {
            i++;
            continue;
        }
        for (size_t n = 0; n < row && to < count && tokens[to].depth >= depth &&
                           !(tokens[to].depth == depth && tokens[to].first == '}');
             n++)
            to = statement_end(to);
        if (drop(i, to))
            found = true;
        else
            i = statement_end(i) > i ? statement_end(i) : i + 1;
    }
    return found;
}

static bool all_statements(void)
{
    bool found = false;

    for (int depth = 0; depth < 12; depth++)
        for (size_t row = 16; row >= 1; row /= 2)
            found |= drop_statements(depth, row);
    return found;
}

/* What stands in front of a block goes, with its braces or without. */
static bool unwrap(void)
{
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        size_t from = i, close;

        if (tokens[i].first != '{')
            continue;
        close = behind(i);
        while (from > 0 && !strchr(";{}:#", tokens[from - 1].first))
            from--;
        if (attempt(from, i + 1, "", close - 1, close) ||
            (from < i && attempt(from, i, "", 0, 0))) {
            found = true;
            i = from > 0 ? from - 1 : 0;
        }
    }
    return found;
}

/* What stands between brackets goes, or becomes a number. */
static bool brackets(void)
{
    static const char *const simpler[] = {"", "0", " 1"};
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        size_t close;

        if (!strchr("([{", tokens[i].first))
            continue;
        close = behind(i);
        for (size_t j = 0; j < 3 && close > i + 2; j++)
            if (attempt(i + 1, close - 1, simpler[j], 0, 0)) {
                found = true;
                break;
            }
        close = behind(i);
        if (close > i + 2 && attempt(i, i + 1, " ", close - 1, close))
            found = true;
    }
    return found;
}

/* A call or a bracket becomes a number. */
static bool calls(void)
{
    bool found = false;

    for (size_t i = 1; i < count; i++)
        if (tokens[i].first == '(' && tokens[i].depth > 0)
            found |= attempt(i, behind(i), " 1", 0, 0) || attempt(i - 1, behind(i), " 1", 0, 0);
    return found;
}

static bool rows_of_tokens(size_t row)
{
    bool found = false;

    for (size_t i = 0; i + row <= count;)
        if (drop(i, i + row))
            found = true;
        else
            i++;
    return found;
}

static bool round_of_all(void)
{
    bool found = all_statements();

    found |= unwrap();
    found |= calls();
    found |= brackets();
    for (size_t row = 4; row >= 1; row--)
        found |= rows_of_tokens(row);
    return found;
}

static void load(void)
{
    FILE *file = fopen(path, "rb");
    size_t room = 1 << 22;

    if (!file) {
        perror(path);
        exit(2);
    }
    text = need(malloc(room));
    size = fread(text, 1, room - 1, file);
    text[size] = '\0';
    fclose(file);
}

int main(int argc, char **argv)
{
    size_t before;
    char *line;

    if (argc < 3) {
        fputs("usage: reduce FILE CHECK [SECONDS]\n", stderr);
        return 2;
    }
    path = argv[1];
    line = need(malloc(strlen(argv[2]) + strlen(path) + 32));
    sprintf(line, "%s '%s' >/dev/null 2>&1", argv[2], path);
    command = line;
    end_time = time(NULL) + (argc > 3 ? atol(argv[3]) : 1800);
    load();
    before = size;
    if (system(command) != 0) {
        fprintf(stderr, "reduce: the check does not succeed for %s as it is\n", path);
        return 1;
    }
    tokenise();
    while (round_of_all())
        ;
    save(text, size);
    fprintf(stderr, "reduce: from %zu to %zu bytes in %u attempts\n", before, size, tries);
    free(line);
    return 0;
}
