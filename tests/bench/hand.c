/* SPDX-License-Identifier: BSD-3-Clause */
#include "hand.h"

#include "bench.h"
#include "callee.h"

#define INLINED static inline __attribute__((always_inline))

struct tm_loop tm_loop;

/* Starts a call of which nobody has waited before; its parent's resume takes the result. */
static uint64_t complete(tm_step step, tm_frame *root)
{
    if (!step.frame)
        return step.value;
    step.frame->parent = root;
    tm_run();
    return 0;
}

struct root {
    tm_frame frame;
    uint64_t value;
};

static tm_step root_resume(tm_frame *self, uint64_t value)
{
    ((struct root *)self)->value = value;
    return (tm_step){NULL, 0};
}

static uint64_t call(tm_step step, struct root *root)
{
    uint64_t value;

    root->frame.resume = root_resume;
    value = complete(step, &root->frame);
    return step.frame ? root->value : value;
}

/* ---- yield: the frame itself is the place in the queue ---- */

struct yield_frame {
    tm_frame frame;
};

static tm_step yield_resume(tm_frame *self, uint64_t value)
{
    return tm_next(self, sizeof(struct yield_frame), (tm_step){NULL, value});
}

static inline tm_step yield(void)
{
    struct yield_frame *self = tm_new(sizeof *self);

    self->frame.resume = yield_resume;
    tm_ready(&self->frame);
    return (tm_step){&self->frame, 0};
}

/* ---- sync awaits ---- */

static tm_step inlinable(long i)
{
    if (i < 0)
        return yield();
    return (tm_step){NULL, (uint64_t)(i ^ 5)};
}

struct sum_frame {
    tm_frame frame;
    long n, i, sum;
};

#define SUM(name, callee)                                                                          \
    static tm_step name##_resume(tm_frame *, uint64_t);                                            \
    INLINED tm_step name##_body(struct sum_frame *self, int at, long n, uint64_t value)            \
    {                                                                                              \
        long i, sum;                                                                               \
        tm_step step;                                                                              \
                                                                                                   \
        if (at == 1)                                                                               \
            goto resume_1;                                                                         \
        sum = 0;                                                                                   \
        for (i = 0; i < n; i++) {                                                                  \
            step = callee(i);                                                                      \
            if (__builtin_expect(step.frame != NULL, 0)) {                                         \
                if (!self)                                                                         \
                    self = tm_new(sizeof *self);                                                   \
                self->frame.resume = name##_resume;                                                \
                step.frame->parent = &self->frame;                                                 \
                self->n = n, self->i = i, self->sum = sum;                                         \
                return (tm_step){&self->frame, 0};                                                 \
            resume_1:                                                                              \
                n = self->n, i = self->i, sum = self->sum;                                         \
                step.value = value;                                                                \
            }                                                                                      \
            sum += (long)step.value;                                                               \
        }                                                                                          \
        return (tm_step){NULL, (uint64_t)sum};                                                     \
    }                                                                                              \
    static tm_step name##_resume(tm_frame *frame, uint64_t value)                                  \
    {                                                                                              \
        return tm_next(frame, sizeof(struct sum_frame),                                            \
                       name##_body((struct sum_frame *)frame, 1, 0, value));                       \
    }                                                                                              \
    static long name(long n)                                                                       \
    {                                                                                              \
        struct root root;                                                                          \
        return (long)call(name##_body(NULL, 0, n, 0), &root);                                      \
    }

SUM(sync_inlinable, inlinable)
SUM(sync_call, hand_callee)

/* ---- fib: two awaits, two resume points ---- */

struct fib_frame {
    tm_frame frame;
    long n, first;
};

static tm_step fib_call(long n);
static tm_step fib_resume_1(tm_frame *, uint64_t);
static tm_step fib_resume_2(tm_frame *, uint64_t);

INLINED tm_step fib_body(struct fib_frame *self, int at, long n, uint64_t value)
{
    long first;
    tm_step step;

    switch (at) {
    case 1:
        goto resume_1;
    case 2:
        goto resume_2;
    }
    if (n < 2)
        return (tm_step){NULL, (uint64_t)n};
    step = fib_call(n - 1);
    if (__builtin_expect(step.frame != NULL, 0)) {
        if (!self)
            self = tm_new(sizeof *self);
        self->frame.resume = fib_resume_1;
        step.frame->parent = &self->frame;
        self->n = n;
        return (tm_step){&self->frame, 0};
    resume_1:
        n = self->n;
        step.value = value;
    }
    first = (long)step.value;
    step = fib_call(n - 2);
    if (__builtin_expect(step.frame != NULL, 0)) {
        if (!self)
            self = tm_new(sizeof *self);
        self->frame.resume = fib_resume_2;
        step.frame->parent = &self->frame;
        self->first = first;
        return (tm_step){&self->frame, 0};
    resume_2:
        first = self->first;
        step.value = value;
    }
    return (tm_step){NULL, (uint64_t)first + step.value};
}

static __attribute__((noinline)) tm_step fib_call(long n)
{
    return fib_body(NULL, 0, n, 0);
}

static tm_step fib_resume_1(tm_frame *frame, uint64_t value)
{
    return tm_next(frame, sizeof(struct fib_frame),
                   fib_body((struct fib_frame *)frame, 1, 0, value));
}

static tm_step fib_resume_2(tm_frame *frame, uint64_t value)
{
    return tm_next(frame, sizeof(struct fib_frame),
                   fib_body((struct fib_frame *)frame, 2, 0, value));
}

static long fib(long n)
{
    struct root root;

    return (long)call(fib_call(n), &root);
}

/* ---- yields: a loop around one suspension, as one frame that queues itself ---- */

struct turn_frame {
    tm_frame frame;
    long left;
};

static tm_step turns_resume(tm_frame *frame, uint64_t value)
{
    struct turn_frame *self = (struct turn_frame *)frame;

    if (--self->left > 0) {
        tm_ready(frame);
        return (tm_step){NULL, 0};
    }
    return tm_next(frame, sizeof *self, (tm_step){NULL, value});
}

static tm_step turns(long n)
{
    struct turn_frame *self;

    if (n <= 0)
        return (tm_step){NULL, 0};
    self = tm_new(sizeof *self);
    self->frame.resume = turns_resume;
    self->left = n;
    tm_ready(&self->frame);
    return (tm_step){&self->frame, 0};
}

static long yield_1(long n)
{
    struct root root;

    return (long)call(turns(n), &root);
}

struct crowd {
    tm_frame frame;
    long left;
};

static tm_step crowd_resume(tm_frame *frame, uint64_t value)
{
    (void)value;
    ((struct crowd *)frame)->left--;
    return (tm_step){NULL, 0};
}

static long yield_crowd(long n)
{
    struct crowd crowd = {{crowd_resume, NULL}, BENCH_CROWD};

    for (int i = 0; i < BENCH_CROWD; i++) {
        tm_step step = turns(n / BENCH_CROWD);
        if (step.frame)
            step.frame->parent = &crowd.frame;
    }
    tm_run();
    return crowd.left;
}

/* ---- a chain of awaits down to a suspension ---- */

struct chain_frame {
    tm_frame frame;
};

static tm_step chain_call(int depth, long n);
static tm_step chain_resume(tm_frame *, uint64_t);

INLINED tm_step chain_body(struct chain_frame *self, int at, int depth, long n, uint64_t value)
{
    tm_step step;

    if (at == 1)
        goto resume_1;
    if (depth == 1)
        return turns(n);
    step = chain_call(depth - 1, n);
    if (__builtin_expect(step.frame != NULL, 0)) {
        if (!self)
            self = tm_new(sizeof *self);
        self->frame.resume = chain_resume;
        step.frame->parent = &self->frame;
        return (tm_step){&self->frame, 0};
    resume_1:
        step.value = value;
    }
    return (tm_step){NULL, step.value + 1};
}

static __attribute__((noinline)) tm_step chain_call(int depth, long n)
{
    return chain_body(NULL, 0, depth, n, 0);
}

static tm_step chain_resume(tm_frame *frame, uint64_t value)
{
    return tm_next(frame, sizeof(struct chain_frame),
                   chain_body((struct chain_frame *)frame, 1, 0, 0, value));
}

static long through(int depth, long n)
{
    long sum = 0;

    for (long i = 0; i < n; i++) {
        struct root root;
        sum += (long)call(chain_call(depth, 1), &root);
    }
    return sum;
}

static long through_1(long n)
{
    return through(1, n);
}

static long through_10(long n)
{
    return through(10, n);
}

static long through_100(long n)
{
    return through(100, n);
}

static long leaf_at(int depth, long n)
{
    struct root root;

    return (long)call(chain_call(depth, n), &root);
}

static long leaf_1(long n)
{
    return leaf_at(1, n);
}

static long leaf_10(long n)
{
    return leaf_at(10, n);
}

static long leaf_100(long n)
{
    return leaf_at(100, n);
}

/* ---- tasks: a record with a place for the result and for who waits for it ---- */

struct task {
    tm_frame frame;
    struct task **list; /* of the running tasks */
    struct task *next, *prev;
    uint64_t value;
    tm_frame *waiter;
    int done;
};

static tm_step task_resume(tm_frame *frame, uint64_t value)
{
    struct task *self = (struct task *)frame;

    self->value = value;
    self->done = 1;
    if (self->waiter)
        tm_ready(self->waiter);
    return (tm_step){NULL, 0};
}

static void task_start(struct task *task, tm_step step)
{
    task->frame.resume = task_resume;
    task->waiter = NULL;
    task->done = !step.frame;
    task->value = step.value;
    if (step.frame)
        step.frame->parent = &task->frame;
}

struct spawn_frame {
    tm_frame frame;
    struct task task;
    long n, i, sum;
};

static tm_step spawn_resume(tm_frame *frame, uint64_t value)
{
    struct spawn_frame *self = (struct spawn_frame *)frame;

    (void)value;
    for (;;) {
        self->sum += (long)self->task.value;
        if (++self->i == self->n)
            return tm_next(frame, sizeof *self, (tm_step){NULL, (uint64_t)self->sum});
        task_start(&self->task, turns(1));
        if (!self->task.done) {
            self->task.waiter = frame;
            return (tm_step){NULL, 0};
        }
    }
}

static long spawn_eager(long n)
{
    struct spawn_frame *self = tm_new(sizeof *self);
    struct root root;

    *self = (struct spawn_frame){.frame.resume = spawn_resume, .n = n, .i = -1};
    tm_ready(&self->frame);
    return (long)call((tm_step){&self->frame, 0}, &root);
}

const struct bench_row hand_rows[] = {
    {"inlinable", sync_inlinable},
    {"noinline", sync_call},
    {"fib", fib},
    {"yield-1", yield_1},
    {"yield-1000", yield_crowd},
    {"through-1", through_1},
    {"through-10", through_10},
    {"through-100", through_100},
    {"leaf-1", leaf_1},
    {"leaf-10", leaf_10},
    {"leaf-100", leaf_100},
    {"spawn-eager", spawn_eager},
    {NULL, NULL},
};
