/* SPDX-License-Identifier: BSD-3-Clause */
/* All programs there are: families, each a product of tables. */
#include "program.h"

#include <string.h>

#define COUNT(of) (sizeof of / sizeof of[0])

/* A number is taken apart into choices. */
static unsigned choose(unsigned *number, unsigned of)
{
    unsigned choice = *number % of;

    *number /= of;
    return choice;
}

static const struct step sibling_scripts[][STEPS] = {
    {{OP_WAIT, 0, 0}},
    {{OP_DEFER, CLEAN_NOTHING, 0}, {OP_WAIT, 0, 0}, {OP_YIELD, 0, 0}},
    {{OP_DEFER, CLEAN_WAIT, 0}, {OP_WAIT, 0, 0}},
    {{OP_DEFER, CLEAN_RAISE, 0}, {OP_WAIT, 0, 0}},
    {{OP_DEFER, CLEAN_NOTHING, 0}, {OP_DEFER, CLEAN_YIELD, 0}, {OP_WAIT, 1, 0}, {OP_RAISE, 0, 0}},
    {{OP_TRY, 0, 0}, {OP_WAIT, 1, 0}},
    {{OP_WAIT, 1, 0}, {OP_SPAWN, 3, 0}, {OP_TRY, 0, 0}},
    {{OP_RAISE, 0, 0}},
    {{OP_YIELD, 0, 0}},
    {{OP_WAIT, 0, 0}, {OP_CANCEL, 0, 0}, {OP_YIELD, 0, 0}},
    {{OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_WAIT, 1, 0}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}},
};

/* Of the second one, who knows the first. */
static const struct step second_scripts[][STEPS] = {
    {{OP_WAIT, 1, 0}},
    {{OP_GET, 1, 0}},
    {{OP_DEFER, CLEAN_NOTHING, 0}, {OP_CATCH, 1, 0}, {OP_WAIT, 1, 0}},
    {{OP_SETTLE, 1, 0}, {OP_GET, 1, 0}},
    {{OP_YIELD, 0, 0}, {OP_RAISE, 0, 0}},
    {{OP_WAIT, 1, 0}, {OP_STOP, 1, 0}, {OP_GET, 1, 0}},
    {{OP_DEFER, CLEAN_RAISE, 0}, {OP_GET, 1, 0}},
};

static const struct step third_scripts[][STEPS] = {
    {{OP_WAIT, 0, 0}},
    {{OP_GET, 1, 0}},
};

/* What the body does when the tasks have been scheduled. */
static const struct step bodies[][STEPS] = {
    {{OP_END, 0, 0}},
    {{OP_WAIT, 0, 0}},
    {{OP_GET, 1, 0}},
    {{OP_CATCH, 1, 0}, {OP_GET, 2, 0}},
    {{OP_RAISE, 0, 0}},
    {{OP_DEFER, CLEAN_YIELD, 0}, {OP_YIELD, 0, 0}, {OP_CANCEL, 0, 0}, {OP_WAIT, 1, 0}},
    {{OP_DEFER, CLEAN_WAIT, 0}, {OP_WAIT, 0, 0}},
};

static void append(struct step *script, const struct step *more)
{
    while (script->op != OP_END)
        script++;
    for (; more->op != OP_END; more++)
        *script++ = *more;
}

static void copy_script(struct program *program, unsigned task, const struct step *script)
{
    memcpy(program->script[task], script, sizeof program->script[task]);
}

static void take_options(struct options *options, unsigned *number)
{
    options->exit = (uint8_t)choose(number, EXITS);
    options->on_error = (uint8_t)choose(number, ERRORS);
    options->on_timeout = (uint8_t)choose(number, TIME_OPTIONS);
    options->time = 1;
    options->eager = choose(number, 2);
    options->shield = choose(number, 2);
    options->stores = choose(number, 2);
}

/* ---- the families ---- */

static const struct step opening[STEPS] = {{OP_OPEN, 0, 0}, {OP_SPAWN, 1, 0}, {OP_SPAWN, 2, 0}};
static const struct step closing[STEPS] = {{OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}};

static void put_siblings(struct program *program, unsigned body, unsigned first, unsigned second,
                         unsigned third)
{
    program->tasks = 4;
    program->scopes = 2;
    append(program->script[0], opening);
    append(program->script[0], bodies[body]);
    append(program->script[0], closing);
    copy_script(program, 1, sibling_scripts[first]);
    copy_script(program, 2, second_scripts[second]);
    copy_script(program, 3, third_scripts[third]);
}

/* Every script beside every other, under the options as they are by default. */
static void make_siblings(struct program *program, unsigned number)
{
    unsigned body = choose(&number, COUNT(bodies));
    unsigned first = choose(&number, COUNT(sibling_scripts));
    unsigned second = choose(&number, COUNT(second_scripts));

    unsigned third = choose(&number, COUNT(third_scripts));

    /* In a scope of the first, the third cannot wait for the first. */
    put_siblings(program, body, first, second, first == COUNT(sibling_scripts) - 1 ? 0 : third);
}

enum { SIBLINGS = COUNT(bodies) * COUNT(sibling_scripts) * COUNT(second_scripts) * 2 };

/* Every combination of options, with some scripts. */
static void make_options(struct program *program, unsigned number)
{
    static const uint8_t picks[][4] = {{0, 3, 2, 0}, {1, 2, 1, 0}, {3, 10, 0, 0}, {2, 6, 3, 0}};
    unsigned pick = choose(&number, COUNT(picks));

    take_options(&program->options[0], &number);
    put_siblings(program, picks[pick][0], picks[pick][1], picks[pick][2], picks[pick][3]);
}

enum { OPTIONS = EXITS * ERRORS * TIME_OPTIONS * 8, OPTION_PROGRAMS = 4 * OPTIONS };

/* A scope in a task of another: who cancels, how both end, shields, times in either order; with
 * results passed inwards. */
static void make_nested(struct program *program, unsigned number)
{
    static const struct step outer[STEPS] = {
        {OP_OPEN, 0, 0}, {OP_SPAWN, 1, 0}, {OP_SPAWN, 2, 0}, {OP_WAIT, 1, 0}, {OP_CLOSE, 0, 0}};
    static const struct step inner[][STEPS] = {
        {{OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}},
        {{OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_WAIT, 1, 0}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}},
        {{OP_DEFER, CLEAN_WAIT, 0},
         {OP_OPEN, 1, 0},
         {OP_SPAWN, 3, 0},
         {OP_GET, 3, 0},
         {OP_CLOSE, 0, 0}},
    };
    static const struct step seconds[][STEPS] = {
        {{OP_DEFER, CLEAN_NOTHING, 0}, {OP_WAIT, 0, 0}},
        {{OP_WAIT, 0, 0}, {OP_STOP, 1, 0}, {OP_YIELD, 0, 0}, {OP_RAISE, 0, 0}},
    };
    static const struct step thirds[][STEPS] = {
        {{OP_DEFER, CLEAN_WAIT, 0}, {OP_GET, 2, 0}},
        {{OP_DEFER, CLEAN_RAISE, 0}, {OP_WAIT, 0, 0}},
        {{OP_CATCH, 2, 0}, {OP_YIELD, 0, 0}},
    };

    program->tasks = 4;
    program->scopes = 2;
    copy_script(program, 0, outer);
    copy_script(program, 1, inner[choose(&number, COUNT(inner))]);
    copy_script(program, 2, seconds[choose(&number, COUNT(seconds))]);
    copy_script(program, 3, thirds[choose(&number, COUNT(thirds))]);
    program->options[1].shield = choose(&number, 2);
    program->options[1].exit = (uint8_t)choose(&number, EXITS);
    unsigned times = choose(&number, 3);
    for (unsigned s = 0; s < 2 && times > 0; s++) {
        program->options[s].time = (uint8_t)(times == 1 ? 1 + s : 2 - s);
        program->options[s].on_timeout = TIME_RAISE;
    }
    program->options[1].on_error = (uint8_t)choose(&number, 2);
}

enum { NESTED = 3 * 2 * 3 * 2 * EXITS * 3 * 2 };

/* A group below a scope, left to be closed with it. */
static void make_groups(struct program *program, unsigned number)
{
    static const struct step script[STEPS] = {{OP_OPEN, 0, 0},  {OP_GROUP, 1, 0}, {OP_SPAWN, 1, 1},
                                              {OP_SPAWN, 2, 0}, {OP_SPAWN, 3, 1}, {OP_WAIT, 1, 0},
                                              {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}};
    unsigned first = choose(&number, COUNT(sibling_scripts) - 2);

    program->tasks = 4;
    program->scopes = 2;
    copy_script(program, 0, script);
    copy_script(program, 1, sibling_scripts[first]);
    copy_script(program, 2, second_scripts[choose(&number, COUNT(second_scripts))]);
    copy_script(program, 3, third_scripts[choose(&number, COUNT(third_scripts))]);
    program->options[0].exit = (uint8_t)choose(&number, 2);
    program->options[0].stores = choose(&number, 2);
    program->options[1].on_error = (uint8_t)choose(&number, ERRORS);
    program->options[1].exit = (uint8_t)choose(&number, EXITS);
    program->options[1].shield = choose(&number, 2);
    program->options[1].on_timeout = (uint8_t)choose(&number, TIME_OPTIONS);
    program->options[1].time = 1;
}

enum { GROUPS = TIME_OPTIONS * 9 * 7 * 2 * 2 * 2 * ERRORS * EXITS * 2 };

/* Tasks are scheduled into a scope from outside, also while its owner waits at its end, and from a
 * shield out of which nobody can go; scopes are opened when it is too late. */
static void make_reaching(struct program *program, unsigned number)
{
    static const struct step outer[STEPS] = {
        {OP_OPEN, 0, 0}, {OP_SPAWN, 1, 0}, {OP_SPAWN, 2, 0}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}};
    static const struct step firsts[][STEPS] = {
        {{OP_OPEN, 1, 0}, {OP_TRY, 0, 0}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}},
        {{OP_OPEN, 1, 0}, {OP_WAIT, 0, 0}, {OP_SPAWN, 3, 0}, {OP_CLOSE, 0, 0}, {OP_WAIT, 1, 0}},
        {{OP_CANCEL, 0, 0}, {OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_TRY, 0, 0}, {OP_CLOSE, 0, 0}},
        {{OP_STOP, 1, 0}, {OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_TRY, 0, 0}, {OP_CLOSE, 0, 0}},
        {{OP_OPEN, 1, 0}, {OP_SPAWN, 2, 1}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}},
        {{OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}},
    };
    static const struct step seconds[][STEPS] = {
        {{OP_WAIT, 0, 0}, {OP_SPAWN, 4, 1}},
        {{OP_WAIT, 1, 0}, {OP_SPAWN, 3, 1}, {OP_GET, 3, 0}},
        {{OP_TRY, 1, 0}, {OP_SPAWN, 3, 0}, {OP_CATCH, 3, 0}, {OP_CANCEL, 1, 0}},
    };
    static const struct step thirds[][STEPS] = {
        {{OP_WAIT, 1, 0}},
        {{OP_YIELD, 0, 0}, {OP_RAISE, 0, 0}},
        {{OP_DEFER, CLEAN_YIELD, 0}, {OP_TRY, 1, 0}, {OP_YIELD, 0, 0}},
    };
    static const struct step fourth[STEPS] = {{OP_YIELD, 0, 0}, {OP_TRY, 1, 0}};

    program->tasks = 5;
    program->scopes = 2;
    copy_script(program, 0, outer);
    copy_script(program, 1, firsts[choose(&number, COUNT(firsts))]);
    copy_script(program, 2, seconds[choose(&number, COUNT(seconds))]);
    copy_script(program, 3, thirds[choose(&number, COUNT(thirds))]);
    copy_script(program, 4, fourth);
    program->options[1].shield = choose(&number, 2);
    program->options[1].exit = (uint8_t)choose(&number, EXITS);
    program->options[1].on_error = (uint8_t)choose(&number, ERRORS);
    program->options[1].eager = choose(&number, 2);
    program->options[1].on_timeout = choose(&number, 2);
    program->options[1].time = 1;
}

enum { REACHING = 6 * 3 * 3 * 2 * EXITS * ERRORS * 2 * 2 };

/* The body is that of a plain function: every combination of options, and a scope in a scope. */
static void make_plain(struct program *program, unsigned number)
{
    static const struct step plain_bodies[][STEPS] = {
        {{OP_WAIT, 0, 0}},
        {{OP_CATCH, 1, 0}, {OP_GET, 2, 0}},
        {{OP_TRY, 0, 0}, {OP_RAISE, 0, 0}, {OP_SPAWN, 3, 0}},
        {{OP_YIELD, 0, 0}, {OP_CANCEL, 0, 0}, {OP_SPAWN, 3, 0}, {OP_WAIT, 1, 0}},
        {{OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_WAIT, 1, 0}, {OP_CLOSE, 0, 0}, {OP_GET, 1, 0}},
    };
    static const uint8_t picks[][2] = {{3, 2}, {1, 1}, {9, 3}};
    unsigned body = choose(&number, COUNT(plain_bodies));
    unsigned pick = choose(&number, COUNT(picks));

    program->plain = true;
    program->tasks = 4;
    program->scopes = 2;
    append(program->script[0], opening);
    append(program->script[0], plain_bodies[body]);
    append(program->script[0], closing);
    copy_script(program, 1, sibling_scripts[picks[pick][0]]);
    copy_script(program, 2, second_scripts[picks[pick][1]]);
    copy_script(program, 3, third_scripts[choose(&number, COUNT(third_scripts))]);
    take_options(&program->options[0], &number);
    program->options[1].on_error = (uint8_t)choose(&number, 2);
    program->options[1].shield = choose(&number, 2);
}

enum { PLAIN = 5 * 3 * 2 * OPTIONS * 2 * 2 };

/* Three scopes in each other, with shields and deadlines; cancelled from inside, too. */
static void make_shields(struct program *program, unsigned number)
{
    static const struct step outer[STEPS] = {
        {OP_OPEN, 0, 0}, {OP_SPAWN, 1, 0}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}};
    static const struct step inner[STEPS] = {
        {OP_OPEN, 1, 0}, {OP_SPAWN, 2, 1}, {OP_OPEN, 2, 0}, {OP_SPAWN, 3, 2}};
    static const struct step inner_bodies[][STEPS] = {
        {{OP_END, 0, 0}}, {{OP_GET, 3, 0}}, {{OP_CANCEL, 0, 0}, {OP_YIELD, 0, 0}}};
    static const struct step leaving[STEPS] = {
        {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}, {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}};
    static const struct step third[STEPS] = {{OP_CATCH, 3, 0}, {OP_WAIT, 1, 0}};
    static const struct step fourth[STEPS] = {{OP_DEFER, CLEAN_YIELD, 0}, {OP_TRY, 0, 0}};
    static const uint8_t times[][SCOPES] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 0, 2}, {0, 2, 1}};

    program->tasks = 4;
    program->scopes = 3;
    copy_script(program, 0, outer);
    append(program->script[1], inner);
    append(program->script[1], inner_bodies[choose(&number, COUNT(inner_bodies))]);
    append(program->script[1], leaving);
    copy_script(program, 2, third);
    copy_script(program, 3, fourth);
    unsigned moments = choose(&number, COUNT(times));
    for (unsigned s = 0; s < SCOPES; s++) {
        program->options[s].shield = choose(&number, 2);
        program->options[s].time = times[moments][s];
        program->options[s].on_timeout = times[moments][s] ? TIME_RAISE : TIME_NONE;
    }
    program->options[2].exit = (uint8_t)choose(&number, EXITS);
    program->options[2].on_timeout *= (uint8_t)(1 + choose(&number, 2));
}

enum { SHIELDS = 3 * 5 * 8 * EXITS * 2 };

/* A group that is closed, by one or by two; and used meanwhile. */
static void make_closing(struct program *program, unsigned number)
{
    static const struct step script[STEPS] = {{OP_OPEN, 0, 0},  {OP_GROUP, 1, 0}, {OP_SPAWN, 1, 1},
                                              {OP_SPAWN, 2, 0}, {OP_SPAWN, 3, 0}, {OP_WAIT, 1, 0},
                                              {OP_CLOSE, 0, 0}, {OP_YIELD, 0, 0}};
    static const struct step inside[][STEPS] = {
        {{OP_DEFER, CLEAN_YIELD, 0}, {OP_WAIT, 1, 0}},
        {{OP_WAIT, 0, 0}, {OP_SPAWN, 4, 1}, {OP_RAISE, 0, 0}},
        {{OP_DEFER, CLEAN_RAISE, 0}, {OP_TRY, 0, 0}, {OP_YIELD, 0, 0}},
        {{OP_YIELD, 0, 0}},
    };
    static const struct step closing_once[][STEPS] = {
        {{OP_SHUT, 1, 0}, {OP_YIELD, 0, 0}},
        {{OP_WAIT, 0, 0}, {OP_KILL, 1, 0}},
        {{OP_DEFER, CLEAN_NOTHING, 0}, {OP_TRY, 0, 0}, {OP_SHUT, 1, 0}, {OP_YIELD, 0, 0}},
    };
    static const struct step others[][STEPS] = {
        {{OP_TRY, 1, 0}, {OP_SHUT, 1, 0}},
        {{OP_WAIT, 0, 0}, {OP_SPAWN, 4, 1}, {OP_KILL, 1, 0}, {OP_YIELD, 0, 0}},
        {{OP_TRY, 1, 0}, {OP_STOP, 2, 0}, {OP_CATCH, 2, 0}},
    };
    static const struct step late[STEPS] = {{OP_DEFER, CLEAN_NOTHING, 0}, {OP_WAIT, 1, 0}};

    program->tasks = 5;
    program->scopes = 2;
    copy_script(program, 0, script);
    copy_script(program, 1, inside[choose(&number, COUNT(inside))]);
    copy_script(program, 2, closing_once[choose(&number, COUNT(closing_once))]);
    copy_script(program, 3, others[choose(&number, COUNT(others))]);
    copy_script(program, 4, late);
    program->options[0].on_error = (uint8_t)choose(&number, 2);
    take_options(&program->options[1], &number);
}

enum { CLOSING = 4 * 3 * 3 * 2 * OPTIONS };

/* Tasks that end others, and wait for that: of the same scope, an inner one, and in a row; with
 * the body, plain or tamed, doing the same. */
static void make_finishing(struct program *program, unsigned number)
{
    static const struct step firsts[][STEPS] = {
        {{OP_DEFER, CLEAN_WAIT, 0}, {OP_WAIT, 0, 0}},
        {{OP_DEFER, CLEAN_RAISE, 0}, {OP_TRY, 0, 0}, {OP_YIELD, 0, 0}},
        {{OP_OPEN, 1, 0}, {OP_SPAWN, 3, 1}, {OP_WAIT, 0, 0}, {OP_CLOSE, 0, 0}},
        {{OP_YIELD, 0, 0}, {OP_RAISE, 0, 0}},
    };
    static const struct step seconds[][STEPS] = {
        {{OP_FINISH, 1, 0}, {OP_YIELD, 0, 0}},
        {{OP_WAIT, 0, 0}, {OP_FINISH, 1, 0}, {OP_CATCH, 1, 0}},
        {{OP_DEFER, CLEAN_YIELD, 0}, {OP_TRY, 1, 0}, {OP_FINISH, 1, 0}, {OP_FINISH, 3, 0}},
    };
    static const struct step thirds[][STEPS] = {
        {{OP_DEFER, CLEAN_WAIT, 0}, {OP_YIELD, 0, 0}},
        {{OP_SETTLE, 1, 0}, {OP_WAIT, 1, 0}},
    };
    static const struct step finishing_bodies[][STEPS] = {
        {{OP_SPAWN, 3, 0}},
        {{OP_WAIT, 0, 0}, {OP_FINISH, 1, 0}, {OP_GET, 2, 0}},
        {{OP_SPAWN, 3, 0}, {OP_FINISH, 2, 0}, {OP_WAIT, 1, 0}},
    };
    unsigned first = choose(&number, COUNT(firsts));
    unsigned third = choose(&number, COUNT(thirds));

    program->tasks = 4;
    program->scopes = 2;
    append(program->script[0], opening);
    append(program->script[0], finishing_bodies[choose(&number, COUNT(finishing_bodies))]);
    append(program->script[0], closing);
    copy_script(program, 1, firsts[first]);
    copy_script(program, 2, seconds[choose(&number, COUNT(seconds))]);
    copy_script(program, 3, thirds[first == 2 ? 0 : third]); /* it cannot wait for its opener */
    program->plain = choose(&number, 2);
    program->options[0].on_error = (uint8_t)choose(&number, 2);
    program->options[0].exit = (uint8_t)choose(&number, 2);
    program->options[0].eager = choose(&number, 2);
    program->options[0].on_timeout = choose(&number, 2);
    program->options[0].time = 1;
    program->options[1].shield = choose(&number, 2);
}

enum { FINISHING = 4 * 2 * 3 * 3 * 2 * 2 * 2 * 2 * 2 * 2 };

static const struct {
    const char *name;
    void (*make)(struct program *program, unsigned number);
    unsigned count;
    unsigned every; /* of how many one is among the quick ones */
} families[] = {
    {"siblings", make_siblings, SIBLINGS, 1},    {"options", make_options, OPTION_PROGRAMS, 1},
    {"nested", make_nested, NESTED, 1},          {"groups", make_groups, GROUPS, 11},
    {"reaching", make_reaching, REACHING, 1},    {"plain", make_plain, PLAIN, 13},
    {"shields", make_shields, SHIELDS, 1},       {"closing", make_closing, CLOSING, 7},
    {"finishing", make_finishing, FINISHING, 1},
};

/* ---- what is asked ---- */

unsigned program_count(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < COUNT(families); i++)
        count += families[i].count;
    return count;
}

/* In every second program, what nobody asks for is not kept. */
static void note_dropped(struct program *program)
{
    unsigned asked = 1;

    for (unsigned t = 0; t < program->tasks; t++)
        for (unsigned i = 0; i < STEPS; i++) {
            const struct step *step = &program->script[t][i];

            if (step->op == OP_GET || step->op == OP_CATCH || step->op == OP_SETTLE ||
                step->op == OP_FINISH || step->op == OP_STOP)
                asked |= 1U << step->arg;
        }
    if (program->number % 2 == 1)
        program->dropped = (uint8_t)(~asked & ((1U << program->tasks) - 1));
}

static void note_gates(struct program *program)
{
    for (unsigned t = 0; t < program->tasks; t++)
        for (unsigned i = 0; i < STEPS; i++) {
            const struct step *step = &program->script[t][i];

            if (step->op == OP_WAIT || step->op == OP_TRY)
                program->gates |= (uint8_t)(1 << step->arg);
            if (step->op == OP_DEFER && step->arg == CLEAN_WAIT)
                program->gates |= 2;
        }
    for (unsigned s = 0; s < program->scopes; s++)
        if (program->options[s].on_timeout != TIME_NONE)
            program->times |= (uint8_t)(1 << program->options[s].time);
}

bool program_make(unsigned number, struct program *program)
{
    unsigned family = 0, within = number;

    *program = (struct program){.number = number};
    for (; within >= families[family].count; family++)
        within -= families[family].count;
    program->family = families[family].name;
    families[family].make(program, within);
    note_gates(program);
    note_dropped(program);
    return within % families[family].every == 0;
}
