/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdio.h>
#include <string.h>

#include "generate.h"

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
    static int numbers;
    int number = numbers++;

    line("struct local%d { unsigned char low; unsigned high; } made%d = {.high = %u};", number,
         number, roll(100));
    begin("made%d.low = (unsigned char)", number);
    typed(&types[UINT], full(2));
    printf(";\n");
    line("note(run, made%d.high + made%d.low);", number, number);
}

static void matrix(void)
{
    static int numbers;
    int number = numbers++;

    line("unsigned m%d[2][3] = {{%u, 2, 3}, {4, 5}};", number, roll(9));
    begin("m%d[1][", number);
    expression(operand(full(2)));
    printf(" %% 3] += ");
    expression(operand(full(2)));
    printf(";\n");
    begin("note(run, m%d[", number);
    expression(operand(full(2)));
    printf(" & 1][1] + m%d[1][2]);\n", number);
}

static void vla(void)
{
    static int numbers;
    int number = numbers++;

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
        return;
    }
    expression(operand(full(2)));
    printf(";\n");
    begin("vla%d[(", number);
    expression(operand(full(2)));
    printf(") %% n%d] ^= ", number);
    expression(operand(full(2)));
    printf(";\n");
    line("note(run, vla%d[0] + vla%d[n%d - 1] + (unsigned)sizeof vla%d);", number, number, number,
         number);
}

static void guarded(void)
{
    static int numbers;
    int number = numbers++;

    line("GUARDED(struct run *, guard%d, run);", number);
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
        if ((at.features & CLEANUPS) && !(at.expression && (at.features & TAMED_ONLY))) {
            guarded();
            break;
        }
        /* fall through */
    default:
        scalar();
    }
}
