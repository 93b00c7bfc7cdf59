/* SPDX-License-Identifier: BSD-3-Clause */
/* The virtual clock: nothing here takes real time. */
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include <tamer/io.h>

#include "turns.h"

static double real_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static TAMED async void sleeper(const char *name, double seconds)
{
    tamer_defer {
        printf("  %s leaves at %.9f\n", name, tamer_now());
    }
    await tamer_sleep(seconds);
}

/* Timers that differ by less than real ones can: in the order of their times. */
static void by_time(void)
{
    TAMER_SCOPE(scope) {
        sleeper_scoped(scope, "d", 2);
        sleeper_scoped(scope, "c", 0.000000004);
        sleeper_scoped(scope, "b", 0.000000002);
        sleeper_scoped(scope, "a, of the same time", 0.000000002);
        sleeper_scoped(scope, "far", 1e8);
    }
}

static void limits(void)
{
    OWNED tamer_error *error = NULL;

    TAMER_SCOPE(scope, .timeout = 5, .error = &error) {
        sleeper_scoped(scope, "in time", 4.999999998);
        sleeper_scoped(scope, "too late", 5.1);
        sleeper_scoped(scope, "at the very time", 5);
    }
    report(&error);
    printf("  at %g\n", tamer_now());
}

static TAMED async void setter(void)
{
    printf("  back: %s\n", strerror(-tamer_clock_set(tamer_now() - 1)));
    printf("  forwards: %d\n", tamer_clock_set(tamer_now() + 10));
    printf("  at %g\n", tamer_now());
}

/* The times that are passed come in order; one that is not passed keeps its own. */
static void set(void)
{
    TAMER_SCOPE(scope) {
        sleeper_scoped(scope, "third", 3);
        sleeper_scoped(scope, "second", 2);
        sleeper_scoped(scope, "eleventh", 11);
        sleeper_scoped(scope, "first", 1);
        setter_scoped(scope);
    }
}

static TAMED async void reader(int fd)
{
    char byte;
    ssize_t got = await tamer_read(fd, &byte, 1);

    printf("  read %zd at %g\n", got, tamer_now());
}

/* What can be read is, before time passes; what cannot does not hold time up. */
static TAMED async void descriptors(void)
{
    int ends[2];

    if (pipe(ends) < 0)
        return;
    tamer_defer {
        close(ends[0]);
        close(ends[1]);
    }
    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        reader_scoped(scope, ends[0]);
        await tamer_sleep(7);
        printf("  writing at %g\n", tamer_now());
        await tamer_write(ends[1], "x", 1);
        await tamer_sleep(1);
        reader_scoped(scope, ends[0]);
        await tamer_sleep(1);
    }
    printf("  at %g\n", tamer_now());
}

/* A look-up runs on another thread: time waits for it. */
static void elsewhere(void)
{
    struct addrinfo *list = NULL;

    TAMER_SCOPE(scope, .exit = TAMER_CANCEL) {
        sleeper_scoped(scope, "the one who must not leave first", 5);
        printf("  looked up: %d", tamer_resolve("localhost", "80", NULL, &list));
        printf(" at %g\n", tamer_now());
    }
    freeaddrinfo(list);
}

static void *on_thread(void *unused)
{
    (void)unused;
    printf("  another thread begins at %g", tamer_now());
    tamer_sleep(50);
    printf(" and ends at %g\n", tamer_now());
    return NULL;
}

static void threads(void)
{
    pthread_t thread;

    tamer_clock_virtual(100);
    tamer_sleep(1);
    if (pthread_create(&thread, NULL, on_thread, NULL) == 0)
        pthread_join(thread, NULL);
    printf("  this one is at %g\n", tamer_now());
}

static TAMED async void chooser(double start)
{
    await tamer_sleep(2);
    tamer_clock_virtual(start);
    printf("  virtual: %d, at %g\n", tamer_clock_is_virtual(), tamer_now());
}

/* What waits keeps what is left of its time. */
static void chosen_anew(void)
{
    TAMER_SCOPE(scope) {
        sleeper_scoped(scope, "slept three of five", 5);
        chooser_scoped(scope, 1000);
    }
    tamer_clock_real();
    printf("  virtual: %d, now the system's: %d\n", tamer_clock_is_virtual(),
           tamer_now() - real_now() < 1 && real_now() - tamer_now() < 1);
    printf("  set: %s\n", strerror(-tamer_clock_set(1e9)));
}

int main(void)
{
    double began = real_now();

    tamer_clock_virtual(0);
    tamer_sleep(3600);
    printf("an hour: at %g\n", tamer_now());
    tamer_clock_virtual(1709591365);
    tamer_sleep(1);
    printf("a second: at %.6f\n", tamer_now());
    tamer_clock_virtual(-1);
    puts("in the order of their times");
    by_time();
    tamer_clock_virtual(0);
    puts("limits");
    limits();
    puts("set");
    set();
    tamer_clock_virtual(0);
    puts("descriptors");
    descriptors();
    puts("other threads");
    elsewhere();
    threads();
    puts("chosen anew");
    chosen_anew();
    printf("years of it in less than ten seconds: %d\n", real_now() - began < 10);
}
