/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/preprocess.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/command.h"
#include "driver/files.h"
#include "driver/run.h"
#include "text/tidy.h"

void preprocess_show(char *const argv[])
{
    for (; *argv; argv++)
        fprintf(stderr, " %s", *argv);
    fputc('\n', stderr);
}

static void add_all(struct arena *arena, struct args *args, const struct args *more)
{
    for (size_t i = 0; more && i < more->count; i++)
        args_add(arena, args, more->at[i]);
}

int preprocess_run(struct arena *arena, const struct command *command,
                   const struct preprocess *request, struct strbuf *text)
{
    struct args args = {0};
    args_add(arena, &args, command->compiler);
    add_all(arena, &args, request->first);
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        if (arg->class == ARG_BOTH || arg->class == ARG_PREPROCESS)
            command_arg_add(arena, &args, arg);
    }
    args_add(arena, &args, "-E");
    args_add(arena, &args, request->definitions ? "-dD" : "-C");
    if (request->marks)
        args_add(arena, &args, "-D__TAMERC__=1");
    if (command->is_clang)
        args_add(arena, &args, "-Qunused-arguments");
    if (request->include_dir) {
        args_add(arena, &args, "-idirafter");
        args_add(arena, &args, request->include_dir);
    }
    add_all(arena, &args, request->deps);
    args_add(arena, &args, "-x");
    args_add(arena, &args, "c");
    args_add(arena, &args, request->input->text);
    char *const *argv = args_vector(arena, &args);
    if (command->verbose)
        preprocess_show(argv);
    int status = run_capture(argv, request->stdin_fd, text);
    if (text->text)
        text->size = tidy_text(text->text, text->size);
    return status;
}

bool preprocess_is_gnu(const char *text, size_t size)
{
    /* Both announce their own definitions; clang alone as a file that was entered. */
    static const char clang[] = "\"<built-in>\" 1\n";
    return !memmem(text, size < 4096 ? size : 4096, clang, strlen(clang));
}

const char *preprocess_include_dir(struct arena *arena)
{
    char self[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    if (size <= 0)
        return NULL;
    self[size] = '\0';
    char *bin = files_directory(arena, self);
    if (strlen(bin) < 2)
        return NULL;
    bin[strlen(bin) - 1] = '\0';
    char *prefix = files_directory(arena, bin);
    char *header = arena_printf(arena, "%sinclude/tamer/tamer.h", prefix);
    return files_is_regular(header) ? arena_printf(arena, "%sinclude", prefix) : NULL;
}
