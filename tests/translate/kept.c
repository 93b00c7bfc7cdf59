/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * kept SOURCE RESULT: without what tamerc added and replaced, the result is the source, byte by
 * byte. What was replaced are whole declarations, whose lines the result names; and calls that
 * schedule a task, which differ in the function's name and two arguments; and an `inline` that is a
 * comment now.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *at;
    size_t size;
};

static struct text read_file(const char *path)
{
    struct text text = {malloc(1 << 22), 0};
    FILE *file = fopen(path, "rb");
    if (!text.at || !file) {
        perror(path);
        exit(2);
    }
    text.size = fread(text.at, 1, (1 << 22) - 1, file);
    text.at[text.size] = '\0';
    fclose(file);
    return text;
}

static int begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static const char *next_line(const char *at)
{
    const char *newline = strchr(at, '\n');
    return newline ? newline + 1 : at + strlen(at);
}

/* The start of that line, from 1. */
static const char *line_at(const char *text, unsigned line)
{
    while (line-- > 1)
        text = next_line(text);
    return text;
}

/* Behind "&FUNCTION__taskN, ". */
static const char *skip_constant(const char *at)
{
    if (*at != '&')
        return NULL;
    at = strstr(at, ", ");
    return at ? at + 2 : NULL;
}

/* How far [run, end) reads as the source from `at` on; NULL: it does not. */
static const char *match(const char *at, const char *run, const char *end)
{
    int dropped = 0;
    while (run < end) {
        if (dropped && begins(run, ", 0")) {
            run += 3, dropped = 0;
        } else if (dropped && begins(run, ", (void *)1")) {
            run += 11, dropped = 0;
        } else if (*at == *run && !(begins(run, "__spawn") && begins(at, "_scoped"))) {
            at++, run++;
        } else if (begins(run, "__spawn") && begins(at, "_scoped")) {
            run += strlen("__spawn"), at += strlen("_scoped");
            dropped = !begins(at, "_into");
            if (!dropped)
                at += strlen("_into");
            if (*at++ != '(' || *run++ != '(' || !(run = skip_constant(run)))
                return NULL;
        } else if (begins(run, "/*inline*/") && begins(at, "inline")) {
            run += strlen("/*inline*/"), at += strlen("inline");
        } else if (begins(at, "__BASE_FILE__") && *run == '"') {
            at += strlen("__BASE_FILE__");
            run = strchr(run + 1, '"') + 1;
        } else {
            return NULL;
        }
    }
    return at;
}

struct part {
    unsigned first, last; /* lines it stands in place of; 0: none */
};

/* A line that begins or ends in the middle of the user's: blanks in front of the rest, a newline
 * behind the beginning. */
static const char *match_loosely(const char *at, const char *run, const char *end, int is_first)
{
    const char *found = match(at, run, end);
    while (!found && !is_first && run < end && (*run == ' ' || *run == '\t'))
        found = match(at, ++run, end);
    if (!found && end > run && end[-1] == '\n')
        found = match(at, run, end - (end - 1 > run && end[-2] == '\r' ? 2 : 1));
    return found;
}

/* Where the source goes on with the run behind the part. */
static const char *find(const char *source, const char *at, struct part part, const char *run,
                        const char *end, int is_first)
{
    const char *limit = part.last ? line_at(source, part.last + 1) : at;
    const char *found = NULL;
    /* What it stands in place of ends on its last line. */
    if (part.last && line_at(source, part.last) > at)
        at = line_at(source, part.last);
    for (; !found && at <= limit; at++)
        found = match_loosely(at, run, end, is_first);
    return found;
}

static int check(const char *source, const char *result)
{
    static const char mark[] = "/* tamerc: ";
    struct part part = {0, 0};
    const char *at = source, *run = line_at(result, 3);
    if (begins(run, "#line"))
        run = next_line(run);
    for (int is_first = 1;; is_first = 0) {
        const char *end = run;
        while (*end && !begins(end, mark))
            end = next_line(end);
        at = find(source, at, part, run, end, is_first);
        if (!at) {
            fprintf(stderr, "not kept, behind lines %u to %u:\n%.*s", part.first, part.last,
                    (int)(end - run), run);
            return 1;
        }
        if (!*end)
            break;
        part = (struct part){0, 0};
        if (sscanf(end, "/* tamerc: in place of lines %u to %u", &part.first, &part.last) == 2 &&
            line_at(source, part.first + 1) <= at) {
            fprintf(stderr, "lines %u to %u were passed already\n", part.first, part.last);
            return 1;
        }
        while (*end && !begins(end, "/* tamerc: end */"))
            end = next_line(end);
        run = next_line(end);
        if (begins(run, "#line"))
            run = next_line(run);
    }
    if (*at)
        fprintf(stderr, "lost at the end:\n%s", at);
    return *at != '\0';
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    struct text source = read_file(argv[1]), result = read_file(argv[2]);
    int status = check(source.at, result.at);
    free(source.at);
    free(result.at);
    return status;
}
