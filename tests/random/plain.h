/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What tamed C means, for the oracle, by means that have nothing in common with tamerc and the
 * runtime: errors and cancellations are longjmp, defers are gcc's nested functions on a stack of
 * their own, a task runs where it is scheduled. Built with gcc -O0, so that variables keep their
 * values over a longjmp.
 *
 * It holds for programs whose meaning does not depend on when tasks run: see tamed.c.
 */
#ifndef TESTS_PLAIN_H
#define TESTS_PLAIN_H

#include <errno.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

#define TAMED
#define async
#define await
#define tamer_async
#define tamer_await
#define tamer_blocking(...) (__VA_ARGS__)

typedef struct tamer_error {
    int code;
    unsigned count, codes;
    char message[64]; /* of a single cause */
} tamer_error;

enum { SIM_NONE, SIM_ERROR, SIM_CANCEL };
struct tamer_scope;

/* Where an error (a cancellation only in a scope) is taken. */
struct sim_target {
    struct sim_target *outer;
    jmp_buf jump;
    bool is_scope;
    struct sim_guard *guards;  /* open when it was entered */
    struct tamer_scope *scope; /* and what was in force then */
    int shields;
    int kind; /* what came */
    tamer_error *error;
};

/* A defer that has not run. */
struct sim_guard {
    struct sim_guard *outer;
    void (*run)(void *);
    void *argument;
};

enum tamer_state { TAMER_PENDING, TAMER_DONE, TAMER_FAILED, TAMER_CANCELLED };
enum { TAMER_WAIT = 1, TAMER_CANCEL, TAMER_RAISE, TAMER_CONTINUE };
enum { TAMER_QUEUED, TAMER_EAGER };

typedef struct tamer_delayed {
    enum tamer_state state;
    tamer_error *error;
    bool received;
    struct tamer_delayed *next; /* of the scope's */
} tamer_delayed;

typedef struct tamer_scope {
    struct sim_target target;
    struct tamer_scope *parent;
    tamer_delayed *first, **end;
    bool cancelled, shield, timed_out;
    tamer_error **error_out;
} tamer_scope;

typedef struct {
    int exit, on_error, start;
    bool shield;
    double timeout, deadline;
    tamer_error **error;
    const char *name;
    int reserved;
} tamer_scope_options;

void pause_maybe(void);
_Noreturn void sim_raise(tamer_error *error);
tamer_error *sim_error(int code, const char *format, ...);
void sim_cancel_point(void);

int tamer_error_code(const tamer_error *error);
const char *tamer_error_message(const tamer_error *error);
size_t tamer_error_count(const tamer_error *error);
void tamer_error_clear(tamer_error **error);

#define tamer_raise(code, ...) sim_raise(sim_error(code, __VA_ARGS__))
#define tamer_check(...)                                                                           \
    ({                                                                                             \
        __typeof__(__VA_ARGS__) sim_value = (__VA_ARGS__);                                         \
        if (sim_value < 0)                                                                         \
            sim_raise(                                                                             \
                sim_error((int)-sim_value, "%s: %s", #__VA_ARGS__, strerror((int)-sim_value)));    \
        sim_value;                                                                                 \
    })

/* ---- catching ---- */

void sim_enter(struct sim_target *target);
void sim_leave(struct sim_target *target);
bool sim_caught(struct sim_target *target, tamer_error **ret_error);

#define tamer_catch(ret_error, ...)                                                                \
    ({                                                                                             \
        struct sim_target sim_target;                                                              \
        bool sim_failed = true;                                                                    \
        sim_enter(&sim_target);                                                                    \
        if (setjmp(sim_target.jump) == 0) {                                                        \
            (void)(__VA_ARGS__);                                                                   \
            sim_leave(&sim_target);                                                                \
            sim_failed = false;                                                                    \
        } else {                                                                                   \
            sim_caught(&sim_target, ret_error);                                                    \
        }                                                                                          \
        sim_failed;                                                                                \
    })

/* ---- defers ---- */

struct sim_guard *sim_guard_open(struct sim_guard *guard, void (*run)(void *), void *argument);
void sim_guard_close(struct sim_guard *guard);
extern int sim_shields;

#define tamer_defer SIM_DEFER(__COUNTER__)
#define SIM_DEFER(number) SIM_DEFER_(number)
#define SIM_DEFER_(number)                                                                         \
    auto void sim_defer_##number(void *);                                                          \
    struct sim_guard sim_guard_##number __attribute__((cleanup(sim_guard_close)));                 \
    sim_guard_open(&sim_guard_##number, sim_defer_##number, NULL);                                 \
    void sim_defer_##number(void *sim_unused)
#define LOOSE(...)                                                                                 \
    do {                                                                                           \
        if (!run->loose)                                                                           \
            pause_maybe();                                                                         \
    } while (0)
#define DEFER_BEGIN sim_shields++;
#define DEFER_END sim_shields--;

#define GUARDED(type, name, value)                                                                 \
    type name = value;                                                                             \
    struct sim_guard name##_guard __attribute__((cleanup(sim_guard_close)));                       \
    sim_guard_open(&name##_guard, (void (*)(void *))release, &name)

/* ---- scopes ---- */

tamer_scope *sim_scope_open(tamer_scope *scope, const tamer_scope_options *options);
void sim_scope_close(tamer_scope *scope);
void tamer_cancel(tamer_scope *scope);
bool tamer_scope_cancelled(const tamer_scope *scope);
enum tamer_state tamer_delayed_state(const tamer_delayed *delayed);
void tamer_delayed_clear(tamer_delayed *delayed);

#define TAMER_SCOPE(...) TAMER_SCOPE_(__VA_ARGS__, .reserved = 0)
#define TAMER_SCOPE_(variable, ...)                                                                \
    for (tamer_scope variable##_sim __attribute__((cleanup(sim_scope_close))),                     \
         *variable = sim_scope_open(&variable##_sim, &(tamer_scope_options){__VA_ARGS__}),         \
         *variable##_once = variable;                                                              \
         variable##_once; variable##_once = NULL)                                                  \
        if (setjmp(variable->target.jump) == 0)

/* A task runs when it is scheduled. */
bool sim_task_begin(tamer_scope *scope, tamer_delayed *delayed, struct sim_target *target);
void sim_task_end(tamer_delayed *delayed, struct sim_target *target, bool failed);
void sim_get(tamer_delayed *delayed);

#define SIM_TASK(name, type, first, second)                                                        \
    typedef struct {                                                                               \
        tamer_delayed base;                                                                        \
        type value;                                                                                \
    } name##_delayed;                                                                              \
    static name##_delayed *name##_scoped_into(tamer_scope *scope, name##_delayed *slot,            \
                                              struct run *run, first a, second b)                  \
    {                                                                                              \
        struct sim_target target;                                                                  \
        if (!sim_task_begin(scope, &slot->base, &target))                                          \
            return slot;                                                                           \
        if (setjmp(target.jump) == 0) {                                                            \
            slot->value = name(run, a, b);                                                         \
            sim_task_end(&slot->base, &target, false);                                             \
        } else {                                                                                   \
            sim_task_end(&slot->base, &target, true);                                              \
        }                                                                                          \
        return slot;                                                                               \
    }                                                                                              \
    static name##_delayed *name##_scoped(tamer_scope *scope, struct run *run, first a, second b)   \
    {                                                                                              \
        return name##_scoped_into(scope, calloc(1, sizeof(name##_delayed)), run, a, b);            \
    }                                                                                              \
    static type name##_get(name##_delayed *delayed)                                                \
    {                                                                                              \
        sim_get(&delayed->base);                                                                   \
        return delayed->value;                                                                     \
    }

#endif
