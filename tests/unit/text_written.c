/* SPDX-License-Identifier: BSD-3-Clause */
/* The user's file before it is preprocessed, and the macros at each of its places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "text/macros.h"
#include "text/written.h"

static struct arena arena;

static int teardown(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct written *read_text(const char *text)
{
    return written_new(&arena, text, strlen(text));
}

static void check_words(const struct written *written, const char *const *expected, size_t count)
{
    assert_int_equal(written->words.count, count);
    for (size_t i = 0; i < count; i++) {
        const struct written_word *word = &written->words.at[i];
        assert_int_equal(word->size, strlen(expected[i]));
        assert_memory_equal(word->spelling, expected[i], word->size);
    }
}

static void test_directives(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "b", "spliced", "c", "#", "d"};
    const struct written *written = read_text("a /* # */ b\n"
                                              "  # define X 'd\"' \\\n  y /* 1 \n 2 */ z\n"
                                              "spli\\\nced // comment \\\n # undef X\n"
                                              "%: if 1 // it's\n"
                                              "/* x */ # pragma y \"\\\"\n"
                                              "c # d\n");
    check_words(written, words, 6);
    assert_int_equal(written->directives.count, 3);
    assert_int_equal(written->directives.at[0].kind, DIRECTIVE_DEFINE);
    assert_int_equal(written->directives.at[1].kind, DIRECTIVE_IF);
    assert_int_equal(written->directives.at[2].kind, DIRECTIVE_OTHER);
    assert_int_equal(written->words.at[2].segment, 1);
    assert_int_equal(written->words.at[2].line, 5);
    assert_int_equal(written->words.at[3].segment, 3);
}

static void test_groups(void **state)
{
    (void)state;
    const struct written *written = read_text("#if A\n#ifdef B\n#else\n#endif\n#elif C\n#endif\n"
                                              "#endif\n#ifndef D\n");
    static const uint32_t first[] = {0, 1, 1, 1, 0, 0, UINT32_MAX, 7};
    static const uint32_t last[] = {5, 3, 3, 3, 5, 5, UINT32_MAX, UINT32_MAX};
    assert_int_equal(written->directives.count, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(written->directives.at[i].first, first[i]);
        assert_int_equal(written->directives.at[i].last, last[i]);
    }
}

static void test_gaps(void **state)
{
    (void)state;
    const char *text = "a /* b */ c\n#undef x\n  // d\ne";
    const struct written *written = read_text(text);
    uint32_t size = (uint32_t)strlen(text);
    assert_true(written_is_gap(written, 1, 10));
    assert_false(written_is_gap(written, 1, 11));
    assert_false(written_is_gap(written, 11, 22));
    assert_true(written_is_gap(written, 21, size - 1));
    assert_false(written_is_gap(written, 21, size));
    assert_int_equal(written_next_line(written, 3), 12);
    assert_int_equal(written_next_line(written, size - 1), size);
    assert_int_equal(written_segment_at(written, 11), 0);
    assert_int_equal(written_segment_at(written, size), 1);
}

static void test_marks(void **state)
{
    (void)state;
    struct strbuf out = {0};
    written_mark_segments(read_text("a\n#undef x\nb"), &out);
    assert_string_equal(out.text, WRITTEN_SEGMENT "0_\na\n#undef x\n" WRITTEN_SEGMENT "1_\nb\n");
    strbuf_free(&out);
}

static bool has(const struct macros *macros, uint32_t segment, const char *name, const char *body)
{
    const struct macro *macro = macros_find(macros, segment, name, strlen(name));
    return body ? macro && macro->body_size == strlen(body) &&
                      memcmp(macro->body, body, macro->body_size) == 0
                : !macro;
}

static void test_macros(void **state)
{
    (void)state;
    struct written *written = read_text("#define A 1\n#if 0\n#define A 2\n#endif\n#undef A\n"
                                        "#define F(x) x + A\n");
    const char *text = "#define P p\n# 1 \"x.c\"\ntamer_segment_0_\n#define A 1\n"
                       "tamer_segment_1_\ntamer_segment_4_\n#undef A\n  tamer_segment_5_\n"
                       "#define F(x) x + A\n tamer_segment_6_\nx tamer_segment_3_\n";
    struct macros *macros = macros_read(&arena, written, text, strlen(text));
    struct strbuf out = {0};
    static const bool reached[] = {true, true, false, false, true, true, true};
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(written->reached[i], reached[i]);
    assert_true(has(macros, 0, "P", "p") && has(macros, 6, "P", "p"));
    assert_true(has(macros, 0, "A", NULL) && has(macros, 1, "A", "1"));
    assert_true(has(macros, 4, "A", "1") && has(macros, 5, "A", NULL));
    assert_true(has(macros, 5, "F", NULL) && has(macros, 6, "F", "x + A"));
    assert_true(macros_find(macros, 6, "F", 1)->is_function);
    macros_changes(macros, 1, 6, &out);
    assert_string_equal(out.text, "#undef A\n#define F(x) x + A\n");
    assert_true(macros_mention(macros, "P p") && !macros_mention(macros, "nowhere"));
    strbuf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_directives, teardown),
        cmocka_unit_test_teardown(test_groups, teardown),
        cmocka_unit_test_teardown(test_gaps, teardown),
        cmocka_unit_test_teardown(test_marks, teardown),
        cmocka_unit_test_teardown(test_macros, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
