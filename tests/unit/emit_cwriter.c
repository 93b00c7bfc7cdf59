/* SPDX-License-Identifier: BSD-3-Clause */
/* The user's text keeps its lines, whatever is printed between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "text/source.h"

struct fixture {
    struct arena arena;
    struct strbuf out;
    struct source *source;
    struct cwriter writer;
};

static struct fixture *open_text(const char *text, bool line_markers)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    fixture->source = source_new(&fixture->arena, "a.c", text, strlen(text));
    cwriter_init(&fixture->writer, &fixture->out, fixture->source, line_markers);
    return fixture;
}

static void release(struct fixture *fixture)
{
    strbuf_free(&fixture->out);
    arena_free(&fixture->arena);
    free(fixture);
}

static uint32_t find(const struct fixture *fixture, const char *text)
{
    const char *found = strstr(fixture->source->text, text);
    assert_non_null(found);
    return (uint32_t)(found - fixture->source->text);
}

static void copy(struct fixture *fixture, const char *from, const char *to)
{
    uint32_t end = to ? find(fixture, to) : (uint32_t)fixture->source->size;
    cwriter_source(&fixture->writer, find(fixture, from), end);
}

/* What is printed says of itself that the token stands where it does in the source. */
static void assert_same_place(const struct fixture *fixture, const char *token)
{
    struct arena arena = {0};
    const char *text = strstr(fixture->out.text, token);
    struct source *printed = source_new(&arena, "?", fixture->out.text, fixture->out.size);
    assert_non_null(text);
    const struct token *is =
        &printed->tokens[source_token_at(printed, (uint32_t)(text - fixture->out.text))];
    const struct token *was =
        &fixture->source->tokens[source_token_at(fixture->source, find(fixture, token))];
    assert_int_equal(is->line, was->line);
    assert_string_equal(printed->files[is->file], fixture->source->files[was->file]);
    assert_int_equal(is->flags & TOKEN_SYSTEM, was->flags & TOKEN_SYSTEM);
    arena_free(&arena);
}

static void test_copies_all(void **state)
{
    static const char *const texts[] = {
        "# 1 \"a.c\"\n# 1 \"<built-in>\"\n# 1 \"a.c\"\nint x; /* c */\n\n\n  int y; // d\n#pragma "
        "once\nint z;\n",
        "# 1 \"a.c\"\n/* one\n   two */ int x;\n# 1 \"/b.h\" 1 3 4\nint b;\n# 2 \"a.c\" 2\n\tint "
        "y;\n#ident \"v\"\nint z;",
        "# 7 \"a.c\"",
        "# 1 \"a.c\"\nint a;\r\n\r\nint b;\r\n",
        "# 1 \"a.c\"\n/* # 5 \"x\" */ int a; /* open",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture *fixture = open_text(texts[i], true);
        cwriter_source(&fixture->writer, 0, (uint32_t)strlen(texts[i]));
        assert_string_equal(fixture->out.text, texts[i]);
        release(fixture);
    }
}

static void test_any_piece(void **state)
{
    static const char text[] =
        "# 1 \"a.c\"\nint x; /* c\nc */ int y;\n# 9 \"b.h\" 3\nint z; // d\n\n#pragma p\n int w;\n";
    (void)state;
    struct fixture *whole = open_text(text, true);
    for (uint32_t start = 0; start < sizeof text; start++)
        for (uint32_t end = start; end < sizeof text; end++) {
            struct fixture *fixture = open_text(text, (start + end) % 2 == 0);
            cwriter_source(&fixture->writer, start, end);
            cwriter_source(&fixture->writer, 0, end);
            release(fixture);
        }
    release(whole);
}

static void test_drift(void **state)
{
    (void)state;
    struct fixture *fixture =
        open_text("# 1 \"a.c\"\nint a;\nint b;\nint c;\n# 1 \"h.h\" 3\nint h;\n", true);
    copy(fixture, "int a", "int b");
    cwriter_printf(&fixture->writer, "one;\ntwo;\n");
    cwriter_break(&fixture->writer);
    cwriter_printf(&fixture->writer, "three;");
    copy(fixture, "int b", "int c");
    copy(fixture, "int h", NULL);
    copy(fixture, "int c", "\n# 1 \"h.h\"");
    assert_string_equal(fixture->out.text,
                        "# 1 \"a.c\"\nint a;\none; two; \nthree;\n# 2 \"a.c\"\nint b;\n"
                        "# 1 \"h.h\" 3\nint h;\n# 3 \"a.c\"\nint c;");
    assert_same_place(fixture, "int b");
    assert_same_place(fixture, "int h");
    assert_same_place(fixture, "int c");
    release(fixture);
}

static void test_small_gaps_are_newlines(void **state)
{
    (void)state;
    struct fixture *fixture =
        open_text("# 1 \"a.c\"\nint a;\n\n\nint b;\n\n\n\n\n\n\n\n\n\n  int c;\n", true);
    copy(fixture, "int a", "\n\n\nint b");
    copy(fixture, "int b", "\n\n\n\n");
    copy(fixture, "int c", NULL);
    assert_string_equal(fixture->out.text,
                        "# 1 \"a.c\"\nint a;\n\n\nint b;\n# 14 \"a.c\"\n  int c;\n");
    release(fixture);
}

static void test_generated_text_stands_at_its_place(void **state)
{
    (void)state;
    struct fixture *fixture = open_text("# 1 \"a.c\"\nint a;\nint b;\nint c;\n", true);
    copy(fixture, "int a", "\nint b");
    cwriter_at(&fixture->writer, find(fixture, "int c"));
    cwriter_printf(&fixture->writer, "made(%d);\n", 7);
    cwriter_at(&fixture->writer, find(fixture, "int a"));
    cwriter_printf(&fixture->writer, "again;");
    assert_string_equal(fixture->out.text, "# 1 \"a.c\"\nint a;\n\nmade(7); \n# 1 \"a.c\"\nagain;");
    release(fixture);
}

static void test_comments_stay(void **state)
{
    (void)state;
    struct fixture *fixture =
        open_text("# 1 \"a.c\"\nx;\n/* fallthrough */\ncase 1: // d\ny;", true);
    cwriter_at(&fixture->writer, find(fixture, "x"));
    cwriter_printf(&fixture->writer, "gen;");
    cwriter_break(&fixture->writer);
    cwriter_break(&fixture->writer);
    cwriter_break(&fixture->writer);
    cwriter_source(&fixture->writer, find(fixture, "x") + 2, (uint32_t)fixture->source->size);
    assert_non_null(strstr(fixture->out.text, "/* fallthrough */\n# 3 \"a.c\"\ncase 1: // d\ny;"));
    release(fixture);
}

static void test_pragmas_stand_alone(void **state)
{
    (void)state;
    struct fixture *fixture = open_text("# 1 \"a.c\"\nx;\n#pragma p\ny;", true);
    cwriter_printf(&fixture->writer, "gen;");
    copy(fixture, "#pragma", "\ny");
    cwriter_printf(&fixture->writer, "more;");
    copy(fixture, "y", NULL);
    assert_string_equal(fixture->out.text, "gen;\n# 2 \"a.c\"\n#pragma p\nmore;y;");
    release(fixture);
}

static void test_marks_are_left_out(void **state)
{
    (void)state;
    struct fixture *fixture =
        open_text("# 1 \"a.c\"\nstatic __attribute__((__annotate__(\"tamed\"))) "
                  "__attribute__((__annotate__(\"async\"))) int f;\n"
                  "__attribute__((__annotate__(\"tamed_as:\" \"s\")))  int g; "
                  "__attribute__((__annotate__(\"mine\"))) int h;",
                  true);
    cwriter_source(&fixture->writer, 0, (uint32_t)fixture->source->size);
    assert_string_equal(
        fixture->out.text,
        "# 1 \"a.c\"\nstatic int f;\nint g; __attribute__((__annotate__(\"mine\"))) int h;");
    release(fixture);
}

static void test_without_markers(void **state)
{
    (void)state;
    struct fixture *fixture = open_text("# 1 \"a.c\"\n# 1 \"h.h\" 1\n\n\n\nint h;\n# 2 \"a.c\" "
                                        "2\n\n\n\nint a; /* c */\n#pragma p\n  int b;\n",
                                        false);
    copy(fixture, "# 1", "int b");
    fixture->writer.indent = 1;
    cwriter_printf(&fixture->writer, "\none {\ntwo;\n}\n");
    assert_string_equal(fixture->out.text,
                        "int h;\n\nint a; /* c */\n#pragma p\n\n    one {\n    two;\n    }\n");
    release(fixture);
}

static void test_edits(void **state)
{
    (void)state;
    struct fixture *fixture = open_text("# 1 \"a.c\"\nf(s,\n  1);\n", true);
    uint32_t at = find(fixture, "f(");
    const struct cwriter_edit edits[] = {
        {at, at + 1, "g__f"}, {at + 1, at + 2, "(&p, "}, {at + 3, at + 3, ", 0"}};
    fixture->writer.edits = edits;
    fixture->writer.edit_count = 3;
    cwriter_source(&fixture->writer, 0, (uint32_t)fixture->source->size);
    assert_string_equal(fixture->out.text, "# 1 \"a.c\"\ng__f(&p, s, 0,\n  1);\n");
    release(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copies_all),
        cmocka_unit_test(test_any_piece),
        cmocka_unit_test(test_drift),
        cmocka_unit_test(test_small_gaps_are_newlines),
        cmocka_unit_test(test_generated_text_stands_at_its_place),
        cmocka_unit_test(test_comments_stay),
        cmocka_unit_test(test_pragmas_stand_alone),
        cmocka_unit_test(test_marks_are_left_out),
        cmocka_unit_test(test_without_markers),
        cmocka_unit_test(test_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
