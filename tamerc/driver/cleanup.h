/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Files that must not outlive the tool, whichever way it ends: return, exit, or a signal that ends
 * it. One thread.
 */
#ifndef TAMERC_CLEANUP_H
#define TAMERC_CLEANUP_H

#include <stdbool.h>
#include <sys/types.h>

/* Before the first cleanup_add: catches SIGHUP, SIGINT and SIGTERM where they are not ignored. */
void cleanup_start(void);

/* Removes the file (or the empty directory) at the end; newest first. `path` is copied. */
void cleanup_add(const char *path);

/* It was removed, or may stay. */
void cleanup_forget(const char *path);

/* The child that a signal is passed on to, and waited for, before the files go; 0: none. */
void cleanup_child(pid_t child);

/* Removes them now. */
void cleanup_run(void);

/* Ends the tool the way the child ended: by the same signal, its files removed. */
void cleanup_raise(int signal) __attribute__((noreturn));

#endif
