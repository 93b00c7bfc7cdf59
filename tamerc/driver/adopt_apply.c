/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/adopt_apply.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adopt/adopt.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/files.h"
#include "driver/outfile.h"

struct step {
    const struct adopt_file *file;
    const char *temporary; /* staged, not yet in place; NULL: in place */
};

struct step_list VEC(struct step);

static bool is_as_read(const struct adopt_file *file)
{
    struct strbuf text = {0};
    bool fine = files_read(file->path, &text);
    if (!fine)
        fprintf(stderr, "tamerc: error: cannot read '%s': %s\n", file->path, strerror(errno));
    else if (text.size != file->before_size ||
             (text.size > 0 && memcmp(text.text, file->before, text.size) != 0))
        fine = fprintf(stderr, "tamerc: error: '%s' has changed meanwhile\n", file->path) < 0;
    strbuf_free(&text);
    return fine;
}

static bool stage(struct arena *arena, struct step_list *steps, const struct adopt_file *file)
{
    struct stat before;
    struct step step = {.file = file};
    if (!is_as_read(file))
        return false;
    if (stat(file->path, &before) != 0) {
        fprintf(stderr, "tamerc: error: cannot read '%s': %s\n", file->path, strerror(errno));
        return false;
    }
    if ((before.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0 || access(file->path, W_OK) != 0) {
        fprintf(stderr, "tamerc: error: '%s' is read-only; nothing has been changed\n", file->path);
        return false;
    }
    step.temporary = outfile_stage(arena, file->path, &before, file->after, file->after_size);
    if (step.temporary)
        vec_push(arena, steps, step);
    return step.temporary != NULL;
}

static bool commit(struct step_list *steps)
{
    for (size_t i = 0; i < steps->count; i++) {
        bool fine = outfile_commit(steps->at[i].temporary, steps->at[i].file->path);
        steps->at[i].temporary = NULL;
        if (fine)
            continue;
        for (size_t k = 0; k < i; k++)
            outfile_write(steps->at[k].file->path, steps->at[k].file->before,
                          steps->at[k].file->before_size);
        return false;
    }
    return true;
}

bool adopt_apply(struct arena *arena, const struct adopt_file_list *files)
{
    struct step_list steps = {0};
    bool fine = true;
    for (size_t i = 0; fine && i < files->count; i++)
        if (files->at[i].after)
            fine = stage(arena, &steps, &files->at[i]);
    fine = fine && commit(&steps);
    for (size_t i = 0; i < steps.count; i++)
        if (steps.at[i].temporary)
            outfile_drop(steps.at[i].temporary);
    return fine;
}
