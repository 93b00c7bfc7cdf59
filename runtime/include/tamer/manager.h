/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Context managers: a tamed function that acquires something, lends it to a block, and releases it
 * behind that, whichever way the block is left. It may await on both sides.
 *
 *     TAMER_MANAGES(transaction, struct tx *);
 *
 *     static TAMED async void transaction(transaction_manager *to, struct db *db)
 *     {
 *         struct tx *tx = await begin(db);
 *         tamer_error *error = NULL;
 *
 *         if (tamer_catch(&error, await tamer_lend(to, tx))) {
 *             …                                    // the error of the block
 *         }
 *         …
 *     }
 *
 *     TAMER_WITH(tx, transaction, db) {
 *         await insert(tx, "…");
 *     }
 *
 * Like a generator, it runs as part of the task that enters the block. Everything here belongs to
 * that thread.
 */
#ifndef TAMER_MANAGER_H
#define TAMER_MANAGER_H

#include <tamer/generator.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A manager without what it lends. All members are the runtime's. */
typedef struct tamer_manager {
    tamer_generator base;
    tamer_scope *scope; /* plain code: stands for the block. A member: the scope of its task */
    tamer_error *error; /* plain code: says that the block takes errors; never set */
    struct tmr_node *waiters; /* of a member: tasks that wait until it has lent */
} tamer_manager;

/* Declares NAME_manager, the type of the first parameter of NAME, and of what it lends: any type
 * that can be assigned; for TAMER_WITH, aligned to 16 bytes at most. */
#define TAMER_MANAGES(name, ...)                                                                   \
    typedef struct name##_manager {                                                                \
        tamer_manager base;                                                                        \
        __VA_ARGS__ value;                                                                         \
    } name##_manager

/*
 * In the manager, or in a tamed function that it awaits and hands `to` to, exactly once: lends the
 * value, and goes on when the block has been left: normally, by break, goto or return; or raises
 * what the block raises, an error (which tamer_catch takes; then the block has not failed) or a
 * cancellation (which cannot be taken). It may stand inside a TAMER_SCOPE of the manager's, whose
 * tasks then run beside the block, and cancel it if they fail. Raises EPROTO the second time, and
 * EINVAL in a tamer_defer or in another task. `to` is evaluated twice.
 */
#define tamer_lend(to, ...) tamer_lend_(((to)->value = (__VA_ARGS__), &(to)->base))

/*
 * TAMER_WITH(x, NAME, arguments behind `to`) { … }: runs NAME up to its tamer_lend, then the body
 * with what it lends in x, then the rest of NAME; in tamed functions awaited, in plain ones
 * blocking. `break` and `continue` leave the block. An error that the manager raises is the
 * block's; EPROTO, where it ends without tamer_lend.
 *
 * A plain body cannot be unwound. Where a tamed call in it has failed, the rest of them return at
 * once, and the manager gets the error when the body has come to its end; what it passes on goes to
 * the tamer_catch or scope around it, or is printed and aborts.
 */
#define TAMER_WITH(variable, ...)                                                                  \
    TAMER_WITH_OF_(variable, TAMER_NAMED_(_manager, __VA_ARGS__),                                  \
                   TAMER_NAMED_(_scoped, __VA_ARGS__), __VA_ARGS__)

/*
 * Several at once: managers as tasks of a scope, which hold what they lend until the scope's block
 * is left, then go on beside each other, and are waited for.
 *
 *     connection_manager held[10];
 *
 *     TAMER_SCOPE(scope) {
 *         for (int i = 0; i < 10; i++)
 *             connection_scoped(tamer_manager_in(scope, &held[i].base), &held[i], i);
 *         for (int i = 0; i < 10; i++)
 *             if (await tamer_manager_entered(&held[i].base))
 *                 use(held[i].value);
 *     }
 *
 * They are tasks like others: a body that fails or is cancelled cancels them at their tamer_lend,
 * their results and errors are those of NAME_scoped_into, and the scope's options say what one
 * that fails means for the rest.
 */

/* Sets the members; returns what NAME_scoped takes in place of the scope, once. The manager must
 * exist until the scope has been left. */
TAMER_API tamer_scope *tamer_manager_in(tamer_scope *scope, tamer_manager *manager);

/* Waits until the manager lends its value: true. False: it has ended before it did. */
TAMED tamer_async TAMER_API tamer_bool tamer_manager_entered(tamer_manager *manager);

/* ---- what the macros use ---- */

TAMER_API tamer_manager *tamer_with_open_(const char *name, const char *file, unsigned line,
                                          const char *function, tamer_size size)
    __attribute__((__returns_nonnull__));
TAMER_API void tamer_with_close_(tamer_manager **manager);
/* In a tamed function, tamerc awaits it by itself. True the first time. */
TAMED tamer_async TAMER_API tamer_bool tamer_with_begin_(tamer_manager *manager);
tamer_async TAMER_API void tamer_lend_(tamer_manager *manager) __asm__(
    "tamer_lend_works_only_in_functions_translated_by_tamerc");

#define TAMER_WITH_OF_(variable, type, begin, ...)                                                 \
    for (tamer_manager * variable##__with __attribute__((__cleanup__(tamer_with_close_))) =        \
             tamer_with_open_(#variable, __FILE__, __LINE__, __func__, TAMER_BLOCK_(type)),        \
                                          *variable##__once = variable##__with;                    \
         variable##__once; variable##__once = 0)                                                   \
        for (__typeof__(((type *)0)->value) variable,                                              \
             *variable##__begun __attribute__((__unused__)) =                                      \
                 ((void)begin((tamer_scope *)(void *)variable##__with,                             \
                              (type *)(void *)variable##__with TAMER_TAIL_(__VA_ARGS__)),          \
                  &((type *)(void *)variable##__with)->value);                                     \
             tamer_with_begin_(variable##__with) &&                                                \
             (variable = ((type *)(void *)variable##__with)->value, (void)variable, 1);)

#ifdef __cplusplus
}
#endif

#endif
