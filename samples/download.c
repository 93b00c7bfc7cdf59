/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * download PORT FILE... fetches files from a web server on this machine with one function, called
 * in three ways: sync, one by one; awaited, one by one; and in a scope, all at once. Then the time
 * of all is that of the longest.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <tamer/tamer.h>

static const char *port;
static char **files;
static int file_count;
static const char *way; /* for the progress line */
static int finished;
static long received;
static double longest; /* of the downloads in the scope */

static void progress(long bytes)
{
    received += bytes;
    if (!isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r%-8s %d of %d files, %4ld kB", way, finished, file_count, received / 1000);
}

/* Returns how many seconds it took. */
static TAMED async double fetch(const char *file)
{
    double start = tamer_now();
    char buffer[4096];
    int fd = tamer_check(await tamer_tcp_connect("127.0.0.1", port));
    tamer_defer {
        await tamer_close(fd);
    }

    ssize_t size = snprintf(buffer, sizeof buffer, "GET /%s HTTP/1.0\r\n\r\n", file);
    tamer_check(await tamer_write_all(fd, buffer, (size_t)size));
    size = tamer_check(await tamer_read(fd, buffer, sizeof buffer));
    if (size < 12 || memcmp(buffer + 8, " 200", 4) != 0)
        tamer_raise(ENOENT, "no file %s", file);
    for (; size > 0; size = tamer_check(await tamer_read(fd, buffer, sizeof buffer)))
        progress(size);
    finished++;
    progress(0);
    return tamer_now() - start;
}

static void sync_one_by_one(void)
{
    for (int i = 0; i < file_count; i++)
        fetch(files[i]);
}

static TAMED async void awaited_one_by_one(void)
{
    for (int i = 0; i < file_count; i++)
        await fetch(files[i]);
}

static void scoped(void)
{
    fetch_delayed *results = calloc((size_t)file_count, sizeof *results);

    TAMER_SCOPE(scope) {
        for (int i = 0; i < file_count; i++)
            fetch_scoped_into(scope, &results[i], files[i]);
    }
    for (int i = 0; i < file_count; i++)
        longest = results[i].value > longest ? results[i].value : longest;
    free(results);
}

static double timed(const char *name, void (*run)(void))
{
    double start = tamer_now();

    way = name;
    finished = 0;
    received = 0;
    run();
    if (isatty(STDERR_FILENO))
        fputs("\n", stderr);
    return tamer_now() - start;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return fprintf(stderr, "usage: download PORT FILE...\n"), 2;
    port = argv[1];
    files = argv + 2;
    file_count = argc - 2;

    double sync = timed("sync", sync_one_by_one);
    double awaited = timed("awaited", awaited_one_by_one);
    double together = timed("scoped", scoped);

    printf("\nsync, one by one      %5.2f s\nawaited, one by one   %5.2f s\nin a scope            "
           "%5.2f s\n",
           sync, awaited, together);
    printf("the longest download  %5.2f s: the scope took %.2f times that\n", longest,
           together / longest);
    return together <= 1.3 * longest ? 0 : 1;
}
