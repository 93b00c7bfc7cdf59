/* SPDX-License-Identifier: BSD-3-Clause */
/* A use that the program cannot mean: a message that says whose and where, and abort. */
#ifndef TMR_MISUSE_H
#define TMR_MISUSE_H

#include <stddef.h>

#include <tamer/abi.h>

/* "tamer: DOING in F (file:line): …", with the task that does it. The place is left out where it is
 * NULL, or the library's own. */
_Noreturn void tmr_misuse_at(const char *doing, const tamer_point *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same where no place is known. */
#define tmr_misuse(doing, ...) tmr_misuse_at(doing, NULL, __VA_ARGS__)

/* It is no result that can be used, NULL perhaps: says why. */
_Noreturn void tmr_delayed_misused(const tamer_delayed *delayed, const char *doing);

/* NULL, no scope, or one that has been left, or another thread's. at: where it is used; NULL: not
 * known. */
_Noreturn void tmr_scope_misused(const tamer_scope *scope, const char *doing,
                                 const tamer_point *at);

/* A longjmp has left that: `scope`, where that is not NULL. */
_Noreturn void tmr_jump_misused(const char *left, const tamer_scope *scope);

#endif
