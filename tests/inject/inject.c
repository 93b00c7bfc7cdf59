/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Linked with a program that is tried: TAMER_INJECT="KIND MOST" runs it in place of itself, once
 * without a fault to learn of the places, then in a child of its own for MOST places of each point
 * (places.h). Each must end by itself, with nothing left and every defer run that was reached; or
 * abort for an error that nobody receives. A point at which no fault has come is told of, and
 * counts as wrong. Where MOST is more than a point keeps, as many of all places are tried besides:
 * all, or evenly spread. TAMER_INJECT="KIND @PLACE" runs it once, with a fault at that place.
 */
#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"

enum { LINES = 4096, SECONDS = 20, FAILURES_SHOWN = 3, SHOWN = 2000 };

/* How long the tries of one kind may take, so that none is left out but the second ones of a point:
 * processor time, in milliseconds, at the speed of the run without a fault. */
enum { BUDGET_MS = 2000 };

/* How a program ends that has failed a check of these. */
enum { LEFT_STATUS = 70 /* TAMER_COUNT's */, SANITIZER_STATUS = 86, OPEN_STATUS, DEFER_STATUS };

static const char *const kinds[] = {"none",  "cancel-task", "cancel-scope",
                                    "error", "no-memory",   "no-more-memory"};

static struct {
    long reached[LINES], run[LINES]; /* of defers, by line */
    size_t open;                     /* descriptors at the beginning */
} tried;

/* In memory that the runs share: what they tell of themselves. */
struct told {
    struct fault_outcome outcome; /* of the last one */
    struct points points;         /* what the first one has met */
};

const char *__asan_default_options(void);
const char *__lsan_default_options(void);

const char *__asan_default_options(void)
{
    return "exitcode=86:detect_stack_use_after_return=1";
}

const char *__lsan_default_options(void)
{
    return "exitcode=86";
}

/* ---- in the program that is tried ---- */

void inject_defer_reached(unsigned line);
int inject_defer_runs(unsigned line);

void inject_defer_reached(unsigned line)
{
    tried.reached[line % LINES]++;
}

int inject_defer_runs(unsigned line)
{
    tried.run[line % LINES]++;
    return 1;
}

static size_t count_open(void)
{
    DIR *directory = opendir("/proc/self/fd");
    size_t count = 0;

    while (directory && readdir(directory))
        count++;
    if (directory)
        closedir(directory);
    return count;
}

/* Behind the library's own end. */
static void at_end(void)
{
    bool balanced = true;

    faults_end();
    for (unsigned line = 0; line < LINES; line++)
        if (tried.reached[line] != tried.run[line]) {
            fprintf(stderr, "defers of line %u: %ld reached, %ld run\n", line, tried.reached[line],
                    tried.run[line]);
            balanced = false;
        }
    if (!balanced)
        _exit(DEFER_STATUS);
    if (count_open() != tried.open) {
        fprintf(stderr, "%zu descriptors at the beginning, %zu at the end\n", tried.open,
                count_open());
        _exit(OPEN_STATUS);
    }
}

static void begin(enum fault_kind kind, unsigned long at, struct told *told)
{
    tried.open = count_open();
    atexit(at_end);
    faults_begin(kind, at, &told->points, &told->outcome);
}

/* ---- the runs ---- */

struct runs {
    enum fault_kind kind;
    int said; /* a file: what the last one wrote to standard error */
    struct told *told;
    unsigned long tried, strayed, missed, unreceived, interrupted, aborted, no_value, wrong;
};

/* In the child; the program follows. */
static void become(const struct runs *runs, unsigned long at)
{
    if (dup2(runs->said, STDOUT_FILENO) < 0 || dup2(runs->said, STDERR_FILENO) < 0)
        _exit(1);
    close(runs->said);
    alarm(SECONDS);
    begin(runs->kind, at, runs->told);
}

/* False: this is the child. Else *ret_status is its status. */
static bool run_one(struct runs *runs, unsigned long at, int *ret_status)
{
    pid_t child;

    fflush(stdout);
    runs->told->outcome = (struct fault_outcome){0};
    if (ftruncate(runs->said, 0) != 0 || lseek(runs->said, 0, SEEK_SET) < 0 || (child = fork()) < 0)
        _exit(1);
    if (child == 0) {
        become(runs, at);
        return false;
    }
    while (waitpid(child, ret_status, 0) != child)
        ;
    return true;
}

/* The end of what it has said, where it has said much. */
static const char *said_by(const struct runs *runs)
{
    static char said[1 << 16];
    off_t size = lseek(runs->said, 0, SEEK_END), from = size - (off_t)sizeof said + 1;
    ssize_t length = pread(runs->said, said, sizeof said - 1, from > 0 ? from : 0);

    said[length > 0 ? length : 0] = '\0';
    return said;
}

static bool has_said(const struct runs *runs, const char *text)
{
    return strstr(said_by(runs), text) != NULL;
}

/* It may abort for want of memory, with all of it gone. */
static bool may_abort(const struct runs *runs)
{
    return runs->kind == FAULT_NO_MORE_MEMORY && has_said(runs, "tamer: out of memory");
}

/* It has looked at the value of a result that has none: a mistake of its own. */
static bool took_no_value(const struct runs *runs)
{
    const char *error = strstr(said_by(runs), "runtime error:");
    const char *type = error ? strstr(error, "null pointer of type 'const ") : NULL;
    const char *quote = type ? strstr(type, "__type'") : NULL;

    return quote && strcspn(type, "\n") > (size_t)(quote - type);
}

/* What the program may do after a fault, since it expects none: TAMER_INJECT_ALLOW names it.
 * errors: it keeps one. groups: it leaves one open that has no scope around it, or uses one that
 * was closed. channels: it uses one that could not be made. */
static bool is_allowed(const struct runs *runs, int status)
{
    const char *allowed = getenv("TAMER_INJECT_ALLOW");

    if (!allowed)
        return false;
    if (WIFEXITED(status) && WEXITSTATUS(status) == LEFT_STATUS)
        return (strstr(allowed, "errors") &&
                has_said(runs, "end: 0 frames, 0 tasks, 0 scopes, 0 delayed results,")) ||
               (strstr(allowed, "groups") && has_said(runs, "tamer: left: a group of "));
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
        return false;
    return (strstr(allowed, "groups") && has_said(runs, ": the group 'group', opened in ") &&
            has_said(runs, ", has been closed\n")) ||
           (strstr(allowed, "channels") &&
            (has_said(runs, ": the channel was not initialised") ||
             has_said(runs, "tamer: tamer_channel_receive\n") || /* no memory for more words */
             has_said(runs, "tamer: tamer_channel_send\n")));
}

static bool is_right(const struct runs *runs, int status)
{
    if (took_no_value(runs) || is_allowed(runs, status))
        return true;
    if (has_said(runs, "AddressSanitizer") || has_said(runs, "runtime error:"))
        return false;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGABRT && may_abort(runs);
    return WEXITSTATUS(status) != LEFT_STATUS && WEXITSTATUS(status) < SANITIZER_STATUS;
}

static void show(const struct runs *runs, unsigned long at, int status)
{
    const char *said = said_by(runs), *sanitizer = strstr(said, "Sanitizer");
    size_t length = strlen(said), shown = length < SHOWN ? length : SHOWN;

    printf("%s @%lu: %s %d\n%.*s\n", kinds[runs->kind], at, WIFEXITED(status) ? "status" : "signal",
           WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), SHOWN,
           sanitizer ? sanitizer : said + length - shown);
}

static void judge(struct runs *runs, unsigned long at, int status)
{
    runs->tried++;
    runs->unreceived += runs->told->outcome.unreceived;
    runs->interrupted += runs->told->outcome.interrupted;
    runs->aborted += WIFSIGNALED(status);
    runs->no_value += took_no_value(runs);
    if (!is_right(runs, status) && runs->wrong++ < FAILURES_SHOWN)
        show(runs, at, status);
}

/* Processor time that the run without a fault has taken, in milliseconds, and at least 1. */
static unsigned long time_taken(void)
{
    struct rusage usage;

    getrusage(RUSAGE_CHILDREN, &usage);
    return (unsigned long)(usage.ru_utime.tv_sec * 1000 + usage.ru_utime.tv_usec / 1000) + 1;
}

/* How many tries of a point there is time for. */
static unsigned afford(const struct runs *runs, unsigned most)
{
    unsigned long tries = BUDGET_MS / time_taken(), points = runs->told->points.count;

    if (points == 0 || tries / points >= most)
        return most;
    return tries < points ? 1 : (unsigned)(tries / points);
}

static void tell_missed(struct runs *runs, const struct point *point)
{
    runs->missed++;
    printf("%s: not tried: a point of %lu places, %lu the first", kinds[runs->kind], point->count,
           point->first);
    if (point->at)
        printf(": %s (%s:%u)", point->at->function, point->at->file, (unsigned)point->at->line);
    putchar('\n');
}

/* True: this is a child. */
static bool try_point(struct runs *runs, const struct point *point, unsigned most)
{
    bool met = false;
    int status;

    for (unsigned i = 0; i < most && i < point->count; i++) {
        unsigned long place = point_place(point, i, most);

        if (place == 0)
            continue;
        if (!run_one(runs, place, &status))
            return true;
        judge(runs, place, status);
        if (runs->told->outcome.key == point->key)
            met = true;
        else
            runs->strayed++;
    }
    if (!met)
        tell_missed(runs, point);
    return false;
}

/* `most` of all places, evenly spread; all, if there are no more. True: this is a child. */
static bool try_spread(struct runs *runs, unsigned long most)
{
    const unsigned long places = runs->told->points.places;
    int status;

    for (unsigned long i = 0; i < most && i < places; i++) {
        unsigned long place = most >= places ? i + 1 : 1 + i * (places - 1) / (most - 1);

        if (!run_one(runs, place, &status))
            return true;
        judge(runs, place, status);
    }
    return false;
}

/* True: this is a child. */
static bool run_all(struct runs *runs, unsigned most)
{
    const struct points *points = &runs->told->points;
    int status;

    if (!run_one(runs, 0, &status))
        return true;
    if (!is_right(runs, status)) {
        runs->wrong++;
        show(runs, 0, status);
    }
    for (unsigned i = 0, each = afford(runs, most); i < points->count; i++)
        if (try_point(runs, &points->points[points->order[i]], each))
            return true;
    return most > SPREAD && try_spread(runs, most);
}

/* Different ones; where memory is asked for there is none. */
static unsigned count_awaits(const struct points *points)
{
    unsigned count = 0;

    for (unsigned i = 0; i < points->count; i++) {
        const tamer_point *at = points->points[points->order[i]].at;
        unsigned j = 0;

        while (j < i && points->points[points->order[j]].at != at)
            j++;
        count += at && j == i;
    }
    return count;
}

static void tell(const struct runs *runs)
{
    const struct points *points = &runs->told->points;

    printf("%s: %lu places, %u points, %u awaits, %lu missed, %lu tried, %lu strayed, %lu "
           "unreceived, %lu interrupted, %lu aborted, %lu without value, %lu wrong\n",
           kinds[runs->kind], points->places, points->count, count_awaits(points),
           runs->missed + points->lost, runs->tried, runs->strayed, runs->unreceived,
           runs->interrupted, runs->aborted, runs->no_value, runs->wrong);
    fflush(stdout);
}

static enum fault_kind kind_of(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i]) == length && strncmp(kinds[i], name, length) == 0)
            return (enum fault_kind)i;
    fprintf(stderr, "TAMER_INJECT: no such kind: %s\n", name);
    _exit(2);
}

static __attribute__((constructor)) void inject(void)
{
    const char *wish = getenv("TAMER_INJECT"), *space = wish ? strchr(wish, ' ') : NULL;
    struct runs runs = {.said = -1};
    static struct told told;

    if (!space)
        return;
    runs.kind = kind_of(wish, (size_t)(space - wish));
    if (space[1] == '@') {
        begin(runs.kind, strtoul(space + 2, NULL, 10), &told);
        return;
    }
    runs.said = memfd_create("said", 0);
    runs.told =
        mmap(NULL, sizeof *runs.told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (runs.said < 0 || runs.told == MAP_FAILED)
        _exit(2);
    if (run_all(&runs, (unsigned)strtoul(space + 1, NULL, 10)))
        return;
    tell(&runs);
    _exit(runs.wrong > 0 || runs.missed > 0 || runs.told->points.lost > 0);
}
