/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/cleanup.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

struct entry {
    struct entry *next; /* older */
    char path[];
};

/*
 * A signal handler has no other way to know what to remove, hence the globals. They change only
 * while the signals are blocked.
 */
static struct entry *entries; /* newest first; owned */
static volatile pid_t child;

static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};

static sigset_t signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaddset(&set, numbers[i]);
    return set;
}

static void block(sigset_t *ret_before)
{
    sigset_t set = signals();
    sigprocmask(SIG_BLOCK, &set, ret_before);
}

/* Only what may be called in a signal handler. */
static void remove_files(void)
{
    for (const struct entry *entry = entries; entry; entry = entry->next)
        if (unlink(entry->path) != 0)
            rmdir(entry->path);
}

static void on_signal(int number)
{
    if (child > 0) {
        kill(child, number);
        waitpid(child, NULL, 0);
    }
    remove_files();
    /* SA_RESETHAND: the next one ends us; it is blocked until we return. */
    raise(number);
}

void cleanup_start(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND}, before;
    action.sa_mask = signals();
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    atexit(cleanup_run);
}

void cleanup_add(const char *path)
{
    sigset_t before;
    size_t size = strlen(path) + 1;
    struct entry *entry = malloc(sizeof *entry + size);
    if (!entry)
        memory_exhausted();
    memcpy(entry->path, path, size);
    block(&before);
    entry->next = entries;
    entries = entry;
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void cleanup_forget(const char *path)
{
    sigset_t before;
    block(&before);
    for (struct entry **link = &entries; *link; link = &(*link)->next) {
        struct entry *entry = *link;
        if (strcmp(entry->path, path) == 0) {
            *link = entry->next;
            free(entry);
            break;
        }
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void cleanup_child(pid_t pid)
{
    child = pid;
}

void cleanup_run(void)
{
    sigset_t before;
    block(&before);
    remove_files();
    while (entries) {
        struct entry *entry = entries;
        entries = entry->next;
        free(entry);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void cleanup_raise(int number)
{
    cleanup_run();
    signal(number, SIG_DFL);
    raise(number);
    /* A signal that does not end a process cannot have ended the child; still, do not claim
     * success. */
    _exit(128 + number);
}
