/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What programs do with the places of their variables: objects that are new in each round of a
 * loop, variables that get their value later, jumps over initialisers, ways out of an expression.
 */
#include <stdio.h>
#include <string.h>

#include "generate.h"

static int number; /* of names made here, each used once in a program */

static void noted(void)
{
    begin("note(run, ");
    expression(operand(full(2)));
    printf(");\n");
}

static void few(void)
{
    line("{");
    body((int)roll(3));
    line("}");
}

/* A pointer from outside leads to the object of this round. */
static void new_each_round(void)
{
    int own = number++;

    line("{");
    line("    unsigned *to%d = &run->g[3], **by%d = &to%d;", own, own, own);
    line("    for (unsigned i%d = 0; i%d < 3 && burn(run); i%d++) {", own, own, own);
    at.depth += 2;
    at.loops++;
    begin("unsigned cell%d[2] = {i%d, ", own, own);
    expression(operand(full(2)));
    printf("}, kept%d = cell%d[0];\n", own, own);
    begin("to%d = (", own);
    expression(full(2));
    printf(") & 1 ? &kept%d : &cell%d[1];\n", own, own);
    few();
    begin("**by%d %s ", own, chance(2) ? "+=" : "=");
    expression(operand(full(2)));
    printf(";\n");
    line("note(run, cell%d[0] + cell%d[1] * 3 + kept%d * 5);", own, own, own);
    at.loops--;
    at.depth -= 2;
    line("    }");
    line("}");
}

/* The parts of a loop's head share variables and their addresses. */
static void busy_head(void)
{
    int own = number++;

    begin("for (unsigned a%d = ", own);
    expression(operand(full(1)));
    printf(" & 7, *p%d = &a%d, n%d = 0; burn(run) && n%d < 4; n%d++, *p%d += ", own, own, own, own,
           own, own);
    expression(operand(full(2)));
    printf(") {\n");
    at.depth++;
    at.loops++;
    few();
    line("note(run, a%d);", own);
    around("if ((", full(2), ") & 1)");
    line("    continue;");
    begin("*p%d ^= ", own);
    expression(operand(full(2)));
    printf(";\n");
    at.loops--;
    at.depth--;
    line("}");
}

/* Which arm sets it is decided behind its declaration. */
static void set_later(void)
{
    struct variable *variable = declare(random_type(), UNREADY);

    line("%s %s;", variable->type->spelling, variable->name);
    if (chance(2))
        noted();
    around("if (", full(2), ") {");
    begin("    %s = ", variable->name);
    typed(variable->type, full(2));
    printf(";\n");
    line("} else {");
    few();
    begin("    %s = ", variable->name);
    typed(variable->type, full(2));
    printf(";\n");
    line("}");
    variable->flags = 0;
}

/* Into a block, over what would have set its variable. */
static void over_initialiser(void)
{
    int label = at.labels++, own = number++;

    around("if ((", full(2), ") & 1)");
    line("    goto label%d;", label);
    line("{");
    at.depth++;
    begin("unsigned late%d = ", own);
    expression(full(2));
    printf(", *to%d = &late%d;\n", own, own);
    line("note(run, *to%d);", own);
    begin("label%d: late%d = ", label, own);
    expression(full(2));
    printf(";\n");
    begin("to%d = &late%d, *to%d += ", own, own, own);
    expression(operand(full(2)));
    printf(";\n");
    few();
    line("note(run, late%d);", own);
    at.depth--;
    line("}");
}

/* A block in an expression is left for a loop, a switch or a label. */
static void out_of_expression(void)
{
    bool expression_before = at.expression;

    if (!(at.features & BLOCKS) || (at.features & TAMED_ONLY)) {
        new_each_round();
        return;
    }
    noted();
    begin("note(run, ");
    expression(operand(full(2)));
    printf(" + ({\n");
    at.depth++;
    at.expression = true;
    if (at.features & CLEANUPS && chance(2)) {
        line("GUARDED(struct run *, inner%d, run);", number++);
        line("run->open++;");
    }
    around("if (((", full(2), ") & 7) == 5)");
    if (at.loops || at.switches)
        line("    %s;", at.loops && chance(2) ? "continue" : "break");
    else if (at.open_count)
        line("    goto label%d;", at.open[roll((unsigned)at.open_count)]);
    else
        line("    note(run, 2);");
    few();
    around("(", full(2), ");");
    at.expression = expression_before;
    at.depth--;
    line("}));");
}

static void chained(void)
{
    struct variable *first = find_variable(&types[UINT], 0, CONSTANT | ARRAY);
    struct variable *second = find_variable(&types[UINT], 0, CONSTANT | ARRAY);

    if (!first || first == second) {
        set_later();
        return;
    }
    begin("%s %s %s %s ", first->name, chance(2) ? "=" : "^=", second->name,
          chance(2) ? "=" : "+=");
    expression(operand(full(2)));
    printf(";\n");
}

/* Through pointers to structures, to literals, and to what a condition chooses. */
static void through_structure(void)
{
    struct variable *variable =
        find_variable(&types[S12], 0, CONSTANT | ARRAY | REGISTER | VOLATILE | STATIC);
    int own = number++;

    line("{");
    at.depth++;
    begin("struct s12 *a%d = &(struct s12){.b = ", own);
    expression(full(2));
    printf("}, *b%d = &%s;\n", own, variable ? variable->name : "(struct s12){1, 2, 3}");
    begin("((");
    expression(full(2));
    printf(") & 1 ? a%d : b%d)->c %s ", own, own, chance(2) ? "=" : "-=");
    expression(operand(full(2)));
    printf(";\n");
    few();
    begin("*b%d = (", own);
    expression(full(1));
    printf(") & 1 ? *a%d : ", own);
    typed(&types[S12], operand(full(2)));
    printf(";\n");
    begin("note(run, a%d->b + b%d->c + read_s12(*a%d) * ", own, own, own);
    expression(operand(full(2)));
    printf(");\n");
    at.depth--;
    line("}");
}

/* A structure without a name, copied and pointed to. */
static void nameless(void)
{
    int own = number++;

    line("{");
    at.depth++;
    line("struct { unsigned char low[3]; unsigned high; } s%d = {.high = %u}, t%d[2], *p%d = "
         "&t%d[1];",
         own, roll(100), own, own, own);
    begin("s%d.low[1] = (unsigned char)(", own);
    expression(full(2));
    printf(");\n");
    begin("*p%d = s%d, t%d[0] = (", own, own, own);
    expression(full(2));
    printf(") & 1 ? s%d : *p%d;\n", own, own);
    few();
    begin("p%d->high += ", own);
    expression(operand(full(2)));
    printf(", t%d[0].high++;\n", own);
    begin("note(run, t%d[1].high + t%d[0].low[1] + (--p%d)->high + ", own, own, own);
    expression(operand(full(2)));
    printf(");\n");
    at.depth--;
    line("}");
}

/* Variables of the switch itself, that no case initialises. */
static void switch_variables(void)
{
    int own = number++;

    around("switch ((", full(2), ") & 3) {");
    at.depth++;
    line("unsigned shared%d, *at%d;", own, own);
    line("case 0:");
    begin("    shared%d = ", own);
    expression(full(2));
    printf(";\n");
    line("    if (0) {");
    line("default:");
    begin("        shared%d = 7 + ", own);
    expression(operand(full(2)));
    printf(";\n");
    line("    }");
    line("    at%d = &shared%d;", own, own);
    at.switches++;
    few();
    at.switches--;
    begin("    *at%d += ", own);
    expression(operand(full(2)));
    printf(";\n");
    line("    note(run, shared%d);", own);
    line("    break;");
    line("case 2:");
    at.switches++;
    few();
    at.switches--;
    at.depth--;
    line("}");
}

/* Variables whose type is deduced, and one that is atomic. */
static void deduced(void)
{
    struct variable *like = find_variable(NULL, 0, ARRAY | CONSTANT | VOLATILE);
    struct variable *variable;
    int own = number++;

    if (like && chance(2)) {
        const struct type *type = like->type;

        begin("__typeof__(%s) d%d = ", like->name, own);
        typed(type, full(2));
        printf(", *e%d = &d%d;\n", own, own);
        begin("note(run, ");
        printf("%.*s*e%d%s + ", (int)(strstr(type->read, "%s") - type->read), type->read, own,
               strstr(type->read, "%s") + 2);
        expression(operand(full(2)));
        printf(");\n");
        return;
    }
    variable = declare(&types[UINT], VOLATILE | REGISTER | UNREADY);
    begin("_Atomic unsigned %s = ", variable->name);
    expression(full(2));
    printf(";\n");
    variable->flags &= ~(unsigned)UNREADY;
}

/* Expressions without a value. */
static void valueless(void)
{
    begin("(");
    expression(full(2));
    printf(") & 1 ? (void)");
    expression(full(2));
    printf(" : ");
    await_open();
    printf("pause_maybe()");
    await_close();
    printf(";\n");
    begin("%s", "");
    await_open();
    printf("pause_maybe()");
    await_close();
    printf(", note(run, ");
    expression(operand(full(2)));
    printf(");\n");
}

void shape(void)
{
    static void (*const shapes[])(void) = {new_each_round,   busy_head,         set_later,
                                           over_initialiser, out_of_expression, chained,
                                           chained,          through_structure, nameless,
                                           switch_variables, deduced,           valueless};

    shapes[roll(sizeof shapes / sizeof *shapes)]();
}
