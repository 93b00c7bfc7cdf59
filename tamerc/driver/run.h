/* SPDX-License-Identifier: BSD-3-Clause */
/* Running the user's compiler. argv[0] is looked up in PATH. Failures to start are reported on
 * stderr. */
#ifndef TAMERC_RUN_H
#define TAMERC_RUN_H

struct strbuf;

/* Replaces the tool; returns only an exit status (126, 127) if that failed. stdin_fd: becomes
 * standard input; -1: stays. */
int run_exec(char *const argv[], int stdin_fd);

/* Waits for it. Returns its exit status; if a signal ended it, the tool ends the same way. */
int run_wait(char *const argv[], int stdin_fd);

/* Likewise; what it writes to standard output is appended to *output. */
int run_capture(char *const argv[], int stdin_fd, struct strbuf *output);

/* Likewise what it writes to standard error; what it writes to standard output is lost. */
int run_capture_errors(char *const argv[], struct strbuf *output);

/* As run_capture, but what it writes to standard error is lost. */
int run_ask(char *const argv[], struct strbuf *output);

#endif
