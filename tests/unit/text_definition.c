/* SPDX-License-Identifier: BSD-3-Clause */
/* Where types are defined, among the tokens of an expression. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "text/definition.h"
#include "text/source.h"

/* Each one found, as `word(tag)open..last`, tokens by their numbers. */
static void check(const char *text, const char *expected)
{
    struct arena arena = {0};
    struct source *source = source_new(&arena, "test.c", text, strlen(text));
    struct definition definition;
    const char *found = "";

    for (uint32_t i = 0; definition_find(source, i, (uint32_t)strlen(text), &definition);
         i = definition.last + 1)
        found = arena_printf(&arena, "%s%s%u%s%u..%u", found, *found != '\0' ? " " : "",
                             definition.word, definition.is_tagged ? "tag" : "none",
                             definition.open, definition.last);
    assert_string_equal(found, expected);
    arena_free(&arena);
}

static void test_none(void **state)
{
    (void)state;
    check("f(1) + (struct s){2}.a", "");
    check("(enum e)1", "");
    check("struct", "");
    check("({ struct s { int a; } v; v; })", "");
}

static void test_tags(void **state)
{
    (void)state;
    check("(struct s { int a; }){2}", "1tag3..7");
    check("(union { int a; struct t { int b; } c; } *)p", "1none2..15");
    check("(enum e : unsigned char { A })A", "1tag6..8");
    check("(struct a { int x; }){0}, (struct { int y; }){1}", "1tag3..7 14none15..19");
    check("(struct s {", "1tag3..4");
}

static void test_attributes(void **state)
{
    (void)state;
    check("(struct __attribute__((packed)) s { int a; } __attribute__((aligned(8)))){0}",
          "1tag9..22");
    check("(struct [[gnu::packed]] { int a; }){0}", "1none9..13");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
