/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/adopt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adopt/adopt.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/adopt_apply.h"
#include "driver/adopt_opts.h"
#include "driver/adopt_report.h"
#include "driver/adopt_units.h"
#include "driver/cleanup.h"
#include "driver/database.h"
#include "driver/diff.h"
#include "driver/files.h"
#include "driver/outfile.h"

struct session {
    struct arena *arena;
    struct adopt_opts opts;
    struct units units;
    struct adopt_result result;
};

static void show_progress(void *context, const char *what, size_t done, size_t count)
{
    (void)context;
    if (isatty(STDERR_FILENO) && count > 1)
        fprintf(stderr, "\r\033[K%s %zu of %zu", what, done + 1, count);
}

static void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

static bool is_c(const char *path)
{
    const char *suffix = files_suffix(path);
    if (strcmp(suffix, ".c") == 0 || strcmp(suffix, ".h") == 0 || strcmp(suffix, ".i") == 0)
        return true;
    fprintf(stderr, "tamerc: error: '%s' is not named as a C file is\n", path);
    return false;
}

static bool add_named(struct session *session)
{
    const struct adopt_opts *opts = &session->opts;
    for (size_t i = 0; i < opts->files.count; i++) {
        if (!is_c(opts->files.at[i]))
            return false;
        show_progress(session, "asking the compiler about", i, opts->files.count);
        if (!units_add(&session->units, session->units.home, opts->files.at[i], &opts->words))
            return false;
    }
    return true;
}

static const char *entry_path(struct arena *arena, const struct database_entry *entry)
{
    const char *file = entry->file;
    char *real = realpath(
        file[0] == '/' ? file : arena_printf(arena, "%s/%s", entry->directory, file), NULL);
    char *path = real ? arena_strdup(arena, real) : NULL;
    free(real);
    return path;
}

/* Without names, all C files of the database; else those that are named. */
static bool is_selected(struct session *session, const struct database_entry *entry)
{
    const struct args *files = &session->opts.files;
    const char *path = entry_path(session->arena, entry);
    bool selected = files->count == 0 && strcmp(files_suffix(entry->file), ".c") == 0;
    for (size_t i = 0; path && !selected && i < files->count; i++) {
        char *real = realpath(files->at[i], NULL);
        selected = real && strcmp(real, path) == 0;
        free(real);
    }
    return selected;
}

static bool add_database(struct session *session)
{
    struct database database;
    size_t selected = 0;
    if (!database_read(session->arena, session->opts.database, &database))
        return false;
    for (size_t i = 0; i < database.count; i++) {
        const struct database_entry *entry = &database.at[i];
        show_progress(session, "asking the compiler about", i, database.count);
        if (!is_selected(session, entry))
            continue;
        selected++;
        if (!units_add(&session->units, entry->directory, entry->file, &entry->words))
            return false;
    }
    if (database.count == 0)
        fprintf(stderr,
                "tamerc: error: '%s' lists no files; build everything once while it is recorded\n",
                session->opts.database);
    else if (selected == 0)
        fprintf(stderr, "tamerc: error: '%s' names none of the files\n", session->opts.database);
    return selected > 0;
}

static bool add_units(struct session *session)
{
    bool fine = session->opts.database ? add_database(session) : add_named(session);
    end_progress();
    return fine;
}

static bool compute(struct session *session)
{
    const struct adopt_opts *opts = &session->opts;
    struct adopt_options options = {.units = session->units.units.at,
                                    .unit_count = session->units.units.count,
                                    .only = opts->only.at,
                                    .only_count = opts->only.count,
                                    .keep_plain = opts->keep_plain.at,
                                    .keep_plain_count = opts->keep_plain.count,
                                    .all = opts->all,
                                    .yields = opts->yields,
                                    .has_header = units_have_header(&session->units)};
    struct adopt_host host = {.context = &session->units,
                              .enter = units_enter,
                              .leave = units_leave,
                              .preprocess = units_preprocess,
                              .original = units_original,
                              .owns = units_own,
                              .progress = show_progress};
    bool fine = adopt(session->arena, &options, &host, &session->result, stderr);
    units_leave(&session->units);
    end_progress();
    return fine;
}

static void print_notes(const struct session *session)
{
    if (session->result.tamed.count == 0 && !session->opts.all)
        fputs(
            "tamerc: note: nothing is tamed: mark the functions that wait TAMED async, and include "
            "<tamer/tamer.h>\n",
            stderr);
    for (size_t i = 0; i < session->result.plain.count; i++) {
        const struct adopt_note *note = &session->result.plain.at[i];
        fprintf(stderr, "%s:%u:%u: '%s' %s: %s\n",
                adopt_report_path(note->file, session->units.home), note->line, note->column,
                note->name, note->is_pointer ? "has no mark" : "stays plain", note->reason);
    }
}

static bool print_diff(const struct session *session)
{
    struct strbuf text = {0};
    for (size_t i = 0; i < session->result.files.count; i++) {
        const struct adopt_file *file = &session->result.files.at[i];
        if (file->after)
            diff_print(&text, adopt_report_path(file->path, session->units.home), file->before,
                       file->before_size, file->after, file->after_size);
    }
    bool fine = outfile_write(NULL, text.text ? text.text : "", text.size);
    strbuf_free(&text);
    return fine;
}

/* NULL: nothing is defined in it. */
static const struct adopt_file *find_file(const struct session *session, const char *path)
{
    for (size_t i = 0; i < session->result.files.count; i++)
        if (strcmp(session->result.files.at[i].path, path) == 0)
            return &session->result.files.at[i];
    return NULL;
}

static bool write_unchanged(const struct session *session, const char *path)
{
    struct strbuf text = {0};
    bool fine = files_read(path, &text) &&
                outfile_write(session->opts.output, text.text ? text.text : "", text.size);
    strbuf_free(&text);
    return fine;
}

/* The adopted text of the one file. */
static bool write_one(const struct session *session)
{
    char *path = realpath(session->opts.files.at[0], NULL);
    const struct adopt_file *file = path ? find_file(session, path) : NULL;
    bool fine = false;
    if (file)
        fine = outfile_write(session->opts.output, file->after ? file->after : file->before,
                             file->after ? file->after_size : file->before_size);
    else if (path)
        fine = write_unchanged(session, path);
    free(path);
    return fine;
}

static bool write_reports(const struct session *session)
{
    const struct adopt_opts *opts = &session->opts;
    struct strbuf text = {0};
    bool fine = true;
    if (opts->report) {
        adopt_report_lines(&text, &session->result, session->units.home);
        fine = outfile_write(opts->report, text.text ? text.text : "", text.size);
    }
    strbuf_clear(&text);
    if (opts->json) {
        adopt_report_json(&text, &session->result, session->units.home);
        fine = outfile_write(NULL, text.text, text.size) && fine;
    }
    strbuf_free(&text);
    return fine;
}

static bool deliver(const struct session *session)
{
    if (!write_reports(session))
        return false;
    if (session->opts.output)
        return write_one(session);
    if (session->opts.apply)
        return adopt_apply(session->arena, &session->result.files);
    return session->opts.json || print_diff(session);
}

int adopt_run(struct arena *arena, int argc, char **argv)
{
    struct session session = {.arena = arena,
                              .units = {.arena = arena, .mirror = {.arena = arena}}};
    if (!adopt_opts_parse(arena, argc, argv, &session.opts))
        return EXIT_FAILURE;
    if (session.opts.help) {
        adopt_opts_print_help();
        return 0;
    }
    char *home = realpath(".", NULL);
    if (!home)
        return EXIT_FAILURE;
    session.units.home = arena_strdup(arena, home);
    free(home);
    session.units.only_named = session.opts.output != NULL;
    cleanup_start();
    if (!add_units(&session) || !compute(&session) || !deliver(&session))
        return EXIT_FAILURE;
    if (!session.opts.json && !session.opts.report)
        print_notes(&session);
    return fflush(stdout) == 0 ? 0 : EXIT_FAILURE;
}
