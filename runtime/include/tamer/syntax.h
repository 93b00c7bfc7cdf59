/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The spellings of tamed C. Without `tamerc` they fade away, or fail at link time under a name that
 * says why; while `tamerc` preprocesses (__TAMERC__ is 1) they leave marks that it finds again in
 * the preprocessed text and that an ordinary parser accepts.
 *
 *     TAMED, async        an attribute among the declaration specifiers
 *     await               two __extension__ in a row: a prefix operator that changes neither type
 * nor value tamer_check(e)      __builtin_choose_expr(1, (e), "tamer_check:e"): the type of e, and
 * its text tamer_blocking(e)   likewise tamer_raise(...)    a call of a function that does not
 * exist tamer_defer {}      a loop whose condition calls a function that does not exist
 *     TAMER_SCOPE() {}    a loop that runs once; in plain functions it stays as it is
 *     tamer_catch(p, e)   a comma expression; in plain functions it stays as it is
 */
#ifndef TAMER_SYNTAX_H
#define TAMER_SYNTAX_H

#include <tamer/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__TAMERC__) && __TAMERC__ == 1
#ifdef __STDC_VERSION__ /* which C the compiler takes the file for: tamerc reads the name */
#define TAMER_DIALECT_(version) TAMER_DIALECT_2_(version)
#define TAMER_DIALECT_2_(version) tamer_dialect_##version
struct TAMER_DIALECT_(__STDC_VERSION__);
#endif
#define TAMED __attribute__((__annotate__("tamed")))
#define TAMED_AS(stem) __attribute__((__annotate__("tamed_as:" #stem)))
#define tamer_async __attribute__((__annotate__("async")))
#define tamer_await __extension__ __extension__
#define tamer_check(...) __builtin_choose_expr(1, (__VA_ARGS__), "tamer_check:" #__VA_ARGS__)
#define tamer_blocking(...) __builtin_choose_expr(1, (__VA_ARGS__), "tamer_blocking")
#else
#define TAMED
#define TAMED_AS(stem)
#define tamer_async
#define tamer_await
#define tamer_check(...) (tamer_check_mark_(), (__VA_ARGS__))
#define tamer_blocking(...) (__VA_ARGS__)
#endif

/* C++ has names of its own that these would break. */
#if !defined(TAMER_NO_KEYWORDS) && !defined(__cplusplus)
#define async tamer_async
#define await tamer_await
#endif

/* Never defined: an untranslated use ends in a link error that names it. */
void tamer_check_mark_(void) __asm__("tamer_check_works_only_in_functions_translated_by_tamerc");
int tamer_defer_mark_(void) __asm__("tamer_defer_works_only_in_functions_translated_by_tamerc");

/* In a tamed function: leaves it as an error of the call. code: a positive errno value, of
 * another one a message and abort; the message is copied. */
void tamer_raise(int code, const char *format,
                 ...) __asm__("tamer_raise_works_only_in_functions_translated_by_tamerc")
    __attribute__((__noreturn__, __format__(__printf__, 2, 3)));

#define tamer_defer for (; tamer_defer_mark_();)

/* Evaluates the expression; true if it failed. The error is then in *ret_error, owned by the
 * caller. A cancellation passes. */
#define tamer_catch(ret_error, ...)                                                                \
    (tamer_catch_open_(&(tamer_catcher){0}), (void)(__VA_ARGS__), tamer_catch_close_(ret_error))

#define TAMER_SCOPE(...) TAMER_SCOPE_(__VA_ARGS__, .reserved = 0)
#define TAMER_SCOPE_(variable, ...)                                                                \
    for (tamer_scope * variable __attribute__((__cleanup__(tamer_scope_close_))) =                 \
             tamer_scope_open_(#variable, __FILE__, __LINE__, __func__,                            \
                               &(tamer_scope_options){__VA_ARGS__}),                               \
                                *variable##__once = variable;                                      \
         variable##__once; variable##__once = 0)

#ifdef __cplusplus
}
#endif

#endif
