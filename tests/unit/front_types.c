/* SPDX-License-Identifier: BSD-3-Clause */
/* Types, variables and results as libclang knows them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "front_text.h"

#define PREFIX                                                                                     \
    "struct pair { int a, b; }; typedef struct { const int c; } fixed; typedef long *longs;\n"     \
    "typedef const int constant; typedef int four __attribute__((vector_size(16)));\n"

/* ---- types of locals ---- */

enum flag { CONST = 1, VOLATILE = 2, ATOMIC = 4, VARIABLE = 8, CONST_MEMBER = 16 };

struct type_row {
    const char *declaration; /* of x */
    const char *spelling;
    enum ir_type_kind kind;
    uint32_t size, align;
    int flags;
};

static int flags_of(const struct ir_type *type)
{
    return (type->is_const ? CONST : 0) | (type->is_volatile ? VOLATILE : 0) |
           (type->is_atomic ? ATOMIC : 0) | (type->is_variable ? VARIABLE : 0) |
           (type->has_const_member ? CONST_MEMBER : 0);
}

static void check_type(const struct type_row *row)
{
    char code[2048];
    snprintf(code, sizeof code, PREFIX ASYNC "int f(int n) { %s; return 0; }\n", row->declaration);
    struct front_text *text = front_text(code, true);
    if (!text->ok)
        print_error("%s\n%s", row->declaration, text->messages);
    assert_true(text->ok);
    const struct ir_type *type = front_text_var(front_text_func(text, "f"), "x")->type;
    if (row->spelling && type->spelling)
        assert_string_equal(type->spelling, row->spelling);
    else if (row->spelling != type->spelling)
        fail_msg("%s is spelled %s", row->declaration, type->spelling ? type->spelling : "not");
    assert_int_equal(type->kind, row->kind);
    assert_int_equal(type->size, row->size);
    assert_int_equal(type->align, row->align);
    if (flags_of(type) != row->flags)
        print_error("%s\n", row->declaration);
    assert_int_equal(flags_of(type), row->flags);
    front_text_free(text);
}

static void types_of_locals(void **state)
{
    static const struct type_row rows[] = {
        {"int x", "int", IR_TYPE_INTEGER, 4, 4, 0},
        {"_Bool x", "_Bool", IR_TYPE_INTEGER, 1, 1, 0},
        {"unsigned long x", "unsigned long", IR_TYPE_INTEGER, 8, 8, 0},
        {"double x", "double", IR_TYPE_FLOAT, 8, 8, 0},
        {"long double x", "long double", IR_TYPE_FLOAT, 16, 16, 0},
        {"_Float64 x", "double", IR_TYPE_FLOAT, 8, 8, 0},
        {"const int x = 1", "int", IR_TYPE_INTEGER, 4, 4, CONST},
        {"constant x = 1", "int", IR_TYPE_INTEGER, 4, 4, CONST},
        {"volatile int x", "int", IR_TYPE_INTEGER, 4, 4, VOLATILE},
        {"_Atomic int x", "int", IR_TYPE_INTEGER, 4, 4, ATOMIC},
        {"char *const x = 0", "char *", IR_TYPE_POINTER, 8, 8, CONST},
        {"const char *x", "const char *", IR_TYPE_POINTER, 8, 8, 0},
        {"longs x", "longs", IR_TYPE_POINTER, 8, 8, 0},
        {"int (*x)(int, ...)", "int (*)(int, ...)", IR_TYPE_POINTER, 8, 8, 0},
        {"int x[4]", "int[4]", IR_TYPE_ARRAY, 16, 4, 0},
        {"const int x[2][3] = {{1}}", "int[2][3]", IR_TYPE_ARRAY, 24, 4, CONST},
        {"volatile char x[2]", "char[2]", IR_TYPE_ARRAY, 2, 1, VOLATILE},
        {"constant x[2] = {1}", "int[2]", IR_TYPE_ARRAY, 8, 4, CONST},
        {"struct pair { const int c[2]; } x = {{1}}", NULL, IR_TYPE_RECORD, 8, 4, CONST_MEMBER},
        {"char x[] = \"abc\"", "char[4]", IR_TYPE_ARRAY, 4, 1, 0},
        {"int (*x[2])(void)", "__typeof__(int (*)(void))[2]", IR_TYPE_ARRAY, 16, 8, 0},
        {"struct pair x", "struct pair", IR_TYPE_RECORD, 8, 4, 0},
        {"fixed x = {1}", "fixed", IR_TYPE_RECORD, 4, 4, CONST_MEMBER},
        {"_Complex double x", "_Complex double", IR_TYPE_OTHER, 16, 8, 0},
        {"four x", "four", IR_TYPE_OTHER, 16, 16, 0},
        {"__int128 x", "__int128", IR_TYPE_INTEGER, 16, 16, 0},
        {"int x[n]", NULL, IR_TYPE_ARRAY, 0, 0, VARIABLE},
        {"int (*x)[n]", NULL, IR_TYPE_POINTER, 0, 0, VARIABLE},
        {"struct local { int a; } x", NULL, IR_TYPE_RECORD, 4, 4, 0},
        {"struct pair { char c; } x", NULL, IR_TYPE_RECORD, 1, 1, 0},
        {"struct { int a; } x", NULL, IR_TYPE_RECORD, 4, 4, 0},
        {"struct local { int a; } y, *x = &y", NULL, IR_TYPE_POINTER, 8, 8, 0},
        {"struct { int a; } x[2]", NULL, IR_TYPE_ARRAY, 8, 4, 0},
        {"enum { A, B } x", "unsigned int", IR_TYPE_INTEGER, 4, 4, 0},
        {"typedef long number; number x", "long", IR_TYPE_INTEGER, 8, 8, 0},
        {"typedef long number; number *x", "long *", IR_TYPE_POINTER, 8, 8, 0},
        {"__typeof__(n) x", "int", IR_TYPE_INTEGER, 4, 4, 0},
        {"__auto_type x = n", "int", IR_TYPE_INTEGER, 4, 4, 0},
        {"__typeof__(struct pair) *x", "struct pair *", IR_TYPE_POINTER, 8, 8, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_type(&rows[i]);
}

/* ---- parameters ---- */

static void parameters(void **state)
{
    static const char *const expected[][3] = {
        {"n", "const int n", "int"},
        {"table", "char table[10]", "char *"},
        {"grid", "int grid[2][3]", "__typeof__(int[3]) *"},
        {"call", "int call(int)", "__typeof__(int (int)) *"},
        {"q", "struct pair q", "struct pair"},
        {"tamer_p6", "int tamer_p6", "int"},
        {"tamer_p7", "int (*tamer_p7)(int)", "int (*)(int)"},
        {"last", "int last", "int"},
    };
    (void)state;
    struct front_text *text = front_text(
        PREFIX ASYNC "int f(const int n, char table[10], int grid[2][3], int call(int),\n"
                     "struct pair q, int, int (*)(int), register int last) { return n; }\n",
        false);
    if (!text->ok)
        print_error("%s", text->messages);
    assert_true(text->ok);
    const struct ir_func *func = front_text_func(text, "f");
    assert_int_equal(func->var_count, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_string_equal(func->params[i].name, expected[i][0]);
        assert_string_equal(func->params[i].text, expected[i][1]);
        assert_string_equal(func->vars[i]->name, expected[i][0]);
        assert_string_equal(func->vars[i]->type->spelling, expected[i][2]);
        assert_int_equal(func->vars[i]->kind, IR_VAR_PARAM);
        assert_int_equal(func->vars[i]->is_unnamed, i == 5 || i == 6);
        assert_int_equal(func->vars[i]->is_register, i == 7);
    }
    assert_true(func->vars[0]->type->is_const);
    front_text_free(text);
}

/* The definition's own names count, whatever the first declaration calls them. */
static void names_of_the_definition(void **state)
{
    (void)state;
    struct front_text *text =
        front_text(ASYNC "int f(int first, int);\nint f(int a, int b) { return a + b; }\n", false);
    assert_true(text->ok);
    const struct ir_func *func = front_text_func(text, "f");
    assert_string_equal(func->params[0].name, "a");
    assert_string_equal(func->params[1].text, "int b");
    assert_string_equal(func->signature->params[0].name, "first");
    front_text_free(text);
}

/* ---- kinds of variables ---- */

static void kinds_of_variables(void **state)
{
    (void)state;
    struct front_text *text = front_text(
        "void done(int *);\n" ASYNC
        "int f(void) { static int s; extern int e; static _Thread_local int t; register int r;\n"
        "int a __attribute__((aligned(32))), c __attribute__((cleanup(done))); int plain; }\n",
        false);
    assert_true(text->ok);
    const struct ir_func *func = front_text_func(text, "f");
    assert_int_equal(front_text_var(func, "s")->kind, IR_VAR_STATIC);
    assert_int_equal(front_text_var(func, "e")->kind, IR_VAR_STATIC);
    assert_int_equal(front_text_var(func, "t")->kind, IR_VAR_STATIC);
    assert_int_equal(front_text_var(func, "plain")->kind, IR_VAR_LOCAL);
    assert_true(front_text_var(func, "r")->is_register);
    assert_true(front_text_var(func, "a")->alignment > 0);
    assert_false(front_text_var(func, "a")->is_cleanup);
    assert_true(front_text_var(func, "c")->is_cleanup);
    assert_false(front_text_var(func, "plain")->alignment > 0);
    front_text_free(text);
}

/* ---- results ---- */

struct result_row {
    const char *type;
    enum ir_result result;
};

static void results(void **state)
{
    static const struct result_row rows[] = {
        {"void", IR_RESULT_VOID},      {"int", IR_RESULT_INTEGER},
        {"_Bool", IR_RESULT_INTEGER},  {"unsigned long long", IR_RESULT_INTEGER},
        {"char *", IR_RESULT_POINTER}, {"double", IR_RESULT_BITS},
        {"float", IR_RESULT_BITS},     {"struct pair", IR_RESULT_BITS},
        {"four", IR_RESULT_OUT},       {"long double", IR_RESULT_OUT},
        {"__int128", IR_RESULT_OUT},   {"struct { long a, b; }", IR_RESULT_OUT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char code[1024];
        snprintf(code, sizeof code, PREFIX ASYNC "%s f(void);\n", rows[i].type);
        struct front_text *text = front_text(code, false);
        assert_true(text->ok);
        struct ir_signature *signature = ir_signature_find(&text->unit, "f");
        assert_non_null(signature);
        assert_non_null(signature->result_type);
        assert_int_equal(signature->result, rows[i].result);
        front_text_free(text);
    }
}

/* ---- types of expressions, before any conversion ---- */

static const struct ir_node *expression(const struct ir_func *func, size_t statement)
{
    return func->body->kids[statement]->kids[0];
}

static void types_of_expressions(void **state)
{
    (void)state;
    struct front_text *text = front_text(
        PREFIX "int plain(int);\n" ASYNC
               "int f(int a[4], char c, struct pair *p) { int b[3]; long l;\n"
               "a; b; c + 1; \"ab\"; c ? a : b; (0, b); b[1]; p->a; plain; l = c; (b); a++; }\n",
        true);
    assert_true(text->ok);
    static const char *const spellings[] = {"int *",     "int[3]", "int",    "char[3]",
                                            "int *",     "int *",  "int",    "int",
                                            "int (int)", "long",   "int[3]", "int *"};
    const struct ir_func *func = front_text_func(text, "f");
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        assert_string_equal(expression(func, i + 2)->type->spelling, spellings[i]);
    front_text_free(text);
}

static void properties_of_expressions(void **state)
{
    (void)state;
    struct front_text *text = front_text(
        "enum { ONE = 1 }; struct bits { unsigned b : 3, c; };\n" ASYNC
        "int f(int n, struct bits *s) { n; n + 1; s->b; s->c; ONE + 2 * (int)sizeof n; f; (n); }\n",
        false);
    assert_true(text->ok);
    static const bool lvalue[] = {true, false, true, true, false, false, true};
    static const bool constant[] = {false, false, false, false, true, false, false};
    const struct ir_func *func = front_text_func(text, "f");
    for (size_t i = 0; i < sizeof lvalue; i++) {
        assert_int_equal(expression(func, i)->is_lvalue, lvalue[i]);
        assert_int_equal(expression(func, i)->is_constant, constant[i]);
        assert_int_equal(expression(func, i)->is_bitfield, i == 2);
        assert_int_equal(expression(func, i)->is_global, i == 5);
    }
    front_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_of_locals),
        cmocka_unit_test(parameters),
        cmocka_unit_test(names_of_the_definition),
        cmocka_unit_test(kinds_of_variables),
        cmocka_unit_test(results),
        cmocka_unit_test(types_of_expressions),
        cmocka_unit_test(properties_of_expressions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
