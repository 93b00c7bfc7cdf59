/* SPDX-License-Identifier: BSD-3-Clause */
/* Places in the user's file, and how diagnostics look. The preprocessed texts here are what gcc -E
 * -C makes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "text/diag.h"
#include "text/source.h"

#define AWAIT "__extension__ __extension__"
#define TAMED "__attribute__((__annotate__(\"tamed\")))"
#define ASYNC "__attribute__((__annotate__(\"async\")))"

struct fixture {
    struct arena arena;
    char directory[64];
    struct source *source;
    struct diag *diag;
    FILE *stream;
    char *printed;
    size_t printed_size;
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.directory = "/tmp/tamer-text-XXXXXX"};
    *state = &fixture;
    return mkdtemp(fixture.directory) && chdir(fixture.directory) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    if (fixture->stream)
        fclose(fixture->stream);
    free(fixture->printed);
    arena_free(&fixture->arena);
    unlink("user.c");
    return chdir("/") == 0 ? rmdir(fixture->directory) : -1;
}

/* written: user.c, NULL: there is none; made: what the preprocessor made of it, from its line 1 on.
 */
static void load(struct fixture *fixture, const char *written, const char *made)
{
    if (written) {
        FILE *file = fopen("user.c", "w");
        assert_non_null(file);
        fputs(written, file);
        assert_int_equal(fclose(file), 0);
    }
    const char *text = arena_printf(&fixture->arena, "# 1 \"user.c\"\n%s", made);
    fixture->source = source_new(&fixture->arena, "user.c", text, strlen(text));
    fixture->stream = open_memstream(&fixture->printed, &fixture->printed_size);
    assert_non_null(fixture->stream);
    fixture->diag = diag_new(&fixture->arena, fixture->source, fixture->stream);
}

/* Offset of the n-th (from 0) occurrence of `word` in the preprocessed text. */
static uint32_t find(const struct fixture *fixture, const char *word, unsigned n)
{
    const char *at = strstr(strchr(fixture->source->text, '\n'), word);
    while (at && n--)
        at = strstr(at + 1, word);
    assert_non_null(at);
    return (uint32_t)(at - fixture->source->text);
}

static void expect_place(const struct fixture *fixture, const char *word, unsigned n, unsigned line,
                         unsigned column)
{
    struct place place = source_place(fixture->source, find(fixture, word, n));
    assert_string_equal(place.file, "user.c");
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
}

static void test_unchanged_line(void **state)
{
    load(*state, "int x;\n\tint  yy = x;\n", "int x;\n int yy = x;\n");
    expect_place(*state, "x", 0, 1, 5);
    expect_place(*state, "int", 1, 2, 2);
    expect_place(*state, "yy", 0, 2, 7);
    expect_place(*state, "y =", 0, 2, 8);
    expect_place(*state, "x", 1, 2, 12);
}

static void test_macro(void **state)
{
    load(*state, "int y = 1 + TWICE(3 * z) + LIMIT + z;\n",
         "int y = 1 + ((3 * z) + (3 * z)) + 40 + z;\n");
    expect_place(*state, "y", 0, 1, 5);
    expect_place(*state, "1", 0, 1, 9);
    expect_place(*state, "40", 0, 1, 28);
    expect_place(*state, "z;", 0, 1, 36);
    /* Of the two copies of the argument, one is the argument, the other stands for the macro. */
    expect_place(*state, "3", 0, 1, 19);
    expect_place(*state, "3", 1, 1, 13);
}

static void test_marks(void **state)
{
    load(*state, "TAMED async int f(int a) { return await g(a) + await g(2); }\n",
         TAMED " " ASYNC " int f(int a) { return " AWAIT " g(a) + " AWAIT " g(2); }\n");
    expect_place(*state, TAMED, 0, 1, 1);
    expect_place(*state, ASYNC, 0, 1, 7);
    expect_place(*state, "\"async\"", 0, 1, 7);
    expect_place(*state, "int f", 0, 1, 13);
    expect_place(*state, AWAIT, 0, 1, 35);
    expect_place(*state, "g(a)", 0, 1, 41);
    expect_place(*state, AWAIT, 1, 1, 48);
}

static void test_marks_long(void **state)
{
    load(*state, "TAMED_AS(stem) tamer_async int f(void); int x = tamer_await f();\n",
         "__attribute__((__annotate__(\"tamed_as:\" \"stem\"))) " ASYNC
         " int f(void); int x = " AWAIT " f();\n");
    expect_place(*state, ASYNC, 0, 1, 16);
    expect_place(*state, AWAIT, 0, 1, 49);
}

static void test_hidden_await(void **state)
{
    load(*state, "    GET(r);\n", "    r = " AWAIT " get(r);\n");
    expect_place(*state, AWAIT, 0, 1, 5);
    expect_place(*state, "get", 0, 1, 5);
}

/* The arguments come out on the macro's first line; they stand on the second. */
static void test_macro_on_two_lines(void **state)
{
    load(*state, "CHECK(a ==\n      bb);\ncc;\n", "if (!(a == bb)) abort();\n\ncc;\n");
    expect_place(*state, "a", 0, 1, 7);
    expect_place(*state, "bb", 0, 2, 7);
    expect_place(*state, "abort", 0, 1, 1);
    expect_place(*state, "cc", 0, 3, 1);
}

static void test_unreadable(void **state)
{
    load(*state, NULL, "a\n   b " AWAIT " c\n");
    expect_place(*state, "b", 0, 2, 4);
    expect_place(*state, "c", 0, 2, 34);
}

/* A file that has changed since, or names lines it does not have. */
static void test_wrong_file(void **state)
{
    load(*state, "x\n", "a b\n\n\n\n  c\n");
    struct place place = source_place(((struct fixture *)*state)->source, find(*state, "c", 0));
    assert_int_equal(place.line, 5);
    assert_int_equal(place.column, 3);
}

static void expect_printed(struct fixture *fixture, const char *expected)
{
    diag_flush(fixture->diag);
    diag_summary(fixture->diag);
    fflush(fixture->stream);
    assert_string_equal(fixture->printed, expected);
}

static void test_caret_and_fixit(void **state)
{
    struct fixture *fixture = *state;
    load(fixture, "int h(void)\n{\n\treturn g(1) + 2;\n}\n",
         "int h(void)\n{\n return g(1) + 2;\n}\n");
    uint32_t start = find(fixture, "g(1)", 0);
    diag_error(fixture->diag, start, start + 4, "tamer-missing-await", "'%s' needs await", "g");
    diag_fixit_insert(fixture->diag, start, "await ");
    expect_printed(fixture, "user.c:3:9: error: 'g' needs await [-Wtamer-missing-await]\n"
                            "        return g(1) + 2;\n"
                            "               ^~~~\n"
                            "               await \n"
                            "1 error generated.\n");
    assert_int_equal(diag_errors(fixture->diag), 1);
}

static void test_replace_and_behind(void **state)
{
    struct fixture *fixture = *state;
    load(fixture, "x = await f().y;\n", "x = " AWAIT " f().y;\n");
    uint32_t start = find(fixture, AWAIT, 0), call = find(fixture, "f()", 0);
    diag_error(fixture->diag, start, call + 5, NULL, "binds tighter");
    diag_fixit_insert(fixture->diag, start, "(");
    diag_fixit_insert(fixture->diag, call + 3, ")");
    diag_error(fixture->diag, call, call + 1, NULL, "other name");
    diag_fixit_replace(fixture->diag, call, call + 1, "g");
    expect_printed(fixture, "user.c:1:5: error: binds tighter\n"
                            "x = await f().y;\n"
                            "    ^~~~~~~~~~~\n"
                            "    (        )\n"
                            "user.c:1:11: error: other name\n"
                            "x = await f().y;\n"
                            "          ^\n"
                            "          g\n"
                            "2 errors generated.\n");
}

/* In the order of the text, each note behind its own; nothing to fix inside a macro. */
static void test_order_and_notes(void **state)
{
    struct fixture *fixture = *state;
    load(fixture, "aa;\nM;\n\xC3\xA4(cc);\n", "aa;\nbb;\n\xC3\xA4(cc);\n");
    diag_warning(fixture->diag, find(fixture, "cc", 0), 0, "tamer-x", "third");
    diag_note(fixture->diag, find(fixture, "aa", 0), 0, "see here");
    diag_error(fixture->diag, find(fixture, "bb", 0), 0, NULL, "second");
    diag_fixit_insert(fixture->diag, find(fixture, "bb", 0), "await ");
    diag_at_place(fixture->diag, DIAG_ERROR, (struct place){"user.c", 1, 3}, NULL, "first");
    diag_at_place(fixture->diag, DIAG_ERROR, (struct place){"user.c", 0, 0}, NULL, "whole file");
    expect_printed(fixture, "user.c: error: whole file\n"
                            "user.c:1:3: error: first\naa;\n  ^\n"
                            "user.c:2:1: error: second\nM;\n^\n"
                            "user.c:3:4: warning: third [-Wtamer-x]\n\xC3\xA4(cc);\n  ^~\n"
                            "user.c:1:1: note: see here\naa;\n^~\n"
                            "1 warning and 3 errors generated.\n");
}

static void test_unreadable_has_no_snippet(void **state)
{
    struct fixture *fixture = *state;
    load(fixture, NULL, "  a\n");
    diag_error(fixture->diag, find(fixture, "a", 0), 0, NULL, "bad");
    expect_printed(fixture, "user.c:1:3: error: bad\n1 error generated.\n");
}

static void warn_both(struct fixture *fixture)
{
    load(fixture, NULL, "a b\n");
    diag_warning(fixture->diag, find(fixture, "a", 0), 0, "tamer-gone", "A");
    diag_note(fixture->diag, find(fixture, "a", 0), 0, "of A");
    diag_warning(fixture->diag, find(fixture, "b", 0), 0, "tamer-slot", "B");
}

static void test_options(void **state)
{
    static const struct {
        const char *flags[3];
        size_t errors;
        const char *printed;
    } table[] = {
        {{NULL},
         0,
         "user.c:1:1: warning: A [-Wtamer-gone]\nuser.c:1:1: note: of A\n"
         "user.c:1:3: warning: B [-Wtamer-slot]\n2 warnings generated.\n"},
        {{"-w"}, 0, ""},
        {{"-Wno-tamer-gone"}, 0, "user.c:1:3: warning: B [-Wtamer-slot]\n1 warning generated.\n"},
        {{"-Wno-tamer-slot", "-Wno-tamer-gone", "-Wtamer-slot"},
         0,
         "user.c:1:3: warning: B [-Wtamer-slot]\n1 warning generated.\n"},
        {{"-Werror=tamer-slot", "-Wno-tamer-gone"},
         1,
         "user.c:1:3: error: B [-Werror,-Wtamer-slot]\n1 error generated.\n"},
        {{"-Werror", "-Wno-error=tamer-slot", "-Wno-tamer-gone"},
         0,
         "user.c:1:3: warning: B [-Wtamer-slot]\n1 warning generated.\n"},
        {{"-Werror", "-Wno-error", "-Wno-tamer-gone"},
         0,
         "user.c:1:3: warning: B [-Wtamer-slot]\n1 warning generated.\n"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        load(fixture, NULL, "a b\n");
        for (size_t j = 0; j < 3 && table[i].flags[j]; j++)
            assert_int_equal(diag_option(fixture->diag, table[i].flags[j]),
                             strstr(table[i].flags[j], "tamer-") != NULL);
        struct diag *diag = fixture->diag;
        diag_warning(diag, find(fixture, "a", 0), 0, "tamer-gone", "A");
        diag_note(diag, find(fixture, "a", 0), 0, "of A");
        diag_warning(diag, find(fixture, "b", 0), 0, "tamer-slot", "B");
        expect_printed(fixture, table[i].printed);
        assert_int_equal(diag_errors(diag), table[i].errors);
        fclose(fixture->stream);
        free(fixture->printed);
        fixture->printed = NULL;
        fixture->stream = NULL;
    }
}

static void test_foreign_options(void **state)
{
    struct fixture *fixture = *state;
    static const char *const flags[] = {"-Wall", "-Wno-unused", "-std=c11", "-Wtame", "--", ""};
    load(fixture, NULL, "a\n");
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        assert_false(diag_option(fixture->diag, flags[i]));
}

/* gcc has it in -Wall, clang always; its own name wins over -Wall. The compiler gets the flags,
 * too. */
static void test_return_type(void **state)
{
    static const struct {
        bool gcc;
        const char *flags[2];
        size_t warnings, errors;
    } table[] = {
        {true, {NULL}, 0, 0},
        {false, {NULL}, 1, 0},
        {true, {"-Wall"}, 1, 0},
        {true, {"-Wreturn-type"}, 1, 0},
        {true, {"-Wall", "-Wno-return-type"}, 0, 0},
        {true, {"-Wno-return-type", "-Wall"}, 0, 0},
        {false, {"-Wno-return-type", "-Wall"}, 0, 0},
        {true, {"-Werror=return-type"}, 0, 1},
        {true, {"-Wall", "-Werror"}, 0, 1},
        {false, {"-Werror", "-Wno-error=return-type"}, 1, 0},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        load(fixture, NULL, "a\n");
        if (table[i].gcc)
            diag_for_gcc(fixture->diag);
        for (size_t j = 0; j < 2 && table[i].flags[j]; j++)
            assert_false(diag_option(fixture->diag, table[i].flags[j]));
        diag_warning(fixture->diag, 0, 0, "return-type", "A");
        assert_int_equal(diag_warnings(fixture->diag), table[i].warnings);
        assert_int_equal(diag_errors(fixture->diag), table[i].errors);
        fclose(fixture->stream);
        free(fixture->printed);
        fixture->printed = NULL;
        fixture->stream = NULL;
    }
}

static void test_colour(void **state)
{
    struct fixture *fixture = *state;
    warn_both(fixture);
    diag_set_colour(fixture->diag, true);
    diag_flush(fixture->diag);
    assert_non_null(strstr(fixture->printed, "\033[0;1;35mwarning: \033[0m\033[1mA"));
    assert_non_null(strstr(fixture->printed, "\033[0;1;36mnote: \033[0mof A\n"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_unchanged_line),  CASE(test_macro),
        CASE(test_marks),           CASE(test_marks_long),
        CASE(test_hidden_await),    CASE(test_macro_on_two_lines),
        CASE(test_unreadable),      CASE(test_wrong_file),
        CASE(test_caret_and_fixit), CASE(test_replace_and_behind),
        CASE(test_order_and_notes), CASE(test_unreadable_has_no_snippet),
        CASE(test_options),         CASE(test_foreign_options),
        CASE(test_return_type),     CASE(test_colour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
