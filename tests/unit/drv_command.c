/* SPDX-License-Identifier: BSD-3-Clause */
/* Compiler command lines, response files, and what is made of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "driver/args.h"
#include "driver/command.h"
#include "driver/depend.h"
#include "driver/opts.h"
#include "driver/save.h"

static struct arena arena;

static int teardown(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct command parse(const char *line)
{
    struct args words = {0};
    struct command command;
    args_split(&arena, &words, line);
    assert_true(command_parse(&arena, words.at, words.count, &command));
    return command;
}

/* All words of one class, with a blank between them. */
static const char *of_class(const struct command *command, enum arg_class class)
{
    const char *text = "";
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        if (arg->class == class)
            text = arena_printf(&arena, "%s%s%s%s%s", text, *text ? " " : "", arg->text,
                                arg->value ? " " : "", arg->value ? arg->value : "");
    }
    return text;
}

/* Each input with a letter: C, Preprocessed, another Source, Other. */
static const char *inputs(const struct command *command)
{
    const char *text = "";
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        if (arg->class == ARG_INPUT)
            text = arena_printf(&arena, "%s%s%s:%c", text, *text ? " " : "", arg->text,
                                "CPSO"[arg->language]);
    }
    return text;
}

static void test_classes(void **state)
{
    (void)state;
    static const struct {
        const char *line, *inputs, *preprocess, *compile, *both, *depend;
        enum command_goal goal;
        const char *output;
    } table[] = {
        {"gcc -O2 -c server.c -o server.o", "server.c:C", "", "-c -o server.o", "-O2", "",
         GOAL_OBJECT, "server.o"},
        {"gcc -o server.o -Iinc -c -I inc2 server.c -DA -D B=1 -UC -U C", "server.c:C",
         "-Iinc -I inc2 -DA -D B=1 -UC -U C", "-o server.o -c", "", "", GOAL_OBJECT, "server.o"},
        {"gcc a.c b.o libc.a -lm -L lib -Wl,-z,now -pthread -oprog", "a.c:C b.o:O libc.a:O", "",
         "-lm -L lib -Wl,-z,now -oprog", "-pthread", "", GOAL_LINK, "prog"},
        {"cc -include x.h -isystem /s -iquote q -idirafter d -isystem/j -nostdinc -S a.c", "a.c:C",
         "-include x.h -isystem /s -iquote q -idirafter d -isystem/j -nostdinc", "-S", "", "",
         GOAL_ASSEMBLE, NULL},
        {"gcc -MMD -MF dep -MT a -MQ b -MP -c a.c", "a.c:C", "", "-c", "",
         "-MMD -MF dep -MT a -MQ b -MP", GOAL_OBJECT, NULL},
        {"gcc -MD -MFdep -c a.c -Wp,-MD,x -Xpreprocessor -DZ", "a.c:C",
         "-Wp,-MD,x -Xpreprocessor -DZ", "-c", "", "-MD -MFdep", GOAL_OBJECT, NULL},
        {"gcc -E a.c -o a.i", "a.c:C", "", "-E -o a.i", "", "", GOAL_PREPROCESS, "a.i"},
        {"gcc -MM a.c", "a.c:C", "", "-MM", "", "", GOAL_PREPROCESS, NULL},
        {"gcc -c -E a.c", "a.c:C", "", "-c -E", "", "", GOAL_PREPROCESS, NULL},
        {"gcc -### -c a.c", "a.c:C", "", "-c", "-###", "", GOAL_INFORM, NULL},
        {"clang --version", "", "", "", "--version", "", GOAL_INFORM, NULL},
        {"gcc -dumpversion", "", "", "", "-dumpversion", "", GOAL_INFORM, NULL},
        {"gcc -print-prog-name=ld", "", "", "", "-print-prog-name=ld", "", GOAL_INFORM, NULL},
        {"gcc -g3 -gsplit-dwarf -save-temps -pipe -v -c a.c", "a.c:C", "",
         "-g3 -gsplit-dwarf -save-temps -v -c", "-pipe", "", GOAL_OBJECT, NULL},
        {"clang -target arm-linux -Xclang -x --target=x86 -mllvm -y -fsyntax-only a.c", "a.c:C", "",
         "-mllvm -y -fsyntax-only", "-target arm-linux -Xclang -x --target=x86", "", GOAL_ASSEMBLE,
         NULL},
        {"gcc -xc a.txt -x none b.c -x assembler-with-cpp c.c -x cpp-output d", /**/
         "a.txt:C b.c:C c.c:S d:P", "", "", "", "", GOAL_LINK, NULL},
        {"gcc a.i b.s c.S d.cc e.h f.so.1", "a.i:P b.s:O c.S:S d.cc:S e.h:S f.so.1:O", "", "", "",
         "", GOAL_LINK, NULL},
        {"gcc -x c - -o x", "-:C", "", "-o x", "", "", GOAL_LINK, "x"},
        {"clang -c -- -odd.c", "-odd.c:C", "", "-c", "", "", GOAL_OBJECT, NULL},
        {"gcc -shared -static-libgcc -std=gnu11 -fPIC -s -rdynamic -e main -T x.ld -u sym a.o",
         "a.o:O", "", "-shared -static-libgcc -s -rdynamic -e main -T x.ld -u sym",
         "-std=gnu11 -fPIC", "", GOAL_LINK, NULL},
        {"gcc -D", "", "-D", "", "", "", GOAL_LINK, NULL},
        {"gcc -o", "", "", "-o", "", "", GOAL_LINK, NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct command command = parse(table[i].line);
        assert_string_equal(inputs(&command), table[i].inputs);
        assert_string_equal(of_class(&command, ARG_PREPROCESS), table[i].preprocess);
        assert_string_equal(of_class(&command, ARG_COMPILE), table[i].compile);
        assert_string_equal(of_class(&command, ARG_BOTH), table[i].both);
        assert_string_equal(of_class(&command, ARG_DEPEND), table[i].depend);
        assert_int_equal(command.goal, table[i].goal);
        if (table[i].output)
            assert_string_equal(command.output, table[i].output);
        else
            assert_null(command.output);
    }
}

static void test_launchers(void **state)
{
    (void)state;
    static const struct {
        const char *line, *launchers, *compiler;
        size_t first_arg;
    } table[] = {
        {"gcc -c a.c", "", "gcc", 1},
        {"ccache gcc -c a.c", "ccache", "gcc", 2},
        {"/usr/bin/ccache sloppiness=locale /opt/gcc-12 a.c", "/usr/bin/ccache sloppiness=locale",
         "/opt/gcc-12", 3},
        {"tamerc ccache distcc clang", "ccache distcc", "clang", 4},
        {"nice gcc -c a.c", "nice", "gcc", 2},
        {"nice -n 5 gcc -c a.c", "nice -n 5", "gcc", 4},
        {"nice -n5 ionice -c 3 ccache gcc", "nice -n5 ionice -c 3 ccache", "gcc", 7},
        {"nice --adjustment 5 gcc -n 3", "nice --adjustment 5", "gcc", 4},
        {"env -i -u HOME -- A=b C= gcc", "env -i -u HOME -- A=b C=", "gcc", 8},
        {"env A=b tamerc gcc", "env A=b", "gcc", 4},
        {"timeout -k 5 --signal=KILL 60 gcc -c a.c", "timeout -k 5 --signal=KILL 60", "gcc", 6},
        {"nohup time -o log taskset 3 clang", "nohup time -o log taskset 3", "clang", 7},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct command command = parse(table[i].line);
        const char *launchers = "";
        for (size_t j = 0; j < command.launchers.count; j++)
            launchers =
                arena_printf(&arena, "%s%s%s", launchers, j ? " " : "", command.launchers.at[j]);
        assert_string_equal(launchers, table[i].launchers);
        assert_string_equal(command.compiler, table[i].compiler);
        assert_int_equal(command.first_arg, table[i].first_arg);
    }
    const char *alone = "ccache";
    struct command command;
    assert_false(command_parse(&arena, &alone, 1, &command));
    assert_false(command_parse(&arena, NULL, 0, &command));
}

static void test_parser_flags(void **state)
{
    (void)state;
    static const struct {
        const char *line, *flags;
    } table[] = {
        {"gcc -O2 -Wall -std=gnu2x -m32 -mavx2 -Dm64 -I-m32 -c a.c", "-Wall -std=gnu2x -m32"},
        {"gcc -funsigned-char -fshort-enums -fgnu89-inline -fPIC -fplan9-extensions a.c",
         "-funsigned-char -fshort-enums -fgnu89-inline -fms-extensions"},
        {"arm-linux-gnueabihf-gcc-12 -mfloat-abi=hard -c a.c",
         "--target=arm-linux-gnueabihf -mfloat-abi=hard"},
        {"clang-19 -target armv7 --target=x86_64 -ansi a.c",
         "--target=armv7 --target=x86_64 -ansi"},
        {"gcc -w -Wno-tamer-x -Werror=tamer-y -Wunused -Werror a.c",
         "-w -Wno-tamer-x -Werror=tamer-y -Werror"},
        {"x86_64-linux-gnu-gcc a.c", "--target=x86_64-linux-gnu"},
        {"my-gcc a.c", ""},
        {"gcc -- -m32", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct command command = parse(table[i].line);
        struct args flags = {0};
        const char *text = "";
        command_parser_flags(&arena, &command, &flags);
        for (size_t j = 0; j < flags.count; j++)
            text = arena_printf(&arena, "%s%s%s", text, j ? " " : "", flags.at[j]);
        assert_string_equal(text, table[i].flags);
    }
}

/* As gcc 12 and clang 19 name them. */
static void test_dependency_files(void **state)
{
    (void)state;
    static const struct {
        const char *line, *file, *flags;
    } table[] = {
        {"gcc -c d/a.c", NULL, ""},
        {"gcc -MF x -c d/a.c", NULL, ""},
        {"gcc -MD -c d/a.c", "a.d", "-MD -MF a.d -MQ a.o"},
        {"gcc -MD -c d/a.c -o out/x.o", "out/x.d", "-MD -MF out/x.d -MQ out/x.o"},
        {"gcc -MMD -S d/a.c -o out/x.s", "out/x.d", "-MMD -MF out/x.d -MQ out/x.s"},
        {"gcc -MD d/a.c", "a-a.d", "-MD -MF a-a.d -MQ a.o"},
        {"clang -MD d/a.c", "a.d", "-MD -MF a.d -MQ a.o"},
        {"gcc -MD d/a.c -o out.d/prog", "out.d/prog.d", "-MD -MF out.d/prog.d -MQ out.d/prog"},
        {"gcc -MD -MF f -MT t -MP -c d/a.c", "f", "-MD -MF f -MT t -MP"},
        {"gcc -MD -MQ t -c d/a.c -o x.o", "x.d", "-MD -MQ t -MF x.d"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct command command = parse(table[i].line);
        struct command_arg input = {.text = "d/a.c", .class = ARG_INPUT};
        struct args flags = {0};
        const char *text = "", *file = depend_flags(&arena, &command, &input, &flags);
        for (size_t j = 0; j < flags.count; j++)
            text = arena_printf(&arena, "%s%s%s", text, j ? " " : "", flags.at[j]);
        assert_string_equal(text, table[i].flags);
        if (table[i].file)
            assert_string_equal(file, table[i].file);
        else
            assert_null(file);
    }
}

static void test_saved_files(void **state)
{
    (void)state;
    static const struct {
        const char *line, *gcc, *clang;
    } table[] = {
        {"cc -c d/a.c", NULL, NULL},
        {"cc -save-temps -c d/a.c", "a.i", "a.i"},
        {"cc -save-temps -c d/a.c -o out/x.o", "out/x.i", "a.i"},
        {"cc -save-temps=obj -c d/a.c -o out/x.o", "out/x.i", "out/a.i"},
        {"cc -save-temps=cwd -c d/a.c -o out/x.o", "x.i", "a.i"},
        {"cc -save-temps d/a.c", "a-a.i", "a.i"},
        {"cc -save-temps=obj d/a.c -o out/prog", "out/prog-a.i", "out/a.i"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct command command = parse(table[i].line);
        struct command_arg input = {.text = "d/a.c", .class = ARG_INPUT};
        const char *gcc = save_path(&arena, &command, &input, true);
        const char *clang = save_path(&arena, &command, &input, false);
        assert_int_equal(gcc == NULL, table[i].gcc == NULL);
        assert_int_equal(clang == NULL, table[i].clang == NULL);
        if (gcc)
            assert_string_equal(gcc, table[i].gcc);
        if (clang)
            assert_string_equal(clang, table[i].clang);
    }
}

static void test_words(void **state)
{
    (void)state;
    static const char text[] = " a  'b c'\t\"d'e\\\"\"f\\ g\n'' h\\";
    static const char *const expected[] = {"a", "b c", "d'e\"f g", "", "h\\"};
    struct args words = {0};
    args_split(&arena, &words, text);
    assert_int_equal(words.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(words.at[i], expected[i]);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void test_response_files(void **state)
{
    (void)state;
    char directory[] = "/tmp/tamer-args-XXXXXX";
    assert_non_null(mkdtemp(directory));
    assert_int_equal(chdir(directory), 0);
    write_file("one", "-DA='x y' @two a.c\n");
    write_file("two", "-I \"in c\"\n@missing");
    write_file("loop", "-x @loop");
    struct command command = parse("gcc -c @one @missing -O");
    assert_string_equal(of_class(&command, ARG_PREPROCESS), "-DA=x y -I in c");
    assert_string_equal(inputs(&command), "@missing:O a.c:C @missing:O");
    struct args words = {0};
    args_expand(&arena, &words, "@loop");
    assert_in_range(words.count, 10, 1000);
    unlink("one");
    unlink("two");
    unlink("loop");
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(directory), 0);
}

static bool parse_own(const char *line, struct opts *opts)
{
    struct args words = {0};
    args_split(&arena, &words, line);
    return opts_parse(&arena, (int)words.count, (char **)args_vector(&arena, &words), opts);
}

static void test_own_options(void **state)
{
    (void)state;
    struct opts opts;
    setenv("CC", "ccache gcc -m32", 1);
    assert_true(parse_own("tamerc gcc -O2 a.c --help", &opts));
    assert_int_equal(opts.mode, MODE_COMPILE);
    assert_int_equal(opts.words.count, 4);
    assert_true(parse_own("tamerc a.c -o b.c -- -DX -o", &opts));
    assert_int_equal(opts.mode, MODE_TRANSLATE);
    assert_string_equal(opts.input, "a.c");
    assert_string_equal(opts.output, "b.c");
    assert_true(opts.line_markers);
    assert_int_equal(opts.words.count, 5);
    assert_string_equal(opts.words.at[2], "-m32");
    assert_true(parse_own("tamerc --header --no-line --cc=clang --dump=live -oout net.h", &opts));
    assert_true(opts.header && !opts.line_markers);
    assert_string_equal(opts.output, "out");
    assert_string_equal(opts.dump, "live");
    assert_int_equal(opts.words.count, 1);
    unsetenv("CC");
    assert_true(parse_own("tamerc a.c", &opts));
    assert_string_equal(opts.words.at[0], "cc");
    assert_true(parse_own("tamerc --help", &opts));
    assert_int_equal(opts.mode, MODE_HELP);
    assert_true(parse_own("tamerc --version x", &opts));
    assert_int_equal(opts.mode, MODE_VERSION);
}

static void test_own_options_wrong(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "tamerc",        "tamerc --nothing",    "tamerc a.c b.c",
        "tamerc a.c -o", "tamerc -- -DX",       "tamerc --header",
        "tamerc -c a.c", "tamerc --dump=x a.c", "tamerc '--cc= ' a.c"};
    struct opts opts;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_false(parse_own(lines[i], &opts));
}

#define CASE(name) cmocka_unit_test_teardown(name, teardown)

static void test_levels(void **state)
{
    static const struct {
        const char *line;
        bool is_optimised;
    } cases[] = {
        {"gcc -c a.c", false},         {"gcc -O -c a.c", true},      {"gcc -c a.c -O0", false},
        {"gcc -O2 -O0 -c a.c", false}, {"gcc -O0 -c a.c -Og", true}, {"gcc -Os -o -O0 a.c", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct command command = parse(cases[i].line);
        assert_int_equal(command_is_optimised(&command), cases[i].is_optimised);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_classes),        CASE(test_launchers),        CASE(test_parser_flags),
        CASE(test_saved_files),    CASE(test_dependency_files), CASE(test_words),
        CASE(test_response_files), CASE(test_own_options),      CASE(test_own_options_wrong),
        CASE(test_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
