/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/adopt.h"
#include "driver/cleanup.h"
#include "driver/command.h"
#include "driver/compile.h"
#include "driver/depend.h"
#include "driver/files.h"
#include "driver/frames.h"
#include "driver/opts.h"
#include "driver/outfile.h"
#include "driver/preprocess.h"
#include "driver/splicer.h"
#include "driver/translator.h"

/* A text in which nothing is tamed is given out as it is, or as the preprocessor leaves it without
 * the marks. */
static int write_untouched(struct arena *arena, const struct opts *opts,
                           const struct command *command, struct preprocess request,
                           const struct splicer *splicer)
{
    struct strbuf text = {0};
    int status = 0;
    request.marks = false;
    if (splicer)
        splicer_copy(splicer, opts->line_markers, &text);
    else if (!opts->header && !opts->dump)
        status = request.input->language == LANGUAGE_C
                     ? preprocess_run(arena, command, &request, &text)
                     : (files_read(request.input->text, &text) ? 0 : EXIT_FAILURE);
    if (status == 0 && !outfile_write(opts->output, text.text ? text.text : "", text.size))
        status = EXIT_FAILURE;
    strbuf_free(&text);
    return status;
}

/* splicer: NULL for a preprocessed result. */
static int translate_to_file(struct arena *arena, const struct opts *opts,
                             const struct command *command, const struct preprocess *request,
                             const struct splicer *splicer)
{
    struct translator translator = {.command = command,
                                    .dump = opts->dump,
                                    .line_markers = opts->line_markers,
                                    .header = opts->header,
                                    .knows_level = splicer != NULL,
                                    .splice = splicer ? &splicer->splice : NULL};
    struct strbuf out = {0};
    struct translated translated = translator_run(arena, &translator, request, &out);
    int status = translated.status;
    if (translated.result == TRANSLATE_NOTHING)
        status = write_untouched(arena, opts, command, *request, splicer);
    else if (translated.result == TRANSLATE_DONE &&
             !outfile_write(opts->output, out.text ? out.text : "", out.size))
        status = EXIT_FAILURE;
    strbuf_free(&out);
    return status;
}

static bool wants_splice(const struct opts *opts, const struct command_arg *input)
{
    return !opts->preprocessed && !opts->header && !opts->dump && input->language == LANGUAGE_C &&
           strcmp(input->text, "-") != 0;
}

static int translate_only(struct arena *arena, const struct opts *opts)
{
    struct command command;
    struct args deps = {0};
    bool preprocessed = strcmp(files_suffix(opts->input), ".i") == 0;
    struct command_arg input = {.text = opts->input,
                                .class = ARG_INPUT,
                                .language = preprocessed ? LANGUAGE_PREPROCESSED : LANGUAGE_C};
    cleanup_start();
    if (!command_parse(arena, opts->words.at, opts->words.count, &command)) {
        fputs("tamerc: error: no compiler is named\n", stderr);
        return EXIT_FAILURE;
    }
    command.output = opts->output;
    struct preprocess request = {.input = &input,
                                 .marks = true,
                                 .include_dir = preprocess_include_dir(arena),
                                 .deps = &deps,
                                 .stdin_fd = -1};
    const char *deps_file = depend_flags(arena, &command, &input, &deps);
    struct splicer splicer;
    bool spliced =
        wants_splice(opts, &input) &&
        splicer_begin(&splicer, arena, &command, opts->input, opts->output, request.include_dir);
    int status = translate_to_file(arena, opts, &command, &request, spliced ? &splicer : NULL);
    if (spliced)
        splicer_end(&splicer);
    if (status != 0 && deps_file && files_is_regular(deps_file))
        unlink(deps_file);
    return status;
}

static int run_mode(struct arena *arena, const struct opts *opts)
{
    switch (opts->mode) {
    case MODE_COMPILE:
        return compile_run(arena, opts->words.at, opts->words.count);
    case MODE_TRANSLATE:
        return translate_only(arena, opts);
    case MODE_HELP:
        opts_print_help();
        break;
    case MODE_VERSION:
        opts_print_version();
        break;
    }
    return fflush(stdout) == 0 ? 0 : EXIT_FAILURE;
}

int driver_run(int argc, char **argv)
{
    struct arena arena = {0};
    struct opts opts;
    int status = EXIT_FAILURE;
    if (argc > 1 && strcmp(argv[1], "adopt") == 0)
        status = adopt_run(&arena, argc - 1, argv + 1);
    else if (argc > 1 &&
             (strcmp(argv[1], "--frames") == 0 || strncmp(argv[1], "--frames=", 9) == 0))
        status = frames_run(&arena, argc - 1, argv + 1);
    else if (opts_parse(&arena, argc, argv, &opts))
        status = run_mode(&arena, &opts);
    arena_free(&arena);
    cleanup_run();
    return status;
}
