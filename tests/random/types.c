/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>
#include <string.h>

#include "generate.h"

#define UNSIGNED_OPERATORS "+-*&|^"
#define BIT_OPERATORS "&|^"

const struct type types[] = {
    {"uint", "unsigned", "%s", "(%s)", UNSIGNED_OPERATORS},
    {"int", "int", "(unsigned)%s", "(int)(%s)", BIT_OPERATORS},
    {"schar", "signed char", "(unsigned)%s", "(signed char)(%s)", BIT_OPERATORS},
    {"uchar", "unsigned char", "(unsigned)%s", "(unsigned char)(%s)", "+-&|^"},
    {"short", "short", "(unsigned)%s", "(short)(%s)", BIT_OPERATORS},
    {"ushort", "unsigned short", "(unsigned)%s", "(unsigned short)(%s)", "+-&|^"},
    {"long", "long", "(unsigned)%s", "(long)(%s)", BIT_OPERATORS},
    {"ulong", "unsigned long", "(unsigned)%s", "(unsigned long)(%s)", UNSIGNED_OPERATORS},
    {"llong", "long long", "(unsigned)%s", "(long long)(%s)", BIT_OPERATORS},
    {"ullong", "unsigned long long", "(unsigned)(%s >> 1)", "(unsigned long long)(%s)",
     UNSIGNED_OPERATORS},
    {"bool", "_Bool", "(unsigned)%s", "(_Bool)(%s)", BIT_OPERATORS},
    {"colour", "enum colour", "(unsigned)%s", "(enum colour)((%s) & 3)", ""},
    {"float", "float", "(unsigned)(long)%s", "(float)((%s) & 0xfff)", ""},
    {"double", "double", "(unsigned)(long)%s", "(double)((%s) & 0xfffff)", ""},
    {"ldouble", "long double", "(unsigned)(long)%s", "(long double)((%s) & 0xffff)", ""},
    {"complex", "_Complex double", "(unsigned)(long)__real__ %s", "(_Complex double)((%s) & 0xff)",
     ""},
    {"wide", "wide", "(unsigned)(%s >> 3)", "((wide)(%s) << 3)", UNSIGNED_OPERATORS},
    {"s1", "struct s1", "read_s1(%s)", "make_s1(%s)", ""},
    {"s3", "struct s3", "read_s3(%s)", "make_s3(%s)", ""},
    {"s8", "struct s8", "read_s8(%s)", "make_s8(%s)", ""},
    {"s24", "struct s24", "read_s24(%s)", "make_s24(%s)", ""},
    {"s12", "struct s12", "read_s12(%s)", "make_s12(%s)", ""},
    {"s16", "struct s16", "read_s16(%s)", "make_s16(%s)", ""},
    {"s40", "struct s40", "read_s40(%s)", "make_s40(%s)", ""},
    {"s64", "struct s64", "read_s64(%s)", "make_s64(%s)", ""},
    {"bits", "struct bits", "read_bits(%s)", "make_bits(%s)", ""},
    {"word", "union word", "read_word(%s)", "make_word(%s)", ""},
    {"anon", "struct anon", "read_anon(%s)", "make_anon(%s)", ""},
    {"vector", "vector", "read_vector(%s)", "make_vector(%s)", ""},
    {"pointer", "pointer", "*%s", "&pool[(%s) & 7]", ""},
    {"text", "text", "(unsigned)strlen(%s)", "texts[(%s) & 3]", ""},
    {"handler", "handler", "(unsigned)(%s != NULL)", "handlers[(%s) & 3]", ""},
};

const unsigned type_count = sizeof types / sizeof *types;

const struct type *random_type(void)
{
    return chance(3) ? &types[UINT] : &types[roll(type_count)];
}

/* ---- variables ---- */

static struct variable variables[256];
static int variable_count;

int variables_mark(void)
{
    return variable_count;
}

void variables_release(int mark)
{
    variable_count = mark;
    for (int i = 0; i < mark; i++) {
        variables[i].flags &= ~(unsigned)HIDDEN;
        for (int j = i + 1; j < mark; j++)
            if (strcmp(variables[i].name, variables[j].name) == 0)
                variables[i].flags |= HIDDEN;
    }
}

static bool is_taken(const char *name)
{
    for (int i = 0; i < variable_count; i++)
        if (variables[i].depth == at.depth && strcmp(variables[i].name, name) == 0)
            return true;
    return false;
}

struct variable *declare(const struct type *type, unsigned flags)
{
    struct variable *variable = &variables[variable_count];
    unsigned number = roll(8);

    do
        snprintf(variable->name, sizeof variable->name, "v%u", number++);
    while (is_taken(variable->name));
    variable->type = type;
    variable->flags = flags;
    variable->depth = at.depth;
    variables_release(++variable_count);
    return variable;
}

struct variable *find_variable(const struct type *type, unsigned with, unsigned without)
{
    unsigned start = variable_count ? roll((unsigned)variable_count) : 0;

    for (int i = 0; i < variable_count; i++) {
        struct variable *each = &variables[(start + (unsigned)i) % (unsigned)variable_count];

        if ((!type || each->type == type) && (each->flags & with) == with &&
            !(each->flags & (without | HIDDEN | UNREADY)))
            return each;
    }
    return NULL;
}
