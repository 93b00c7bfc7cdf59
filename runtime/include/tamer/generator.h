/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Generators: a tamed function that gives values one by one to whoever asks for the next.
 *
 *     TAMER_GENERATES(ticks, int);
 *
 *     static TAMED async void ticks(ticks_generator *to, double interval, int n)
 *     {
 *         for (int i = 0; i < n; i++) {
 *             await tamer_sleep(interval);
 *             await tamer_give(to, i);
 *         }
 *     }
 *
 *     TAMER_EACH(x, ticks, 0.1, 5) {
 *         printf("%d\n", x);
 *     }
 *
 * A generator is no task. It runs as part of the task that asks for the next value, from one give
 * to the next, and not beside it: what cancels that task, or lets its time run out, is felt inside
 * the generator, and an error of the generator is one of the call that asked. Everything here
 * belongs to the thread that opened the generator; use by another one aborts with a message.
 */
#ifndef TAMER_GENERATOR_H
#define TAMER_GENERATOR_H

#include <tamer/abi.h>
#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tmr_blocked;
struct tmr_loop;

/* A generator without its value. All members are the runtime's. */
typedef struct tamer_generator {
    tamer_scope_head head;     /* with the next four, what NAME_scoped takes for a scope */
    struct tmr_loop *no_loop;  /* NULL */
    struct tmr_loop *no_takes; /* NULL */
    tamer_u8 door;             /* of a scope: its state */
    tamer_u8 slow;             /* of a scope: more needs to be thought about */
    tamer_u8 state;            /* what it does now */
    tamer_u8 flags;            /* 0 */
    tamer_u16 shields;         /* of the task when it went on last */
    tamer_u32 size;            /* bytes of the block, where the runtime made it; else 0 */
    tamer_frame root;          /* the end of its frames; parent: who waits for the next value */
    tamer_frame leaf;          /* a give; parent: who goes on behind it */
    struct tmr_loop *loop;     /* of the thread that opened it */
    const tamer_point *at;     /* where that was done, or it was begun */
    tamer_u64 ended;           /* error with which it has ended, while its caller sees to that */
    tamer_task *task;          /* as part of which it runs */
    const tamer_scope *scope;  /* the innermost one of the task when it went on last */
    const tamer_call *segment; /* under which it went on last */
    const struct tmr_blocked
        *blocked; /* once it waits: the innermost call of the task's that blocks */
} tamer_generator;

/* Declares NAME_generator, the type of the first parameter of NAME, and of the values that it
 * gives: any type that can be assigned; for TAMER_EACH, aligned to 16 bytes at most. */
#define TAMER_GENERATES(name, ...)                                                                 \
    typedef struct name##_generator {                                                              \
        tamer_generator base;                                                                      \
        __VA_ARGS__ value;                                                                         \
    } name##_generator

/*
 * In the generator, or in a tamed function that it awaits and hands `to` to: gives a value, and
 * goes on when the next one is asked for. With a helper that gives, or that awaits others which do,
 * this is `yield from`, whatever the depth. Where the generator is closed instead of asked, it is
 * left from here as by a cancellation; where somebody uses tamer_generator_throw, by that error.
 * Raises EINVAL inside a TAMER_SCOPE or a tamer_defer of the generator's (tasks and shields of a
 * generator that stands still would be those of whoever uses it meanwhile), and in a task of its
 * own. `to` is evaluated twice.
 */
#define tamer_give(to, ...) tamer_give_(((to)->value = (__VA_ARGS__), &(to)->base))

/*
 * TAMER_EACH(x, NAME, arguments behind `to`) { … }: for each value that NAME gives, in a variable x
 * of the body's own. At most 30 arguments, evaluated once, before the first value. In tamed
 * functions the loop waits for the next value as `await` does, in plain ones it blocks. `break`,
 * `goto`, `return`, an error and a cancellation close the generator on the way: what it has
 * deferred runs, and is waited for; an error of that joins the one on its way.
 */
#define TAMER_EACH(variable, ...)                                                                  \
    TAMER_EACH_OF_(variable, TAMER_NAMED_(_generator, __VA_ARGS__),                                \
                   TAMER_NAMED_(_scoped, __VA_ARGS__), __VA_ARGS__)

/*
 * By hand:
 *
 *     ticks_generator g;
 *     ticks_scoped(tamer_generator_open(&g.base), &g, 0.1, 5);
 *     while (await tamer_generator_next(&g.base))
 *         use(g.value);
 *     await tamer_generator_close(&g.base);
 *
 * An open generator must stay where it is, and be closed; but one that has ended needs no closing.
 * Different tasks of the thread may ask it in turn; while one waits for a value, another use
 * raises EBUSY.
 */

/* Sets the members; returns what NAME_scoped takes in place of a scope, once, to begin. Nothing of
 * NAME runs before the first value is asked for. */
TAMER_API tamer_scope *tamer_generator_open(tamer_generator *generator);

/* True: the next value is in `value`. False: the generator has ended. Raises the error that it has
 * ended with; later calls return false. */
TAMED tamer_async TAMER_API tamer_bool tamer_generator_next(tamer_generator *generator);

/* Raises *error (taken: *error is NULL then) where the generator gives, and goes on as
 * tamer_generator_next. In one that has not begun, or has ended, it is raised in the caller.
 * EINVAL: there is none. */
TAMED tamer_async TAMER_API tamer_bool tamer_generator_throw(tamer_generator *generator,
                                                             tamer_error **error);

/* Leaves the generator, if it has not ended, from where it gives, as by a cancellation, and waits
 * until it has cleaned up. Raises an error of that. */
TAMED tamer_async TAMER_API void tamer_generator_close(tamer_generator *generator);

/*
 * The values of an open generator, to its end, as an array: size_t n = await tamer_collect(&g,
 * &array). Sets *array to a block that the caller frees with free(), NULL where there is no value;
 * returns how many there are. An error or a cancellation frees what was there, and leaves *array
 * alone. The values are copied by their bytes. ENOMEM: the generator is closed. Both operands are
 * evaluated more than once.
 */
#define tamer_collect(generator, array)                                                            \
    tamer_collect_(&(generator)->base, &(generator)->value,                                        \
                   sizeof **(array) + 0 * sizeof(*(array) == &(generator)->value), (array))

/* ---- what the macros use ---- */

/* As abi.h has tamer_yield__async. The generator is asked by the task that runs, which is where it
 * was then: nothing is open in it, or shielded. */
#define TAMER_GENERATOR_READY_ 2
#define TAMER_GENERATOR_RUNS_ 3
#ifndef TAMER_GIVE_BY_CALL
static __inline__ tamer_step tamer_give___async(tamer_generator *generator)
{
    const tamer_task *task = tamer_this.current;

    if (__builtin_expect(generator->state != TAMER_GENERATOR_RUNS_ || generator->flags ||
                             generator->task != task || generator->scope != task->scope ||
                             generator->shields != task->shields ||
                             generator->segment != tamer_this.call,
                         0))
        return tamer_give_rarely(generator);
    generator->state = TAMER_GENERATOR_READY_;
    return tamer_pending(&generator->leaf);
}
#endif

TAMER_API tamer_generator *tamer_each_open_(tamer_size size) __attribute__((__returns_nonnull__));
TAMER_API void tamer_each_close_(tamer_generator **generator);
/* In a tamed function, tamerc awaits it by itself. */
TAMED tamer_async TAMER_API tamer_bool tamer_each_next_(tamer_generator *generator);
TAMED tamer_async TAMER_API tamer_size tamer_collect_(tamer_generator *generator, const void *value,
                                                      tamer_size size, void *array);
tamer_async TAMER_API void tamer_give_(tamer_generator *generator) __asm__(
    "tamer_give_works_only_in_functions_translated_by_tamerc");

/* The name in front of what it is called with, with a suffix. */
#define TAMER_NAMED_(suffix, ...) TAMER_NAMED_OF_(suffix, __VA_ARGS__, ~)
#define TAMER_NAMED_OF_(suffix, name, ...) name##suffix

/* The size of a block of the runtime's, which is aligned to 16: no type that needs more. */
#define TAMER_BLOCK_(type) (sizeof(type) + 0 * sizeof(char[__alignof__(type) <= 16 ? 1 : -1]))

/* A comma and all arguments but the first; nothing, where there is but one. Of 31 at most. */
#define TAMER_TAIL_(...)                                                                           \
    TAMER_TAIL_PICK_(__VA_ARGS__, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_,            \
                     TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_,       \
                     TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_,       \
                     TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_,       \
                     TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_,       \
                     TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_,       \
                     TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_,       \
                     TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_SOME_, TAMER_TAIL_NONE_, ~)    \
    (__VA_ARGS__)
#define TAMER_TAIL_SOME_(name, ...) , __VA_ARGS__
#define TAMER_TAIL_NONE_(name)
#define TAMER_TAIL_PICK_(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16,    \
                         a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30,     \
                         a31, picked, ...)                                                         \
    picked

#define TAMER_EACH_OF_(variable, type, begin, ...)                                                 \
    for (tamer_generator * variable##__each __attribute__((__cleanup__(tamer_each_close_))) =      \
             tamer_each_open_(TAMER_BLOCK_(type)),                                                 \
                                            *variable##__once = variable##__each;                  \
         variable##__once; variable##__once = 0)                                                   \
        for (__typeof__(((type *)0)->value) variable,                                              \
             *variable##__begun __attribute__((__unused__)) =                                      \
                 ((void)begin((tamer_scope *)(void *)variable##__each,                             \
                              (type *)(void *)variable##__each TAMER_TAIL_(__VA_ARGS__)),          \
                  &((type *)(void *)variable##__each)->value);                                     \
             tamer_each_next_(variable##__each) &&                                                 \
             (variable = ((type *)(void *)variable##__each)->value, (void)variable, 1);)

#ifdef __cplusplus
}
#endif

#endif
