/* SPDX-License-Identifier: BSD-3-Clause */
/* An interrupt signal cancels everything; the second one ends the process. Each case is a process
 * of its own, which says when it is waiting. */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <tamer/sync.h>

#include "turns.h"

static int to_parent;

static TAMED async void say_waiting(void)
{
    await turns(3);
    if (write(to_parent, "w", 1) != 1)
        puts("  cannot say it");
}

static TAMED async void waiter(int n)
{
    tamer_defer {
        await tamer_sleep(0.001);
        printf("  waiter %d cleaned up\n", n);
    }
    await tamer_sleep(1000);
    puts("  went on: wrong");
}

static TAMED async int nested(void)
{
    TAMER_SCOPE(outer) {
        waiter_scoped(outer, 1);
        TAMER_SCOPE(shielded, .shield = true) {
            say_waiting_scoped(shielded);
            waiter_scoped(outer, 2);
            while (!tamer_interrupted())
                await tamer_sleep(0.001);
            await tamer_sleep(0.005);
            puts("  the shield has been left");
        }
        await tamer_sleep(1000);
    }
    puts("  went on: wrong");
    return 1;
}

static int in_a_scope(void)
{
    TAMER_SCOPE(scope) {
        waiter_scoped(scope, 1);
        nested_scoped(scope);
        waiter_scoped(scope, 3);
    }
    printf("  interrupted: %d\n", tamer_interrupted());
    TAMER_SCOPE(scope) {
        waiter_scoped(scope, 4); /* never begins */
        tamer_sleep(1000);       /* returns at once */
    }
    return 3;
}

/* No scope, but a call that blocks; what is done under a shield still is. */
static int in_a_call(void)
{
    printf("  returned %d\n", nested());
    tamer_sleep(1000);
    TAMER_SCOPE(cleanup, .shield = true) {
        tamer_sleep(0.001);
        work_scoped(cleanup, 1, 2);
    }
    return 4;
}

/* Nothing but the signal can end the wait, and that is no deadlock. */
static int for_an_event(void)
{
    static tamer_event never = TAMER_EVENT_INIT;

    TAMER_SCOPE(scope) {
        say_waiting_scoped(scope);
        tamer_event_wait(&never);
    }
    printf("  interrupted: %d\n", tamer_interrupted());
    return 12;
}

static int while_busy(void)
{
    TAMER_SCOPE(scope) {
        endless_scoped(scope, 1);
        say_waiting_scoped(scope);
        endless_scoped(scope, 2);
    }
    return 5;
}

static TAMED async void stubborn(void)
{
    tamer_defer {
        puts("  cleaning up for long");
        fflush(stdout);
        await say_waiting();
        await tamer_sleep(1000);
        puts("  went on: wrong");
    }
    await say_waiting();
    await tamer_sleep(1000);
}

static int twice(void)
{
    stubborn();
    puts("  went on: wrong");
    return 6;
}

/* Asked for once more, the next one is the first again. */
static int once_more(void)
{
    printf("  returned %d\n", nested());
    printf("  again: %d\n", tamer_interrupts(true));
    printf("  interrupted: %d\n", tamer_interrupted());
    printf("  returned %d\n", nested());
    printf("  interrupted: %d\n", tamer_interrupted());
    printf("  off: %d\n", tamer_interrupts(false));
    printf("  interrupted: %d\n", tamer_interrupted());
    tamer_sleep(0.001);
    return 7;
}

static void own_handler(int number)
{
    (void)number;
    if (write(STDOUT_FILENO, "  own handler\n", 14) < 0)
        abort();
}

static void *other_thread(void *unused)
{
    (void)unused;
    printf("  another thread: %s\n", strerror(-tamer_interrupts(true)));
    return NULL;
}

static int restored(void)
{
    pthread_t thread;
    struct sigaction now;

    if (pthread_create(&thread, NULL, other_thread, NULL) == 0)
        pthread_join(thread, NULL);
    sigaction(SIGINT, NULL, &now);
    printf("  own handler while on: %d\n", now.sa_handler == own_handler);
    fflush(stdout);
    tamer_interrupts(false);
    raise(SIGINT);
    tamer_sleep(0.001);
    return 8;
}

static void child(int (*run)(void), int fd)
{
    int status;

    to_parent = fd;
    signal(SIGINT, own_handler);
    tamer_clock_real(); /* they wait for a signal */
    printf("  on: %d\n", tamer_interrupts(true));
    fflush(stdout);
    status = run();
    exit(status);
}

/* The signal comes whenever the child says that it waits. */
static void run(const char *name, int (*in_child)(void))
{
    int ends[2], status;
    char byte;
    pid_t pid;

    puts(name);
    fflush(stdout);
    if (pipe(ends) < 0 || (pid = fork()) < 0)
        exit(1);
    if (pid == 0) {
        close(ends[0]);
        child(in_child, ends[1]);
    }
    close(ends[1]);
    while (read(ends[0], &byte, 1) == 1)
        kill(pid, SIGINT);
    close(ends[0]);
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status))
        printf("  died by signal %d\n", WTERMSIG(status));
    else
        printf("  status %d\n", WEXITSTATUS(status));
}

int main(void)
{
    run("a scope waits", in_a_scope);
    run("a call blocks", in_a_call);
    run("an event is waited for", for_an_event);
    run("tasks keep the loop busy", while_busy);
    run("a second one", twice);
    run("asked for once more", once_more);
    run("restored", restored);
    return 0;
}
