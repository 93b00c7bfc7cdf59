/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/args.h"
#include "driver/command.h"
#include "driver/files.h"
#include "driver/include_path.h"

/* A program with more headers is preprocessed without more ado. */
enum { MAX_FILES = 4096, SEEN_SLOTS = 2 * MAX_FILES };

struct identity {
    dev_t device;
    ino_t inode;
};

struct scan {
    struct arena *arena;
    struct include_path path;
    struct args queue; /* files to look at; the first `next` have been */
    size_t next;
    struct identity *seen; /* open-addressed table of SEEN_SLOTS; inode 0: free */
    size_t seen_count;
    bool found;
};

/* false: it was there already, or the table is full (then `found` is set). */
static bool note_file(struct scan *scan, dev_t device, ino_t inode)
{
    size_t slot = ((size_t)inode * 31 + (size_t)device) % SEEN_SLOTS;
    while (scan->seen[slot].inode) {
        if (scan->seen[slot].inode == inode && scan->seen[slot].device == device)
            return false;
        slot = (slot + 1) % SEEN_SLOTS;
    }
    if (scan->seen_count >= MAX_FILES) {
        scan->found = true;
        return false;
    }
    scan->seen[slot] = (struct identity){device, inode};
    scan->seen_count++;
    return true;
}

static bool enqueue_if_file(struct scan *scan, const char *directory, const char *slash,
                            const char *name)
{
    char *path = arena_printf(scan->arena, "%s%s%s", directory, slash, name);
    if (!files_is_regular(path))
        return false;
    args_add(scan->arena, &scan->queue, path);
    return true;
}

/* `every`: all the directories that have it, as #include_next may mean any. */
static bool enqueue_from(struct scan *scan, const struct args *directories, const char *name,
                         bool every)
{
    bool any = false;
    for (size_t i = 0; i < directories->count && (every || !any); i++)
        any = enqueue_if_file(scan, directories->at[i], "/", name) || any;
    return any;
}

static void include_quoted(struct scan *scan, const char *includer, const char *name, bool every)
{
    if (name[0] == '/') {
        scan->found |= !enqueue_if_file(scan, "", "", name);
        return;
    }
    bool any = enqueue_if_file(scan, files_directory(scan->arena, includer), "", name);
    if (!any || every)
        any = enqueue_from(scan, &scan->path.quoted, name, every) || any;
    if (!any || every)
        any = enqueue_from(scan, &scan->path.all, name, every) || any;
    scan->found |= !any;
}

/* A header that is nowhere is the compiler's own, or left out by an #if. */
static void include_angled(struct scan *scan, const char *name, bool every)
{
    if (!enqueue_from(scan, &scan->path.all, name, every) && !scan->path.certain)
        scan->found = true;
}

/* Behind the word include or include_next of a directive. */
static void read_include(struct scan *scan, const char *includer, const char *text, bool every)
{
    while (*text == ' ' || *text == '\t')
        text++;
    char close = *text == '"' ? '"' : *text == '<' ? '>' : '\0';
    const char *end = close ? text + 1 + strcspn(text + 1, close == '"' ? "\"\n" : ">\n") : NULL;
    if (!end || *end != close) {
        scan->found = true; /* a macro names the file */
        return;
    }
    char *name = arena_strndup(scan->arena, text + 1, (size_t)(end - text - 1));
    if (close == '"')
        include_quoted(scan, includer, name, every);
    else
        include_angled(scan, name, every);
}

static const char *skip_blanks_back(const char *start, const char *at)
{
    while (at > start && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return at;
}

/* Does the text before `at` end so? */
static bool ends_with(const char *start, const char *at, const char *end)
{
    size_t size = strlen(end);
    return (size_t)(at - start) >= size && memcmp(at - size, end, size) == 0;
}

/* Is `at` the word behind a # (or its digraph) that is first on its line? Behind a comment or a
 * spliced line: perhaps, so yes. */
static bool is_directive(const char *start, const char *at)
{
    at = skip_blanks_back(start, at);
    if (ends_with(start, at, "*/") || ends_with(start, at, "\\\n"))
        return true;
    if (ends_with(start, at, "#"))
        at--;
    else if (ends_with(start, at, "%:"))
        at -= 2;
    else
        return false;
    at = skip_blanks_back(start, at);
    return at == start || ends_with(start, at, "\n") || ends_with(start, at, "*/");
}

static void read_includes(struct scan *scan, const char *path, const struct strbuf *content)
{
    static const char word[] = "include";
    const char *start = content->text, *end = start + content->size, *at = start;
    while (!scan->found && (at = memmem(at, (size_t)(end - at), word, strlen(word))) != NULL) {
        const char *behind = at + strlen(word);
        bool every = strncmp(behind, "_next", 5) == 0;
        if (every)
            behind += 5;
        if (is_directive(start, at) && strchr(" \t\"<", *behind))
            read_include(scan, path, behind, every);
        at = behind;
    }
}

/* A file that cannot be read is the compiler's to complain about. */
static void look_at(struct scan *scan, const char *path, const char *name, struct strbuf *content)
{
    static const char mark[] = "tamer/";
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return;
    strbuf_clear(content);
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        note_file(scan, status.st_dev, status.st_ino) && files_read_fd(fd, content)) {
        if (memmem(content->text, content->size, mark, strlen(mark)))
            scan->found = true;
        else
            read_includes(scan, name, content);
    }
    close(fd);
}

bool scan_can_be_tamed(struct arena *arena, const struct command *command, const char *path,
                       const char *name)
{
    struct strbuf content = {0};
    struct scan scan = {.arena = arena, .path = include_path_of(arena, command)};
    scan.seen = arena_array(arena, SEEN_SLOTS, sizeof *scan.seen);
    look_at(&scan, path, name, &content);
    /* The compiler looks for these from its current directory, not the file's. */
    for (size_t i = 0; i < scan.path.forced.count; i++)
        include_quoted(&scan, "", scan.path.forced.at[i], false);
    while (!scan.found && scan.next < scan.queue.count) {
        const char *header = scan.queue.at[scan.next++];
        look_at(&scan, header, header, &content);
    }
    strbuf_free(&content);
    return scan.found;
}
