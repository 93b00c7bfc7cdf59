/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What tamerc makes for `TAMED async T f(A)`, for the functions that the runtime itself brings.
 * Write f__async by hand, then
 *
 *     TMR_WRAPPERS(ssize_t, tamer_read, 3, int, fd, void *, buffer, size_t, size)
 *     TMR_WRAPPERS_VOID(tamer_sleep, 1, double, seconds)
 *
 * in the same file: the number of parameters, then type and name of each. Results are integers or
 * pointers, at most as wide as a pointer.
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
#define TMR_POINT_OF(name, resume_, unwind_, index_, size)                                         \
    {.resume = (resume_),                                                                          \
     .unwind = (unwind_),                                                                          \
     .function = #name,                                                                            \
     .file = "libtamer",                                                                           \
     .line = 0,                                                                                    \
     .index = (index_),                                                                            \
     .frame_size = (size)}

/* where, bytes: of the result in NAME_delayed; 0 for void. */
#define TMR_WRAPPERS_SCOPED_(name, where, bytes, n, ...)                                           \
    TAMER_API name##_delayed *name##__spawn(                                                       \
        const tamer_point *site, tamer_scope *scope,                                               \
        name##_delayed *slot TMR_MORE_PARAMS_##n(__VA_ARGS__));                                    \
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
        TMR_LOAD_##n(__VA_ARGS__);                                                                 \
        (void)value;                                                                               \
        return tamer_frame_begun(frame, sizeof *self, name##__async(TMR_ARGS_##n(__VA_ARGS__)));   \
    }                                                                                              \
    static const tamer_spawnable name##_start_point = {                                            \
        .point =                                                                                   \
            TMR_POINT_OF(name, name##_begin, tamer_frame_unwind, 1, sizeof(struct name##_start)),  \
        .slot_size = sizeof(name##_delayed),                                                       \
        .offset = (where),                                                                         \
        .size = (bytes)};                                                                          \
    name##_delayed *name##__spawn(const tamer_point *site, tamer_scope *scope,                     \
                                  name##_delayed *slot TMR_MORE_PARAMS_##n(__VA_ARGS__))           \
    {                                                                                              \
        struct name##_start *self = tamer_frame_new(sizeof *self);                                 \
        TMR_SAVE_##n(__VA_ARGS__);                                                                 \
        return tamer_spawn(&self->frame, site, scope, slot, &name##_start_point);                  \
    }                                                                                              \
    static const tamer_point name##_plain_site = {.resume = tamer_task_deliver,                    \
                                                  .unwind = tamer_task_failed,                     \
                                                  .function = "plain code",                        \
                                                  .file = #name,                                   \
                                                  .index = (where),                                \
                                                  .frame_size = (bytes)};                          \
    name##_delayed *name##_scoped_into(tamer_scope *scope,                                         \
                                       name##_delayed *slot TMR_MORE_PARAMS_##n(__VA_ARGS__))      \
    {                                                                                              \
        return name##__spawn(&name##_plain_site, scope, slot TMR_MORE_ARGS_##n(__VA_ARGS__));      \
    }                                                                                              \
    name##_delayed *name##_scoped(tamer_scope *scope TMR_MORE_PARAMS_##n(__VA_ARGS__))             \
    {                                                                                              \
        return name##__spawn(&name##_plain_site, scope,                                            \
                             TAMER_NEW_SLOT TMR_MORE_ARGS_##n(__VA_ARGS__));                       \
    }                                                                                              \
    static const tamer_point name##_point = TMR_POINT_OF(name, NULL, NULL, 1, 0);                  \
    static const tamer_point name##_get_point =                                                    \
        TMR_POINT_OF(name##_get, NULL, NULL, (where), (bytes))

#define TMR_WRAPPERS(T, name, n, ...)                                                              \
    typedef struct name##_delayed {                                                                \
        tamer_delayed base;                                                                        \
        T value;                                                                                   \
    } name##_delayed;                                                                              \
    TAMER_API T name##_get(name##_delayed *delayed);                                               \
    TAMER_API const T *name##_value(const name##_delayed *delayed);                                \
    TMR_WRAPPERS_SCOPED_(name, offsetof(name##_delayed, value), sizeof(T), n, __VA_ARGS__);        \
    T name(TMR_PARAMS_##n(__VA_ARGS__))                                                            \
    {                                                                                              \
        tamer_call call;                                                                           \
        if (!tamer_call_enter(&call))                                                              \
            return 0;                                                                              \
        return (T)(uintptr_t)tamer_call_end(&call, name##__async(TMR_ARGS_##n(__VA_ARGS__)),       \
                                            &name##_point);                                        \
    }                                                                                              \
    tamer_step name##_get__async(name##_delayed *delayed)                                          \
    {                                                                                              \
        return tamer_delayed_take__async(&delayed->base, &name##_get_point);                       \
    }                                                                                              \
    T name##_get(name##_delayed *delayed)                                                          \
    {                                                                                              \
        return (T)(uintptr_t)tamer_delayed_get(&delayed->base, &name##_get_point);                 \
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
    TMR_WRAPPERS_SCOPED_(name, 0, 0, n, __VA_ARGS__);                                              \
    void name(TMR_PARAMS_##n(__VA_ARGS__))                                                         \
    {                                                                                              \
        tamer_call call;                                                                           \
        if (tamer_call_enter(&call))                                                               \
            tamer_call_end(&call, name##__async(TMR_ARGS_##n(__VA_ARGS__)), &name##_point);        \
    }                                                                                              \
    tamer_step name##_get__async(name##_delayed *delayed)                                          \
    {                                                                                              \
        return tamer_delayed_wait__async(&delayed->base);                                          \
    }                                                                                              \
    void name##_get(name##_delayed *delayed)                                                       \
    {                                                                                              \
        tamer_delayed_get(&delayed->base, &name##_get_point);                                      \
    }                                                                                              \
    struct name##_delayed /* takes the semicolon */

#endif
