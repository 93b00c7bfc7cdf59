/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"

enum { BLOCK = 64 * 1024 };

bool files_read_fd(int fd, struct strbuf *content)
{
    for (;;) {
        ssize_t size = read(fd, strbuf_reserve(content, BLOCK), BLOCK);
        if (size < 0 && errno == EINTR)
            continue;
        if (size > 0)
            content->size += (size_t)size;
        content->text[content->size] = '\0';
        if (size <= 0)
            return size == 0;
    }
}

bool files_read(const char *path, struct strbuf *content)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool fine = files_read_fd(fd, content);
    int error = errno;
    close(fd);
    errno = error;
    return fine;
}

bool files_is_regular(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

const char *files_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *files_suffix(const char *path)
{
    const char *base = files_base(path), *dot = strrchr(base, '.');
    /* ".profile" has no suffix. */
    return dot && dot != base ? dot : base + strlen(base);
}

char *files_with_suffix(struct arena *arena, const char *path, const char *suffix)
{
    int size = (int)(files_suffix(path) - path);
    return arena_printf(arena, "%.*s%s", size, path, suffix);
}

char *files_directory(struct arena *arena, const char *path)
{
    return arena_strndup(arena, path, (size_t)(files_base(path) - path));
}
