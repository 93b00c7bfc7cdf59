/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>
#include <string.h>

#include "generate.h"

struct context full(int depth)
{
    return (struct context){.depth = depth, .sequenced = true, .calls = true};
}

struct context operand(struct context context)
{
    context.depth--;
    context.sequenced = false;
    return context;
}

/* An operand that is sequenced with the others. */
static struct context alone(struct context context)
{
    context.depth--;
    return context;
}

struct context without_calls(int depth)
{
    return (struct context){.depth = depth};
}

void around(const char *before, struct context context, const char *after)
{
    begin("%s", before);
    expression(context);
    printf("%s\n", after);
}

/* Prints a type's format around an expression. */
static void read_open(const struct type *type)
{
    const char *place = strstr(type->read, "%s");

    printf("%.*s", (int)(place - type->read), type->read);
}

static void read_close(const struct type *type)
{
    printf("%s", strstr(type->read, "%s") + 2);
}

static void make(const struct type *type, struct context context)
{
    const char *place = strstr(type->make, "%s");

    printf("%.*s", (int)(place - type->make), type->make);
    expression(context);
    printf("%s", place + 2);
}

/* What calls may change is only read where there are none. */
static unsigned unreadable(struct context context)
{
    return context.calls ? STATIC : 0;
}

/* ---- unsigned ---- */

static bool read_variable(struct context context)
{
    const struct variable *variable = find_variable(NULL, 0, unreadable(context));

    if (!variable)
        return false;
    read_open(variable->type);
    printf("%s", variable->name);
    if (variable->flags & ARRAY) {
        printf("[");
        expression(operand(context));
        printf(" & 3]");
    }
    read_close(variable->type);
    return true;
}

static void small(struct context context)
{
    if (!context.calls && chance(3))
        printf("run->g[%u]", roll(4));
    else if (chance(4) || !read_variable(context))
        printf("%uu", chance(3) ? roll(3000000000u) : roll(10));
}

static void binary(struct context context)
{
    static const char *const operators[] = {"+", "-", "*", "^", "|", "&"};
    static const char *const comparisons[] = {"<", ">=", "==", "!=", ">", "<="};
    bool compares = chance(3);

    printf(compares ? "(unsigned)(" : "(");
    expression(operand(context));
    printf(" %s ", compares ? comparisons[roll(6)] : operators[roll(6)]);
    expression(operand(context));
    printf(")");
}

static void division(struct context context)
{
    static const char *const forms[][2] = {
        {" / (", " | 1))"}, {" % (", " | 1))"}, {" << (", " & 31))"}, {" >> (", " & 31))"}};
    unsigned form = roll(4);

    printf("(");
    expression(operand(context));
    printf("%s", forms[form][0]);
    expression(operand(context));
    printf("%s", forms[form][1]);
}

static void unary(struct context context)
{
    static const char *const operators[] = {"~",
                                            "-",
                                            "(unsigned)!",
                                            "(unsigned)(unsigned char)",
                                            "(unsigned)(_Bool)",
                                            "(unsigned)(short)",
                                            "(unsigned)+",
                                            "*&(unsigned){"};
    unsigned which = roll(8);

    printf("%s", operators[which]);
    if (which != 7)
        printf("(");
    expression(alone(context));
    printf(which == 7 ? "}" : ")");
}

static void logical(struct context context)
{
    static const char *const before[] = {"(unsigned)(", "(unsigned)(", "((void)", "(", "("};
    static const char *const between[] = {" && ", " || ", ", ", " ? ", " ?: "};
    unsigned which = roll(5);

    printf("%s", before[which]);
    expression(alone(context));
    printf("%s", between[which]);
    expression(alone(context));
    if (which == 3) {
        printf(" : ");
        expression(alone(context));
    }
    printf(")");
}

/* Operands that are not evaluated. */
static void unevaluated(struct context context)
{
    static const char *const before[] = {"(unsigned)sizeof(", "_Generic((", "((__typeof__("};
    static const char *const after[] = {")", "), unsigned: 3u, default: 4u)", "))7u)"};
    unsigned which = roll(3);

    printf("%s", before[which]);
    if (context.calls && chance(2)) {
        await_open();
        printf("leaf_uint(");
        expression(operand(context));
        printf(")");
        await_close();
    } else {
        expression(operand(context));
    }
    printf("%s", after[which]);
}

static void literal(struct context context)
{
    struct context inner = operand(context);

    switch (roll(3)) {
    case 0:
        /* Compilers evaluate these in the order of the members, C leaves it open: one is constant. */
        printf("((struct s12){.c = ");
        expression(inner);
        printf(", .a = %uu}).%c", roll(9), (int)('a' + roll(3)));
        break;
    case 1:
        printf("((unsigned[3]){");
        expression(inner);
        printf(", [2] = ");
        expression(inner);
        printf("})[%u]", roll(3));
        break;
    default:
        printf("((struct anon){");
        expression(inner);
        printf(", {");
        expression(inner);
        printf("}}).b");
    }
}

static void call_step(struct context context)
{
    await_open();
    printf("step(run, ");
    expression(operand(context));
    printf(")");
    await_close();
}

static void call_handler(struct context context)
{
    const struct variable *variable = find_variable(&types[HANDLER], 0, ARRAY | STATIC);

    await_open();
    if (variable)
        printf("%s(", variable->name);
    else
        printf("handlers[%u](", roll(4));
    expression(operand(context));
    printf(")");
    await_close();
}

/* Changes a variable through its address. */
static void call_bump(struct context context)
{
    const struct variable *variable =
        find_variable(&types[UINT], 0, CONSTANT | REGISTER | ARRAY | VOLATILE | STATIC);

    if (!variable) {
        call_step(context);
        return;
    }
    await_open();
    printf("bump(&%s, ", variable->name);
    expression(operand(context));
    printf(")");
    await_close();
}

static void call_sum(struct context context)
{
    const struct variable *array = find_variable(&types[UINT], ARRAY, STATIC | VOLATILE);

    await_open();
    if (array)
        printf("sum(%s, ", array->name);
    else
        printf("sum((unsigned[5]){%u, 2, 3}, ", roll(9));
    printf("2 + ");
    expression(operand(context));
    printf(" %% 3)");
    await_close();
}

static void assign_inside(struct context context)
{
    const struct variable *variable =
        find_variable(NULL, 0, CONSTANT | ARRAY | ALIASED | STATIC | REGISTER);

    if (!variable || (context.target && strcmp(context.target, variable->name) == 0)) {
        expression(alone(context));
        return;
    }
    if (variable->type == &types[UINT] && chance(3)) {
        static const char *const forms[] = {"%s++", "++%s", "%s--", "(%s += 3)"};

        printf(forms[roll(4)], variable->name);
        return;
    }
    context.sequenced = false;
    read_open(variable->type);
    printf("(%s = ", variable->name);
    typed(variable->type, alone(context));
    printf(")");
    read_close(variable->type);
}

/* With effects that others would see. */
static bool effect(struct context context)
{
    bool ordered = context.sequenced || !(at.features & TAMED_ONLY);

    if (!context.calls)
        return false;
    if (chance(3) && context.sequenced && !context.target)
        call_bump(context);
    else if (chance(3) && context.sequenced)
        assign_inside(context);
    else if (ordered)
        call_step(context);
    else
        return false;
    return true;
}

void expression(struct context context)
{
    const struct type *type;

    if (context.depth <= 0) {
        small(context);
        return;
    }
    switch (roll(14)) {
    case 0:
    case 1:
        binary(context);
        break;
    case 2:
        division(context);
        break;
    case 3:
        unary(context);
        break;
    case 4:
    case 5:
        logical(context);
        break;
    case 6:
        unevaluated(context);
        break;
    case 7:
        literal(context);
        break;
    case 8:
        if (context.calls && chance(2))
            call_handler(operand(context));
        else if (context.calls)
            call_sum(operand(context));
        else
            small(context);
        break;
    case 9:
    case 10:
        if (!effect(context))
            small(context);
        break;
    case 11:
        small(context);
        break;
    default:
        type = random_type();
        read_open(type);
        typed(type, alone(context));
        read_close(type);
    }
}

/* ---- any type ---- */

static bool typed_variable(const struct type *type, struct context context)
{
    const struct variable *variable = find_variable(type, 0, unreadable(context));

    if (!variable)
        return false;
    printf("%s", variable->name);
    if (variable->flags & ARRAY) {
        printf("[");
        expression(operand(context));
        printf(" & 3]");
    }
    return true;
}

static void call_leaf(const struct type *type, struct context context)
{
    await_open();
    printf("leaf_%s(", type->name);
    typed(type, operand(context));
    printf(")");
    await_close();
}

/* A function of the program that returns the type. */
static bool call_function(const struct type *type, struct context context)
{
    bool ordered = context.sequenced || !(at.features & TAMED_ONLY);
    unsigned start = roll(FUNCTIONS);

    if (!context.calls || !ordered || at.deferred)
        return false;
    for (unsigned i = 0; i < FUNCTIONS; i++) {
        unsigned number = (start + i) % FUNCTIONS;
        const struct function *function = &functions[number];

        if (function->result != type)
            continue;
        await_open();
        printf("f%u(run, ", number);
        typed(function->first, operand(context));
        printf(", ");
        typed(function->second, operand(context));
        printf(")");
        await_close();
        return true;
    }
    return false;
}

static void choice(const struct type *type, struct context context)
{
    printf("(");
    expression(alone(context));
    printf(" ? ");
    typed(type, alone(context));
    printf(" : ");
    typed(type, alone(context));
    printf(")");
}

static void after_comma(const struct type *type, struct context context)
{
    printf("((void)");
    expression(alone(context));
    printf(", ");
    typed(type, alone(context));
    printf(")");
}

static void block_value(const struct type *type, struct context context)
{
    struct variable *variable;
    struct place before = at;
    int mark = variables_mark();

    at.loops = at.switches = at.open_count = 0;
    at.expression = true;
    at.depth++;
    printf("({\n");
    statements(1);
    variable = declare(type, UNREADY);
    begin("%s %s = ", type->spelling, variable->name);
    typed(type, operand(context));
    printf(";\n");
    line("%s;", variable->name);
    before.budget = at.budget;
    before.labels = at.labels;
    at = before;
    variables_release(mark);
    printf("%*s})", 4 * at.depth, "");
}

void typed(const struct type *type, struct context context)
{
    if (context.depth <= 0) {
        if (!chance(3) && typed_variable(type, context))
            return;
        make(type, operand(context));
        return;
    }
    switch (roll(9)) {
    case 0:
    case 1:
        if (call_function(type, context))
            break;
        /* fall through */
    case 2:
    case 3:
        if (context.calls)
            call_leaf(type, context);
        else
            make(type, operand(context));
        break;
    case 4:
        choice(type, context);
        break;
    case 5:
        after_comma(type, context);
        break;
    case 6:
        if ((at.features & BLOCKS) && context.sequenced && context.calls) {
            block_value(type, context);
            break;
        }
        /* fall through */
    case 7:
        if (typed_variable(type, context))
            break;
        /* fall through */
    default:
        make(type, alone(context));
    }
}
