/* SPDX-License-Identifier: BSD-3-Clause */
/* What is called, what is scheduled, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "front_text.h"
#include "text/source.h"

/* ---- callees and marked pointers ---- */

struct call_row {
    const char *code; /* one expression statement: a call */
    const char *callee;
    bool by_pointer, marked;
};

#define POINTERS                                                                                   \
    "typedef " ASYNC "int (*handler)(int, char[4]);\n"                                             \
    "typedef struct { handler h; " ASYNC "int (*run)(int, char[4]); int (*plain)(int, char[4]); "  \
    "handler more[2]; } table; int other(int, char *);\n" ASYNC "int f(handler h, " ASYNC          \
    "int (*q)(int, char *), int (*r)(int, char *), table *t, handler *hh) "

static void calls(void **state)
{
    static const struct call_row rows[] = {
        {"leaf(1)", "leaf", false, false},
        {"(leaf)(1)", "leaf", false, false},
        {"fetch(1)", "fetch", false, false},
        {"other(1, 0)", NULL, false, false},
        {"h(1, 0)", NULL, true, true},
        {"(*h)(1, 0)", NULL, true, true},
        {"q(1, 0)", NULL, true, true},
        {"r(1, 0)", NULL, true, false},
        {"t->h(1, 0)", NULL, true, true},
        {"(*t).run(1, 0)", NULL, true, true},
        {"t->plain(1, 0)", NULL, true, false},
        {"t->more[1](1, 0)", NULL, true, true},
        {"(*hh)(1, 0)", NULL, true, true},
        {"hh[1](1, 0)", NULL, true, true},
        {"((handler)r)(1, 0)", NULL, true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char code[1024];
        snprintf(code, sizeof code, POINTERS "{ %s; }\n", rows[i].code);
        struct front_text *text = front_text(code, false);
        assert_true(text->ok);
        const struct ir_node *call = front_text_func(text, "f")->body->kids[0]->kids[0];
        assert_int_equal(call->kind, IR_CALL);
        assert_int_equal(call->is_pointer_call, rows[i].by_pointer);
        assert_int_equal(call->is_marked_pointer, rows[i].marked);
        if (rows[i].callee)
            assert_string_equal(call->callee->name, rows[i].callee);
        else
            assert_null(call->callee);
        if (rows[i].marked) {
            assert_int_equal(call->param_count, 2);
            assert_string_equal(call->param_types[0]->spelling, "int");
            assert_string_equal(call->param_types[1]->spelling, "char *");
        }
        front_text_free(text);
    }
}

static void marked_variables(void **state)
{
    (void)state;
    struct front_text *text =
        front_text(POINTERS "{ " ASYNC "int (*local)(int, char *) = q; int (*no)(int); }\n", false);
    assert_true(text->ok);
    const struct ir_func *func = front_text_func(text, "f");
    assert_true(front_text_var(func, "q")->is_tamed);
    assert_false(front_text_var(func, "r")->is_tamed);
    assert_true(front_text_var(func, "local")->is_tamed);
    assert_false(front_text_var(func, "no")->is_tamed);
    front_text_free(text);
}

/* ---- task sites ---- */

struct site_row {
    const char *code;  /* in void g(tamer_scope *s, int n, fetch_delayed *d) */
    const char *sites; /* of each call: d dropped, k kept, i into */
};

static const struct site_row site_rows[] = {
    {"fetch_scoped(s, 1);", "d"},
    {"(void)fetch_scoped(s, 1);", "d"},
    {"(void)(fetch_scoped(s, 1)); (fetch_scoped(s, 2));", "dd"},
    {"d = fetch_scoped(s, 1);", "k"},
    {"fetch_delayed *e = fetch_scoped(s, 1); (void)e;", "k"},
    {"fetch_scoped_into(s, d, 1); fetch_scoped_into(s, 0, 1);", "ii"},
    {"if (n) fetch_scoped(s, 1); else fetch_scoped(s, 2);", "dd"},
    {"if (fetch_scoped(s, 1)) n++;", "k"},
    {"while (fetch_scoped(s, 1)) fetch_scoped(s, 2);", "kd"},
    {"do fetch_scoped(s, 1); while (fetch_scoped(s, 2));", "dk"},
    {"for (fetch_scoped(s, 1); n; fetch_scoped(s, 2)) fetch_scoped(s, 3);", "ddd"},
    {"for (; fetch_scoped(s, 1);) ;", "k"},
    {"for (;; fetch_scoped(s, 1)) ;", "d"},
    {"for (d = fetch_scoped(s, 1);;) ;", "k"},
    {"switch (n) { case 1: fetch_scoped(s, 1); break; default: fetch_scoped(s, 2); }", "dd"},
    {"out: fetch_scoped(s, 1); if (n) goto out;", "d"},
    {"n = ({ fetch_scoped(s, 1); }) != 0; ({ fetch_scoped(s, 2); n++; });", "kd"},
    {"({ fetch_scoped(s, 1); });", "d"},
    {"__extension__ fetch_scoped(s, 1);", "d"},
    {"n ? fetch_scoped(s, 1) : d;", "k"},
    {"d = n ? fetch_scoped(s, 1) : d;", "k"},
    {"d = fetch_scoped(s, 1) ?: d;", "k"},
    {"d = (void *)fetch_scoped(s, fetch_scoped(s, 1) != 0);", "kk"},
    {"fetch_delayed *(*p)(tamer_scope *, int) = fetch_scoped; p(s, 1);", ""},
};

static void check_sites(const char *function, const struct site_row *row)
{
    char code[1024], found[16] = "";
    snprintf(code, sizeof code,
             "int before;\n%s g(tamer_scope *s, int n, fetch_delayed *d) { %s }\n", function,
             row->code);
    struct front_text *text = front_text(code, false);
    if (!text->ok)
        print_error("%s\n%s", row->code, text->messages);
    assert_true(text->ok);
    char begin[128];
    snprintf(begin, sizeof begin, "%s g(tamer_scope", function);
    const char *start = strstr(text->unit.source->text, begin);
    assert_non_null(start);
    uint32_t outer = (uint32_t)(start - text->unit.source->text);
    uint32_t count = 0;
    for (const struct ir_task_site *site = text->unit.sites; site; site = site->next) {
        assert_int_equal(site->index, count + 1);
        assert_string_equal(site->function, "g");
        assert_string_equal(site->signature->name, "fetch");
        assert_true(source_text_is(text->unit.source, site->name_start, site->name_end,
                                   site->is_into ? "fetch_scoped_into" : "fetch_scoped"));
        assert_int_equal(text->unit.source->text[site->paren], '(');
        assert_int_equal(site->outer_start, outer);
        found[count++] = site->is_into ? 'i' : site->is_dropped ? 'd' : 'k';
    }
    assert_string_equal(found, row->sites);
    front_text_free(text);
}

static void sites_in_plain_functions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof site_rows / sizeof *site_rows; i++)
        check_sites("void", &site_rows[i]);
}

static void sites_in_tamed_functions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof site_rows / sizeof *site_rows; i++)
        check_sites("static " ASYNC "void", &site_rows[i]);
}

/* ---- what is refused ---- */

struct error_row {
    const char *code;
    const char *message; /* NULL: no error */
};

static void errors(void **state)
{
    static const struct error_row rows[] = {
        {ASYNC "int f(int n) { return m; }",
         "test.c:1:62: error: use of undeclared identifier 'm'"},
        {ASYNC "int f(int n) { return n }", "error: expected ';' after return statement"},
        {ASYNC "int f(unknown n) { return 1; }", "error: unknown type name 'unknown'"},
        {ASYNC "int f(int n) { int g(void) { return 1; } return g(); }",
         "error: function definition is not allowed here"},
        {ASYNC "int f(int n) { return __builtin_nothing_like_it(n); }", NULL},
        {ASYNC "int f(int n) { int *p = 3; not_declared(p); return p; }", NULL},
        {"int plain(void) { return undeclared; }", NULL},
        {"int plain(void) { return __builtin_nothing_like_it(3); }", NULL},
        {"unknown variable; int g(void) { return 1; }", NULL},
        {"void g(tamer_scope *s) { fetch_scoped(s, undeclared); }",
         "error: use of undeclared identifier 'undeclared'"},
        {"unknown v; " ASYNC "int f(int n) { return v; }", "error: "},
        {ASYNC "int f(int n) { return n; }\nint broken( {", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct front_text *text = front_text(rows[i].code, false);
        if (text->ok != !rows[i].message ||
            (rows[i].message && !strstr(text->messages, rows[i].message)))
            print_error("%s\n%s", rows[i].code, text->messages);
        assert_int_equal(text->ok, !rows[i].message);
        assert_true(!rows[i].message || strstr(text->messages, rows[i].message));
        front_text_free(text);
    }
}

/* gcc's own ways, which clang refuses: atomic builtins on _Atomic objects. */
static void gcc_atomics(void **state)
{
    (void)state;
    struct front_text *text = front_text(
        "static _Atomic unsigned count; static unsigned plain;\n" ASYNC "int f(int n) {\n"
        "n += __atomic_fetch_add(&count, 1, 5); __atomic_store_n(&count, n, 5);\n"
        "n += __extension__ ({ __auto_type p = &count; unsigned v; __atomic_load(p, &v, 5); v; "
        "});\n"
        "return __atomic_load_n(&plain, 5) + __atomic_exchange_n(&count, " AWAIT "leaf(1), 5); }\n",
        true);
    if (!text->ok)
        print_error("%s", text->messages);
    assert_true(text->ok);
    const struct ir_node *body = front_text_func(text, "f")->body;
    assert_string_equal(body->kids[0]->kids[0]->kids[1]->type->spelling, "unsigned int");
    front_text_free(text);
}

static void deep_nesting(void **state)
{
    enum { DEPTH = 1000 };
    char code[4 * DEPTH], *end = code + sprintf(code, "%s", ASYNC "int f(int n) { return ");
    (void)state;
    memset(end, '(', DEPTH);
    end[DEPTH] = 'n';
    memset(end + DEPTH + 1, ')', DEPTH);
    strcpy(end + 2 * DEPTH + 1, "; }\n");
    struct front_text *text = front_text(code, false);
    assert_true(text->ok);
    front_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls),
        cmocka_unit_test(marked_variables),
        cmocka_unit_test(sites_in_plain_functions),
        cmocka_unit_test(sites_in_tamed_functions),
        cmocka_unit_test(errors),
        cmocka_unit_test(gcc_atomics),
        cmocka_unit_test(deep_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
