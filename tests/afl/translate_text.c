/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * translate_text [FILE...]: the translator on texts that may be damaged: whatever they hold, it
 * comes back. Without files it is what afl-fuzz feeds, one text after the other in one process.
 *
 * A text is tamed C without directives: lines that begin with # are dropped, and the words of
 * <tamer/tamer.h> are expanded here, so that small texts get far into the translator.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "translate.h"

#ifdef __AFL_FUZZ_TESTCASE_LEN
__AFL_FUZZ_INIT();
#endif

static const char prelude[] =
    "typedef struct tamer_scope tamer_scope; typedef struct tamer_error tamer_error;\n"
    "typedef struct tamer_frame tamer_frame; typedef unsigned long size_t;\n"
    "typedef struct tamer_delayed { char state; void *task, *error; } tamer_delayed;\n"
    "typedef struct { int reserved; } tamer_catcher; typedef __builtin_va_list va_list;\n"
    "typedef struct tamer_scope_options { int exit, on_error, start; _Bool shield; double timeout;"
    " tamer_error **error; int reserved; } tamer_scope_options;\n"
    "void tamer_scope_close_(tamer_scope **scope);\n"
    "tamer_scope *tamer_scope_open_(const char *, const char *, int, const char *,\n"
    "                               const tamer_scope_options *);\n"
    "void tamer_raise(int code, const char *format, ...); int tamer_defer_mark_(void);\n"
    "void tamer_catch_open_(tamer_catcher *); _Bool tamer_catch_close_(tamer_error **);\n"
    "int printf(const char *format, ...); int puts(const char *s); struct pair { long first, "
    "second; };\n"
    "TAMED async int leaf(int n); TAMED async void pause_maybe(void); int note(int n);\n"
    "TAMED async struct pair leaf_pair(long first, long second);\n"
    "TAMED async double leaf_double(double x); TAMED async const char *leaf_text(const char *s);\n"
    "TAMED async int get(int n); TAMED async int fetch(int n);\n";

struct word {
    const char *name;
    const char *before; /* what takes its place; `after` behind its arguments, where it has any */
    const char *after;
};

static const struct word words[] = {
    {"TAMED", "__attribute__((__annotate__(\"tamed\")))", NULL},
    {"async", "__attribute__((__annotate__(\"async\")))", NULL},
    {"tamer_async", "__attribute__((__annotate__(\"async\")))", NULL},
    {"await", "__extension__ __extension__", NULL},
    {"tamer_await", "__extension__ __extension__", NULL},
    {"NULL", "((void *)0)", NULL},
    {"tamer_defer", "for (; tamer_defer_mark_();)", NULL},
    {"tamer_check", "__builtin_choose_expr(1, (", "), \"tamer_check:x\")"},
    {"tamer_blocking", "__builtin_choose_expr(1, (", "), \"tamer_blocking\")"},
    {"tamer_catch", "(tamer_catch_open_(&(tamer_catcher){0}), (void)(",
     "), tamer_catch_close_(&error))"},
    {"TAMER_SCOPE",
     "for (tamer_scope *scope __attribute__((cleanup(tamer_scope_close_))) = "
     "tamer_scope_open_(\"scope\", \"x.c\", 1, __func__, &(tamer_scope_options){.reserved = 0, ",
     "}), *scope__once = scope; scope__once; scope__once = ((void *)0))"},
};

static int is_letter(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static const struct word *find_word(const char *text, size_t size)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].name) == size && memcmp(words[i].name, text, size) == 0)
            return &words[i];
    return NULL;
}

/* The place behind the parenthesis that closes the one at `at`; `end`: there is none. */
static const char *behind_arguments(const char *at, const char *end)
{
    int depth = 0;

    for (; at < end; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0)
            return at + 1;
    }
    return end;
}

/* The first argument is a name that is not used here. */
static const char *behind_name(const char *at, const char *end)
{
    while (at < end && *at != ',')
        at++;
    return at < end ? at + 1 : end;
}

static void expand(struct strbuf *out, const char *at, const char *end);

static const char *put_word(struct strbuf *out, const struct word *word, const char *at,
                            const char *end)
{
    const char *arguments, *last;

    strbuf_puts(out, word->before);
    if (!word->after)
        return at;
    while (at < end && *at != '(')
        at++;
    last = behind_arguments(at, end);
    arguments = at < end ? at + 1 : end;
    if (strcmp(word->name, "TAMER_SCOPE") == 0 || strcmp(word->name, "tamer_catch") == 0)
        arguments = behind_name(arguments, last);
    if (last - arguments > 1)
        expand(out, arguments, last - 1);
    strbuf_puts(out, word->after);
    return last;
}

static void expand(struct strbuf *out, const char *at, const char *end)
{
    int line_start = 1;

    while (at < end) {
        const char *start = at;
        const struct word *word;

        if (line_start && *at == '#') {
            while (at < end && *at != '\n')
                at++;
            continue;
        }
        line_start = *at == '\n';
        if (!is_letter(*at)) {
            strbuf_putc(out, *at++);
            continue;
        }
        while (at < end && is_letter(*at))
            at++;
        word = find_word(start, (size_t)(at - start));
        if (word)
            at = put_word(out, word, at, end);
        else
            strbuf_add(out, start, (size_t)(at - start));
    }
}

static void make_text(struct strbuf *out, const char *text, size_t size)
{
    strbuf_puts(out, "# 1 \"x.c\"\n");
    expand(out, prelude, prelude + strlen(prelude));
    expand(out, text, text + size);
    strbuf_puts(out, "\n");
}

static enum translate_result translate_text(const char *text, size_t size, FILE *messages)
{
    static const char *const flags[] = {"-std=gnu17"};
    struct translate_options options = {
        .flags = flags, .flag_count = 1, .line_markers = true, .gnu = size % 2};
    struct strbuf input = {0}, output = {0};
    enum translate_result result;

    make_text(&input, text, size);
    result = translate(&options, "x.c", input.text, input.size, &output, messages);
    if (getenv("TRANSLATE_SHOW") && output.text)
        fwrite(output.text, 1, output.size, stdout);
    strbuf_free(&input);
    strbuf_free(&output);
    return result;
}

/* 0, or 1 where it could not be read. */
static int translate_file(const char *path)
{
    static const char *const names[] = {"nothing", "done", "refused"};
    FILE *file = fopen(path, "rb");
    char *text = malloc(1 << 20);
    size_t size;

    if (!file || !text) {
        fprintf(stderr, "%s cannot be read\n", path);
        return 1;
    }
    size = fread(text, 1, 1 << 20, file);
    fclose(file);
    printf("%s: %s\n", path, names[translate_text(text, size, stderr)]);
    free(text);
    return 0;
}

int main(int argc, char **argv)
{
#ifdef __AFL_FUZZ_TESTCASE_LEN
    FILE *nowhere = fopen("/dev/null", "w");
    const char *text;

    if (argc == 1 && nowhere) {
        __AFL_INIT();
        text = (const char *)__AFL_FUZZ_TESTCASE_BUF;
        while (__AFL_LOOP(500)) {
            size_t size = (size_t)__AFL_FUZZ_TESTCASE_LEN;
            char *copy = malloc(size + 1);

            memcpy(copy, text, size);
            translate_text(copy, size, nowhere);
            free(copy);
        }
        return 0;
    }
#endif
    for (int i = 1; i < argc; i++)
        if (translate_file(argv[i]))
            return 1;
    return 0;
}
