/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * generate SEED: prints a program in tamed C that uses nothing but await, made of random statements
 * and expressions. It ends: every loop burns fuel. Its meaning does not depend on what C leaves
 * open, but for the order of calls in an expression, which is from left to right. The same seed
 * gives the same program.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FUNCTIONS = 4, VARIABLES = 4, MAX_DEPTH = 3 };

static uint64_t state;

/* What the function being written has around the place. */
static struct {
    int function; /* it may call those before it */
    int depth;    /* of blocks */
    int loops;    /* open loops: break and continue are allowed */
    int switches; /* open switches inside the innermost loop */
    int shadows;  /* how many blocks declare v0 anew */
    int labels;   /* made so far in this function */
} at;

static unsigned roll(unsigned sides)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 20) % sides;
}

__attribute__((format(printf, 1, 2))) static void line(const char *format, ...)
{
    va_list args;

    printf("%*s", 4 * (at.depth + 1), "");
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
}

/* ---- expressions: unsigned, without side effects but calls ---- */

static void expression(int depth);

static void variable(void)
{
    switch (roll(8)) {
    case 0:
        printf("table[");
        expression(1);
        printf(" & 3]");
        break;
    case 1:
        printf("(unsigned)both.%s", roll(2) ? "first" : "second");
        break;
    case 2:
        printf("*pointer");
        break;
    default:
        printf("v%u", roll(VARIABLES));
    }
}

static void call(int depth)
{
    if (at.function > 0 && roll(3) == 0) {
        printf("await f%u(", roll((unsigned)at.function));
        expression(depth - 1);
        printf(", ");
        expression(depth - 1);
        printf(")");
        return;
    }
    switch (roll(4)) {
    case 0:
        printf("(unsigned)(await leaf_pair((long)(");
        expression(depth - 1);
        printf(" & 0xff), 2)).%s", roll(2) ? "first" : "second");
        break;
    case 1:
        printf("(unsigned)await step((int)(");
        expression(depth - 1);
        printf(" & 63))");
        break;
    default:
        printf("(unsigned)await leaf((int)(");
        expression(depth - 1);
        printf(" & 0xffff))");
    }
}

static void binary(int depth)
{
    static const char *const operators[] = {"+", "-", "*", "^", "|", "&", "<", ">=", "==", "!="};

    printf("(");
    expression(depth - 1);
    printf(" %s ", operators[roll(sizeof operators / sizeof operators[0])]);
    expression(depth - 1);
    printf(")");
}

static void conditional(int depth)
{
    static const char *const before[] = {"(unsigned)(", "(unsigned)(", "((void)", "(", "("};
    static const char *const between[] = {" && ", " || ", ", ", " ? ", " ?: "};
    unsigned which = roll(5);

    printf("%s", before[which]);
    expression(depth - 1);
    printf("%s", between[which]);
    expression(depth - 1);
    if (which == 3) {
        printf(" : ");
        expression(depth - 1);
    }
    printf(")");
}

static void expression(int depth)
{
    if (depth <= 0) {
        if (roll(3) == 0)
            printf("%uu", roll(20));
        else
            variable();
        return;
    }
    switch (roll(9)) {
    case 0:
    case 1:
    case 2:
        call(depth);
        break;
    case 3:
    case 4:
        binary(depth);
        break;
    case 5:
        conditional(depth);
        break;
    case 6:
        printf("%s(", roll(2) ? "~" : "(unsigned)!");
        expression(depth - 1);
        printf(")");
        break;
    case 7:
        printf("(");
        expression(depth - 1);
        printf(" / (");
        expression(depth - 1);
        printf(" | 1))");
        break;
    default:
        variable();
    }
}

/* ---- statements ---- */

static void block(int statements);

static void open_line(void)
{
    printf("%*s", 4 * (at.depth + 1), "");
}

/* Prints: before, an expression, after. */
static void around(const char *before, int depth, const char *after)
{
    open_line();
    printf("%s", before);
    expression(depth);
    printf("%s\n", after);
}

static void assignment(void)
{
    static const char *const operators[] = {"=", "=", "+=", "-=", "^=", "|=", "*="};

    open_line();
    switch (roll(6)) {
    case 0:
        printf("table[%u] ", roll(4));
        break;
    case 1:
        printf("both.first ");
        break;
    case 2:
        printf("*pointer ");
        break;
    default:
        printf("v%u ", roll(VARIABLES));
    }
    printf("%s ", operators[roll(sizeof operators / sizeof operators[0])]);
    expression(3);
    printf(";\n");
}

static void body(void)
{
    at.depth++;
    block(1 + (int)roll(2));
    at.depth--;
}

static void if_else(void)
{
    around("if (", 3, ") {");
    body();
    if (roll(2)) {
        line("} else {");
        body();
    }
    line("}");
}

static void loop(void)
{
    int switches = at.switches;

    at.loops++;
    at.switches = 0;
    switch (roll(4)) {
    case 0:
        around("while (burn() && ", 2, ") {");
        body();
        line("}");
        break;
    case 1:
        line("do {");
        body();
        around("} while (burn() && ", 2, ");");
        break;
    case 2:
        around("for (unsigned i = (", 1, ") & 3; i < 5 && burn(); i++) {");
        body();
        line("}");
        break;
    default:
        around("for (; burn(); v1 += ", 2, ") {");
        body();
        line("    if (v1 & 4)");
        line("        break;");
        line("}");
    }
    at.loops--;
    at.switches = switches;
}

static void switch_case(void)
{
    around("switch ((", 2, ") & 3) {");
    at.switches++;
    for (unsigned i = 0; i < 3; i++) {
        line("case %u:", i);
        body();
        if (roll(3))
            line("    break;");
        else
            line("    /* fall through */");
    }
    line("%s", roll(2) ? "default:" : "case 3:");
    body();
    line("}");
    at.switches--;
}

/* An inner block with variables of names that are taken. */
static void shadow(void)
{
    line("{");
    at.depth++;
    line("unsigned v0 = (unsigned)await leaf(%u), v2 = 3;", roll(50));
    around("v0 ^= ", 2, ";");
    at.depth--;
    body();
    around("    v1 += v0 + ", 1, ";");
    line("    (void)v2;");
    line("}");
}

/* Forward, so that it ends. */
static void jump(void)
{
    int label = at.labels++;

    around("if (", 2, ")");
    line("    goto label%d;", label);
    block(2);
    line("label%d:", label);
    around("v3 ^= ", 1, ";");
}

static void leave(void)
{
    unsigned way = roll(4);

    if (way == 0)
        around("if ((", 2, ") == 7)");
    else if (at.loops && way <= 2)
        around("if ((", 2, ") & 1)");
    else
        return;
    if (way == 0)
        around("    return ", 2, ";");
    else
        line("    %s;", way == 1 ? "break" : "continue");
}

static void statement(void)
{
    unsigned which = roll(at.depth < MAX_DEPTH ? 12 : 6);

    switch (which) {
    case 0:
        around("note((int)((", 2, ") & 1023));");
        break;
    case 1:
        line("await pause_maybe();");
        break;
    case 2:
        leave();
        break;
    case 3:
        around("await bump(pointer, ", 2, ");");
        break;
    case 6:
    case 7:
        if_else();
        break;
    case 8:
        loop();
        break;
    case 9:
        switch_case();
        break;
    case 10:
        shadow();
        break;
    case 11:
        jump();
        break;
    default:
        assignment();
    }
}

static void block(int statements)
{
    while (statements-- > 0)
        statement();
}

static void function(int number)
{
    at.function = number;
    at.labels = 0;
    printf("static TAMED async unsigned f%d(unsigned a, unsigned b)\n{\n", number);
    line("unsigned v0 = a, v1 = b, v2 = %u, v3 = a ^ b, table[4] = {1, a, 3, b};", roll(50));
    line("struct pair both = {(long)(a & 0xff), 5};");
    line("unsigned *pointer = &v%u;", roll(VARIABLES));
    printf("\n");
    line("if (!burn())");
    line("    return a;");
    block(5 + (int)roll(6));
    around("return v0 + v1 * 3 + v2 * 5 + v3 * 7 + table[1] + (unsigned)both.first + ", 2, ";");
    printf("}\n\n");
}

int main(int argc, char **argv)
{
    state = 88172645463325252u ^ (argc > 1 ? strtoull(argv[1], NULL, 10) * 2654435761u : 0);
    for (int i = 0; i < 8; i++)
        (void)roll(2);

    printf("#include \"leaves.h\"\n\n"
           "static int fuel = 400;\n\n"
           "static int burn(void)\n{\n    return fuel > 0 && fuel-- > 0;\n}\n\n"
           "static TAMED async void bump(unsigned *p, unsigned by)\n{\n"
           "    *p += (unsigned)await leaf((int)(by & 0xff));\n}\n\n");
    for (int i = 0; i < FUNCTIONS; i++)
        function(i);
    printf("TAMED async int main(void)\n{\n    for (unsigned i = 0; i < 6; i++) {\n"
           "        fuel = 400;\n        printf(\" = %%u\\n\", await f%d(i, 2));\n    }\n"
           "    return 0;\n}\n",
           FUNCTIONS - 1);
    return 0;
}
