/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/opts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "driver/files.h"

static const char help[] =
    "usage: tamerc COMPILER ARGUMENT...           compile, translating tamed C on the way\n"
    "       tamerc [OPTION]... IN.c -o OUT.c [-- FLAG...]\n"
    "       tamerc --header IN.h -o OUT.tamer.h [-- FLAG...]\n"
    "       tamerc --frames[=FUNCTION] [--json] [-o FILE] IN.c... [-- FLAG...]\n"
    "       tamerc --frames[=FUNCTION] [--json] [-o FILE] COMPILER ARGUMENT...\n"
    "       tamerc adopt [OPTION]... FILE.c... [-- FLAG...]     see tamerc adopt --help\n"
    "\n"
    "Translates C functions marked `TAMED async` into state machines.\n"
    "\n"
    "  -o FILE        write the result to FILE (default: standard output)\n"
    "  --header       write the declarations that come with the tamed functions of a header\n"
    "  --frames       print what the functions keep while they wait, and why\n"
    "  --cc=COMMAND   the compiler that preprocesses (default: $CC, or cc)\n"
    "  --preprocessed write preprocessed text, not the file with what had to change replaced\n"
    "  --no-line      leave out line markers and lay the result out for reading\n"
    "  --dump=PHASE   print what a phase makes instead: declare, harvest, check, lower, cfg,\n"
    "                 live or frame\n"
    "  --help         print this\n"
    "  --version      print the version\n"
    "\n"
    "FLAGs are the compiler's, as in -Iinclude -DNDEBUG -std=gnu11. See tamerc(1).\n";

void opts_print_help(void)
{
    fputs(help, stdout);
}

void opts_print_version(void)
{
    puts("tamerc " TAMERC_VERSION);
}

__attribute__((format(printf, 1, 2))) static bool complain(const char *format, ...)
{
    va_list arguments;
    fputs("tamerc: error: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputs("; try 'tamerc --help'\n", stderr);
    return false;
}

/* Tells `tamerc server.c` from `tamerc gcc`. */
static bool is_source(const char *word)
{
    static const char *const suffixes[] = {".c", ".h", ".i"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strcmp(files_suffix(word), suffixes[i]) == 0)
            return true;
    return strcmp(word, "-") == 0;
}

struct parser {
    struct arena *arena;
    int argc;
    char **argv;
    int at;
    const char *compiler; /* --cc; NULL: not given */
    struct opts *opts;
};

static bool is_phase(const char *name)
{
    static const char *const phases[] = {"declare", "harvest", "check", "lower",
                                         "cfg",     "live",    "frame"};
    for (size_t i = 0; i < sizeof phases / sizeof *phases; i++)
        if (strcmp(name, phases[i]) == 0)
            return true;
    return false;
}

static const char *after(const char *word, const char *prefix)
{
    size_t size = strlen(prefix);
    return strncmp(word, prefix, size) == 0 ? word + size : NULL;
}

static bool take_output(struct parser *parser)
{
    const char *word = parser->argv[parser->at];
    if (word[2]) {
        parser->opts->output = word + 2;
    } else if (parser->at + 1 < parser->argc) {
        parser->opts->output = parser->argv[++parser->at];
    } else {
        return complain("-o needs a file name");
    }
    return true;
}

static bool take_option(struct parser *parser)
{
    struct opts *opts = parser->opts;
    const char *word = parser->argv[parser->at], *value;
    if (strncmp(word, "-o", 2) == 0)
        return take_output(parser);
    if (strcmp(word, "--header") == 0)
        opts->header = true;
    else if (strcmp(word, "--preprocessed") == 0)
        opts->preprocessed = true;
    else if (strcmp(word, "--no-line") == 0)
        opts->line_markers = false;
    else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        opts->mode = MODE_HELP;
    else if (strcmp(word, "--version") == 0)
        opts->mode = MODE_VERSION;
    else if ((value = after(word, "--cc=")) != NULL)
        parser->compiler = value;
    else if ((value = after(word, "--dump=")) != NULL)
        opts->dump = value;
    else
        return complain("unknown option '%s' (flags of the compiler go behind --)", word);
    return true;
}

static bool take_input(struct parser *parser)
{
    const char *word = parser->argv[parser->at];
    if (parser->opts->input)
        return complain("more than one input: '%s' and '%s'", parser->opts->input, word);
    parser->opts->input = word;
    return true;
}

/* The compiler may be several words, as in CC="ccache gcc -m32". */
static bool take_compiler(struct parser *parser)
{
    struct opts *opts = parser->opts;
    const char *compiler = parser->compiler ? parser->compiler : getenv("CC");
    args_split(parser->arena, &opts->words, compiler && *compiler ? compiler : "cc");
    if (!opts->words.count)
        return complain("--cc names no compiler");
    for (int i = parser->at + 1; i < parser->argc; i++)
        args_add(parser->arena, &opts->words, parser->argv[i]);
    return true;
}

static bool finish_translate(struct parser *parser)
{
    const char *dump = parser->opts->dump;
    if (!parser->opts->input)
        return complain("no input file");
    if (dump && !is_phase(dump))
        return complain("--dump knows no phase '%s'", dump);
    return take_compiler(parser);
}

static bool take_command(struct parser *parser)
{
    parser->opts->mode = MODE_COMPILE;
    for (int i = parser->at; i < parser->argc; i++)
        args_add(parser->arena, &parser->opts->words, parser->argv[i]);
    return true;
}

bool opts_parse(struct arena *arena, int argc, char **argv, struct opts *ret)
{
    struct parser parser = {.arena = arena, .argc = argc, .argv = argv, .at = 1, .opts = ret};
    *ret = (struct opts){.mode = MODE_TRANSLATE, .line_markers = true};
    for (; parser.at < argc && strcmp(argv[parser.at], "--") != 0; parser.at++) {
        const char *word = argv[parser.at];
        if (parser.at == 1 && word[0] != '-' && !is_source(word))
            return take_command(&parser);
        bool is_input = word[0] != '-' || word[1] == '\0';
        if (!(is_input ? take_input(&parser) : take_option(&parser)))
            return false;
        if (ret->mode != MODE_TRANSLATE)
            return true;
    }
    return finish_translate(&parser);
}
