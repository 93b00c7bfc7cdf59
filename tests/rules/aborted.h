/* SPDX-License-Identifier: BSD-3-Clause */
/* What ends the program with a message. */
#ifndef RULES_ABORTED_H
#define RULES_ABORTED_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Behind what the library does at the end, and before sanitizers look for what is left. */
static void leave(void)
{
    fflush(NULL);
    _exit(0);
}

/* Runs it in a child and prints what it had to say, the paths of files shortened. */
static void show(const char *title, void (*run)(void))
{
    int ends[2], status;
    char text[4096];
    size_t length = 0;
    ssize_t got;
    pid_t child;

    printf("%s\n", title);
    fflush(stdout);
    if (pipe(ends) != 0 || (child = fork()) < 0)
        abort();
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        unsetenv("TAMER_COUNT"); /* what is left behind is no matter here */
        atexit(leave);
        run();
        exit(0);
    }
    close(ends[1]);
    while ((got = read(ends[0], text + length, sizeof text - 1 - length)) > 0)
        length += (size_t)got;
    text[length] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    printf("%s(%s)\n", text,
           WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? "aborted" : "not aborted");
}

#endif
