/* SPDX-License-Identifier: BSD-3-Clause */
/* The translator's word on what the edits make. */
#include <stdlib.h>
#include <string.h>

#include "adopt/parts.h"
#include "base/arena.h"
#include "base/names.h"
#include "base/strbuf.h"
#include "translate.h"

bool verify_reads(const struct adoption *adoption, size_t unit, uint32_t file)
{
    const struct outline_reading_list *readings = &adoption->outline->readings;
    for (size_t i = 0; i < readings->count; i++)
        if (readings->at[i].unit == unit && readings->at[i].file == file)
            return true;
    return false;
}

/* Everything that is to be tamed in the unit is: a mark in front of a macro may have become another
 * one's. */
static bool all_marked(struct adoption *adoption, size_t unit, const struct names *tamed)
{
    bool fine = true;
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        const char *name = adoption->outline->entities.at[decl->entity].name;
        if (!decl->is_definition || !adoption->states[decl->entity].is_tamed ||
            decl->unit != unit || names_find(tamed, name, strlen(name)))
            continue;
        fine &= !adoption_refuse(adoption, decl->entity, decl->name.written, "macro",
                                 "the macro that makes it leaves no place for its mark");
    }
    return fine;
}

static enum verify_result verify_unit(struct adoption *adoption, size_t index,
                                      const struct adopt_file_list *files)
{
    const struct adopt_unit *unit = &adoption->options->units[index];
    struct names tamed = {.arena = adoption->arena};
    struct translate_options options = {.line_markers = true,
                                        .tamed = &tamed,
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
        verdict = blame(adoption, index, said, said_size) ? VERIFY_AGAIN : VERIFY_FAILED;
        if (verdict == VERIFY_FAILED)
            fwrite(said, 1, said_size, adoption->messages);
    }
    if (verdict == VERIFY_FINE && !all_marked(adoption, index, &tamed))
        verdict = VERIFY_AGAIN;
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
        if (!same && verify_reads(adoption, unit, file->index))
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
