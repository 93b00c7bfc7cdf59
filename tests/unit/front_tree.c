/* SPDX-License-Identifier: BSD-3-Clause */
/* Text to tree: every kind of node, and every place where libclang's own tree is not what is
 * written. Each line is harvested as text of clang's preprocessor and as gcc's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "front_text.h"

struct row {
    const char *code; /* statements in async int f(int n, int *p, struct pair q) */
    const char *tree; /* of the block, without "(block " and ")" */
};

#define PREFIX                                                                                     \
    "struct pair { int a, b; struct { int inner; union { int u; float v; }; }; unsigned bit : 3; " \
    "};\nint plain(int, ...); typedef int number; enum { FIRST, SECOND };\n" ASYNC                 \
    "int f(int n, int *p, struct pair q) {\n"

static void check_row(const struct row *row, bool gnu)
{
    char code[4096], expected[4096];
    snprintf(code, sizeof code, PREFIX "%s\n}\n", row->code);
    snprintf(expected, sizeof expected, row->tree[0] ? "(block %s)" : "(block%s)", row->tree);
    struct front_text *text = front_text(code, gnu);
    if (!text->ok)
        print_error("%s\n%s", row->code, text->messages);
    assert_true(text->ok);
    char *tree = front_text_tree(text, front_text_func(text, "f")->body);
    assert_string_equal(tree, expected);
    free(tree);
    front_text_free(text);
}

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_row(&rows[i], false);
        check_row(&rows[i], true);
    }
}

#define CHECK(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void operands_and_operators(void **state)
{
    static const struct row rows[] = {
        {"", ""},
        {"n;", "(expr n)"},
        {"1.5f; 'c'; \"a\" \"b\"; FIRST;",
         "(expr 1.5f) (expr 'c') (expr \"a\" \"b\") (expr FIRST)"},
        {"__func__;", "(expr __func__)"},
        {"(n);", "(expr (paren n))"},
        {"-n; !n; ~n; +n;", "(expr (unary n)) (expr (unary n)) (expr (unary n)) (expr (unary n))"},
        {"&n; *p;", "(expr (address n)) (expr (deref p))"},
        {"n++; --n;", "(expr (incdec n)) (expr (incdec n))"},
        {"n + 1 * 2 - 3;", "(expr (binary (binary n (binary 1 2)) 3))"},
        {"n << 1 < 2 == 3 & 4 ^ 5 | 6;",
         "(expr (binary (binary (binary (binary (binary (binary n 1) 2) 3) 4) 5) 6))"},
        {"n && 1 || 2;", "(expr (or (and n 1) 2))"},
        {"n = *p = 3;", "(expr (assign n (assign (deref p) 3)))"},
        {"n += 1; n <<= 2;", "(expr (assign-op n 1)) (expr (assign-op n 2))"},
        {"n, *p;", "(expr (comma n (deref p)))"},
        {"n ? 1 : n ? 2 : 3;", "(expr (cond n 1 (cond n 2 3)))"},
        {"n ?: n ?: 3;", "(expr (cond n - (cond n - 3)))"},
        {"(long)n; (void)(n);", "(expr (cast n)) (expr (cast (paren n)))"},
        {"(number)-n; (number)(n);", "(expr (cast (unary n))) (expr (cast (paren n)))"},
        {"q.a; (&q)->b;", "(expr (member .a q)) (expr (arrow .b (paren (address q))))"},
        {"q.inner; q.u;", "(expr (member .inner q)) (expr (member .u q))"},
        {"p[n]; 1[p];", "(expr (index p n)) (expr (index 1 p))"},
        {"plain(n, plain(1), \"s\");", "(expr (call plain n (call plain 1) \"s\"))"},
        {"(struct pair){n, .b = 2, .inner = *p}.a;",
         "(expr (member .a (compound-literal (init-list n 2 (deref p)))))"},
        {"__extension__ n; __extension__ __extension__ __extension__ leaf(n);",
         "(expr (unary n)) (expr (await (call leaf n)))"},
    };
    (void)state;
    CHECK(rows);
}

static void unevaluated_operands(void **state)
{
    static const struct row rows[] = {
        {"sizeof n; sizeof(int); sizeof *p + n;",
         "(expr (unevaluated n)) (expr sizeof(int)) (expr (binary (unevaluated p) n))"},
        {"sizeof(int){n}; sizeof(n)[p];", "(expr (unevaluated n)) (expr (unevaluated n p))"},
        {"_Alignof(int); sizeof(q.a);", "(expr _Alignof(int)) (expr (unevaluated q))"},
        {"(__typeof__(n))3;", "(expr (cast (unevaluated n) 3))"},
        {"__typeof__(n) m = 1;", "(decl (unevaluated n) (declarator .m 1))"},
        {"_Generic(n, int: 1, default: p[1]);", "(expr (generic (unevaluated n) 1 (index p 1)))"},
        {"__builtin_offsetof(struct pair, b);", "(expr (generic))"},
        {"__builtin_types_compatible_p(__typeof__(n), int);", "(expr (generic (unevaluated n)))"},
        {"__builtin_choose_expr(1, n, p);", "(expr (generic 1 n p))"},
        {"__builtin_expect(n, 0); __builtin_constant_p(n);",
         "(expr (call __builtin_expect n 0)) (expr (generic (unevaluated n)))"},
        {"sizeof(" AWAIT "leaf(n));", "(expr (unevaluated n))"},
    };
    (void)state;
    CHECK(rows);
}

static void awaits(void **state)
{
    static const struct row rows[] = {
        {AWAIT "leaf(n);", "(expr (await (call leaf n)))"},
        {"if (n) " AWAIT "leaf(1); else " AWAIT "leaf(2);",
         "(if n (expr (await (call leaf 1))) (expr (await (call leaf 2))))"},
        {"for (;;) " AWAIT "leaf(1);", "(for - - - (expr (await (call leaf 1))))"},
        {AWAIT "leaf(1) + " AWAIT "leaf(2);",
         "(expr (binary (await (call leaf 1)) (await (call leaf 2))))"},
        {AWAIT "(leaf(1)); " AWAIT "(leaf)(1);",
         "(expr (await (call leaf 1))) (expr (await (call (paren leaf) 1)))"},
        {"n = -" AWAIT "leaf(" AWAIT "leaf(1));",
         "(expr (assign n (unary (await (call leaf (await (call leaf 1)))))))"},
        {"return " AWAIT "leaf(1), n;", "(return (comma (await (call leaf 1)) n))"},
        {"__builtin_choose_expr(1, (" AWAIT "leaf(1)), \"tamer_check:\" \"a \\\"b\\\"\");",
         "(expr (check .\"a \\\"b\\\"\" (await (call leaf 1))))"},
        {"__builtin_choose_expr(1, (leaf(1)), \"tamer_blocking\");",
         "(expr (blocking (call leaf 1)))"},
        {"tamer_raise(3, \"%d\", n);", "(expr (raise 3 \"%d\" n))"},
        {"tamer_error *e; (tamer_catch_open_(&(tamer_catcher){0}), (void)(n = " AWAIT
         "leaf(1)), tamer_catch_close_(&e));",
         "(decl (declarator .e)) (expr (catch (address e) (assign n (await (call leaf 1)))))"},
        {"for (; tamer_defer_mark_();) { n--; }", "(defer (block (expr (incdec n))))"},
        {"for (tamer_scope *s __attribute__((cleanup(tamer_scope_close_))) = tamer_scope_open_("
         "\"s\", \"f.c\", 3, __func__, &(tamer_scope_options){.timeout = n, .reserved = 0}), "
         "*s__once = s; s__once; s__once = ((void *)0)) { plain(1, s); break; }",
         "(scope .s (init-list n 0) (block (expr (call plain 1 s)) (break)))"},
    };
    (void)state;
    CHECK(rows);
}

static void statements(void **state)
{
    static const struct row rows[] = {
        {";", ";"},
        {"{ ; }", "(block ;)"},
        {"if (n) ; else if (*p) ;", "(if n ; (if (deref p) ; -))"},
        {"while (n) n--;", "(while n (expr (incdec n)))"},
        {"do n--; while (n);", "(do (expr (incdec n)) n)"},
        {"for (;n;) ; for (;;n++) ; for (n = 1;;) ;",
         "(for - n - ;) (for - - (incdec n) ;) (for (expr (assign n 1)) - - ;)"},
        {"for (int i = 0, j = 1; i < j; i++) continue;",
         "(for (decl (declarator .i 0) (declarator .j 1)) (binary i j) (incdec i) (continue))"},
        {"switch (n) { case 1: case 2 ... 3: break; default: ; case 4: }",
         "(switch n (block (case 1 - (case 2 3 (break))) (default ;) (case 4 - -)))"},
        {"switch (n) { case FIRST: int m; m = 1; }",
         "(switch n (block (case FIRST - -) (decl (declarator .m)) (expr (assign m 1))))"},
        {"goto out; out: ; end: { }", "(goto .out) (label .out ;) (label .end (block))"},
        {"out: n: ;", "(label .out (label .n ;))"},
        {"static void *t[] = {&&a}; goto *t[n]; a: ;",
         "(decl (declarator .t (init-list &&a))) (goto-computed (index t n)) (label .a ;)"},
        {"return; return n;", "(return -) (return n)"},
        {"__asm__ volatile(\"\" : [o] \"+r\"(n), \"=m\"(*p) : \"r\"(n + 1) : \"memory\");",
         "(asm n (deref p) (binary n 1))"},
        {"__asm__(\"nop\");", "(asm)"},
        {"switch (n) { case 1: n++; __attribute__((fallthrough)); default: ; }",
         "(switch n (block (case 1 - (expr (incdec n))) __attribute__((fallthrough)); (default "
         ";)))"},
        {"_Static_assert(1, \"x\"); struct z { int a; };",
         "_Static_assert(1, \"x\"); struct z { int a; };"},
        {"\n#pragma GCC unroll 4\nfor (;;) ;", "(for - - - ;)"},
        {"({ int k = n; k + 1; });",
         "(expr (stmt-expr (block (decl (declarator .k n)) (expr (binary k 1)))))"},
    };
    (void)state;
    CHECK(rows);
}

static void declarations(void **state)
{
    static const struct row rows[] = {
        {"int a, *b = &a, c[2] = {1, *b};",
         "(decl (declarator .a) (declarator .b (address a)) (declarator .c 2 (init-list 1 (deref "
         "b))))"},
        {"int (*g)(int n, ...) = plain, (*h[2])(int, ...) = {plain};",
         "(decl (declarator .g plain) (declarator .h 2 (init-list plain)))"},
        {"int v[n][n + 1];", "(decl (declarator .v n (binary n 1)))"},
        {"int v[3][4] = {[0 ... 1] = {1}, [2][3] = 5};",
         "(decl (declarator .v 3 4 (init-list 0 1 (init-list 1) 2 3 5)))"},
        {"struct pair r = {.b = n, .a = 1}, s = r;",
         "(decl (declarator .r (init-list n 1)) (declarator .s r))"},
        {"struct { int a; } x = {n}, *y = &x; y->a;",
         "(decl (declarator .x (init-list n)) (declarator .y (address x))) (expr (arrow .a y))"},
        {"enum { RED, BLUE = 2 } e = BLUE; RED;", "(decl (declarator .e BLUE)) (expr RED)"},
        {"typedef int number; number m = (number)n;",
         "(decl (declarator .number)) (decl (declarator .m (cast n)))"},
        {"{ long number = 1; (number)-n; } (number)-n;",
         "(block (decl (declarator .number 1)) (expr (binary (paren number) n))) "
         "(expr (cast (unary n)))"},
        {"static const char s[] = \"abc\"; extern int plain(int, ...); plain(s[0]);",
         "(decl (declarator .s \"abc\")) (decl (declarator .plain)) (expr (call plain (index s "
         "0)))"},
        {"__attribute__((unused)) int u __attribute__((aligned(16))) = 3;",
         "(decl (declarator .u 3))"},
        {"__auto_type a = n; _Alignas(16) char c; _Atomic(int) d; register int r = 1;",
         "(decl (declarator .a n)) (decl (declarator .c)) (decl (declarator .d)) "
         "(decl (declarator .r 1))"},
        {"int x = n; { int x = x; x++; } x--;",
         "(decl (declarator .x n)) (block (decl (declarator .x x)) (expr (incdec x))) (expr "
         "(incdec x))"},
        {"__label__ a; goto a; a: ;", "__label__ a; (goto .a) (label .a ;)"},
    };
    (void)state;
    CHECK(rows);
}

/* A name means the innermost declaration that is open, from its declarator on. */
static void scopes_of_names(void **state)
{
    (void)state;
    struct front_text *text = front_text(
        PREFIX "int x = n; { int x = x; n = x; } for (int x = 1;;) n = x; n = x; }\n", false);
    assert_true(text->ok);
    const struct ir_func *func = front_text_func(text, "f");
    assert_int_equal(func->var_count, 6);
    const struct ir_node *body = func->body, *block = body->kids[1], *loop = body->kids[2];
    assert_ptr_equal(block->kids[0]->kids[0]->kids[0]->var, func->vars[4]);
    assert_ptr_equal(block->kids[1]->kids[0]->kids[1]->var, func->vars[4]);
    assert_ptr_equal(loop->kids[3]->kids[0]->kids[1]->var, func->vars[5]);
    assert_ptr_equal(body->kids[3]->kids[0]->kids[1]->var, func->vars[3]);
    assert_ptr_equal(func->vars[3]->block, body);
    assert_ptr_equal(func->vars[4]->block, block);
    assert_ptr_equal(func->vars[5]->block, loop);
    assert_null(func->vars[0]->block);
    front_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operands_and_operators),
        cmocka_unit_test(unevaluated_operands),
        cmocka_unit_test(awaits),
        cmocka_unit_test(statements),
        cmocka_unit_test(declarations),
        cmocka_unit_test(scopes_of_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
