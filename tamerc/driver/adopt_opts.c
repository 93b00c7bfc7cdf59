/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/adopt_opts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const char help[] =
    "usage: tamerc adopt [OPTION]... FILE.c... [-- FLAG...]\n"
    "       tamerc adopt [OPTION]... -p DIRECTORY|compile_commands.json [FILE.c...]\n"
    "\n"
    "Marks the callers of tamed functions TAMED async, too, and theirs, and puts await before the\n"
    "calls. Prints the changes as a diff.\n"
    "\n"
    "  --apply            change the files instead\n"
    "  -o FILE            write the new text of the only file to FILE instead\n"
    "  --all              make every function tamed that can be\n"
    "  --only NAME        tame only functions of these names (may be repeated)\n"
    "  --keep-plain NAME  leave this function as it is (may be repeated)\n"
    "  --yields           put a yield before every statement of tamed functions, as a test\n"
    "  -p PATH            take files and flags from a compile database\n"
    "  --cc=COMMAND       the compiler, where no database names one (default: $CC, or cc)\n"
    "  --json             print a report as JSON instead of the diff\n"
    "  --report=FILE      write a report to FILE, one line for each function\n"
    "  --help             print this\n";

void adopt_opts_print_help(void)
{
    fputs(help, stdout);
}

__attribute__((format(printf, 1, 2))) static bool complain(const char *format, ...)
{
    va_list arguments;
    fputs("tamerc: error: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputs("; try 'tamerc adopt --help'\n", stderr);
    return false;
}

struct parser {
    struct arena *arena;
    int argc, at;
    char **argv;
    const char *compiler; /* --cc; NULL: not given */
    struct adopt_opts *opts;
};

/* An option with a value, as the next word or, where it is joined, behind `join`. */
static bool take_value(struct parser *parser, const char *name, const char *join,
                       const char **ret_value, bool *ret_fine)
{
    const char *word = parser->argv[parser->at];
    size_t size = strlen(name), join_size = strlen(join);
    if (strncmp(word, name, size) != 0)
        return false;
    if (word[size] == '\0') {
        *ret_fine = parser->at + 1 < parser->argc;
        *ret_value = *ret_fine ? parser->argv[++parser->at] : NULL;
        if (!*ret_fine)
            complain("%s needs a value", name);
        return true;
    }
    *ret_fine = strncmp(word + size, join, join_size) == 0;
    *ret_value = word + size + join_size;
    return *ret_fine;
}

static bool take_flag(struct parser *parser)
{
    struct adopt_opts *opts = parser->opts;
    const char *word = parser->argv[parser->at];
    struct {
        const char *name;
        bool *flag;
    } flags[] = {{"--apply", &opts->apply}, {"--all", &opts->all},   {"--yields", &opts->yields},
                 {"--json", &opts->json},   {"--help", &opts->help}, {"-h", &opts->help}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (strcmp(word, flags[i].name) == 0) {
            *flags[i].flag = true;
            return true;
        }
    }
    return complain("unknown option '%s' (flags of the compiler go behind --)", word);
}

static bool take_option(struct parser *parser)
{
    struct adopt_opts *opts = parser->opts;
    const char *value;
    bool fine;
    if (take_value(parser, "-o", "", &opts->output, &fine) ||
        take_value(parser, "-p", "", &opts->database, &fine) ||
        take_value(parser, "--report", "=", &opts->report, &fine) ||
        take_value(parser, "--cc", "=", &parser->compiler, &fine))
        return fine;
    if (take_value(parser, "--only", "=", &value, &fine)) {
        args_add(parser->arena, &opts->only, value);
        return fine;
    }
    if (take_value(parser, "--keep-plain", "=", &value, &fine)) {
        args_add(parser->arena, &opts->keep_plain, value);
        return fine;
    }
    return take_flag(parser);
}

static bool finish(struct parser *parser)
{
    struct adopt_opts *opts = parser->opts;
    const char *compiler = parser->compiler ? parser->compiler : getenv("CC");
    if (opts->help)
        return true;
    if (!opts->database && opts->files.count == 0)
        return complain("no file to adopt");
    if (opts->output && opts->files.count != 1)
        return complain("-o needs exactly one file");
    if (opts->output && opts->apply)
        return complain("-o and --apply exclude each other");
    args_split(parser->arena, &opts->words, compiler && *compiler ? compiler : "cc");
    if (!opts->words.count)
        return complain("--cc names no compiler");
    for (int i = parser->at + 1; i < parser->argc; i++)
        args_add(parser->arena, &opts->words, parser->argv[i]);
    return true;
}

bool adopt_opts_parse(struct arena *arena, int argc, char **argv, struct adopt_opts *ret)
{
    struct parser parser = {.arena = arena, .argc = argc, .argv = argv, .at = 1, .opts = ret};
    *ret = (struct adopt_opts){0};
    for (; parser.at < argc && strcmp(argv[parser.at], "--") != 0; parser.at++) {
        if (argv[parser.at][0] != '-')
            args_add(arena, &ret->files, argv[parser.at]);
        else if (!take_option(&parser))
            return false;
    }
    return finish(&parser);
}
