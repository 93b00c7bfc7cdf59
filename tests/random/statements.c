/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>
#include <string.h>

#include "generate.h"

enum { MAX_DEPTH = 5 };

/* ---- blocks ---- */

void body(int count)
{
    int mark = variables_mark();

    at.depth++;
    statements(count);
    at.depth--;
    variables_release(mark);
}

static void some(void)
{
    body(1 + (int)roll(3));
}

/* ---- assignments ---- */

static void through_pointer(void)
{
    const struct variable *pointer = find_variable(&types[POINTER], WRITABLE, 0);

    if (!pointer) {
        declaration();
        return;
    }
    switch (roll(3)) {
    case 0:
        begin("*%s = ", pointer->name);
        expression(operand(full(3)));
        printf(";\n");
        break;
    case 1:
        begin("*%s ^= ", pointer->name);
        expression(operand(full(2)));
        printf(";\n");
        break;
    default:
        line("{");
        line("    unsigned *copy = %s, **indirect = &copy;", pointer->name);
        begin("    note(run, ");
        await_open();
        printf("through(indirect, ");
        expression(operand(full(2)));
        printf(")");
        await_close();
        printf(" + **indirect);\n");
        line("}");
    }
}

static void assigned(const struct variable *variable)
{
    const char *operators = variable->type->operators;
    unsigned count = (unsigned)strlen(operators);

    if (count && chance(2)) {
        printf(" %c= ", operators[roll(count)]);
        typed(variable->type, operand(full(3)));
        return;
    }
    printf(" = ");
    if (variable->flags & (ARRAY | ALIASED | STATIC))
        typed(variable->type, operand(full(3)));
    else
        typed(variable->type, (struct context){3, true, true, variable->name});
}

static void assignment(void)
{
    const struct variable *variable = find_variable(NULL, 0, CONSTANT);

    if (!variable) {
        declaration();
        return;
    }
    begin("%s", variable->name);
    if (variable->flags & ARRAY) {
        printf("[");
        expression(without_calls(1));
        printf(" & 3]");
    }
    assigned(variable);
    printf(";\n");
}

static void member(void)
{
    static const struct {
        int type;
        const char *member;
    } members[] = {{S12, ".b"},        {S12, ".c"},        {S12 + 4, ".b"}, {S12 + 4, ".a"},
                   {S12 + 3, ".a[5]"}, {S12 + 6, ".d"},    {S12 + 6, ".b"}, {S12 - 1, ".b[8]"},
                   {S12 + 2, ".a.b"},  {S12 - 3, ".a[2]"}, {S12 + 4, ".e"}};
    unsigned which = roll(sizeof members / sizeof *members);
    const struct variable *variable =
        find_variable(&types[members[which].type], 0, CONSTANT | ARRAY);

    if (!variable) {
        declaration();
        return;
    }
    begin("%s%s %s ", variable->name, members[which].member, chance(2) ? "=" : "^=");
    expression(operand(full(3)));
    printf(";\n");
}

/* ---- control ---- */

static void if_else(void)
{
    around("if (", full(3), ") {");
    some();
    if (chance(3)) {
        around("} else if (", full(2), ") {");
        some();
    }
    if (chance(2)) {
        line("} else {");
        some();
    }
    line("}");
}

static void if_short(void)
{
    around("if (", full(2), ")");
    begin("    note(run, ");
    expression(operand(full(2)));
    printf(");\n");
    line("else");
    begin("    note(run, ");
    expression(operand(full(2)));
    printf(");\n");
}

static void for_loop(void)
{
    struct variable *counter = declare(&types[UINT], CONSTANT | UNREADY);

    begin("for (unsigned %s = ", counter->name);
    expression((struct context){.depth = 0, .calls = false});
    counter->flags = CONSTANT;
    printf(" & 3; burn(run) && %s < 9 && ", counter->name);
    expression(full(2));
    printf(" != 3; %s += 1 + (", counter->name);
    expression(full(2));
    printf(" & 1)) {\n");
    some();
    line("}");
}

static void any_loop(void)
{
    int mark = variables_mark();

    switch (roll(4)) {
    case 0:
        around("while (burn(run) && ", full(2), ") {");
        some();
        line("}");
        break;
    case 1:
        line("do {");
        some();
        around("} while (burn(run) && ", full(2), ");");
        break;
    case 2:
        at.depth++;
        for_loop();
        at.depth--;
        break;
    default:
        line("for (;; note(run, 1)) {");
        line("    if (!burn(run))");
        line("        break;");
        line("    {");
        some();
        line("    }");
        around("    if (", full(2), ")");
        line("        break;");
        line("}");
    }
    variables_release(mark);
}

static void loop(void)
{
    int switches = at.switches;

    at.loops++;
    at.switches = 0;
    any_loop();
    at.loops--;
    at.switches = switches;
}

static void one_case(unsigned number)
{
    switch (roll(4)) {
    case 0:
        line("case %u ... %u:", number * 2, number * 2 + 1);
        break;
    case 1:
        line("case %u:", number * 2);
        line("case %u:", number * 2 + 1);
        break;
    default:
        line("case %u:", number * 2);
    }
}

static void switch_case(void)
{
    unsigned number, cases = 2 + roll(3), other = roll(cases);

    around(chance(2) ? "switch ((" : "switch ((unsigned char)(", full(3), ") & 7) {");
    at.switches++;
    for (number = 0; number < cases; number++) {
        if (number == other)
            line("default:");
        else
            one_case(number);
        line("{");
        some();
        line("}");
        if (chance(3))
            line("    /* fall through */");
        else
            line("    break;");
    }
    line("}");
    at.switches--;
}

/* A case inside of a loop inside of the switch. */
static void case_in_loop(void)
{
    around("switch ((", full(2), ") & 3) {");
    line("case 0:");
    line("    while (burn(run)) {");
    at.depth++;
    begin("    note(run, ");
    expression(operand(full(2)));
    printf(");\n");
    line("case 1:");
    begin("    note(run, ");
    expression(operand(full(2)));
    printf(");\n");
    around("    if (", full(2), ")");
    line("        continue;");
    line("    break;");
    at.depth--;
    line("    }");
    line("}");
}

static void inner_block(void)
{
    line("{");
    some();
    line("}");
}

/* ---- jumps ---- */

static void forward(void)
{
    int label = at.labels++;

    if (at.open_count == (int)(sizeof at.open / sizeof *at.open))
        return;
    at.open[at.open_count++] = label;
    line("{");
    body(2 + (int)roll(3));
    line("}");
    at.open_count--;
    line("label%d:;", label);
}

static void backward(void)
{
    int label = at.labels++;

    line("label%d:;", label);
    line("{");
    some();
    line("}");
    around("if (burn(run) && ", full(2), ")");
    line("    goto label%d;", label);
}

static void into_loop(void)
{
    int label = at.labels++, switches = at.switches;

    around("if (", full(2), ")");
    line("    goto label%d;", label);
    around("while (burn(run) && ", full(2), ") {");
    line("    note(run, 5);");
    line("label%d:;", label);
    at.loops++;
    at.switches = 0;
    line("    {");
    at.depth++;
    some();
    at.depth--;
    line("    }");
    at.loops--;
    at.switches = switches;
    line("}");
}

static void jump(void)
{
    if (at.open_count == 0) {
        backward();
        return;
    }
    around("if ((", full(2), ") & 1)");
    line("    goto label%d;", at.open[roll((unsigned)at.open_count)]);
}

static void leave(void)
{
    unsigned way = roll(3);

    if (way == 0 && !at.deferred && !at.expression && at.function >= 0) {
        around("if (((", full(2), ") & 15) == 7)");
        if (functions[at.function].result) {
            begin("    return ");
            typed(functions[at.function].result, full(3));
            printf(";\n");
        } else {
            line("    return;");
        }
    } else if (way == 1 && (at.loops || at.switches)) {
        around("if ((", full(2), ") & 1)");
        line("    break;");
    } else if (at.loops) {
        around("if ((", full(2), ") & 1)");
        line("    continue;");
    } else {
        if_short();
    }
}

/* ---- the choice ---- */

static void simple(void)
{
    static const char *const globals[] = {"run->g[0] ^= ", "run->g[1] = ", "run->g[2] += "};

    switch (roll(10)) {
    case 0:
        begin("note(run, ");
        expression(operand(full(3)));
        printf(");\n");
        break;
    case 1:
        begin("(void)");
        expression(full(3));
        printf(";\n");
        break;
    case 2:
        leave();
        break;
    case 3:
        begin("%s", globals[roll(3)]);
        expression(without_calls(3));
        printf(";\n");
        break;
    case 4:
        through_pointer();
        break;
    case 5:
        member();
        break;
    case 6:
    case 7:
        assignment();
        break;
    case 8:
        begin("%s", "");
        await_open();
        printf("pause_maybe()");
        await_close();
        printf(";\n");
        break;
    default:
        declaration();
    }
}

static void nested(void)
{
    switch (roll(18)) {
    case 0:
    case 1:
        if_else();
        break;
    case 2:
    case 3:
        loop();
        break;
    case 4:
        switch_case();
        break;
    case 5:
        case_in_loop();
        break;
    case 6:
        inner_block();
        break;
    case 7:
        forward();
        break;
    case 8:
        jump();
        break;
    case 9:
        into_loop();
        break;
    case 10:
        backward();
        break;
    default:
        shape();
        break;
    case 11:
        if_short();
    }
}

void statement(void)
{
    at.budget--;
    if ((at.features & TAMED_ONLY) && !at.expression && !at.deferred && chance(4))
        tamed_statement();
    else if (at.depth < MAX_DEPTH && at.budget > 0 && chance(3))
        nested();
    else
        simple();
}

void statements(int count)
{
    while (count-- > 0)
        statement();
}
