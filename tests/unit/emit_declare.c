/* SPDX-License-Identifier: BSD-3-Clause */
/* Declarations inserted into the text: they are right, and nothing of the user's moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "emit/cwriter.h"
#include "emit/declare.h"
#include "ir/ir.h"
#include "ir/marks.h"
#include "pass/signatures.h"
#include "text/diag.h"
#include "text/source.h"

#define TAMED "__attribute__((__annotate__(\"tamed\"))) "
#define ASYNC "__attribute__((__annotate__(\"async\"))) "
#define TAMED_AS(stem) "__attribute__((__annotate__(\"tamed_as:\" \"" stem "\"))) "
#define UNUSED "static __attribute__((__unused__)) "

struct fixture {
    struct arena arena;
    struct ir_unit unit;
    const struct source *before;
    struct strbuf text; /* with the declarations */
    bool inserted;
};

static void collect(struct fixture *fixture, const char *text, size_t size)
{
    fixture->unit.arena = &fixture->arena;
    fixture->unit.source = source_new(&fixture->arena, "net.h", text, size);
    struct diag *diag = diag_new(&fixture->arena, fixture->unit.source, stderr);
    assert_true(signatures_collect(&fixture->unit, diag));
}

static struct fixture *insert(const char *text)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    collect(fixture, text, strlen(text));
    fixture->before = fixture->unit.source;
    fixture->inserted = declare_insert(&fixture->text, &fixture->unit);
    if (fixture->inserted)
        collect(fixture, fixture->text.text, fixture->text.size);
    return fixture;
}

static void release(struct fixture *fixture)
{
    arena_free(&fixture->arena);
    strbuf_free(&fixture->text);
    free(fixture);
}

static unsigned column_of(const struct source *source, const struct token *token)
{
    uint32_t start = token->start;
    while (start > 0 && source->text[start - 1] != '\n')
        start--;
    return token->start - start + 1;
}

/* Every token of the text before is there, in order, on its line of its file, in its column. */
static void assert_nothing_moved(const struct fixture *fixture)
{
    const struct source *before = fixture->before, *after = fixture->unit.source;
    uint32_t k = 0;
    for (uint32_t i = 0; i < before->token_count; i++, k++) {
        while (mark_is_inserted(after, k))
            k++;
        const struct token *was = &before->tokens[i], *is = &after->tokens[k];
        assert_int_equal(was->kind, is->kind);
        assert_int_equal(was->end - was->start, is->end - is->start);
        assert_memory_equal(before->text + was->start, after->text + is->start,
                            was->end - was->start);
        assert_string_equal(before->files[was->file], after->files[is->file]);
        assert_int_equal(was->line, is->line);
        assert_int_equal(was->flags & TOKEN_SYSTEM, is->flags & TOKEN_SYSTEM);
        assert_int_equal(column_of(before, was), column_of(after, is));
    }
    assert_int_equal(k, after->token_count);
}

static void test_nothing_moves(void **state)
{
    static const char *const texts[] = {
        "# 1 \"a.c\"\nint x; " TAMED ASYNC
        "int f(int); int y;\nint z;\n\tint g(void) { return f(1); }\n",
        "# 7 \"a.c\"\n  " TAMED ASYNC "int f(int a) {\n  return a; } int h;\n\tint i;\n",
        "# 1 \"b.h\" 1 3\n\t int b; " TAMED ASYNC
        "char *f(int), *g(void); int c;\n# 2 \"a.c\" 2\nint d = sizeof f;",
        TAMED "\n" ASYNC "\nint\nf\n(\nint a\n)\n;int x;\nint y(void) { f(1); }",
        TAMED ASYNC "int f(int);int f(int);" TAMED ASYNC "int f(int a) { return 1; }int z;",
        "# 3 \"dir/with \\\"quote\\\\.c\"\n" TAMED ASYNC "void f(void) { }\nint z;",
        "int a; static " TAMED ASYNC "int f(void) { return 0; }\n#pragma once\n" TAMED ASYNC
        "int g(void) { return 0; }",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture *fixture = insert(texts[i]);
        assert_true(fixture->inserted);
        assert_nothing_moved(fixture);
        release(fixture);
    }
}

static void test_only_what_is_wanted(void **state)
{
    (void)state;
    struct fixture *fixture = insert(TAMED ASYNC "int f(int); int g(void);");
    assert_false(fixture->inserted);
    assert_int_equal(fixture->text.size, 0);
    release(fixture);
    fixture =
        insert(TAMED ASYNC "int f(int); " TAMED ASYNC "int g(int); int h(void) { return g(1); }");
    const struct ir_signature *f = ir_signature_find(&fixture->unit, "f");
    const struct ir_signature *g = ir_signature_find(&fixture->unit, "g");
    assert_false(f->wanted);
    assert_int_equal(f->async_at, 0);
    assert_true(g->wanted);
    assert_memory_equal(fixture->text.text + g->async_at - 1, ";\n", 2);
    release(fixture);
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no \"%s\" in:\n%s", part, text);
}

static void assert_has_not(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("\"%s\" in:\n%s", part, text);
}

static void test_prototypes(void **state)
{
    (void)state;
    struct fixture *fixture = insert(TAMED_AS("net") ASYNC "int f(char *, int n); net_delayed *d;");
    const char *text = fixture->text.text;
    assert_has(text,
               "\ntypedef int f__type;\n"
               "typedef struct net_delayed { tamer_delayed base; f__type value; } net_delayed;\n");
    assert_has(text,
               "struct net_delayed *net_scoped(tamer_scope *tamer_in, char *tamer_p1, int n);\n");
    assert_has(text, "struct net_delayed *net__spawn(const tamer_point *tamer_at, tamer_scope "
                     "*tamer_in, struct net_delayed *tamer_slot, char *tamer_p1, int n);\n");
    assert_has(text, "f__type net_get(struct net_delayed *tamer_handle);\n");
    assert_has(text, "const f__type *net_value(const struct net_delayed *tamer_handle);\n");
    release(fixture);

    fixture = insert("static " TAMED ASYNC "void f(void) { }");
    assert_has(fixture->text.text, UNUSED "void f(void);\n");
    assert_has_not(fixture->text.text, "f_delayed"); /* nobody can schedule it */
    release(fixture);

    fixture = insert("static " TAMED ASYNC "void f(void) { } f_delayed *d;");
    text = fixture->text.text;
    assert_has(text, UNUSED "void f(void);\n");
    assert_has(text, "typedef struct f_delayed { tamer_delayed base; } f_delayed;\n");
    assert_has(text, UNUSED "struct f_delayed *f_scoped(tamer_scope *tamer_in);\n");
    assert_has_not(text, "f_value");
    release(fixture);

    fixture = insert(ASYNC "int f(void) { return 1; }");
    assert_has(fixture->text.text, "typedef int f__type;\n# 1 \"net.h\"");
    release(fixture);
}

static void test_result_types(void **state)
{
    static const char *const cases[][2] = {
        {"const int f(void)", "typedef int f__type;\n"},
        {"char *const f(void)", "typedef char *f__type;\n"},
        {"const char *f(void)", "typedef const char *f__type;\n"},
        {"void (*f(int))(int)", "typedef void (*f__type)(int);\n"},
        {"_Atomic(int) f(void)", "typedef _Atomic(int) f__type;\n"},
        {"int (*f(void))[3]", "typedef int (*f__type)[3];\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        snprintf(text, sizeof text, TAMED ASYNC "%s; void *p = f;", cases[i][0]);
        struct fixture *fixture = insert(text);
        assert_has(fixture->text.text, cases[i][1]);
        release(fixture);
    }
}

static void test_type_in_specifiers(void **state)
{
    (void)state;
    struct fixture *fixture = insert("# 1 \"a.c\"\nstatic " TAMED ASYNC
                                     "\nstruct { int x;\n int y; } f(int a) { }\nint z;");
    const struct source *source = fixture->unit.source;
    const struct ir_signature *f = ir_signature_find(&fixture->unit, "f");
    assert_string_equal(f->specifiers, "f__base");
    assert_int_equal(f->type_end, 0);
    assert_has(fixture->text.text,
               "typedef\n# 2 \"a.c\"\nstruct { int x;\n int y; }\n# 1 \"<tamer>\" 3\nf__base;\n");
    for (uint32_t i = 0; i < source->token_count; i++) {
        const struct token *token = &source->tokens[i];
        if (source_token_is(source, i, "y") || source_token_is(source, i, "}"))
            assert_int_equal(token->line, mark_is_inserted(source, i) ? token->line : 3);
        if (source_token_is(source, i, "z"))
            assert_int_equal(token->line, 4);
    }
    release(fixture);
}

static void test_asynchronous_entries(void **state)
{
    static const char entry[] = " tamer_step f__async(int a);";
    static const char getter[] = "static __inline__ __attribute__((__unused__)) tamer_step "
                                 "f_get__async(struct f_delayed *tamer_handle)";
    static const struct {
        enum ir_result result;
        const char *text, *wanted, *getter; /* NULL: none */
    } cases[] = {
        {IR_RESULT_INTEGER, TAMED ASYNC "struct s f(int a) { }", entry, NULL},
        {IR_RESULT_INTEGER, TAMED ASYNC "struct s f(int a) { f_get(0); }", entry, getter},
        {IR_RESULT_OUT, TAMED ASYNC "struct s f(int a) { f_get(0); }",
         " tamer_step f__async(int a, f__type *tamer_out);",
         "tamer_step f_get__async(struct f_delayed *tamer_handle, f__type *tamer_out)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *fixture = insert(cases[i].text);
        struct ir_signature *f = ir_signature_find(&fixture->unit, "f");
        f->result = f->getter->result = cases[i].result;
        struct strbuf out = {0};
        struct cwriter writer;
        cwriter_init(&writer, &out, fixture->unit.source, true);
        cwriter_source(&writer, f->async_at - 1, f->async_at);
        declare_async(&writer, f);
        assert_has(out.text, cases[i].wanted);
        if (cases[i].getter)
            assert_has(out.text, cases[i].getter);
        else
            assert_null(strstr(out.text, "f_get__async"));
        strbuf_free(&out);
        release(fixture);
    }
}

static void test_header(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct strbuf out = {0};
    static const char text[] =
        "# 1 \"other.h\" 1\n" TAMED ASYNC "int other(void);\n# 2 \"net.h\" 2\n" TAMED ASYNC
        "int fetch(const char *url);\n" ASYNC "int bare(void);\nstatic " TAMED ASYNC
        "int own(void);\n";
    struct ir_unit unit = {.arena = &arena,
                           .source = source_new(&arena, "net.h", text, sizeof text - 1)};
    assert_true(signatures_collect(&unit, diag_new(&arena, unit.source, stderr)));
    declare_header(&out, &unit);
    assert_string_equal(
        out.text,
        "/* Made by tamerc from net.h; do not edit. */\n"
        "#ifndef TAMER_WRAPPERS_NET_H\n#define TAMER_WRAPPERS_NET_H\n\n"
        "/* In files that tamerc translates, it declares all of this itself. */\n#ifndef "
        "__TAMERC__\n\n"
        "#include <tamer/tamer.h>\n\n#include \"net.h\"\n\n"
        "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
        "typedef int fetch__type;\n"
        "typedef struct fetch_delayed { tamer_delayed base; fetch__type value; } fetch_delayed;\n"
        "struct fetch_delayed *fetch_scoped(tamer_scope *tamer_in, const char *url);\n"
        "struct fetch_delayed *fetch_scoped_into(tamer_scope *tamer_in, struct fetch_delayed "
        "*tamer_slot, const char *url);\n"
        "fetch__type fetch_get(struct fetch_delayed *tamer_handle);\n"
        "const fetch__type *fetch_value(const struct fetch_delayed *tamer_handle);\n\n"
        "#ifdef __cplusplus\n}\n#endif\n\n#endif\n#endif\n");
    strbuf_free(&out);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_moves),
        cmocka_unit_test(test_only_what_is_wanted),
        cmocka_unit_test(test_prototypes),
        cmocka_unit_test(test_result_types),
        cmocka_unit_test(test_type_in_specifiers),
        cmocka_unit_test(test_asynchronous_entries),
        cmocka_unit_test(test_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
