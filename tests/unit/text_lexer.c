/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens of preprocessed C, whole and damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "text/lexer.h"
#include "text/source.h"

static struct arena arena;

static int teardown(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* The tokens with `|` between them. */
static const char *spell(const char *text)
{
    const struct source *source = source_new(&arena, "in.c", text, strlen(text));
    struct strbuf out = {0};
    for (uint32_t i = 0; source->tokens[i].kind != TOKEN_END; i++) {
        const struct token *token = &source->tokens[i];
        if (i)
            strbuf_putc(&out, '|');
        strbuf_add(&out, text + token->start, token->end - token->start);
    }
    const char *copy = arena_strdup(&arena, out.text ? out.text : "");
    strbuf_free(&out);
    return copy;
}

static void test_longest_match(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tokens;
    } table[] = {
        {"", ""},
        {"a+++++b", "a|++|++|+|b"},
        {"x<<=1>>=y", "x|<<=|1|>>=|y"},
        {"p->q.r...", "p|->|q|.|r|..."},
        {"a<:1:>%:%:<%%>", "a|<:|1|:>|%:%:|<%|%>"},
        {"$dollar _x9 \xC3\xA4rger", "$dollar|_x9|\xC3\xA4rger"},
        {"\\u00e4x y\\U0001f600", "\\u00e4x|y\\U0001f600"},
        {"1.5e+3f 0x1p-2 .5 1'000'000 0b1'0u 1..2", "1.5e+3f|0x1p-2|.5|1'000'000|0b1'0u|1..2"},
        {"1+2 0xe+1", "1|+|2|0xe+1"},
        {"L\"a\" u8\"b\" u'c' U'd' u8'e' L x u8", "L\"a\"|u8\"b\"|u'c'|U'd'|u8'e'|L|x|u8"},
        {"\"a\\\"b\" '\\'' '\\\\'", "\"a\\\"b\"|'\\''|'\\\\'"},
        {"R\"(a\"b)\"c LR\"x(\n)\" )x\" uR\"()\"", "R\"(a\"b)\"|c|LR\"x(\n)\" )x\"|uR\"()\""},
        {"R\"a b(c)\" AR\"(a\" R\"\\(\"", "R|\"a b(c)\"|AR|\"(a\"|R|\"\\(\""},
        {"a/* \"b */c//d\ne", "a|c|e"},
        {"a/ *b", "a|/|*|b"},
        {"@ `", "@|`"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_string_equal(spell(table[i].text), table[i].tokens);
}

static void test_damaged(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tokens;
    } table[] = {
        {"R\"(open)x\"\nx", "R|\"(open)x\"|x"},
        {"R\"", "R|\""},
        {"u8R\"x(a)x", "u8R|\"x(a)x"},
        {"\"open\nx", "\"open|x"},
        {"'", "'"},
        {"\"\\", "\"\\"},
        {"a /* open\nb", "a"},
        {"a //", "a"},
        {"# 1 \"x", ""},
        {"# 5", ""},
        {"#", ""},
        {"\\", "\\"},
        {"%:", "%:"},
        {"1e+", "1e+"},
        {"u8\"", "u8\""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_string_equal(spell(table[i].text), table[i].tokens);
    const struct source *source = source_new(&arena, "in.c", "\"open\n'x'", 9);
    assert_int_equal(source->tokens[0].flags & TOKEN_OPEN, TOKEN_OPEN);
    assert_int_equal(source->tokens[1].flags & TOKEN_OPEN, 0);
}

static void test_nul_bytes(void **state)
{
    (void)state;
    static const char text[] = "a\0b \"c\0d\" /*\0*/ e";
    const struct source *source = source_new(&arena, "in.c", text, sizeof text - 1);
    assert_int_equal(source->token_count, 6);
    assert_true(source_token_is(source, 0, "a"));
    assert_true(source_token_is(source, 2, "b"));
    assert_int_equal(source->tokens[3].kind, TOKEN_STRING);
    assert_true(source_token_is(source, 4, "e"));
}

/* Whatever the bytes, the tokens stand in order inside the text, and the end comes last. */
static void test_any_bytes(void **state)
{
    (void)state;
    static const char alphabet[] = "\"'\\/*#\n 1eu8L.x<%:>\0+\xff=&$pragma";
    uint32_t random = 12345;
    char text[64];
    for (int round = 0; round < 20000; round++) {
        size_t size = 0;
        for (; size < sizeof text && (random >> 8) % 97 != 0; size++) {
            random = random * 1664525 + 1013904223;
            text[size] = alphabet[(random >> 16) % (sizeof alphabet - 1)];
        }
        random = random * 1664525 + 1013904223;
        struct arena scratch = {0};
        /* Of exactly that size, so that a sanitizer sees a byte read too many. */
        char *exact = malloc(size ? size : 1);
        assert_non_null(exact);
        memcpy(exact, text, size);
        const struct source *source = source_new(&scratch, "in.c", exact, size);
        uint32_t at = 0;
        for (uint32_t i = 0; i + 1 < source->token_count; i++) {
            assert_true(source->tokens[i].start >= at);
            assert_true(source->tokens[i].end > source->tokens[i].start);
            at = source->tokens[i].end;
        }
        assert_true(at <= size);
        assert_int_equal(source->tokens[source->token_count - 1].kind, TOKEN_END);
        assert_int_equal(source->tokens[source->token_count - 1].end, size);
        free(exact);
        arena_free(&scratch);
    }
}

struct expected {
    const char *token, *file;
    unsigned line, flags;
};

static void check_tokens(const char *text, const struct expected *expected, size_t count)
{
    const struct source *source = source_new(&arena, "in.c", text, strlen(text));
    assert_int_equal(source->token_count, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct token *token = &source->tokens[i];
        assert_true(source_token_is(source, i, expected[i].token));
        assert_string_equal(source->files[token->file], expected[i].file);
        assert_int_equal(token->line, expected[i].line);
        assert_int_equal(token->flags, expected[i].flags);
    }
}

static void test_line_markers(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"a", "user.c", 1, TOKEN_BOL},
        {"b", "user.c", 3, TOKEN_BOL},
        {"c", "user.c", 3, 0},
        {"d", "/usr/h.h", 7, TOKEN_BOL | TOKEN_SYSTEM | TOKEN_INCLUDED},
        {"e", "user.c", 4, TOKEN_BOL},
        {"f", "user.c", 90, TOKEN_BOL},
        {"g", "q\"\\x.c", 5, TOKEN_BOL},
        {"h", "\xC3\xA4.c", 1, TOKEN_BOL},
        {"i", "\xC3\xA4.c", 3, TOKEN_BOL},
    };
    check_tokens("# 1 \"user.c\"\n"
                 "a\n"
                 "\n"
                 "b c\n"
                 "# 7 \"/usr/h.h\" 1 3 4\n"
                 "d\n"
                 "# 4 \"user.c\" 2\n"
                 "e\n"
                 "  #  line   90\n"
                 "f\n"
                 "#line 5 \"q\\\"\\\\x.c\"\n"
                 "g\n"
                 "# 1 \"\\303\\244.c\"\n"
                 "h /*\n\n"
                 "*/ i",
                 expected, sizeof expected / sizeof *expected);
}

static void test_pragmas(void **state)
{
    (void)state;
    const char *text = "a\n# pragma omp parallel for // x\n#pragmatic\n#define x y\n  #pragma once";
    const struct source *source = source_new(&arena, "in.c", text, strlen(text));
    assert_int_equal(source->token_count, 4);
    assert_int_equal(source->tokens[1].kind, TOKEN_PRAGMA);
    assert_int_equal(source->tokens[1].line, 2);
    assert_true(source_token_is(source, 1, "# pragma omp parallel for // x"));
    assert_int_equal(source->tokens[2].kind, TOKEN_PRAGMA);
    assert_int_equal(source->tokens[2].line, 5);
}

static void test_token_at(void **state)
{
    (void)state;
    const char *text = "ab  c/**/;";
    const struct source *source = source_new(&arena, "in.c", text, strlen(text));
    static const uint32_t index[] = {0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3};
    for (uint32_t offset = 0; offset < sizeof index / sizeof *index; offset++)
        assert_int_equal(source_token_at(source, offset), index[offset]);
    assert_false(source_token_is(source, 3, ""));
    assert_false(source_token_is(source, 99, "x"));
    assert_true(source_text_is(source, 0, 2, "ab"));
    assert_false(source_text_is(source, 0, 99, "ab"));
}

static void test_original_lines(void **state)
{
    (void)state;
    static const char text[] = "#define A \\\n  b\nx y\\\nz /* \n */ w";
    struct token_list tokens = {0};
    struct name_list files = {0};
    static const struct {
        const char *token;
        unsigned line;
    } expected[] = {{"#", 1}, {"define", 1}, {"A", 1}, {"b", 2}, {"x", 3}, {"y\\\nz", 3}, {"w", 5}};
    lexer_run(&arena, LEXER_ORIGINAL, text, sizeof text - 1, &tokens, &files);
    assert_int_equal(tokens.count, sizeof expected / sizeof *expected + 1);
    for (size_t i = 0; i + 1 < tokens.count; i++) {
        const struct token *token = &tokens.at[i];
        assert_int_equal(token->end - token->start, strlen(expected[i].token));
        assert_memory_equal(text + token->start, expected[i].token, token->end - token->start);
        assert_int_equal(token->line, expected[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_longest_match, teardown),
        cmocka_unit_test_teardown(test_damaged, teardown),
        cmocka_unit_test_teardown(test_nul_bytes, teardown),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test_teardown(test_line_markers, teardown),
        cmocka_unit_test_teardown(test_pragmas, teardown),
        cmocka_unit_test_teardown(test_token_at, teardown),
        cmocka_unit_test_teardown(test_original_lines, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
