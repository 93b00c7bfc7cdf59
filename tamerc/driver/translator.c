/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/translator.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "driver/args.h"
#include "driver/command.h"
#include "driver/files.h"
#include "driver/preprocess.h"
#include "driver/target.h"
#include "text/tidy.h"

static bool wants_colour(const struct command *command)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (command->colour != COLOUR_AUTO)
        return command->colour == COLOUR_ALWAYS;
    if (no_color && *no_color)
        return false;
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

/* Returns 0, or the exit status to give. */
static int get_text(struct arena *arena, const struct command *command,
                    const struct preprocess *request, struct strbuf *text)
{
    const char *path = request->input->text;
    if (request->input->language == LANGUAGE_C)
        return preprocess_run(arena, command, request, text);
    bool fine =
        request->stdin_fd >= 0 ? files_read_fd(request->stdin_fd, text) : files_read(path, text);
    text->size = tidy_text(text->text, text->size);
    if (fine)
        return 0;
    fprintf(stderr, "tamerc: error: cannot read '%s': %s\n", path, strerror(errno));
    return EXIT_FAILURE;
}

struct translated translator_run(struct arena *arena, const struct translator *translator,
                                 const struct preprocess *request, struct strbuf *out)
{
    const struct command *command = translator->command;
    const char *name = request->input->text;
    struct translated translated = {.result = TRANSLATE_FAILED};
    struct strbuf text = {0};
    struct args flags = {0};
    strbuf_puts(&text, "");
    translated.status = get_text(arena, command, request, &text);
    if (translated.status == 0) {
        target_add(arena, command->compiler, &flags);
        command_parser_flags(arena, command, &flags);
        translated.gnu = preprocess_is_gnu(text.text, text.size);
        struct translate_options options = {.dump = translator->dump,
                                            .line_markers = translator->line_markers,
                                            .header = translator->header,
                                            .splice = translator->splice,
                                            .gnu = translated.gnu,
                                            .optimised = !translator->knows_level ||
                                                         command_is_optimised(command),
                                            .flags = flags.at,
                                            .flag_count = flags.count,
                                            .report = translator->report,
                                            .report_only = translator->report_only,
                                            .colour = wants_colour(command)};
        translated.result = translate(&options, strcmp(name, "-") == 0 ? "<stdin>" : name,
                                      text.text, text.size, out, stderr);
        translated.status = translated.result == TRANSLATE_FAILED ? EXIT_FAILURE : 0;
    }
    strbuf_free(&text);
    return translated;
}
