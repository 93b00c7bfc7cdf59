/* SPDX-License-Identifier: BSD-3-Clause */
/* What survives a suspension: saved, pinned, or neither. Each test is the C in its comment. */
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
#define BREAK build_jump(b, IR_BREAK, NULL)
#define CONTINUE build_jump(b, IR_CONTINUE, NULL)
#define RETURN(value) N(IR_RETURN, value)
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

static void assert_saved(struct ir_build *b, unsigned point, const char *names)
{
    assert_string_equal(build_saved(b, point), names);
}

/* { int x = 1, y = 2; await g(); h(x); } */
static void straight_line(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL(x), DECL(y), WAIT, USE(x)));
    assert_saved(b, 1, "x");
    assert_false(y->saved);
    assert_string_equal(build_pinned(b), "");
}

/* { int x = 1; await g(); x = 2; await g(); h(x); } */
static void replaced_before_read(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b, BLOCK(DECL(x), WAIT, SET(x), WAIT, USE(x)));
    assert_saved(b, 1, "");
    assert_saved(b, 2, "x");
}

/* { int x = await g(); h(x); }: the result itself is not there yet */
static void result_is_not_saved(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b, BLOCK(build_decl(b, x, AWAIT), USE(x)));
    assert_saved(b, 1, "");
    assert_int_equal(b->func.field_count, 0);
}

/* { int x = 1; x = x + await g(); }: read before the await, into a temporary or after it, but kept
 */
static void operand_is_kept(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b, BLOCK(DECL(x), build_assign(b, x, N(IR_BINARY, REF(x), AWAIT)), USE(x)));
    assert_saved(b, 1, "x");
}

/* { int x; await g(); x = 1; await g(); h(x); }: nothing is copied that was never set */
static void never_set_before(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL_EMPTY(x), DECL_EMPTY(y), WAIT, N(IR_IF, NUMBER, SET(x), NULL), WAIT,
                       USE(x), USE(y)));
    assert_saved(b, 1, "");
    assert_saved(b, 2, "x");
}

/* { int x; if (h(0)) x = 1; await g(); if (h(0)) h(x); }: saved, perhaps without a value; y has
 * none for sure */
static void perhaps_set(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y"), *z = INT("z");
    build_run(b, BLOCK(DECL_EMPTY(x), DECL_EMPTY(y), DECL(z), N(IR_IF, NUMBER, SET(x), NULL), WAIT,
                       N(IR_IF, NUMBER, USE(x), SET(y)), USE(y), USE(z)));
    assert_saved(b, 1, "x z");
    assert_true(x->half_set);
    assert_false(y->half_set);
    assert_false(z->half_set);
    const struct ir_point *point = b->func.points[0];
    assert_int_equal(point->blank_count, 1);
    assert_ptr_equal(point->blank[0], y);
}

/* { int x = 1, y = 2; if (h(0)) { await g(); h(x); } else { h(y); } } */
static void branches(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL(x), DECL(y),
                       N(IR_IF, build_call(b, NULL), BLOCK(WAIT, USE(x)), BLOCK(USE(y)))));
    assert_saved(b, 1, "x");
}

/* { int i = 0, last = 0; while (h(i)) { h(last); await g(); last = 1; i = 2; } } */
static void while_loop(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *i = INT("i"), *last = INT("last");
    build_run(b, BLOCK(DECL(i), DECL(last),
                       N(IR_WHILE, build_call(b, REF(i)),
                         BLOCK(USE(last), WAIT, SET(last), N(IR_EXPR, N(IR_INCDEC, REF(i)))))));
    assert_saved(b, 1, "i");
}

/* { for (int i = 0; h(i); i++) { int x; if (h(0)) x = 1; await g(); if (h(0)) continue; h(x); } }
 */
static void for_loop_rebirth(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *i = INT("i"), *x = INT("x");
    build_run(b, BLOCK(N(IR_FOR, DECL(i), build_call(b, REF(i)), N(IR_INCDEC, REF(i)),
                         BLOCK(WAIT, DECL_EMPTY(x), N(IR_IF, NUMBER, SET(x), NULL), WAIT,
                               N(IR_IF, NUMBER, CONTINUE, NULL), USE(x)))));
    assert_saved(b, 1, "i");
    assert_saved(b, 2, "i x");
}

/* { int x = 1, y = 1; do { if (h(0)) continue; h(y); } while (await g() + x); } */
static void do_loop_continue(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL(x), DECL(y),
                       N(IR_DO, BLOCK(N(IR_IF, NUMBER, CONTINUE, NULL), USE(y)),
                         N(IR_BINARY, AWAIT, REF(x)))));
    assert_saved(b, 1, "x y");
}

/* { int x = 1; for (;;) { if (h(0)) break; await g(); } h(x); }: without the break, x would be dead
 */
static void endless_loop(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(
        b, BLOCK(DECL(x), DECL(y), N(IR_IF, NUMBER, N(IR_FOR, NULL, NULL, NULL, BLOCK(WAIT)), NULL),
                 N(IR_FOR, NULL, NULL, NULL, BLOCK(N(IR_IF, NUMBER, BREAK, NULL), WAIT)), USE(x)));
    assert_saved(b, 1, "");
    assert_saved(b, 2, "x");
    assert_false(y->saved);
}

/* switch (h(0)) { case 1: await g(); x = 1; case 2: h(x); break; case 3: await g(); break; default:
 * h(y); } h(z); */
static void switch_fallthrough(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y"), *z = INT("z");
    struct ir_node *cases =
        BLOCK(N(IR_CASE, NUMBER, NULL, WAIT), SET(z), N(IR_CASE, NUMBER, NULL, USE(x)), BREAK,
              N(IR_CASE, NUMBER, NULL, WAIT), BREAK, N(IR_DEFAULT, USE(y)));
    build_run(b,
              BLOCK(DECL(x), DECL(y), DECL(z), N(IR_SWITCH, build_call(b, NULL), cases), USE(z)));
    assert_saved(b, 1, "x");
    assert_saved(b, 2, "z");
}

/* Without a default the switch may do nothing: x stays needed before it. */
static void switch_without_default(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    struct ir_node *with = BLOCK(N(IR_CASE, NUMBER, NULL, SET(x)), BREAK, N(IR_DEFAULT, SET(x)));
    struct ir_node *without = BLOCK(N(IR_CASE, NUMBER, NULL, SET(y)));
    build_run(b, BLOCK(DECL(x), DECL(y), WAIT, N(IR_SWITCH, build_call(b, NULL), with),
                       N(IR_SWITCH, build_call(b, NULL), without), USE(x), USE(y)));
    assert_saved(b, 1, "y");
}

/* { int x = 1; again: h(x); await g(); if (h(0)) goto again; } */
static void goto_backwards(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b,
              BLOCK(DECL(x), LABEL("again"), USE(x), WAIT, N(IR_IF, NUMBER, GOTO("again"), NULL)));
    assert_saved(b, 1, "x");
}

/* { goto in; { int x; x = 2; in: x = 1; await g(); h(x); if (h(0)) goto out; h(x); } await g();
 * out: ; } */
static void goto_into_and_out_of_blocks(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b, BLOCK(GOTO("in"),
                       BLOCK(DECL_EMPTY(x), SET(x), LABEL("in"), SET(x), WAIT, USE(x), LEND(x),
                             N(IR_IF, NUMBER, GOTO("out"), NULL), USE(x)),
                       WAIT, LABEL("out"), WAIT));
    assert_saved(b, 1, "x");
    assert_string_equal(build_pinned(b), "");
}

/* { int x = 1; h(&x); await g(); } */
static void escape_before(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b, BLOCK(DECL(x), LEND(x), WAIT));
    assert_string_equal(build_pinned(b), "x");
    assert_true(b->func.needs_frame_at_start);
    assert_saved(b, 1, "");
}

/* { int x = 1; await g(); h(&x); } */
static void escape_after(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b, BLOCK(DECL(x), WAIT, LEND(x)));
    assert_string_equal(build_pinned(b), "");
    assert_saved(b, 1, "x");
    assert_false(b->func.needs_frame_at_start);
}

/* { int x = 1; await g(&x); } */
static void escape_in_argument(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x");
    build_run(b, BLOCK(DECL(x), build_expr(b, build_await(b, build_address(b, x)))));
    assert_string_equal(build_pinned(b), "x");
}

/* while (h(0)) { int x = 1; await g(); h(&x); }: each round has an x of its own */
static void escape_dies_with_the_block(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(N(IR_WHILE, NUMBER, BLOCK(DECL(x), WAIT, LEND(x))), DECL(y),
                       N(IR_WHILE, NUMBER, BLOCK(WAIT, LEND(y)))));
    assert_string_equal(build_pinned(b), "y");
    assert_saved(b, 1, "x");
}

/* A parameter whose address is taken lives in the frame from the start. */
static void escape_of_parameter(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *p = build_param(b, "p"), *q = build_param(b, "q");
    build_run(b, BLOCK(LEND(p), WAIT, USE(q)));
    assert_string_equal(build_pinned(b), "p");
    assert_saved(b, 1, "q");
}

/* { char a[16]; a[0] = 1; await g(); h(a[0]); }  against the same without the read behind it */
static void array_across(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *a = build_var(b, "a", &build_array), *c = build_var(b, "c", &build_array);
    build_run(b, BLOCK(DECL(a), DECL(c), build_expr(b, N(IR_INDEX, REF(a), NUMBER)),
                       build_expr(b, N(IR_INDEX, REF(c), NUMBER)), WAIT,
                       build_expr(b, N(IR_INDEX, REF(a), NUMBER))));
    assert_string_equal(build_pinned(b), "a");
}

/* { char a[16]; h(a); await g(); }: decays, so somebody may keep the pointer; sizeof a does not */
static void array_decays(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *a = build_var(b, "a", &build_array), *c = build_var(b, "c", &build_array);
    build_run(b, BLOCK(DECL_EMPTY(a), DECL_EMPTY(c), USE(a),
                       build_expr(b, N(IR_UNEVALUATED, REF(c))), WAIT));
    assert_string_equal(build_pinned(b), "a");
}

/* Written alone, an array element neither makes the array needed nor lets it go. */
static void part_written(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *r = build_var(b, "r", &build_record), *s = build_var(b, "s", &build_record);
    build_run(b, BLOCK(DECL(r), DECL(s), WAIT,
                       build_expr(b, N(IR_ASSIGN, N(IR_MEMBER, REF(r)), NUMBER)),
                       build_expr(b, N(IR_ASSIGN, N(IR_MEMBER, REF(s)), NUMBER)), USE(r)));
    assert_saved(b, 1, "r");
}

/* volatile, constant aggregates and large records are pinned where they are needed, and only there
 */
static void not_copyable(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *v = build_var(b, "v", &build_volatile), *k = build_var(b, "k", &build_constant);
    struct ir_var *l = build_var(b, "l", &build_large), *r = build_var(b, "r", &build_record);
    struct ir_var *unused = build_var(b, "unused", &build_volatile);
    build_run(b, BLOCK(DECL(v), DECL(k), DECL(l), DECL(r), DECL(unused), USE(unused), WAIT, USE(v),
                       USE(k), USE(l), USE(r)));
    assert_string_equal(build_pinned(b), "v k l");
    assert_saved(b, 1, "r");
}

/* { int x = 1, y = 2; h(0) && h(x); await g(); h(0) ? h(x) : h(y); (h(0) && (x = 1)); h(x); } */
static void conditional_operators(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y"), *z = INT("z");
    struct ir_node *maybe = N(IR_AND, NUMBER, N(IR_ASSIGN, REF(z), NUMBER));
    struct ir_node *either = N(IR_COND, NUMBER, REF(x), N(IR_ASSIGN, REF(y), NUMBER));
    build_run(b, BLOCK(DECL(x), DECL(y), DECL(z), WAIT, build_expr(b, either), USE(y),
                       build_expr(b, maybe), USE(z)));
    assert_saved(b, 1, "x y z");
}

/* { int x, y; (x = 1) ? y = 1 : (y = 2); await g(); … }: both arms set y */
static void both_arms(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *y = INT("y");
    struct ir_node *either =
        N(IR_COND, NUMBER, N(IR_ASSIGN, REF(y), NUMBER), N(IR_ASSIGN, REF(y), NUMBER));
    build_run(b, BLOCK(DECL(y), WAIT, build_expr(b, either), USE(y)));
    assert_saved(b, 1, "");
}

/* { int x = 1, y = 2; h(0) && await g(); h(x); }, with an await in the right operand alone */
static void await_in_operand(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL(x), DECL(y),
                       build_assign(b, y, N(IR_AND, build_call(b, REF(y)), build_await(b, REF(y)))),
                       USE(x), USE(y)));
    assert_saved(b, 1, "x");
}

/* int x; { int x = 2; await g(); h(x); } h(x): both are named where the await is resumed */
static void shadowing(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *outer = INT("x"), *inner = INT("x"), *lone = INT("y"), *hides = INT("y");
    build_run(b, BLOCK(DECL(outer), DECL(lone), BLOCK(DECL(inner), WAIT, USE(inner)),
                       BLOCK(DECL(hides), USE(hides)), WAIT, USE(outer), USE(lone)));
    assert_null(outer->renamed);
    assert_non_null(inner->renamed);
    assert_string_not_equal(inner->renamed, "x");
    assert_null(hides->renamed);
    assert_saved(b, 1, "x x y");
}

/* { int x = 1; { tamer_defer { h(x); } await g(); x = 2; } }: x is needed where the await fails */
static void defer_on_error(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL(x), DECL(y), BLOCK(N(IR_DEFER, BLOCK(USE(x))), WAIT, SET(x)), WAIT));
    assert_saved(b, 1, "x");
    assert_saved(b, 2, "");
}

/* { tamer_defer { await g(); h(x); } await g(); return y; }: the deferred block keeps where to go
 * on */
static void defer_that_awaits(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL(x), DECL(y), N(IR_DEFER, BLOCK(WAIT, USE(x))), WAIT, RETURN(REF(y))));
    assert_saved(b, 1, "x");
    assert_saved(b, 2, "x y");
    const struct ir_region *region = b->func.regions[0];
    assert_true(region->exit_var->saved);
    assert_true(region->error_var->saved);
    assert_true(b->func.result_var->saved);
}

/* A return goes through every door, and its value is kept meanwhile. */
static void return_through_regions(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *s = build_var(b, "s", &build_pointer), *x = INT("x"), *y = INT("y");
    struct ir_node *body =
        BLOCK(N(IR_DEFER, BLOCK(USE(y))), N(IR_IF, NUMBER, RETURN(REF(x)), NULL));
    build_run(b, BLOCK(DECL(x), DECL(y), build_scope(b, s, body), SET(x), WAIT, USE(x)));
    assert_saved(b, 1, "");
    assert_true(b->func.result_var->saved);
    assert_true(b->func.regions[0]->exit_var->saved);
    assert_false(b->func.regions[1]->exit_var->saved);
    assert_false(y->saved);
}

/* TAMER_SCOPE(s) { int x; h(&x); }: tasks may write x until the end of the scope has waited for
 * them */
static void scope_keeps_its_variables(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *s = build_var(b, "s", &build_pointer), *x = INT("x"), *y = INT("y");
    build_run(b, BLOCK(DECL(y), build_scope(b, s, BLOCK(DECL(x), LEND(x), BLOCK(USE(s)))), USE(y)));
    assert_string_equal(build_pinned(b), "x");
    assert_saved(b, 1, "y");
}

/* An error that the scope absorbs leads behind it: what is set only in the scope is not all that is
 * read there. */
static void scope_absorbs_errors(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *s = build_var(b, "s", &build_pointer), *x = INT("x");
    build_run(b, BLOCK(DECL(x), build_scope(b, s, BLOCK(WAIT, SET(x))), USE(x)));
    assert_saved(b, 1, "x"); /* the end of the scope */
    assert_saved(b, 2, "s x");
}

/* break leaves the scope, not the loop around it */
static void break_out_of_scope(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *s = build_var(b, "s", &build_pointer), *x = INT("x");
    struct ir_node *scope = build_scope(b, s, BLOCK(N(IR_IF, NUMBER, BREAK, NULL)));
    build_run(b, BLOCK(DECL(x), N(IR_FOR, NULL, NULL, NULL, BLOCK(scope, USE(x)))));
    assert_saved(b, 1, "x");
}

/* { if (tamer_catch(&err, await g())) h(x); h(err); } */
static void catch_handler(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *err = build_var(b, "err", &build_pointer), *x = INT("x"), *y = INT("y");
    struct ir_node *caught = N(IR_CATCH, build_address(b, err), AWAIT);
    build_run(b,
              BLOCK(DECL(err), DECL(x), DECL(y), N(IR_IF, caught, USE(x), NULL), USE(err), WAIT));
    assert_saved(b, 1, "err x");
    assert_string_equal(build_pinned(b), "");
    assert_saved(b, 2, "");
}

/* What a deferred block around a catch needs is kept too: a cancellation passes the handler. */
static void cancellation_passes_catch(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *err = build_var(b, "err", &build_pointer), *x = INT("x");
    struct ir_node *caught = N(IR_CATCH, build_address(b, err), AWAIT);
    build_run(b,
              BLOCK(DECL(err), DECL(x), N(IR_DEFER, BLOCK(USE(x))), build_expr(b, caught), SET(x)));
    assert_saved(b, 1, "err x");
}

/* { int x = 1; tamer_defer { h(x); } if (h(0)) tamer_raise(1); x = 2; }: nothing waits, nothing is
 * kept */
static void raise_reaches_the_door(void **state)
{
    struct ir_build *b = *state;
    struct ir_var *x = INT("x"), *y = INT("y");
    struct ir_node *raise = build_expr(b, N(IR_RAISE, REF(y)));
    raise->kids[0]->type = &build_void;
    build_run(b, BLOCK(DECL(x), DECL(y), WAIT, N(IR_DEFER, BLOCK(USE(x))), raise, USE(x)));
    assert_saved(b, 1, "x y");
}

/* Fields: parameters only where a task may keep its arguments there; the widest first. */
static void fields(void **state)
{
    struct ir_build *b = *state;
    b->signature.has_sync = b->signature.has_tasks = true;
    struct ir_var *p = build_param(b, "p"), *x = INT("x");
    struct ir_var *r = build_var(b, "r", &build_record);
    build_run(b, BLOCK(DECL(x), DECL(r), WAIT, USE(x), USE(r)));
    assert_int_equal(b->func.field_count, 3);
    assert_true(r->field->offset < p->field->offset && p->field->offset < x->field->offset);
    assert_false(p->saved);
    assert_false(b->func.needs_frame_at_start);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(straight_line),
        TEST(replaced_before_read),
        TEST(result_is_not_saved),
        TEST(operand_is_kept),
        TEST(never_set_before),
        TEST(perhaps_set),
        TEST(branches),
        TEST(while_loop),
        TEST(for_loop_rebirth),
        TEST(do_loop_continue),
        TEST(endless_loop),
        TEST(switch_fallthrough),
        TEST(switch_without_default),
        TEST(goto_backwards),
        TEST(goto_into_and_out_of_blocks),
        TEST(escape_before),
        TEST(escape_after),
        TEST(escape_in_argument),
        TEST(escape_dies_with_the_block),
        TEST(escape_of_parameter),
        TEST(array_across),
        TEST(array_decays),
        TEST(part_written),
        TEST(not_copyable),
        TEST(conditional_operators),
        TEST(both_arms),
        TEST(await_in_operand),
        TEST(shadowing),
        TEST(defer_on_error),
        TEST(defer_that_awaits),
        TEST(return_through_regions),
        TEST(scope_keeps_its_variables),
        TEST(scope_absorbs_errors),
        TEST(break_out_of_scope),
        TEST(catch_handler),
        TEST(cancellation_passes_catch),
        TEST(raise_reaches_the_door),
        TEST(fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
