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

/* ---- declarations ---- */

static void begin_variable(const struct variable *variable, const char *storage)
{
    begin("%s%s %s", storage, variable->type->spelling, variable->name);
}

static void scalar(void)
{
    static const struct {
        const char *words;
        unsigned flags;
    } storages[] = {{"", 0},
                    {"", 0},
                    {"", 0},
                    {"const ", CONSTANT},
                    {"volatile ", VOLATILE},
                    {"register ", REGISTER},
                    {"auto ", 0}};
    unsigned which = roll(7);
    struct variable *variable = declare(random_type(), storages[which].flags | UNREADY);

    begin_variable(variable, storages[which].words);
    printf(" = ");
    typed(variable->type, full(2));
    printf(";\n");
    variable->flags &= ~(unsigned)UNREADY;
}

static void array(void)
{
    const struct type *type = chance(2) ? &types[UINT] : random_type();
    struct variable *variable = declare(type, ARRAY | UNREADY);
    bool partial = type < &types[POINTER] && chance(2);

    begin_variable(variable, "");
    printf("[4] = {");
    for (int i = 0; i < 4; i++) {
        if (i == 2 && partial)
            printf("[3] = ");
        typed(type, operand(full(2)));
        if (i == 3 || (i == 2 && partial))
            break;
        printf(", ");
    }
    printf("};\n");
    variable->flags &= ~(unsigned)UNREADY;
}

/* Elements that are not named above are zero, and for pointers that must not be read. */
static void safe_array(void)
{
    const struct type *type = &types[roll(POINTER)];
    struct variable *variable = declare(type, ARRAY | UNREADY);

    begin_variable(variable, chance(3) ? "const " : "");
    printf("[4] = {[%u] = ", roll(4));
    typed(type, full(2));
    printf("};\n");
    variable->flags = ARRAY | CONSTANT;
}

static void pointer(void)
{
    struct variable *target =
        find_variable(&types[UINT], 0, CONSTANT | REGISTER | VOLATILE | STATIC);
    struct variable *variable;
    char name[32];

    if (!target) {
        scalar();
        return;
    }
    snprintf(name, sizeof name, "%s%s", target->name, target->flags & ARRAY ? "[2]" : "");
    target->flags |= ALIASED;
    variable = declare(&types[POINTER], CONSTANT | WRITABLE);
    if (strncmp(variable->name, name, strlen(variable->name)) == 0) { /* hides what it leads to */
        line("pointer %s = &pool[3];", variable->name);
        variable->flags = 0;
    } else {
        line("pointer %s = &%s;", variable->name, name);
    }
}

static void static_variable(void)
{
    const struct variable *variable;

    if (at.features & TAMED_ONLY) { /* tasks would see each other's */
        scalar();
        return;
    }
    variable = declare(&types[chance(2) ? UINT : roll(11)], STATIC);
    line("static %s %s = %u;", variable->type->spelling, variable->name, roll(2));
}

static void several(void)
{
    struct variable *first = declare(&types[UINT], UNREADY);
    struct variable *second;

    begin("unsigned %s = ", first->name);
    typed(first->type, full(2));
    first->flags = 0;
    second = declare(&types[UINT], ARRAY | UNREADY);
    printf(", %s[4] = {1, ", second->name);
    typed(second->type, operand(full(2)));
    printf(", 3, 4};\n");
    second->flags = ARRAY;
}

static void local_type(void)
{
    static int number;

    line("struct local%d { unsigned char low; unsigned high; } made%d = {.high = %u};", number, number,
         roll(100));
    begin("made%d.low = (unsigned char)", number);
    typed(&types[UINT], full(2));
    printf(";\n");
    line("note(run, made%d.high + made%d.low);", number, number);
    number++;
}

static void matrix(void)
{
    static int number;

    line("unsigned m%d[2][3] = {{%u, 2, 3}, {4, 5}};", number, roll(9));
    begin("m%d[1][", number);
    expression(operand(full(2)));
    printf(" %% 3] += ");
    expression(operand(full(2)));
    printf(";\n");
    begin("note(run, m%d[", number);
    expression(operand(full(2)));
    printf(" & 1][1] + m%d[1][2]);\n", number);
    number++;
}

static void vla(void)
{
    static int number;

    begin("unsigned n%d = 2 + (", number);
    expression(full(2));
    printf(") %% 5;\n");
    if (chance(2)) {
        line("unsigned vla%d[n%d];", number, number);
        line("for (unsigned i = 0; i < n%d; i++)", number);
        begin("    vla%d[i] = i + ", number);
    } else {
        line("unsigned vla%d[n%d][3];", number, number);
        line("for (unsigned i = 0; i < n%d; i++)", number);
        begin("    vla%d[i][0] = vla%d[i][1] = vla%d[i][2] = i + ", number, number, number);
        expression(operand(full(2)));
        printf(";\n");
        begin("note(run, vla%d[1][2] + (unsigned)sizeof vla%d[0] + ", number, number);
        expression(operand(full(2)));
        printf(");\n");
        line("note(run, (unsigned)sizeof vla%d + vla%d[n%d - 1][1]);", number, number, number);
        number++;
        return;
    }
    expression(operand(full(2)));
    printf(";\n");
    begin("vla%d[(", number);
    expression(operand(full(2)));
    printf(") %% n%d] ^= ", number);
    expression(operand(full(2)));
    printf(";\n");
    line("note(run, vla%d[0] + vla%d[n%d - 1] + (unsigned)sizeof vla%d);", number, number, number, number);
    number++;
}

static void guarded(void)
{
    static int number;

    line("GUARDED(struct run *, guard%d, run);", number++);
    line("run->open++;");
}

void declaration(void)
{
    switch (roll(14)) {
    case 0:
    case 1:
        array();
        break;
    case 2:
        safe_array();
        break;
    case 3:
    case 4:
        pointer();
        break;
    case 5:
        static_variable();
        break;
    case 6:
        several();
        break;
    case 7:
        local_type();
        break;
    case 8:
        matrix();
        break;
    case 9:
        if ((at.features & VLAS)) {
            vla();
            break;
        }
        /* fall through */
    case 10:
        if ((at.features & CLEANUPS) && !at.expression) {
            guarded();
            break;
        }
        /* fall through */
    default:
        scalar();
    }
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
    } members[] = {{S12, ".b"}, {S12, ".c"}, {S12 + 4, ".b"}, {S12 + 4, ".a"},
                   {S12 + 3, ".a[5]"}, {S12 + 6, ".d"}, {S12 + 6, ".b"}, {S12 - 1, ".b[8]"},
                   {S12 + 2, ".a.b"}, {S12 - 3, ".a[2]"}, {S12 + 4, ".e"}};
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
    switch (roll(12)) {
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
