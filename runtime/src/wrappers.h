/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What tamerc makes for `TAMED async T f(A)`, for the functions that the runtime itself brings.
 * Write f__async by hand, then
 *
 *     TMR_WRAPPERS(ssize_t, tamer_read, 3, int, fd, void *, buffer, size_t, size)
 *     TMR_WRAPPERS_VOID(tamer_sleep, 1, double, seconds)
 *
 * in the same file: the number of parameters, then type and name of each. Results are integers of
 * at most 8 bytes.
 */
#ifndef TMR_WRAPPERS_H
#define TMR_WRAPPERS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <tamer/abi.h>
#include <tamer/scope.h>

#define TMR_PARAMS_0() void
#define TMR_PARAMS_1(t1, a1) t1 a1
#define TMR_PARAMS_2(t1, a1, t2, a2) t1 a1, t2 a2
#define TMR_PARAMS_3(t1, a1, t2, a2, t3, a3) t1 a1, t2 a2, t3 a3
#define TMR_PARAMS_4(t1, a1, t2, a2, t3, a3, t4, a4) t1 a1, t2 a2, t3 a3, t4 a4

#define TMR_MORE_PARAMS_0()
#define TMR_MORE_PARAMS_1(t1, a1) , t1 a1
#define TMR_MORE_PARAMS_2(t1, a1, t2, a2) , t1 a1, t2 a2
#define TMR_MORE_PARAMS_3(t1, a1, t2, a2, t3, a3) , t1 a1, t2 a2, t3 a3
#define TMR_MORE_PARAMS_4(t1, a1, t2, a2, t3, a3, t4, a4) , t1 a1, t2 a2, t3 a3, t4 a4

#define TMR_ARGS_0()
#define TMR_ARGS_1(t1, a1) a1
#define TMR_ARGS_2(t1, a1, t2, a2) a1, a2
#define TMR_ARGS_3(t1, a1, t2, a2, t3, a3) a1, a2, a3
#define TMR_ARGS_4(t1, a1, t2, a2, t3, a3, t4, a4) a1, a2, a3, a4

#define TMR_MORE_ARGS_0()
#define TMR_MORE_ARGS_1(t1, a1) , a1
#define TMR_MORE_ARGS_2(t1, a1, t2, a2) , a1, a2
#define TMR_MORE_ARGS_3(t1, a1, t2, a2, t3, a3) , a1, a2, a3
#define TMR_MORE_ARGS_4(t1, a1, t2, a2, t3, a3, t4, a4) , a1, a2, a3, a4

#define TMR_FIELDS_0()
#define TMR_FIELDS_1(t1, a1) t1 a1;
#define TMR_FIELDS_2(t1, a1, t2, a2)                                                               \
    t1 a1;                                                                                         \
    TMR_FIELDS_1(t2, a2)
#define TMR_FIELDS_3(t1, a1, t2, a2, t3, a3)                                                       \
    t1 a1;                                                                                         \
    TMR_FIELDS_2(t2, a2, t3, a3)
#define TMR_FIELDS_4(t1, a1, t2, a2, t3, a3, t4, a4)                                               \
    t1 a1;                                                                                         \
    TMR_FIELDS_3(t2, a2, t3, a3, t4, a4)

#define TMR_SAVE_0()
#define TMR_SAVE_1(t1, a1) self->a1 = a1;
#define TMR_SAVE_2(t1, a1, t2, a2)                                                                 \
    self->a1 = a1;                                                                                 \
    TMR_SAVE_1(t2, a2)
#define TMR_SAVE_3(t1, a1, t2, a2, t3, a3)                                                         \
    self->a1 = a1;                                                                                 \
    TMR_SAVE_2(t2, a2, t3, a3)
#define TMR_SAVE_4(t1, a1, t2, a2, t3, a3, t4, a4)                                                 \
    self->a1 = a1;                                                                                 \
    TMR_SAVE_3(t2, a2, t3, a3, t4, a4)

#define TMR_LOAD_0()
#define TMR_LOAD_1(t1, a1) t1 a1 = self->a1;
#define TMR_LOAD_2(t1, a1, t2, a2)                                                                 \
    t1 a1 = self->a1;                                                                              \
    TMR_LOAD_1(t2, a2)
#define TMR_LOAD_3(t1, a1, t2, a2, t3, a3)                                                         \
    t1 a1 = self->a1;                                                                              \
    TMR_LOAD_2(t2, a2, t3, a3)
#define TMR_LOAD_4(t1, a1, t2, a2, t3, a3, t4, a4)                                                 \
    t1 a1 = self->a1;                                                                              \
    TMR_LOAD_3(t2, a2, t3, a3, t4, a4)

/* Point of the function itself: no line of the user's, so traces leave it out. */
#define TMR_POINT_OF(name, resume_, unwind_, size)                                                 \
    {.resume = (resume_),                                                                          \
     .unwind = (unwind_),                                                                          \
     .function = #name,                                                                            \
     .file = "libtamer",                                                                           \
     .line = 0,                                                                                    \
     .index = 1,                                                                                   \
     .frame_size = (size)}

/* Ends a call that a frame of the runtime's own has made for its parent: what the trampoline runs
 * next. */
static inline tamer_step tmr_forward(tamer_frame *parent, tamer_step step)
{
    if (step.frame == NULL || step.frame == TAMER_UNWIND)
        return (tamer_step){(tamer_frame *)((uintptr_t)parent | (uintptr_t)step.frame), step.value};
    step.frame->parent = parent;
    return (tamer_step){NULL, 0};
}

/* How a sync wrapper ends. */
static inline uint64_t tmr_call_end(tamer_call *call, tamer_step step, const tamer_point *at)
{
    if (step.frame)
        return tamer_call_finish(call, step, at);
    tamer_call_leave(call);
    return step.value;
}

#define TMR_WRAPPERS_SCOPED_(name, n, ...)                                                         \
    TAMER_API tamer_step name##__deliver(tamer_frame *root, uint64_t value);                       \
    TAMER_API name##_delayed *name##__spawn_into(                                                  \
        const tamer_point *site, tamer_scope *scope,                                               \
        name##_delayed *slot TMR_MORE_PARAMS_##n(__VA_ARGS__));                                    \
    TAMER_API name##_delayed *name##__spawn(const tamer_point *site,                               \
                                            tamer_scope *scope TMR_MORE_PARAMS_##n(__VA_ARGS__));  \
    TAMER_API name##_delayed *name##_scoped_into(                                                  \
        tamer_scope *scope, name##_delayed *slot TMR_MORE_PARAMS_##n(__VA_ARGS__));                \
    TAMER_API name##_delayed *name##_scoped(tamer_scope *scope TMR_MORE_PARAMS_##n(__VA_ARGS__));  \
    TAMER_API tamer_step name##_get__async(name##_delayed *delayed);                               \
    struct name##_start {                                                                          \
        tamer_frame frame;                                                                         \
        TMR_FIELDS_##n(__VA_ARGS__)                                                                \
    };                                                                                             \
    static tamer_step name##_begin(tamer_frame *frame, uint64_t value)                             \
    {                                                                                              \
        struct name##_start *self = (struct name##_start *)frame;                                  \
        tamer_frame *parent = frame->parent;                                                       \
        TMR_LOAD_##n(__VA_ARGS__);                                                                 \
        (void)value;                                                                               \
        tamer_frame_free(self, sizeof *self);                                                      \
        return tmr_forward(parent, name##__async(TMR_ARGS_##n(__VA_ARGS__)));                      \
    }                                                                                              \
    static const tamer_point name##_start_point =                                                  \
        TMR_POINT_OF(name, name##_begin, tamer_frame_unwind, sizeof(struct name##_start));         \
    name##_delayed *name##__spawn_into(const tamer_point *site, tamer_scope *scope,                \
                                       name##_delayed *slot TMR_MORE_PARAMS_##n(__VA_ARGS__))      \
    {                                                                                              \
        tamer_task *task = tamer_task_new(site, scope, slot ? &slot->base : NULL, 0);              \
        if (!task)                                                                                 \
            return slot;                                                                           \
        if (tamer_scope_eager(scope)) {                                                            \
            tamer_task *before = tamer_task_begin(task);                                           \
            tamer_task_end(task, before, name##__async(TMR_ARGS_##n(__VA_ARGS__)));                \
        } else {                                                                                   \
            struct name##_start *self = tamer_frame_new(sizeof *self);                             \
            self->frame.point = &name##_start_point;                                               \
            self->frame.parent = &task->root;                                                      \
            TMR_SAVE_##n(__VA_ARGS__);                                                             \
            tamer_task_start(task, &self->frame);                                                  \
        }                                                                                          \
        return slot;                                                                               \
    }                                                                                              \
    name##_delayed *name##__spawn(const tamer_point *site,                                         \
                                  tamer_scope *scope TMR_MORE_PARAMS_##n(__VA_ARGS__))             \
    {                                                                                              \
        return name##__spawn_into(site, scope,                                                     \
                                  tamer_delayed_new(scope, sizeof(name##_delayed))                 \
                                      TMR_MORE_ARGS_##n(__VA_ARGS__));                             \
    }                                                                                              \
    static const tamer_point name##_plain_site = {.resume = name##__deliver,                       \
                                                  .unwind = tamer_task_failed,                     \
                                                  .function = "plain code",                        \
                                                  .file = #name};                                  \
    name##_delayed *name##_scoped_into(tamer_scope *scope,                                         \
                                       name##_delayed *slot TMR_MORE_PARAMS_##n(__VA_ARGS__))      \
    {                                                                                              \
        return name##__spawn_into(&name##_plain_site, scope, slot TMR_MORE_ARGS_##n(__VA_ARGS__)); \
    }                                                                                              \
    name##_delayed *name##_scoped(tamer_scope *scope TMR_MORE_PARAMS_##n(__VA_ARGS__))             \
    {                                                                                              \
        return name##__spawn(&name##_plain_site, scope TMR_MORE_ARGS_##n(__VA_ARGS__));            \
    }                                                                                              \
    static const tamer_point name##_point = TMR_POINT_OF(name, NULL, NULL, 0);                     \
    static const tamer_point name##_get_point = TMR_POINT_OF(name##_get, NULL, NULL, 0)

#define TMR_WRAPPERS(T, name, n, ...)                                                              \
    typedef struct name##_delayed {                                                                \
        tamer_delayed base;                                                                        \
        T value;                                                                                   \
    } name##_delayed;                                                                              \
    TAMER_API T name##_get(name##_delayed *delayed);                                               \
    TAMER_API const T *name##_value(const name##_delayed *delayed);                                \
    TMR_WRAPPERS_SCOPED_(name, n, __VA_ARGS__);                                                    \
    tamer_step name##__deliver(tamer_frame *root, uint64_t value)                                  \
    {                                                                                              \
        tamer_delayed *delayed = ((tamer_task *)root)->delayed;                                    \
        if (delayed)                                                                               \
            ((name##_delayed *)delayed)->value = (T)value;                                         \
        return tamer_task_done((tamer_task *)root, value);                                         \
    }                                                                                              \
    T name(TMR_PARAMS_##n(__VA_ARGS__))                                                            \
    {                                                                                              \
        tamer_call call;                                                                           \
        if (!tamer_call_enter(&call))                                                              \
            return 0;                                                                              \
        return (T)tmr_call_end(&call, name##__async(TMR_ARGS_##n(__VA_ARGS__)), &name##_point);    \
    }                                                                                              \
    tamer_step name##_get__async(name##_delayed *delayed)                                          \
    {                                                                                              \
        tamer_step step = tamer_delayed_wait__async(&delayed->base);                               \
        if (step.frame == NULL)                                                                    \
            step.value = (uint64_t)delayed->value;                                                 \
        return step;                                                                               \
    }                                                                                              \
    T name##_get(name##_delayed *delayed)                                                          \
    {                                                                                              \
        tamer_call call;                                                                           \
        if (!tamer_call_enter(&call))                                                              \
            return 0;                                                                              \
        return (T)tmr_call_end(&call, name##_get__async(delayed), &name##_get_point);              \
    }                                                                                              \
    const T *name##_value(const name##_delayed *delayed)                                           \
    {                                                                                              \
        return delayed->base.state == TAMER_DONE ? &delayed->value : NULL;                         \
    }                                                                                              \
    struct name##_delayed /* takes the semicolon */

#define TMR_WRAPPERS_VOID(name, n, ...)                                                            \
    typedef struct name##_delayed {                                                                \
        tamer_delayed base;                                                                        \
    } name##_delayed;                                                                              \
    TAMER_API void name##_get(name##_delayed *delayed);                                            \
    TMR_WRAPPERS_SCOPED_(name, n, __VA_ARGS__);                                                    \
    tamer_step name##__deliver(tamer_frame *root, uint64_t value)                                  \
    {                                                                                              \
        return tamer_task_done((tamer_task *)root, value);                                         \
    }                                                                                              \
    void name(TMR_PARAMS_##n(__VA_ARGS__))                                                         \
    {                                                                                              \
        tamer_call call;                                                                           \
        if (tamer_call_enter(&call))                                                               \
            tmr_call_end(&call, name##__async(TMR_ARGS_##n(__VA_ARGS__)), &name##_point);          \
    }                                                                                              \
    tamer_step name##_get__async(name##_delayed *delayed)                                          \
    {                                                                                              \
        return tamer_delayed_wait__async(&delayed->base);                                          \
    }                                                                                              \
    void name##_get(name##_delayed *delayed)                                                       \
    {                                                                                              \
        tamer_call call;                                                                           \
        if (tamer_call_enter(&call))                                                               \
            tmr_call_end(&call, name##_get__async(delayed), &name##_get_point);                    \
    }                                                                                              \
    struct name##_delayed /* takes the semicolon */

#endif
