/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/frames.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/args.h"
#include "driver/cleanup.h"
#include "driver/command.h"
#include "driver/files.h"
#include "driver/outfile.h"
#include "driver/preprocess.h"
#include "driver/translator.h"

struct request {
    const char *only; /* a function; NULL: all */
    const char *output;
    const char *compiler; /* --cc; NULL: not given */
    bool json;
    struct args words; /* the compiler, its flags and the inputs */
};

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

/* ---- the command line ---- */

static bool take_option(struct request *request, int argc, char **argv, int *at)
{
    const char *word = argv[*at];
    if (strcmp(word, "--json") == 0) {
        request->json = true;
    } else if (strncmp(word, "--frames=", 9) == 0) {
        request->only = word + 9;
    } else if (strcmp(word, "--frames") == 0) {
        request->only = NULL;
    } else if (strncmp(word, "--cc=", 5) == 0) {
        request->compiler = word + 5;
    } else if (strcmp(word, "-o") == 0 && *at + 1 < argc) {
        request->output = argv[++*at];
    } else {
        return complain("unknown option '%s' with --frames", word);
    }
    return true;
}

static bool is_source(const char *word)
{
    const char *suffix = files_suffix(word);
    return strcmp(suffix, ".c") == 0 || strcmp(suffix, ".i") == 0;
}

/* FILE… -- FLAG…: a command of the compiler that $CC or --cc names. */
static bool take_files(struct arena *arena, struct request *request, int argc, char **argv, int at)
{
    const char *compiler = request->compiler ? request->compiler : getenv("CC");
    int end = at;
    args_split(arena, &request->words, compiler && *compiler ? compiler : "cc");
    if (!request->words.count)
        return complain("--cc names no compiler");
    while (end < argc && strcmp(argv[end], "--") != 0)
        end++;
    for (int i = end + 1; i < argc; i++)
        args_add(arena, &request->words, argv[i]);
    for (int i = at; i < end; i++) {
        if (argv[i][0] == '-' && argv[i][1])
            return complain("'%s' stands among the files; flags of the compiler go behind --",
                            argv[i]);
        args_add(arena, &request->words, argv[i]);
    }
    return true;
}

static bool parse(struct arena *arena, struct request *request, int argc, char **argv)
{
    int at = 0;
    for (; at < argc && argv[at][0] == '-' && strcmp(argv[at], "--") != 0; at++)
        if (!take_option(request, argc, argv, &at))
            return false;
    if (at == argc || strcmp(argv[at], "--") == 0)
        return complain("--frames: no input file");
    if (is_source(argv[at]))
        return take_files(arena, request, argc, argv, at);
    for (int i = at; i < argc; i++)
        args_add(arena, &request->words, argv[i]);
    return true;
}

/* ---- the report ---- */

/* Returns 0, or the exit status to give. */
static int report_input(struct arena *arena, const struct request *request,
                        const struct command *command, const struct command_arg *input,
                        struct strbuf *out)
{
    struct translator translator = {.command = command,
                                    .report = request->json ? TRANSLATE_REPORT_JSON
                                                            : TRANSLATE_REPORT_TEXT,
                                    .report_only = request->only};
    struct args deps = {0};
    struct strbuf text = {0};
    struct preprocess preprocess = {.input = input,
                                    .marks = true,
                                    .include_dir = preprocess_include_dir(arena),
                                    .deps = &deps,
                                    .stdin_fd = -1};
    struct translated translated = translator_run(arena, &translator, &preprocess, &text);
    if (text.size > 0) {
        if (request->json && out->size > 0)
            strbuf_puts(out, ",\n    ");
        strbuf_add(out, text.text, text.size);
    }
    strbuf_free(&text);
    return translated.status;
}

static bool write_report(const struct request *request, const struct strbuf *found)
{
    struct strbuf whole = {0};
    bool fine;
    strbuf_puts(&whole, request->json ? "{\"version\": 1,\n \"functions\": [\n    " : "");
    strbuf_add(&whole, found->text ? found->text : "", found->size);
    strbuf_puts(&whole, request->json ? "]}\n" : "");
    fine = outfile_write(request->output, whole.text, whole.size);
    strbuf_free(&whole);
    return fine;
}

int frames_run(struct arena *arena, int argc, char **argv)
{
    struct request request = {0};
    struct command command;
    struct strbuf found = {0};
    int status = 0;
    bool any = false;
    if (!parse(arena, &request, argc, argv))
        return EXIT_FAILURE;
    if (!command_parse(arena, request.words.at, request.words.count, &command)) {
        complain("no compiler is named");
        return EXIT_FAILURE;
    }
    cleanup_start();
    for (size_t i = 0; i < command.args.count && status == 0; i++) {
        const struct command_arg *arg = &command.args.at[i];
        bool is_c = arg->language == LANGUAGE_C || arg->language == LANGUAGE_PREPROCESSED;
        if (arg->class != ARG_INPUT || !is_c)
            continue;
        any = true;
        status = report_input(arena, &request, &command, arg, &found);
    }
    if (!any && !complain("--frames: no C file among the inputs"))
        status = EXIT_FAILURE;
    if (status == 0 && request.only && found.size == 0) {
        fprintf(stderr, "tamerc: error: no tamed function '%s' is defined there\n", request.only);
        status = EXIT_FAILURE;
    }
    if (status == 0 && !write_report(&request, &found))
        status = EXIT_FAILURE;
    strbuf_free(&found);
    return status;
}
