/* SPDX-License-Identifier: BSD-3-Clause */
/* The translator's word on what the edits make. */
#include <stdlib.h>
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "translate.h"

struct message {
    const char *file, *text;
    unsigned line, column;
};

/* "FILE:LINE:COLUMN: error: TEXT [-Wname]" */
static bool parse_message(struct arena *arena, const char *line, size_t size, struct message *ret)
{
    static const char word[] = ": error: ";
    const char *error = memmem(line, size, word, strlen(word));
    if (!error)
        return false;
    char *head = arena_strndup(arena, line, (size_t)(error - line));
    char *column = strrchr(head, ':');
    char *number = NULL;
    if (column) {
        *column = '\0';
        number = strrchr(head, ':');
    }
    *ret = (struct message){.file = head};
    ret->text =
        arena_strndup(arena, error + strlen(word), size - (size_t)(error - line) - strlen(word));
    if (!number)
        return true;
    *number = '\0';
    ret->line = (unsigned)strtoul(number + 1, NULL, 10);
    ret->column = (unsigned)strtoul(column + 1, NULL, 10);
    return true;
}

static uint32_t file_named(const struct adoption *adoption, const char *name)
{
    const char *path = adoption->host->original(adoption->host->context, name);
    const struct outline *outline = adoption->outline;
    for (size_t i = 0; i < outline->files.count; i++)
        if (strcmp(outline->files.at[i].path, path) == 0)
            return (uint32_t)i;
    return OUTLINE_NONE;
}

static uint32_t offset_of_line(const char *text, size_t size, unsigned line, unsigned column)
{
    size_t at = 0;
    for (; line > 1 && at < size; line--) {
        const char *newline = memchr(text + at, '\n', size - at);
        at = newline ? (size_t)(newline - text) + 1 : size;
    }
    at += column ? column - 1 : 0;
    return (uint32_t)(at < size ? at : size);
}

static struct outline_spot spot_of(struct adoption *adoption, const struct message *message)
{
    struct outline_spot spot = {file_named(adoption, message->file), 0};
    if (spot.file == OUTLINE_NONE)
        return spot;
    const struct outline_file *file = &adoption->outline->files.at[spot.file];
    size_t size = file->size;
    const char *edited = edits_apply(adoption, spot.file, &size);
    uint32_t offset =
        offset_of_line(edited ? edited : file->text, size, message->line, message->column);
    spot.offset = edited ? edits_origin(adoption, spot.file, offset) : offset;
    return spot;
}

/* The NAME of "... [-Wtamer-NAME]"; it is cut off. */
static const char *split_name(struct arena *arena, const char **text)
{
    static const char lead[] = " [-Wtamer-";
    const char *name = strstr(*text, lead), *message = *text;
    if (!name)
        return "refused";
    *text = arena_strndup(arena, message, (size_t)(name - message));
    name += strlen(lead);
    return arena_strndup(arena, name, strcspn(name, "]"));
}

static bool reads(const struct adoption *adoption, size_t unit, uint32_t file)
{
    const struct outline_reading_list *readings = &adoption->outline->readings;
    for (size_t i = 0; i < readings->count; i++)
        if (readings->at[i].unit == unit && readings->at[i].file == file)
            return true;
    return false;
}

/* Where the place leads to no function that could be taken back, all of the unit are. */
static bool refuse_unit(struct adoption *adoption, size_t unit, struct outline_spot spot,
                        const char *kind, const char *reason)
{
    bool refused = false;
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        const struct state *state = &adoption->states[decl->entity];
        if (decl->is_definition && reads(adoption, unit, decl->name.written.file) &&
            state->is_tamed && !state->was_marked)
            refused |= adoption_refuse(adoption, decl->entity, spot, kind, reason);
    }
    return refused;
}

static bool take_back(struct adoption *adoption, size_t unit, const struct message *message)
{
    struct outline_spot spot = spot_of(adoption, message);
    const char *reason = message->text, *kind = split_name(adoption->arena, &reason);
    uint32_t function =
        outline_is_nowhere(spot) ? OUTLINE_NONE : places_function_at(adoption, spot);
    if (function != OUTLINE_NONE && adoption->states[function].is_tamed &&
        !adoption->states[function].was_marked)
        return adoption_refuse(adoption, function, spot, kind, reason);
    return refuse_unit(adoption, unit, spot, kind, reason);
}

static bool read_messages(struct adoption *adoption, size_t unit, const char *text, size_t size)
{
    bool refused = false;
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t length = newline ? (size_t)(newline - text) - at : size - at;
        struct message message;
        if (parse_message(adoption->arena, text + at, length, &message))
            refused |= take_back(adoption, unit, &message);
        at += length + 1;
    }
    return refused;
}

static enum verify_result verify_unit(struct adoption *adoption, size_t index,
                                      const struct adopt_file_list *files)
{
    const struct adopt_unit *unit = &adoption->options->units[index];
    struct translate_options options = {.line_markers = true,
                                        .flags = unit->translate_flags,
                                        .flag_count = unit->translate_flag_count};
    struct strbuf text = {0}, out = {0};
    char *said = NULL;
    size_t said_size = 0;
    FILE *messages = open_memstream(&said, &said_size);
    if (!messages)
        memory_exhausted();
    bool fine =
        adoption->host->preprocess(adoption->host->context, index, files, &text, &options.gnu);
    enum translate_result result = TRANSLATE_FAILED;
    if (fine)
        result = translate(&options, unit->path, text.text, text.size, &out, messages);
    fclose(messages);
    enum verify_result verdict = VERIFY_FINE;
    if (!fine) {
        verdict = VERIFY_FAILED;
    } else if (result == TRANSLATE_FAILED) {
        verdict = read_messages(adoption, index, said, said_size) ? VERIFY_AGAIN : VERIFY_FAILED;
        if (verdict == VERIFY_FAILED)
            fwrite(said, 1, said_size, adoption->messages);
    }
    free(said);
    strbuf_free(&text);
    strbuf_free(&out);
    return verdict;
}

/* Nothing that the unit reads has changed since it was fine. */
static bool is_unchanged(const struct adoption *adoption, size_t unit,
                         const struct adopt_file_list *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct adopt_file *file = &files->at[i];
        const struct adopt_file *verified = &adoption->verified[unit].at[i];
        bool same = file->after == verified->after ||
                    (file->after && verified->after && file->after_size == verified->after_size &&
                     memcmp(file->after, verified->after, file->after_size) == 0);
        if (!same && reads(adoption, unit, file->index))
            return false;
    }
    return true;
}

enum verify_result verify_round(struct adoption *adoption, const struct adopt_file_list *files)
{
    enum verify_result verdict = VERIFY_FINE;
    size_t count = adoption->options->unit_count;
    if (!adoption->verified)
        adoption->verified = arena_array(adoption->arena, count, sizeof *adoption->verified);
    for (size_t i = 0; i < count && verdict != VERIFY_FAILED; i++) {
        if (adoption->verified[i].count > 0 && is_unchanged(adoption, i, files))
            continue;
        adoption->host->progress(adoption->host->context, "translating", i, count);
        enum verify_result one = verify_unit(adoption, i, files);
        adoption->verified[i] = one == VERIFY_FINE ? *files : (struct adopt_file_list){0};
        if (one != VERIFY_FINE)
            verdict = one;
    }
    return verdict;
}
