/* SPDX-License-Identifier: BSD-3-Clause */
/* The types of abi.h, which says what they are for. */
#ifndef TAMER_ABI_TYPES_H
#define TAMER_ABI_TYPES_H

#include <tamer/export.h>
#include <tamer/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TAMER_ABI 4

/*
 * Around what is saved at a suspension, where gcc would say of generated code in a file of the
 * user's that it may have no value yet.
 */
#if defined(__GNUC__) && !defined(__clang__)
#define TAMER_QUIET_BEGIN_                                                                         \
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wmaybe-uninitialized\"")     \
        _Pragma("GCC diagnostic ignored \"-Wimplicit-fallthrough\"")
#define TAMER_QUIET_END_ _Pragma("GCC diagnostic pop")
/* Around definitions whose parameters have other bounds than the prototypes. */
#define TAMER_QUIET_BOUNDS_                                                                        \
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wpragmas\"")                 \
        _Pragma("GCC diagnostic ignored \"-Wvla-parameter\"")                                      \
            _Pragma("GCC diagnostic ignored \"-Warray-parameter\"")
/* Around copies of what it has warned about already. */
#define TAMER_QUIET_CLONES_                                                                        \
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wpragmas\"")                 \
        _Pragma("GCC diagnostic ignored \"-Warray-bounds\"")                                       \
            _Pragma("GCC diagnostic ignored \"-Wdangling-pointer\"")                               \
                _Pragma("GCC diagnostic ignored \"-Wformat-overflow\"")                            \
                    _Pragma("GCC diagnostic ignored \"-Wformat-truncation\"")                      \
                        _Pragma("GCC diagnostic ignored \"-Wmaybe-uninitialized\"")                \
                            _Pragma("GCC diagnostic ignored \"-Wnonnull\"")                        \
                                _Pragma("GCC diagnostic ignored \"-Wrestrict\"")                   \
                                    _Pragma("GCC diagnostic ignored \"-Wstringop-overflow\"")      \
                                        _Pragma("GCC diagnostic ignored \"-Wstringop-overread\"")  \
                                            _Pragma("GCC diagnostic ignored \"-Wuse-after-free\"")
#else
#define TAMER_QUIET_BEGIN_
#define TAMER_QUIET_BOUNDS_
#define TAMER_QUIET_CLONES_
#define TAMER_QUIET_END_
#endif

/* How a body is compiled that is entered at a constant: copied to where it is entered, which an
 * optimiser makes small; without one, once. */
#ifdef __OPTIMIZE__
#define TAMER_BODY_ __inline__ __attribute__((always_inline))
#else
#define TAMER_BODY_ __attribute__((noinline))
#endif

typedef struct tamer_frame tamer_frame;
typedef struct tamer_task tamer_task;
typedef struct tamer_scope tamer_scope;
typedef struct tamer_error tamer_error;
typedef struct tamer_delayed tamer_delayed;
typedef struct tamer_scope_options tamer_scope_options;

typedef struct tamer_step {
    tamer_frame *frame;
    tamer_u64 value;
} tamer_step;

#define TAMER_UNWIND ((tamer_frame *)1)

static __inline__ tamer_bool tamer_failed(tamer_step step)
{
    return step.frame == TAMER_UNWIND;
}

static __inline__ __attribute__((always_inline)) tamer_step tamer_done(tamer_u64 value)
{
    tamer_step step = {0, 0};

    step.value = value;
    return step;
}

/* What nobody reads. No instruction is spent on it. */
static __inline__ __attribute__((always_inline)) tamer_u64 tamer_any(void)
{
    tamer_u64 any;

    __asm__("" : "=r"(any));
    return any;
}

/* What a function will return, in the register for that from now on: gcc would move it at the end.
 */
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__clang__)
#define TAMER_RETURNED_(pointer) __asm__("" : "+a"(pointer))
#else
#define TAMER_RETURNED_(pointer) ((void)0)
#endif

static __inline__ __attribute__((always_inline)) tamer_step tamer_pending(tamer_frame *frame)
{
    tamer_step step = {0, 0};

    if ((tamer_uptr)frame <= 1) /* spares the callers that test it */
        __builtin_unreachable();
    step.frame = frame;
    step.value = tamer_any();
    return step;
}

/* How a block was left: exit == -1: by `error`. */
static __inline__ tamer_step tamer_left(int exit, tamer_u64 error)
{
    tamer_step step = {0, 0};

    if (exit == -1) {
        step.frame = TAMER_UNWIND;
        step.value = error;
    }
    return step;
}

/*
 * A suspension point: static, constant, one for each await of each function. `resume` and `unwind`
 * take the frame. The point of a task's root frame is the line that scheduled the task.
 * There, and in the point of a NAME_get, `index` and `frame_size` are place and bytes of the result
 * in NAME_delayed; 0 where it goes through memory at once, or there is none.
 */
typedef struct tamer_point {
    tamer_step (*resume)(tamer_frame *self, tamer_u64 value);
    tamer_step (*unwind)(tamer_frame *self, tamer_u64 error);
    const char *function; /* the user's function */
    const char *file;     /* as the compiler would print it */
    tamer_u32 line;
    tamer_u32 index; /* the `at` with which the body is entered, from 1; unique in the function */
    tamer_u32 frame_size; /* bytes of the frame, for tamer_frame_unwind */
} tamer_point;

struct tamer_frame {
    const tamer_point *point; /* where it waits */
    tamer_frame
        *parent; /* who awaits this call; the frame to resume next, where this is a task's root */
};

typedef struct tamer_frame_out {
    tamer_frame frame;
    void *out; /* where the result goes; set by whoever links the frame */
} tamer_frame_out;

/* The head of every task; the rest is the runtime's. Its own frame is the root of the chain of
 * frames. */
struct tamer_task {
    tamer_frame root; /* point: the line that scheduled it. parent: the frame to resume when the
                         wait is over */
    tamer_delayed *delayed; /* where result and state go, or NULL when nobody keeps them */
    tamer_scope *scope;     /* innermost scope open in it, else the one that it belongs to */
    tamer_u8 wait;          /* the runtime's: what it waits for; TAMER_TASK_QUEUED */
    tamer_u8 mark;          /* the runtime's; of its bits only TAMER_TASK_ALERT matters here */
    tamer_u16 shields;      /* tamer_shield_enter without leave, inside its innermost scope */
    tamer_u32 born;         /* the runtime's */
};

#define TAMER_TASK_QUEUED 1 /* `wait` of a task that is in the run queue */

/* The task must unwind: it is cancelled and not shielded, or it ran out of memory. A function that
 * waits asks first. */
#define TAMER_TASK_ALERT 128

/* The part of a scope that generated code touches. */
typedef struct tamer_scope_head {
    tamer_task *spare; /* its thread's spare record while its tasks are tried as that: as long as
                          the last one ended at once. Or was once; else TAMER_NO_SPARE */
    tamer_bool eager;  /* its tasks start inside the scheduling call */
} tamer_scope_head;

#define TAMER_NO_SPARE ((tamer_task *)1)

/* The runtime's: a place in a list of waiting tasks. Meaningful only while it is in one. */
struct tmr_node {
    struct tmr_node *next;   /* towards the older ones */
    struct tmr_node **pprev; /* what points to this node */
};

enum tamer_state { TAMER_PENDING, TAMER_DONE, TAMER_FAILED, TAMER_CANCELLED };

/*
 * A delayed result without its value, first member of every NAME_delayed. Owned by the scope that
 * made it, or by the caller (NAME_scoped_into). All members belong to the runtime; generated code
 * reads `state` only.
 */
struct tamer_delayed {
    struct tmr_node *waiters; /* tasks waiting for it; memory that is free is linked by this word */
    tamer_u8 state;           /* enum tamer_state; more: it cannot be used any more */
    tamer_u8 flags;           /* 0 */
    tamer_u16 size; /* bytes of the whole NAME_delayed in 16-byte units, when owned by a scope */
    tamer_u32
        shift; /* when owned by a scope: bytes in front of it that belong to it, for alignment */
    tamer_error *error; /* FAILED: owned, until cleared */
    tamer_task
        *task; /* the task that will fill it, or its record while the scope keeps that; not owned */
    tamer_delayed *next; /* next one owned by the same scope */
};

/*
 * A sync call in progress: one for each entry from plain code into tamed code, on the C stack,
 * linked from the thread. Besides, it holds the state of the plain code above the tamed function it
 * runs, up to the next sync call.
 */
typedef struct tamer_call {
    struct tamer_call *prev;        /* the sync call beneath, NULL at the bottom */
    struct tamer_catcher *catchers; /* tamer_catch open in the plain code above; innermost first */
    tamer_scope *scopes;            /* TAMER_SCOPE open in the plain code above; innermost first */
    tamer_u32 floor; /* runtime's: tasks born before this id are held while it blocks; 0: not yet
                       chosen */
    tamer_bool skip; /* tamed calls from the plain code above return at once */
    tamer_bool busy; /* there are catchers or scopes */
} tamer_call;

/* Of a function that can be scheduled: the point at which its frames wait for their first turn, and
 * what its results need. */
typedef struct tamer_spawnable {
    tamer_point point;
    tamer_u32 slot_size;    /* bytes of NAME_delayed */
    tamer_u32 align;        /* of the result, where that is more than 16; else 0 */
    tamer_u32 offset, size; /* of the result in NAME_delayed; 0 for void */
    tamer_u32 is_out;       /* it goes through memory */
} tamer_spawnable;

/* A `slot` of NAME__spawn: the scope makes one. */
#define TAMER_NEW_SLOT ((void *)1)

typedef struct tamer_catcher {
    struct tamer_catcher *prev;
    tamer_error *error; /* the first error of a tamed call in the expression; owned until
                           tamer_catch_close_ */
} tamer_catcher;

/* What tamer_jump_land goes back to; in the function that calls setjmp. */
typedef struct tamer_jump {
    tamer_call *call;
    tamer_catcher *catchers;
    tamer_scope *scopes; /* open in the plain code */
    tamer_task *task;
    tamer_scope *task_scope;
    const tamer_point *task_point; /* of its root frame: another one while it is watched */
    void *blocked;                 /* these: as the loop had them */
    void *held_end;
    void *turns; /* tmr_loop.turns */
    tamer_bool turning;
    tamer_u16 shields;
    unsigned generators; /* that ran on the C stack */
} tamer_jump;

#define TAMER_POOL_CLASSES 129 /* frames of up to 1024 bytes, in classes of 8 bytes */

/* The part of a thread's runtime that generated code touches. Zero before first use. */
typedef struct tamer_thread {
    tamer_call *call;    /* innermost sync call; NULL until the thread first uses the runtime */
    tamer_task *current; /* the task that runs now; the thread's own root task in plain code */
    tamer_task **tail;   /* the next place of its run queue; not NULL: it is not free */
    tamer_task *spare; /* what an eager task starts as: a record that no scope knows of, the current
                          task while it runs. NULL: none, or the one that runs has become known */
    tamer_task *before;                    /* the current task before that one was started */
    tamer_size generators;                 /* that run on the C stack, one asked by the other */
    void *free_frames[TAMER_POOL_CLASSES]; /* LIFO of free frames by size class; first word links */
} tamer_thread;

extern TAMER_API __thread tamer_thread tamer_this __attribute__((__tls_model__("initial-exec")));

#if defined(__SANITIZE_ADDRESS__)
#define TAMER_ASAN_ 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TAMER_ASAN_ 1
#endif
#endif

#ifdef __cplusplus
}
#endif

#endif
