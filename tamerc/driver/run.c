/* SPDX-License-Identifier: BSD-3-Clause */
#include "driver/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "driver/cleanup.h"
#include "driver/files.h"

extern char **environ;

enum { EXIT_CANNOT_RUN = 126, EXIT_NOT_FOUND = 127 };

static int start_failed(const char *program, int error)
{
    fprintf(stderr, "tamerc: error: cannot run '%s': %s\n", program, strerror(error));
    return error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN;
}

int run_exec(char *const argv[], int stdin_fd)
{
    cleanup_run();
    fflush(stdout);
    if (stdin_fd >= 0 && dup2(stdin_fd, STDIN_FILENO) < 0)
        return start_failed(argv[0], errno);
    execvp(argv[0], argv);
    return start_failed(argv[0], errno);
}

/* out_fd: becomes the descriptor `stream`; -1: all stays. lost: a descriptor that goes nowhere; -1:
 * none. Returns 0 or an error number. */
static int start(char *const argv[], int stdin_fd, int out_fd, int stream, int lost,
                 pid_t *ret_child)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error)
        return error;
    if (stdin_fd >= 0)
        error = posix_spawn_file_actions_adddup2(&actions, stdin_fd, STDIN_FILENO);
    if (!error && out_fd >= 0)
        error = posix_spawn_file_actions_adddup2(&actions, out_fd, stream);
    if (!error && lost >= 0)
        error = posix_spawn_file_actions_addopen(&actions, lost, "/dev/null", O_WRONLY, 0);
    fflush(stdout);
    if (!error)
        error = posix_spawnp(ret_child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static int finish(pid_t child)
{
    int status;
    pid_t done;
    do
        done = waitpid(child, &status, 0);
    while (done < 0 && errno == EINTR);
    cleanup_child(0);
    if (done < 0)
        return EXIT_CANNOT_RUN;
    if (WIFSIGNALED(status))
        cleanup_raise(WTERMSIG(status));
    return WEXITSTATUS(status);
}

int run_wait(char *const argv[], int stdin_fd)
{
    pid_t child;
    int error = start(argv, stdin_fd, -1, -1, -1, &child);
    if (error)
        return start_failed(argv[0], error);
    cleanup_child(child);
    return finish(child);
}

static int capture(char *const argv[], int stdin_fd, int stream, int lost, struct strbuf *output)
{
    int ends[2];
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return start_failed(argv[0], errno);
    int error = start(argv, stdin_fd, ends[1], stream, lost, &child);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return start_failed(argv[0], error);
    }
    cleanup_child(child);
    bool whole = files_read_fd(ends[0], output);
    close(ends[0]);
    int status = finish(child);
    return status == 0 && !whole ? EXIT_FAILURE : status;
}

int run_capture(char *const argv[], int stdin_fd, struct strbuf *output)
{
    return capture(argv, stdin_fd, STDOUT_FILENO, -1, output);
}

int run_capture_errors(char *const argv[], struct strbuf *output)
{
    return capture(argv, -1, STDERR_FILENO, STDOUT_FILENO, output);
}

int run_ask(char *const argv[], struct strbuf *output)
{
    return capture(argv, -1, STDOUT_FILENO, STDERR_FILENO, output);
}
