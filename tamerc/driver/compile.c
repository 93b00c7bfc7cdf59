/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/compile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/cleanup.h"
#include "driver/command.h"
#include "driver/depend.h"
#include "driver/files.h"
#include "driver/outfile.h"
#include "driver/preprocess.h"
#include "driver/run.h"
#include "driver/runtime_library.h"
#include "driver/save.h"
#include "driver/scan.h"
#include "driver/translator.h"
#include "driver/workdir.h"

/* One input that is C, in the order of the command line. */
struct unit {
    const struct command_arg *input;
    bool can_be_tamed;
    const char *replacement; /* what the compiler gets in its place; NULL: itself */
    const char *deps;        /* dependency file that was written; NULL: none */
};

struct unit_list VEC(struct unit);

struct compile {
    struct arena *arena;
    const char *const *words;
    size_t word_count;
    struct command command;
    struct unit_list units;
    struct workdir workdir;
    const char *include_dir; /* of Tamer's headers; NULL: none */
    const char *stdin_copy;  /* NULL: standard input is no input */
    bool is_clang;           /* as its preprocessed text tells */
    bool failed;
    int status; /* to give where it failed */
};

/* ---- the user's command as it is ---- */

static void begin_command(struct compile *compile, struct args *args)
{
    const struct args *launchers = &compile->command.launchers;
    for (size_t i = 0; i < launchers->count; i++)
        args_add(compile->arena, args, launchers->at[i]);
    args_add(compile->arena, args, compile->command.compiler);
}

static int open_stdin_copy(const struct compile *compile)
{
    return compile->stdin_copy ? open(compile->stdin_copy, O_RDONLY | O_CLOEXEC) : -1;
}

/* with_headers: a file includes Tamer's, though nothing is translated. marks: leave those of tamed
 * C in -E's output. */
static int run_original(struct compile *compile, bool with_headers, bool marks)
{
    struct args args = {0};
    begin_command(compile, &args);
    for (size_t i = compile->command.first_arg; i < compile->word_count; i++)
        if (!command_is_ours(compile->words[i]))
            args_add(compile->arena, &args, compile->words[i]);
    if (marks)
        args_add(compile->arena, &args, "-D__TAMERC__=1");
    if (with_headers && compile->include_dir) {
        args_add(compile->arena, &args, "-idirafter");
        args_add(compile->arena, &args, compile->include_dir);
    }
    runtime_library_add(compile->arena, &compile->command, &args);
    return run_exec(args_vector(compile->arena, &args), open_stdin_copy(compile));
}

/* ---- which inputs ---- */

/* Standard input is needed twice, so it is kept. */
static bool keep_stdin(struct compile *compile)
{
    struct strbuf text = {0};
    if (files_read_fd(STDIN_FILENO, &text))
        compile->stdin_copy = workdir_write(compile->arena, &compile->workdir, "stdin",
                                            text.text ? text.text : "", text.size);
    else
        fprintf(stderr, "tamerc: error: cannot read standard input: %s\n", strerror(errno));
    strbuf_free(&text);
    return compile->stdin_copy != NULL;
}

/* Text that was preprocessed without __TAMERC__ has lost its marks for good. */
static bool has_marks(const char *path)
{
    static const char mark[] = "__annotate__";
    struct strbuf text = {0};
    bool found =
        files_read(path, &text) && text.size && memmem(text.text, text.size, mark, strlen(mark));
    strbuf_free(&text);
    return found;
}

static bool can_be_tamed(struct compile *compile, const struct command_arg *input)
{
    bool is_stdin = strcmp(input->text, "-") == 0;
    const char *path = is_stdin ? compile->stdin_copy : input->text;
    if (input->language == LANGUAGE_PREPROCESSED)
        return has_marks(path);
    return scan_can_be_tamed(compile->arena, &compile->command, path, input->text);
}

/* Returns whether any can hold tamed C; false too where it failed. */
static bool find_units(struct compile *compile)
{
    bool any = false;
    for (size_t i = 0; i < compile->command.args.count; i++) {
        const struct command_arg *arg = &compile->command.args.at[i];
        bool is_c = arg->language == LANGUAGE_C || arg->language == LANGUAGE_PREPROCESSED;
        if (arg->class != ARG_INPUT || !is_c)
            continue;
        if (strcmp(arg->text, "-") == 0 && !compile->stdin_copy && !keep_stdin(compile)) {
            compile->failed = true;
            return false;
        }
        struct unit unit = {.input = arg, .can_be_tamed = can_be_tamed(compile, arg)};
        vec_push(compile->arena, &compile->units, unit);
        any |= unit.can_be_tamed;
    }
    return any;
}

/* ---- translating ---- */

static void fail(struct compile *compile, int status)
{
    compile->failed = true;
    compile->status = status;
}

static void replace(struct compile *compile, struct unit *unit, const struct strbuf *text)
{
    struct arena *arena = compile->arena;
    const char *name = files_with_suffix(arena, files_base(unit->input->text), ".i");
    const char *saved = save_path(arena, &compile->command, unit->input, !compile->is_clang);
    unit->replacement = workdir_write(arena, &compile->workdir, name, text->text, text->size);
    if (!unit->replacement || (saved && !outfile_write(saved, text->text, text->size)))
        fail(compile, EXIT_FAILURE);
}

static struct preprocess request_for(struct compile *compile, struct unit *unit, struct args *deps)
{
    bool is_stdin = strcmp(unit->input->text, "-") == 0;
    unit->deps = depend_flags(compile->arena, &compile->command, unit->input, deps);
    return (struct preprocess){.input = unit->input,
                               .marks = true,
                               .include_dir = compile->include_dir,
                               .deps = deps,
                               .stdin_fd = is_stdin ? open_stdin_copy(compile) : -1};
}

static void close_request(const struct preprocess *request)
{
    if (request->stdin_fd >= 0)
        close(request->stdin_fd);
}

static void translate_unit(struct compile *compile, struct unit *unit)
{
    struct translator translator = {
        .command = &compile->command, .line_markers = true, .knows_level = true};
    struct args deps = {0};
    struct strbuf out = {0};
    struct preprocess request = request_for(compile, unit, &deps);
    struct translated translated = translator_run(compile->arena, &translator, &request, &out);
    close_request(&request);
    if (translated.result == TRANSLATE_FAILED) {
        fail(compile, translated.status);
    } else if (translated.result == TRANSLATE_DONE) {
        compile->is_clang = !translated.gnu;
        replace(compile, unit, &out);
    }
    strbuf_free(&out);
}

/* Beside a translated one, a plain input too comes preprocessed, so that one set of options fits
 * all. */
static void preprocess_unit(struct compile *compile, struct unit *unit)
{
    struct args deps = {0};
    struct strbuf text = {0};
    struct preprocess request = request_for(compile, unit, &deps);
    request.marks = false;
    int status = preprocess_run(compile->arena, &compile->command, &request, &text);
    close_request(&request);
    if (status)
        fail(compile, status);
    else
        replace(compile, unit, &text);
    strbuf_free(&text);
}

static bool translate_units(struct compile *compile)
{
    bool any = false;
    for (size_t i = 0; i < compile->units.count; i++) {
        struct unit *unit = &compile->units.at[i];
        if (unit->can_be_tamed)
            translate_unit(compile, unit);
        any |= unit->replacement != NULL;
    }
    for (size_t i = 0; any && !compile->failed && i < compile->units.count; i++) {
        struct unit *unit = &compile->units.at[i];
        if (!unit->replacement && unit->input->language == LANGUAGE_C)
            preprocess_unit(compile, unit);
    }
    return any;
}

/* Nothing is left of a failed run. */
static void remove_deps(const struct compile *compile)
{
    for (size_t i = 0; i < compile->units.count; i++) {
        const char *deps = compile->units.at[i].deps;
        if (deps && files_is_regular(deps))
            unlink(deps);
    }
}

/* ---- the compiler proper ---- */

static const struct unit *unit_of(const struct compile *compile, const struct command_arg *arg)
{
    for (size_t i = 0; i < compile->units.count; i++)
        if (compile->units.at[i].input == arg)
            return &compile->units.at[i];
    return NULL;
}

/* *language: the -x in force in the new command where a replacement set it, else NULL. */
static void add_input(struct compile *compile, struct args *args, const struct command_arg *arg,
                      const char **language)
{
    struct arena *arena = compile->arena;
    const struct unit *unit = unit_of(compile, arg);
    bool replaced = unit && unit->replacement;
    const char *wanted = replaced                 ? "cpp-output"
                         : !*language             ? NULL
                         : arg->explicit_language ? arg->explicit_language
                                                  : "none";
    if (wanted) {
        args_add(arena, args, "-x");
        args_add(arena, args, wanted);
    }
    *language = replaced ? wanted : NULL;
    args_add(arena, args, replaced ? unit->replacement : arg->text);
}

/* Does an input of another language need the preprocessor's options? */
static bool has_other_sources(const struct command *command)
{
    for (size_t i = 0; i < command->args.count; i++)
        if (command->args.at[i].class == ARG_INPUT &&
            command->args.at[i].language == LANGUAGE_SOURCE)
            return true;
    return false;
}

/* Behind the user's options: what they ask for has been said of the original, or compilers do not
 * say it of what a macro makes, which cannot be seen any more. */
static void add_silence(struct compile *compile, struct args *args)
{
    static const char *const gnu[] = {"-Wno-tautological-compare", "-Wno-logical-op", NULL};
    /* Before clang 16 there was no name for the second, and nothing to silence. */
    static const char *const clang[] = {"-Wno-unknown-warning-option",
                                        "-Wno-gnu-line-marker",
                                        "-Wno-parentheses-equality",
                                        "-Wno-constant-logical-operand",
                                        "-Wno-logical-op-parentheses",
                                        "-Wno-self-assign",
                                        "-Wno-tautological-compare",
                                        "-Wno-tautological-unsigned-zero-compare",
                                        NULL};
    args_add(compile->arena, args, "-Wno-comment");
    for (const char *const *each = compile->is_clang ? clang : gnu; *each; each++)
        args_add(compile->arena, args, *each);
}

static int run_translated(struct compile *compile)
{
    struct args args = {0};
    const char *language = NULL;
    bool all = has_other_sources(&compile->command);
    begin_command(compile, &args);
    for (size_t i = 0; i < compile->command.args.count; i++) {
        const struct command_arg *arg = &compile->command.args.at[i];
        if (arg->class == ARG_INPUT)
            add_input(compile, &args, arg, &language);
        else if (arg->class == ARG_BOTH || arg->class == ARG_COMPILE ||
                 arg->class == ARG_LANGUAGE || (all && arg->class != ARG_OURS))
            command_arg_add(compile->arena, &args, arg);
    }
    add_silence(compile, &args);
    runtime_library_add(compile->arena, &compile->command, &args);
    char *const *argv = args_vector(compile->arena, &args);
    if (compile->command.verbose)
        preprocess_show(argv);
    return run_wait(argv, -1);
}

/*
 * Tamer's headers are found here as where it translates. ccache keys an object by the output of -E:
 * that must tell `await f()` from `f()`, which without the marks it does not. CCACHE_DISABLE is
 * what ccache sets for the compilers that it runs.
 */
static int run_preprocessor(struct compile *compile)
{
    bool any = find_units(compile);
    return compile->failed ? EXIT_FAILURE
                           : run_original(compile, any || has_other_sources(&compile->command),
                                          any && getenv("CCACHE_DISABLE"));
}

int compile_run(struct arena *arena, const char *const *words, size_t count)
{
    struct compile compile = {.arena = arena, .words = words, .word_count = count};
    if (!command_parse(arena, words, count, &compile.command)) {
        fputs("tamerc: error: no compiler is named\n", stderr);
        return EXIT_FAILURE;
    }
    compile.include_dir = preprocess_include_dir(arena);
    if (compile.command.goal == GOAL_INFORM)
        return run_original(&compile, false, false);
    cleanup_start();
    if (compile.command.goal == GOAL_PREPROCESS)
        return run_preprocessor(&compile);
    bool any = find_units(&compile);
    if (compile.failed)
        return EXIT_FAILURE;
    if (!any)
        return run_original(&compile, has_other_sources(&compile.command), false);
    any = translate_units(&compile);
    if (compile.failed) {
        remove_deps(&compile);
        return compile.status;
    }
    return any ? run_translated(&compile) : run_original(&compile, true, false);
}
