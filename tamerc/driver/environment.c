/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/environment.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/command.h"
#include "driver/run.h"

/* Files that are included by force would define macros of their own. */
static bool is_forced(const struct command_arg *arg)
{
    return strncmp(arg->text, "-include", 8) == 0 || strncmp(arg->text, "--include", 9) == 0 ||
           strncmp(arg->text, "-imacros", 8) == 0;
}

static char *const *question(struct arena *arena, const struct command *command, const char *what)
{
    struct args args = {0};
    args_add(arena, &args, command->compiler);
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        if ((arg->class == ARG_BOTH || arg->class == ARG_PREPROCESS) && !is_forced(arg))
            command_arg_add(arena, &args, arg);
    }
    args_add(arena, &args, "-E");
    args_add(arena, &args, what);
    args_add(arena, &args, "-x");
    args_add(arena, &args, "c");
    args_add(arena, &args, "/dev/null");
    return args_vector(arena, &args);
}

/* The lines between "search starts here:" and "End of search list." that begin with a blank. */
static void read_directories(struct arena *arena, struct args *directories, const char *text)
{
    const char *at = strstr(text, "search starts here:");
    const char *end = at ? strstr(at, "End of search list.") : NULL;
    while (end && at < end) {
        const char *newline = strchr(at, '\n');
        if (at[0] == ' ' && newline)
            args_add(arena, directories, arena_strndup(arena, at + 1, (size_t)(newline - at) - 1));
        at = newline ? newline + 1 : end;
    }
}

/* What stands behind "Target: ". */
static const char *read_target(struct arena *arena, const char *text)
{
    static const char label[] = "Target: ";
    const char *at = strstr(text, label);
    if (!at)
        return NULL;
    at += sizeof label - 1;
    return arena_strndup(arena, at, strcspn(at, "\n"));
}

bool environment_ask(struct arena *arena, const struct command *command, struct environment *ret)
{
    struct strbuf text = {0};
    *ret = (struct environment){0};
    strbuf_puts(&text, "");
    bool fine = run_capture(question(arena, command, "-dM"), -1, &text) == 0;
    ret->macros = arena_strndup(arena, text.text, text.size);
    ret->macros_size = text.size;
    strbuf_clear(&text);
    const char *before = getenv("LC_ALL");
    char *saved = before ? arena_strdup(arena, before) : NULL;
    setenv("LC_ALL", "C", 1);
    fine = fine && run_capture_errors(question(arena, command, "-v"), &text) == 0;
    if (saved)
        setenv("LC_ALL", saved, 1);
    else
        unsetenv("LC_ALL");
    if (fine && text.text) {
        read_directories(arena, &ret->directories, text.text);
        ret->target = read_target(arena, text.text);
    }
    strbuf_free(&text);
    return fine;
}
