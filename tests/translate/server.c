/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A program as people write them: comments, conditions, macros and blank lines, none of which the
 * translation may touch.
 */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch.h"	/* a tab before this comment */


#ifdef SERVER_QUIET
#  define LOG(...)   ((void)0)
#else
#  define LOG(...)   (printf(__VA_ARGS__), putchar('\n'))
#endif

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CHECK(condition)                                  \
    do {                                                  \
        if (!(condition)) {                               \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            goto failed;                                  \
        }                                                 \
    } while (0)

enum { ROUNDS = 3 };          /* not too many */

struct request
{
	const char *path;         // tabs here,   and   spaces
	int         id;
};

static int  total;	static bool verbose = true;

#if 0
This is not C: it's a note, "and never was.
TAMED async int never(void) { }
#endif

/* The leaf of all this. */
TAMED async int fetch(const char *path, size_t size)
{
    await tamer_yield();
    return (int)(strlen(path) + size);
}

TAMED async const char *name_of(int id) { static const char *const names[] = { "zero", "one", "two" }; await tamer_yield(); return (size_t)id < COUNT(names) ? names[id] : NULL; }

/*
 * Keeps what it says and how.
 */
static TAMED async int handle(struct request *request)
{
    int sum = 0;
    const char *name = await name_of(request->id);

    /* Nothing in here changes. */
    if (name == NULL)    /* kept */
        name = "?";   // kept, with   its blanks
    total += sum   +   INT_MAX - INT_MAX; /* kept */
    LOG("%s is %s", request->path,   /* kept */
        name);
    errno = 0; /* kept */
    for (int i = 0; i < ROUNDS; i++) {
	/* a comment that is indented by a tab: kept */
        sum += await fetch(request->path, (size_t)i);
        CHECK(sum < FETCH_LIMIT); /* kept */
    }
    fprintf(stdout, "%s: %d\n", name, sum); /* kept */
    assert(sum != EOF);
    return sum;
failed:
    puts("too much");
    return EOF;
}

#undef CHECK
#define CHECK(x)  ((x) ? "yes" : "no, " #x)

/* Between the two nothing changes, whatever it looks like:   "await", TAMED. */
static const char *plain(int n)
{
    return CHECK(n > 1);
}

static TAMED async void all(struct request *requests, size_t count)
{
    TAMER_SCOPE(scope) {
        for (size_t i = 0; i < count; i++)
            handle_scoped(scope, &requests[i]);
    }
    puts(CHECK(count > 1)); /* kept */
}

int main(void)
{
    struct request requests[] = { { "index.html", 1 }, { "a", 0 }, { "logo", 7 } };

    LOG("%d", fetch("plain", 1));
    TAMER_SCOPE(scope, .timeout = 10) {
        fetch_delayed *late =   fetch_scoped(scope, "late",   COUNT(requests)); // its blanks stay
        fetch_delayed slot = {0}; (void)slot;
        all_scoped(scope, requests, COUNT(requests)); /* dropped */
        printf("%d %s\n", fetch_get(late), plain(2));
    }
    printf("%d %s %s %d %d\n", total, plain(1), verbose ? __FILE__ : "", __LINE__, header_id);
    return 0;
}
