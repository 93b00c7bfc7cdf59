/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls into the library that are hardly ever made, from functions that otherwise call nothing.
 *
 * A compiler saves registers at the beginning of a function for the sake of such a call, whether it
 * is made or not, and that costs more than what most of these functions do. gcc does not where it
 * sees that the function called leaves the registers alone (-fipa-ra): so it is given a static one
 * that goes straight to an entry of the library's that saves them all (rare.c). Elsewhere, and
 * where gcc itself adds to functions, these are plain calls.
 */
#ifndef TAMER_ABI_RARE_H
#define TAMER_ABI_RARE_H

#include <tamer/abi_types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tamer_generator;

/* tamer_yield when the task is alerted, or the run queue has no place at hand. */
TAMER_API tamer_step tamer_yield_slow(void);

/* tamer_frame_new where no frame is at hand: empty pool, large frame, or a build under
 * AddressSanitizer, where every frame is a block of malloc's. Never fails: out of memory takes from
 * a reserve and fails the current task with ENOMEM at its next step; with the reserve gone, it says
 * so and aborts. The second then links the child. */
TAMER_API void *tamer_frame_refill(tamer_size size);
TAMER_API void *tamer_frame_refill_for(tamer_size size, tamer_frame *child);

/* The call behind `ended` (frame == TAMER_UNWIND) failed at `at`: adds that line to its trace,
 * returns it. */
TAMER_API tamer_step tamer_unwind_slow(const tamer_point *at, tamer_step ended);

/* tamer_give in a generator that has waited since it was asked, or may not give. */
TAMER_API tamer_step tamer_give_slow(struct tamer_generator *generator);

/* tamer_spawn_tried for a task that waits, has failed, or has become known to its scope. */
TAMER_API void tamer_spawn_tried_slow(tamer_step step);

#if defined(__x86_64__) && defined(__SSE2__) && defined(__GNUC__) && !defined(__clang__) &&        \
    defined(__OPTIMIZE__) && !defined(__SSP_ALL__) && !defined(__SANITIZE_ADDRESS__) &&            \
    !defined(__SANITIZE_THREAD__) && !defined(__ILP32__) && !defined(__code_model_large__) &&      \
    !defined(__APX_F__) && defined(__MMX__) && !defined(_SOFT_FLOAT)

/* The same; they change no general register but those of their arguments and of their result. */
TAMER_API tamer_step tamer_rare_yield(void);
TAMER_API void *tamer_rare_refill(tamer_size size);
TAMER_API void *tamer_rare_refill_for(tamer_size size, tamer_frame *child);
TAMER_API tamer_step tamer_rare_unwind(const tamer_point *at, tamer_step ended);
TAMER_API tamer_step tamer_rare_give(struct tamer_generator *generator);
TAMER_API void tamer_rare_tried(tamer_step step);

#ifdef __AVX512F__
#define TAMER_RARE_AVX512_                                                                         \
    , "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25",    \
        "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31", "k0", "k1", "k2", "k3", "k4", "k5",  \
        "k6", "k7"
#else
#define TAMER_RARE_AVX512_
#endif

/* r10 and r11: a call of a shared library may change them on its way. The library saves none of the
 * others. */
#define TAMER_RARE_CHANGES_                                                                        \
    "memory", "cc", "r10", "r11", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",  \
        "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "st", "st(1)",       \
        "st(2)", "st(3)", "st(4)", "st(5)", "st(6)", "st(7)", "mm0", "mm1", "mm2", "mm3", "mm4",   \
        "mm5", "mm6", "mm7" TAMER_RARE_AVX512_

#define TAMER_RARE_ static __attribute__((__noinline__, __cold__, __unused__))

TAMER_RARE_ tamer_step tamer_yield_rarely(void)
{
    tamer_step step;

    __asm__ volatile("call %P2"
                     : "=a"(step.frame), "=d"(step.value)
                     : "X"(tamer_rare_yield)
                     : TAMER_RARE_CHANGES_);
    return step;
}

TAMER_RARE_ void *tamer_frame_refill_rarely(tamer_size size)
{
    void *frame;

    __asm__ volatile("call %P2"
                     : "=a"(frame), "+D"(size)
                     : "X"(tamer_rare_refill)
                     : TAMER_RARE_CHANGES_);
    return frame;
}

TAMER_RARE_ void *tamer_frame_refill_for_rarely(tamer_size size, tamer_frame *child)
{
    void *frame;

    __asm__ volatile("call %P3"
                     : "=a"(frame), "+D"(size), "+S"(child)
                     : "X"(tamer_rare_refill_for)
                     : TAMER_RARE_CHANGES_);
    return frame;
}

TAMER_RARE_ tamer_step tamer_unwind(const tamer_point *at, tamer_step ended)
{
    tamer_step step;

    __asm__ volatile("call %P4"
                     : "=a"(step.frame), "=d"(step.value), "+D"(at), "+S"(ended.frame)
                     : "X"(tamer_rare_unwind), "1"(ended.value)
                     : TAMER_RARE_CHANGES_);
    return step;
}

TAMER_RARE_ tamer_step tamer_give_rarely(struct tamer_generator *generator)
{
    tamer_step step;

    __asm__ volatile("call %P3"
                     : "=a"(step.frame), "=d"(step.value), "+D"(generator)
                     : "X"(tamer_rare_give)
                     : TAMER_RARE_CHANGES_);
    return step;
}

TAMER_RARE_ void tamer_spawn_settle(tamer_step step)
{
    __asm__ volatile("call %P2"
                     : "+D"(step.frame), "+S"(step.value)
                     : "X"(tamer_rare_tried)
                     : "rax", "rdx", TAMER_RARE_CHANGES_);
}

#else

static __inline__ tamer_step tamer_yield_rarely(void)
{
    return tamer_yield_slow();
}

static __inline__ void *tamer_frame_refill_rarely(tamer_size size)
{
    return tamer_frame_refill(size);
}

static __inline__ void *tamer_frame_refill_for_rarely(tamer_size size, tamer_frame *child)
{
    return tamer_frame_refill_for(size, child);
}

static __inline__ tamer_step tamer_unwind(const tamer_point *at, tamer_step ended)
{
    return tamer_unwind_slow(at, ended);
}

static __inline__ tamer_step tamer_give_rarely(struct tamer_generator *generator)
{
    return tamer_give_slow(generator);
}

static __inline__ void tamer_spawn_settle(tamer_step step)
{
    tamer_spawn_tried_slow(step);
}

#endif

#ifdef __cplusplus
}
#endif

#endif
