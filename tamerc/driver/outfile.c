/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "driver/cleanup.h"

static bool report(const char *path)
{
    fprintf(stderr, "tamerc: error: cannot write '%s': %s\n", path, strerror(errno));
    return false;
}

static bool write_all(int fd, const char *text, size_t size)
{
    while (size) {
        ssize_t written = write(fd, text, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text += written;
        size -= (size_t)written;
    }
    return true;
}

/* Takes the descriptor. */
static bool write_and_close(int fd, const char *text, size_t size)
{
    bool fine = write_all(fd, text, size);
    int error = errno;
    if (close(fd) != 0 && fine) {
        fine = false;
        error = errno;
    }
    errno = error;
    return fine;
}

static bool write_directly(const char *path, const char *text, size_t size)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return (fd >= 0 && write_and_close(fd, text, size)) || report(path);
}

/* What open(…, 0666) would have given, or what the file has already. */
static mode_t mode_for(const struct stat *before)
{
    if (before)
        return before->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

const char *outfile_stage(struct arena *arena, const char *path, const struct stat *before,
                          const char *text, size_t size)
{
    char *temporary = arena_printf(arena, "%s.XXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0) {
        report(path);
        return NULL;
    }
    cleanup_add(temporary);
    bool moded = fchmod(fd, mode_for(before)) == 0;
    if (write_and_close(fd, text, size) && moded)
        return temporary;
    report(path);
    outfile_drop(temporary);
    return NULL;
}

void outfile_drop(const char *temporary)
{
    unlink(temporary);
    cleanup_forget(temporary);
}

bool outfile_commit(const char *temporary, const char *path)
{
    bool fine = rename(temporary, path) == 0 || report(path);
    if (fine)
        cleanup_forget(temporary);
    else
        outfile_drop(temporary);
    return fine;
}

static bool write_by_rename(struct arena *arena, const char *path, const struct stat *before,
                            const char *text, size_t size)
{
    const char *temporary = outfile_stage(arena, path, before, text, size);
    return temporary && outfile_commit(temporary, path);
}

bool outfile_write(const char *path, const char *text, size_t size)
{
    struct arena arena = {0};
    struct stat before;
    if (!path || strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, text, size) || report("standard output");
    bool exists = stat(path, &before) == 0;
    if (exists && !S_ISREG(before.st_mode))
        return write_directly(path, text, size);
    /* Through a symbolic link: the file it names is replaced, the link stays. */
    char *real = exists ? realpath(path, NULL) : NULL;
    bool fine = write_by_rename(&arena, real ? real : path, exists ? &before : NULL, text, size);
    free(real);
    arena_free(&arena);
    return fine;
}
