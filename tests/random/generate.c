/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * generate SEED [tamed|plain] [vla] [blocks] [cleanup]: prints a program in tamed C. The same seed
 * gives the same program. Half of the seeds give programs that use nothing but await; "plain" and
 * "tamed" choose.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"

struct place at;
struct function functions[FUNCTIONS];
static uint64_t state;

unsigned roll(unsigned sides)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 24) % sides;
}

static void seed(uint64_t number)
{
    state = (number + 1) * 0x9e3779b97f4a7c15u;
    state ^= state >> 29;
    if (state == 0)
        state = 1;
    for (int i = 0; i < 20; i++)
        roll(2);
}

/* ---- printing ---- */

void line(const char *format, ...)
{
    va_list arguments;

    printf("%*s", 4 * (at.depth + 1), "");
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
}

void begin(const char *format, ...)
{
    va_list arguments;

    printf("%*s", 4 * (at.depth + 1), "");
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
}

void await_open(void)
{
    printf(at.blocking ? "AWAIT(" : "(await ");
}

void await_close(void)
{
    printf(")");
}

/* ---- functions ---- */

static const char *result_of(const struct function *function)
{
    return function->result ? function->result->spelling : "void";
}

static void choose_functions(void)
{
    bool may_be_void = !(at.features & TAMED_ONLY);

    for (unsigned i = 0; i < FUNCTIONS; i++) {
        struct function *function = &functions[i];

        function->result = random_type();
        if (may_be_void && chance(8))
            function->result = NULL;
        function->first = random_type();
        function->second = random_type();
    }
    functions[FUNCTIONS - 1] = (struct function){&types[UINT], &types[UINT], &types[UINT]};
}

static void prototypes(void)
{
    for (unsigned i = 0; i < FUNCTIONS; i++)
        printf("static TAMED async %s f%u(struct run *run, %s, %s);\n", result_of(&functions[i]), i,
               functions[i].first->spelling, functions[i].second->spelling);
    if (at.features & TAMED_ONLY)
        for (unsigned i = 0; i < FUNCTIONS; i++)
            printf("SIM_TASK(f%u, %s, %s, %s)\n", i, result_of(&functions[i]),
                   functions[i].first->spelling, functions[i].second->spelling);
    printf("\n");
}

static void begin_function(int number)
{
    const struct function *function = &functions[number];
    struct variable *first, *second;

    at.function = number;
    at.labels = 0;
    at.budget = 30;
    first = declare(function->first, 0);
    second = declare(function->second, 0);
    printf("static TAMED async %s f%d(struct run *run, %s %s, %s %s)\n{\n", result_of(function),
           number, function->first->spelling, first->name, function->second->spelling,
           second->name);
    line("if (!burn(run))");
    begin("    return");
    if (function->result) {
        printf(" ");
        typed(function->result, without_calls(1));
    }
    printf(";\n");
}

static void function(int number)
{
    int mark = variables_mark();

    begin_function(number);
    for (int i = 0; i < 3; i++)
        declaration();
    statements(6);
    if (functions[number].result) {
        begin("return ");
        typed(functions[number].result, full(4));
        printf(";\n");
    }
    printf("}\n\n");
    variables_release(mark);
}

/* ---- the program ---- */

static void plain_main(void)
{
    printf("TAMED async int main(void)\n{\n");
    line("for (unsigned i = 0; i < 4; i++) {");
    line("    struct run *run = run_new(NULL);");
    begin("    unsigned result = ");
    await_open();
    printf("f%d(run, i, i * 7)", FUNCTIONS - 1);
    await_close();
    printf(";\n\n");
    line("    run_join(run);");
    line("    printf(\"%%u: %%u %%u\\n\", i, result, run->hash);");
    line("    free(run);");
    line("}");
    line("return 0;");
    printf("}\n");
}

/* One of the ways to call a function: what is around the call. */
static void way(const char *head, const char *before, const char *after)
{
    printf("%s(struct run *run, unsigned i)\n{\n", head);
    line("tamer_error *error = NULL;");
    line("unsigned result = 0;\n");
    line("%sf%d%s;", before, FUNCTIONS - 1, after);
    line("if (error)");
    line("    result = error_sum(error);");
    line("tamer_error_clear(&error);");
    line("return result;");
    printf("}\n\n");
}

/* All three ways, which do the same. */
static void tamed_main(void)
{
    static const char *const calls[] = {"blocks", "await waits", "await runs"};

    way("static unsigned blocks", "tamer_catch(&error, result = ", "(run, i, i * 7))");
    way("static TAMED async unsigned waits", "tamer_catch(&error, result = await ",
        "(run, i, i * 7))");
    way("static TAMED async unsigned runs",
        "TAMER_SCOPE(scope, .error = &error) result = await RUN(", ", scope, run, i, i * 7)");
    printf("TAMED async int main(void)\n{\n");
    line("for (unsigned i = 0; i < 9; i++) {");
    line("    struct run *run = run_new(NULL);");
    line("    unsigned result = 0;\n");
    for (unsigned i = 0; i < 3; i++) {
        line("    if (i %% 3 == %u)", i);
        line("        result = %s(run, i / 3);", calls[i]);
    }
    line("    run_join(run);");
    line("    printf(\"%%u: %%u %%u %%d\\n\", i, result, run->hash, run->open);");
    line("    free(run);");
    line("}");
    line("return 0;");
    printf("}\n");
}

static void read_arguments(int argc, char **argv)
{
    static const struct {
        const char *word;
        unsigned feature;
    } words[] = {{"tamed", TAMED_ONLY}, {"vla", VLAS}, {"blocks", BLOCKS}, {"cleanup", CLEANUPS}};

    if (chance(2))
        at.features = TAMED_ONLY;
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "plain") == 0)
            at.features &= ~(unsigned)TAMED_ONLY;
        for (unsigned j = 0; j < sizeof words / sizeof *words; j++)
            if (strcmp(argv[i], words[j].word) == 0 && (j == 0 || chance(2)))
                at.features |= words[j].feature;
    }
    at.blocking = !(at.features & TAMED_ONLY) && chance(2);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: generate SEED [tamed|plain] [vla] [blocks] [cleanup]\n", stderr);
        return 2;
    }
    seed(strtoull(argv[1], NULL, 10));
    read_arguments(argc, argv);
    printf("/* seed %s: %s%s */\n#include \"random.h\"\n\n", argv[1],
           at.features & TAMED_ONLY ? "tamed" : "plain", at.blocking ? ", may block" : "");
    choose_functions();
    prototypes();
    if (at.features & TAMED_ONLY)
        for (int i = 0; i < LOOSE_FUNCTIONS; i++)
            printf("static TAMED async void loose%d(void);\n", i);
    printf("\n");
    for (int i = 0; i < FUNCTIONS; i++)
        function(i);
    if (at.features & TAMED_ONLY) {
        printf("#ifndef RANDOM_PLAIN\n");
        for (int i = 0; i < LOOSE_FUNCTIONS; i++)
            loose_function(i);
        printf("#endif\n\n");
    }
    if (at.features & TAMED_ONLY)
        tamed_main();
    else
        plain_main();
    return 0;
}
