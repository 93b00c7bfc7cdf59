/* SPDX-License-Identifier: BSD-3-Clause */
/* Which variables share a place in the frame. Each test is the C in its comment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ir_build.h"

#define INT(name) build_var(b, name, &build_int)
#define REF(var) build_ref(b, var)
#define AWAIT build_await(b, NULL)
#define WAIT build_expr(b, AWAIT)
#define USE(var) build_expr(b, build_call(b, REF(var)))
#define LEND(var) build_expr(b, build_call(b, build_address(b, var)))
#define DECL(var) build_decl(b, var, build_number(b))
#define DECL_EMPTY(var) build_decl(b, var, NULL)
#define SET(var) build_assign(b, var, build_number(b))
#define LABEL(name) build_label(b, name, NULL)
#define GOTO(name) build_jump(b, IR_GOTO, name)
#define NUMBER build_number(b)

static int setup(void **state)
{
    struct ir_build *b = malloc(sizeof *b);
    build_init(b);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    build_done(*state);
    free(*state);
    return 0;
}

static struct ir_var *array(struct ir_build *b, const char *name)
{
    return build_var(b, name, &build_array);
}

static bool share(const struct ir_var *x, const struct ir_var *y)
{
    return x->field->offset < y->field->offset + y->field->size &&
           y->field->offset < x->field->offset + x->field->size;
}

/* { { char x[…]; h(&x); await g(); } { char y[…]; h(&y); await g(); } } */
static void blocks_share(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = array(b, "x"), *y = array(b, "y");
    build_run(b, BLOCK(BLOCK(DECL_EMPTY(x), LEND(x), WAIT), BLOCK(DECL_EMPTY(y), LEND(y), WAIT)));
    assert_true(x->pinned && y->pinned && share(x, y));
}

/* { char x[…]; h(&x); await g(); { char y[…]; h(&y); await g(); } }: x may still be pointed to */
static void nested_blocks_do_not_share(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = array(b, "x"), *y = array(b, "y");
    build_run(b, BLOCK(DECL_EMPTY(x), LEND(x), WAIT, BLOCK(DECL_EMPTY(y), LEND(y), WAIT)));
    assert_true(x->pinned && y->pinned && !share(x, y));
}

/* { { char x[…]; h(&x); await g(); goto in; } { char y[…]; in: h(&y); await g(); } }: y is there
 * before its declaration is passed */
static void jumped_into_does_not_share(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = array(b, "x"), *y = array(b, "y");
    build_run(b, BLOCK(BLOCK(DECL_EMPTY(x), LEND(x), WAIT, GOTO("in")),
                       BLOCK(DECL_EMPTY(y), LABEL("in"), LEND(y), WAIT)));
    assert_true(x->pinned && y->pinned && !share(x, y));
}

/* { struct record r = 1, s; int x = 1; await g(); h(r); s = 1; await g(); h(s); h(x); }: saved at
 * different points */
static void saved_apart_share(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *r = build_var(b, "r", &build_record), *s = build_var(b, "s", &build_record);
    struct ir_var *x = INT("x");
    build_run(b,
              BLOCK(DECL(r), DECL_EMPTY(s), DECL(x), WAIT, USE(r), SET(s), WAIT, USE(s), USE(x)));
    assert_true(share(r, s));
    assert_true(!share(r, x) && !share(s, x));
}

/* for (;;) { { char x[…]; h(&x); await g(); } h(s); s = 1; { char y[…]; h(&y); await g(); } }: s is
 * saved where x is alive, and where y is */
static void saved_beside_pinned(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = array(b, "x"), *y = array(b, "y");
    struct ir_var *s = build_var(b, "s", &build_record);
    build_run(b, BLOCK(DECL(s), N(IR_WHILE, NUMBER,
                                  BLOCK(BLOCK(DECL_EMPTY(x), LEND(x), WAIT), USE(s), SET(s),
                                        BLOCK(DECL_EMPTY(y), LEND(y), WAIT)))));
    assert_true(share(x, y) && !share(s, x) && !share(s, y));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blocks_share),      TEST(nested_blocks_do_not_share), TEST(jumped_into_does_not_share),
        TEST(saved_apart_share), TEST(saved_beside_pinned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
