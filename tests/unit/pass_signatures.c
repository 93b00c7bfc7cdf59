/* SPDX-License-Identifier: BSD-3-Clause */
/* Signatures from tokens: every shape of declaration, and text that is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "ir/ir.h"
#include "pass/signatures.h"
#include "text/diag.h"
#include "text/source.h"

#define TAMED "__attribute__((__annotate__(\"tamed\"))) "
#define ASYNC "__attribute__((__annotate__(\"async\"))) "
#define TAMED_AS(stem) "__attribute__((__annotate__(\"tamed_as:\" \"" stem "\"))) "

struct fixture {
    struct arena arena;
    struct ir_unit unit;
    char *messages;
    bool ok;
};

static struct fixture *read_text(const char *text, size_t size)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    size_t message_size;
    assert_non_null(fixture);
    FILE *stream = open_memstream(&fixture->messages, &message_size);
    fixture->unit.arena = &fixture->arena;
    fixture->unit.source = source_new(&fixture->arena, "test.c", text, size);
    struct diag *diag = diag_new(&fixture->arena, fixture->unit.source, stream);
    fixture->ok = signatures_collect(&fixture->unit, diag);
    diag_flush(diag);
    fclose(stream);
    return fixture;
}

static struct fixture *read_string(const char *text)
{
    return read_text(text, strlen(text));
}

static void release(struct fixture *fixture)
{
    arena_free(&fixture->arena);
    free(fixture->messages);
    free(fixture);
}

/* "specifiers|before|name(param; param)after", for all signatures that are not synthetic, each with
 * a newline. */
static char *describe(const struct fixture *fixture)
{
    struct strbuf text = {0};
    for (const struct ir_signature *s = fixture->unit.signatures; s; s = s->next) {
        if (s->is_synthetic)
            continue;
        strbuf_addf(&text, "%s|%s|%s(", s->specifiers, s->before, s->name);
        for (uint32_t i = 0; i < s->param_count; i++)
            strbuf_addf(&text, "%s%s", i ? "; " : "", s->params[i].text);
        strbuf_addf(&text, ")%s\n", s->after);
    }
    return text.text ? text.text : strdup("");
}

static void expect(const char *text, const char *wanted)
{
    struct fixture *fixture = read_string(text);
    char *found = describe(fixture);
    assert_string_equal(found, wanted);
    assert_string_equal(fixture->messages ? fixture->messages : "", "");
    assert_true(fixture->ok);
    free(found);
    release(fixture);
}

static void test_declarators(void **state)
{
    (void)state;
    expect(TAMED ASYNC "int f(int a);", "int||f(int a)\n");
    expect(ASYNC TAMED "char *f(int a);", "char|*|f(int a)\n");
    expect("int " TAMED ASYNC "(f)(void);", "int||f()\n");
    expect("const char " TAMED "*const "
           "f();",
           "");
    expect("const char " TAMED ASYNC "* const f();", "const char|* const |f()\n");
    expect(TAMED ASYNC "void (*f(int))(int, char);", "void|(*|f(int tamer_p1))(int, char)\n");
    expect(TAMED ASYNC "int (*(f)(void))[3];", "int|(*|f())[3]\n");
    expect(TAMED ASYNC "int f(void), *g(int x), h, (*p)(int);", "int||f()\nint|*|g(int x)\n");
    expect(TAMED ASYNC "unsigned long long int f(void);", "unsigned long long int||f()\n");
    expect(TAMED ASYNC "struct s f(void);", "struct s||f()\n");
    expect(TAMED ASYNC "_Complex double f(void);", "_Complex double||f()\n");
    expect(TAMED ASYNC "__typeof__(x + 1) f(void);", "__typeof__(x + 1)||f()\n");
    expect(TAMED ASYNC "_Atomic(int) f(void);", "_Atomic(int)||f()\n");
    expect(TAMED ASYNC "size_t f(void);", "size_t||f()\n");
}

static void test_storage_and_attributes(void **state)
{
    (void)state;
    expect("static inline " TAMED ASYNC "int f(void);", "int||f()\n");
    expect("__extension__ extern " TAMED ASYNC "int f(void) __asm__(\"g\") __attribute__((cold));",
           "int||f()\n");
    expect("[[nodiscard]] " TAMED ASYNC "int __attribute__((noinline)) f [[gnu::cold]] (void);",
           "");
    expect(TAMED ASYNC "__attribute__((vector_size(16))) int f(void);",
           "__attribute__((vector_size(16))) int||f()\n");
    expect(TAMED ASYNC "int __attribute__((noinline)) *f(void), __attribute__((cold)) g(void);",
           "int|*|f()\nint||g()\n");
    struct fixture *fixture = read_string(
        "static inline " TAMED ASYNC "__attribute__((weak, visibility(\"default\"))) int f(void);");
    const struct ir_signature *f = ir_signature_find(&fixture->unit, "f");
    assert_true(f->is_static && f->is_inline && f->has_sync);
    assert_string_equal(f->attributes,
                        "__attribute__((weak)) __attribute__((visibility(\"default\"))) ");
    release(fixture);
}

static void test_parameters(void **state)
{
    (void)state;
    expect(TAMED ASYNC
           "int f(char *, int (*)(int), int [3], void (int), const struct s *restrict);",
           "int||f(char *tamer_p1; int (*tamer_p2)(int); int tamer_p3[3]; void tamer_p4(int); "
           "const struct s *restrict tamer_p5)\n");
    expect(TAMED ASYNC "int f(int a[static 3], int (*cb)(int, char), void g(void), unsigned);",
           "int||f(int a[static 3]; int (*cb)(int, char); void g(void); unsigned tamer_p4)\n");
    expect(TAMED ASYNC "int f(" TAMED ASYNC "int (*h)(int), register int r);",
           "int||f(int (*h)(int); int r)\n");
    expect(TAMED ASYNC "int f(int (*(*)(int))[3], int (*(*x)(void))(int), int (n), int *(int));",
           "int||f(int (*(*tamer_p1)(int))[3]; int (*(*x)(void))(int); int (n); "
           "int *tamer_p4(int))\n");
    expect(TAMED ASYNC "int f(size_t n, int m[n][n], size_t);",
           "int||f(size_t n; int m[n][n]; size_t tamer_p3)\n");
    expect(TAMED ASYNC "int f(int /* one */ a,\n    int b);", "int||f(int a; int b)\n");
    expect(TAMED ASYNC "int f(int size_t, struct { int x, y; } *p, __typeof__(int (*)[3]) q);",
           "int||f(int size_t; struct { int x, y; } *p; __typeof__(int (*)[3]) q)\n");
}

static void test_old_style(void **state)
{
    (void)state;
    expect(TAMED ASYNC "int f(a, b, c) char *b[3], c; { }", "int||f(int a; char *b[3]; char c)\n");
    expect("static " TAMED ASYNC "f(a, b) register long a; int (*b)(); { } int g;",
           "int||f(long a; int (*b)())\n");
    expect(TAMED ASYNC "*f(a) { } typedef int t; " TAMED ASYNC "t g(t) { }",
           "int|*|f(int a)\nt||g(t tamer_p1)\n");
    expect(TAMED ASYNC "int f(), g(); " TAMED ASYNC "int f(struct s *p) { } " TAMED ASYNC
                       "int g(x) float x; { }",
           "int||g(float x)\nint||f(struct s *p)\n");
    expect("int main() { return g(1); } " TAMED ASYNC "int f(void); " TAMED ASYNC "int g(n) { }",
           "int||g(int n)\nint||f()\n");
    expect("__typeof__ (x) y; _Alignas (x) int z; __attribute__ (x) int w; " TAMED ASYNC
           "int f(void);",
           "int||f()\n");
    struct fixture *fixture = read_string(TAMED ASYNC "int f(); " TAMED ASYNC "int g(int);");
    assert_true(ir_signature_find(&fixture->unit, "f")->is_open);
    assert_false(ir_signature_find(&fixture->unit, "g")->is_open);
    release(fixture);
}

static void test_left_alone(void **state)
{
    (void)state;
    expect("typedef " TAMED ASYNC "int (*handler)(int); handler h;", "");
    expect("struct s { " TAMED ASYNC "int (*h)(int); }; int g(" TAMED ASYNC "int (*h)(int));", "");
    expect(TAMED ASYNC "int (*h)(int) = g, x = (1, 2), (*table[3])(int) = { a, b };", "");
    expect("typedef int (*fp)(int); " TAMED ASYNC "fp h;", "");
    expect("int f(void) { " TAMED ASYNC "int g(int); { } return g(1); } int x[] = { 1, { 2 } };",
           "");
    expect(TAMED "int only_tamed(void);", "");
    expect("int g(void) { if (1) { } } " TAMED ASYNC "int f(void) { { } } int h(void);",
           "int||f()\n");
    expect("struct s { int x; } g(void) { } union u; enum e : int { A = (1) } z; " TAMED ASYNC
           "int f(void);",
           "int||f()\n");
}

static void test_names(void **state)
{
    (void)state;
    struct fixture *fixture =
        read_string(TAMED_AS("other") ASYNC "int f(int); " ASYNC "void g(void);");
    const struct ir_signature *f = fixture->unit.signatures;
    assert_string_equal(f->name, "f");
    assert_string_equal(f->stem, "other");
    assert_string_equal(f->getter->name, "other_get");
    assert_ptr_equal(f->next, f->getter);
    assert_true(f->getter->is_synthetic);
    assert_string_equal(f->getter->params[0].text, "other_delayed *tamer_handle");
    const struct ir_signature *g = f->getter->next;
    assert_string_equal(g->name, "g");
    assert_false(g->has_sync);
    assert_null(g->getter);
    release(fixture);
}

static bool is_wanted(const char *text)
{
    struct fixture *fixture = read_string(text);
    const struct ir_signature *f = ir_signature_find(&fixture->unit, "f");
    bool wanted = f->wanted;
    assert_int_equal(f->getter->wanted, wanted && f->has_tasks);
    release(fixture);
    return wanted;
}

static void test_wanted(void **state)
{
    (void)state;
    assert_false(is_wanted(TAMED ASYNC "int f(int); " TAMED ASYNC "int f(int);"));
    assert_true(is_wanted(TAMED ASYNC "int f(int); " TAMED ASYNC "int f(int a) { return a; }"));
    assert_true(is_wanted(TAMED ASYNC "int f(int); int g(void) { return f(1); }"));
    assert_true(is_wanted(TAMED ASYNC "int f(int); f_delayed *d;"));
    assert_true(is_wanted(TAMED ASYNC "int f(int); void g(void) { f_scoped_into(s, 0, 1); }"));
    assert_false(is_wanted(TAMED_AS("x") ASYNC "int f(int); void f_scoped(int);"));
}

static void test_places(void **state)
{
    (void)state;
    const char *text =
        "int x;\n" TAMED ASYNC "int f(int);\n" TAMED ASYNC "struct s { int y; } *g(void) { }";
    struct fixture *fixture = read_string(text);
    const struct ir_signature *f = ir_signature_find(&fixture->unit, "f");
    const struct ir_signature *g = ir_signature_find(&fixture->unit, "g");
    assert_ptr_equal(text + f->declared_at, strchr(text, '_'));
    assert_memory_equal(text + f->name_at, "f(int)", 6);
    assert_memory_equal(text + f->declare_at - 1, ";\n__", 4);
    assert_false(f->is_defined_first);
    assert_true(g->is_defined_first);
    assert_int_equal(g->declare_at, g->declared_at);
    assert_string_equal(g->specifiers, "g__base");
    assert_string_equal(g->type_name, "g__base");
    assert_memory_equal(text + g->type_start, "struct s {", 10);
    assert_memory_equal(text + g->type_end - 1, "} *g", 4);
    release(fixture);
}

static void refuse(const char *text, const char *message)
{
    struct fixture *fixture = read_string(text);
    assert_false(fixture->ok);
    if (!strstr(fixture->messages, message))
        fail_msg("no \"%s\" in: %s", message, fixture->messages);
    release(fixture);
}

static void test_refused(void **state)
{
    (void)state;
    refuse("typedef struct s { int n; } fn(int); " TAMED ASYNC "fn f;", "through a typedef");
    refuse(TAMED ASYNC "int f(int, ...);", "variable arguments");
    refuse(TAMED ASYNC "int f(void); " ASYNC "int f(void);", "marks of 'f' differ");
    refuse(TAMED ASYNC "int f(void); " TAMED_AS("g") ASYNC "int f(void);", "marks of 'f' differ");
    refuse(TAMED ASYNC "int f(void); " TAMED_AS("f") ASYNC "int g(void);",
           "'f_scoped' would stand for both 'f' and 'g'");
    refuse(TAMED ASYNC "int f(void); " TAMED ASYNC "int f_get(void); ",
           "'f_get' would stand for both");
    refuse(ASYNC "int f_get(void); " TAMED ASYNC "int f(void); ", "'f_get' would stand for both");
    refuse(TAMED ASYNC "int 3;", "expected the name");
}

/* Every beginning of a text, and the text with each token's first byte replaced: nothing crashes,
 * nothing hangs. */
static void test_damaged(void **state)
{
    static const char text[] = "typedef int fn(int);\n" TAMED_AS("x") ASYNC
        "static struct s { int a[3]; } *(*f(int (*)(int), const char *b, ...))(void) "
        "__attribute__((weak));\n" TAMED ASYNC
        "enum e : int { A } g(int a[n], fn) { return (a) ? b : c; } int x = { 1 };\n";
    static const char bytes[] = "(){}[];,*\"a1 ";
    char copy[sizeof text];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        release(read_text(text, i));
    for (size_t i = 0; i + 1 < sizeof text; i++)
        for (const char *byte = bytes; *byte; byte++) {
            memcpy(copy, text, sizeof text);
            copy[i] = *byte;
            release(read_text(copy, sizeof text - 1));
        }
    struct strbuf deep = {0};
    strbuf_puts(&deep, TAMED ASYNC "int ");
    for (int i = 0; i < 100000; i++)
        strbuf_putc(&deep, '(');
    release(read_text(deep.text, deep.size));
    strbuf_free(&deep);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Many functions, many uses: the time grows with the text, not with its square. Generous, for
 * builds with sanitizers. */
static void test_large(void **state)
{
    struct strbuf text = {0};
    (void)state;
    for (int i = 0; i < 5000; i++) {
        strbuf_addf(&text, TAMED ASYNC "int function_%d(int a);\n", i);
        for (int k = 0; k < 10; k++)
            strbuf_addf(&text, "static int plain_%d_%d(int x) { return x + other(%d); }\n", i, k,
                        k);
    }
    strbuf_puts(&text, "int last(void) { return function_4999(1); }\n");
    double start = seconds();
    struct fixture *fixture = read_text(text.text, text.size);
    assert_true(seconds() - start < 5.0);
    assert_false(ir_signature_find(&fixture->unit, "function_0")->wanted);
    assert_true(ir_signature_find(&fixture->unit, "function_4999")->wanted);
    release(fixture);
    strbuf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declarators), cmocka_unit_test(test_storage_and_attributes),
        cmocka_unit_test(test_parameters),  cmocka_unit_test(test_old_style),
        cmocka_unit_test(test_left_alone),  cmocka_unit_test(test_names),
        cmocka_unit_test(test_wanted),      cmocka_unit_test(test_places),
        cmocka_unit_test(test_refused),     cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
