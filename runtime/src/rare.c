/* SPDX-License-Identifier: BSD-3-Clause */
/* Entries for calls that gcc does not see (abi_rare.h), made with the stack aligned or not. */
#include <tamer/abi.h>

#if !defined(__x86_64__)
#define SAVING
#elif defined(__clang__)
#define SAVING __attribute__((preserve_most, force_align_arg_pointer))
#else
#define SAVING                                                                                     \
    __attribute__((no_caller_saved_registers, force_align_arg_pointer, target("general-regs-only")))
#endif

TAMER_API SAVING tamer_step tamer_rare_yield(void);
TAMER_API SAVING void *tamer_rare_refill(tamer_size size);
TAMER_API SAVING void *tamer_rare_refill_for(tamer_size size, tamer_frame *child);
TAMER_API SAVING tamer_step tamer_rare_unwind(const tamer_point *at, tamer_step ended);
TAMER_API SAVING tamer_step tamer_rare_give(struct tamer_generator *generator);
TAMER_API SAVING void tamer_rare_tried(tamer_step step);

SAVING tamer_step tamer_rare_yield(void)
{
    return tamer_yield_slow();
}

SAVING void *tamer_rare_refill(tamer_size size)
{
    return tamer_frame_refill(size);
}

SAVING void *tamer_rare_refill_for(tamer_size size, tamer_frame *child)
{
    return tamer_frame_refill_for(size, child);
}

SAVING tamer_step tamer_rare_unwind(const tamer_point *at, tamer_step ended)
{
    return tamer_unwind_slow(at, ended);
}

SAVING tamer_step tamer_rare_give(struct tamer_generator *generator)
{
    return tamer_give_slow(generator);
}

SAVING void tamer_rare_tried(tamer_step step)
{
    tamer_spawn_tried_slow(step);
}
