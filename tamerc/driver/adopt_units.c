/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/adopt_units.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/environment.h"
#include "driver/files.h"
#include "driver/preprocess.h"

static const char *real_path(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = real ? arena_strdup(arena, real) : NULL;
    free(real);
    return copy;
}

/* ---- flags for the parser ---- */

/* Macros and directories come from the compiler itself. */
static bool is_asked_for(const struct command_arg *arg)
{
    static const char *const prefixes[] = {"-D", "-U", "-I", "-i", "-n", "-u", "-A", "--include"};
    if (strncmp(arg->text, "-include", 8) == 0 || strncmp(arg->text, "-imacros", 8) == 0)
        return false;
    for (size_t i = 0; i + 1 < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(arg->text, prefixes[i], 2) == 0)
            return true;
    return false;
}

static bool names_directory(const struct command *command, const char *directory)
{
    static const char *const options[] = {"-I", "-iquote"};
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
            size_t size = strlen(options[k]);
            const char *value = arg->value ? arg->value : arg->text + size;
            if (strncmp(arg->text, options[k], size) == 0 && strcmp(value, directory) == 0)
                return true;
        }
    }
    return false;
}

static void add_directories(struct arena *arena, struct args *flags, const struct command *command,
                            const struct environment *environment)
{
    for (size_t i = 0; i < environment->directories.count; i++) {
        const char *directory = environment->directories.at[i];
        args_add(arena, flags, names_directory(command, directory) ? "-I" : "-isystem");
        args_add(arena, flags, directory);
    }
    const char *own = preprocess_include_dir(arena);
    if (own) {
        args_add(arena, flags, "-idirafter");
        args_add(arena, flags, own);
    }
}

/* What decides how the text has to be read. */
static void add_language(struct arena *arena, struct args *flags, const struct compiled *compiled,
                         const struct environment *environment)
{
    if (environment->target)
        args_add(arena, flags, arena_printf(arena, "--target=%s", environment->target));
    command_parser_flags(arena, &compiled->command, flags);
}

static void add_parse_flags(struct arena *arena, struct args *flags,
                            const struct compiled *compiled, const struct environment *environment)
{
    add_language(arena, flags, compiled, environment);
    for (size_t i = 0; i < compiled->command.args.count; i++) {
        const struct command_arg *arg = &compiled->command.args.at[i];
        if (arg->class == ARG_PREPROCESS && !is_asked_for(arg))
            command_arg_add(arena, flags, arg);
    }
    add_directories(arena, flags, &compiled->command, environment);
}

bool units_add(struct units *units, const char *directory, const char *file,
               const struct args *words)
{
    struct arena *arena = units->arena;
    struct compiled compiled = {.directory = real_path(arena, directory), .file = file};
    struct environment environment;
    struct args parse = {0}, translate = {0};
    if (!compiled.directory || !command_parse(arena, words->at, words->count, &compiled.command)) {
        fprintf(stderr, "tamerc: error: cannot use the command of '%s'\n", file);
        return false;
    }
    if (chdir(compiled.directory) != 0 || !environment_ask(arena, &compiled.command, &environment))
        return false;
    compiled.path = real_path(arena, file);
    if (!compiled.path || access(compiled.path, R_OK) != 0) {
        fprintf(stderr, "tamerc: error: cannot read '%s': %s\n", file, strerror(errno));
        return false;
    }
    if (chdir(units->home) != 0)
        return false;
    add_parse_flags(arena, &parse, &compiled, &environment);
    add_language(arena, &translate, &compiled, &environment);
    struct adopt_unit unit = {.path = file,
                              .parse_flags = parse.at,
                              .parse_flag_count = parse.count,
                              .macros = environment.macros,
                              .macros_size = environment.macros_size,
                              .translate_flags = translate.at,
                              .translate_flag_count = translate.count};
    vec_push(arena, &units->compiled, compiled);
    vec_push(arena, &units->units, unit);
    return true;
}

bool units_enter(void *context, size_t index)
{
    struct units *units = context;
    const char *directory = units->compiled.at[index].directory;
    if (chdir(directory) == 0)
        return true;
    fprintf(stderr, "tamerc: error: cannot enter '%s': %s\n", directory, strerror(errno));
    return false;
}

/* ---- preprocessing what would be ---- */

/* Directories and files are those of the mirror where it has them, else those outside. The current
 * directory is the one that the command runs in, or its image. */
static const char *inside(struct units *units, const struct compiled *compiled, const char *path)
{
    if (path[0] != '/')
        path = arena_printf(units->arena, "%s/%s", compiled->directory, path);
    const char *real = real_path(units->arena, path);
    if (!real)
        return NULL;
    return mirror_holds(&units->mirror, real) ? mirror_inside(&units->mirror, real) : real;
}

static struct command command_inside(struct units *units, const struct compiled *compiled)
{
    static const char *const options[] = {"-iquote",    "-include", "-imacros",
                                          "-idirafter", "-isystem", "-I"};
    const struct command *command = &compiled->command;
    struct command copy = *command;
    copy.args = (struct command_arg_list){0};
    for (size_t i = 0; i < command->args.count; i++) {
        struct command_arg arg = command->args.at[i];
        for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
            size_t size = strlen(options[k]);
            if (arg.class != ARG_PREPROCESS || strncmp(arg.text, options[k], size) != 0)
                continue;
            const char *there = inside(units, compiled, arg.value ? arg.value : arg.text + size);
            if (there) {
                arg.value = there;
                arg.text = options[k];
            }
            break;
        }
        vec_push(units->arena, &copy.args, arg);
    }
    return copy;
}

static bool mirror_files(struct units *units, const struct adopt_file_list *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct adopt_file *file = &files->at[i];
        bool fine = mirror_directory(&units->mirror, files_directory(units->arena, file->path));
        if (fine && file->after)
            fine = mirror_file(&units->mirror, file->path, file->after, file->after_size);
        else if (fine)
            fine = mirror_restore(&units->mirror, file->path);
        if (!fine)
            return false;
    }
    return true;
}

/* Says what the compiler has said, of the files that are there, not of the mirror's. */
static void pass_on(const struct units *units, FILE *said)
{
    char *line = NULL;
    size_t space = 0, root = strlen(units->mirror.root);
    rewind(said);
    while (getline(&line, &space, said) >= 0)
        for (char *at = line; *at;) {
            bool inside = strncmp(at, units->mirror.root, root) == 0 && at[root] == '/';
            at += inside ? root : 0;
            fputc(*at++, stderr);
        }
    free(line);
}

/* As preprocess_run. A unit is preprocessed once for each round, and heard in the first. */
static int preprocess_aside(struct units *units, struct compiled *compiled,
                            const struct command *command, const struct preprocess *request,
                            struct strbuf *out)
{
    FILE *said = tmpfile();
    int own = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    bool aside = said && own >= 0 && dup2(fileno(said), STDERR_FILENO) >= 0;
    int status = preprocess_run(units->arena, command, request, out);
    if (aside)
        dup2(own, STDERR_FILENO);
    if (aside && (status != 0 || !compiled->was_heard))
        pass_on(units, said);
    compiled->was_heard = true;
    if (said)
        fclose(said);
    if (own >= 0)
        close(own);
    return status;
}

bool units_preprocess(void *context, size_t index, const struct adopt_file_list *files,
                      struct strbuf *out, bool *ret_gnu)
{
    struct units *units = context;
    struct compiled *compiled = &units->compiled.at[index];
    struct args deps = {0};
    if (!mirror_files(units, files) || !mirror_directory(&units->mirror, compiled->directory))
        return false;
    if (chdir(mirror_inside(&units->mirror, compiled->directory)) != 0) {
        fprintf(stderr, "tamerc: error: cannot enter '%s': %s\n", compiled->directory,
                strerror(errno));
        return false;
    }
    struct command command = command_inside(units, compiled);
    struct command_arg input = {.text = compiled->file[0] == '/'
                                            ? mirror_inside(&units->mirror, compiled->path)
                                            : compiled->file,
                                .class = ARG_INPUT,
                                .language = LANGUAGE_C};
    struct preprocess request = {.input = &input,
                                 .marks = true,
                                 .include_dir = preprocess_include_dir(units->arena),
                                 .deps = &deps,
                                 .stdin_fd = -1};
    strbuf_puts(out, "");
    bool fine = preprocess_aside(units, compiled, &command, &request, out) == 0;
    *ret_gnu = preprocess_is_gnu(out->text, out->size);
    return fine;
}

const char *units_original(void *context, const char *name)
{
    struct units *units = context;
    const char *real = real_path(units->arena, name);
    return mirror_outside(&units->mirror, real ? real : name);
}

void units_leave(void *context)
{
    struct units *units = context;
    if (chdir(units->home) != 0)
        fprintf(stderr, "tamerc: error: cannot return to '%s'\n", units->home);
}

bool units_own(void *context, const char *path)
{
    const struct units *units = context;
    for (size_t i = 0; i < units->compiled.count; i++)
        if (strcmp(units->compiled.at[i].path, path) == 0)
            return true;
    size_t size = strlen(units->home);
    bool below = strncmp(path, units->home, size) == 0 && (path[size] == '/' || size == 1);
    return below && !units->only_named;
}

static bool includes_header(const struct command *command)
{
    static const char header[] = "tamer/tamer.h";
    for (size_t i = 0; i < command->args.count; i++) {
        const struct command_arg *arg = &command->args.at[i];
        const char *value = arg->value ? arg->value : arg->text;
        size_t size = strlen(value), end = strlen(header);
        if (strncmp(arg->text, "-include", 8) == 0 && size >= end &&
            strcmp(value + size - end, header) == 0)
            return true;
    }
    return false;
}

bool units_have_header(const struct units *units)
{
    for (size_t i = 0; i < units->compiled.count; i++)
        if (!includes_header(&units->compiled.at[i].command))
            return false;
    return units->compiled.count > 0;
}
