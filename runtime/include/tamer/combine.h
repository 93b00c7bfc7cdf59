/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Several delayed results at once. They may be of any types and any open scopes of the thread, are
 * scheduled by the caller, and must exist until the call has returned; so must the list of them.
 * Results may stand in a list twice, and NULLs are passed over. A caller whose own result is in the
 * list gets EDEADLK, and nothing is done.
 *
 * What the scope of the results does about an error it does here as well: by default the first
 * error of a task cancels the others, the body of the scope, and with it a call from this body.
 * Then the scope raises the error, as is right where all results are needed. For calls that are to
 * outlive an error (tamer_gather, tamer_first_success) the scope needs .on_error = TAMER_CONTINUE.
 *
 * All functions marked TAMED block, suspend under `await`, or run in a scope, like any other.
 */
#ifndef TAMER_COMBINE_H
#define TAMER_COMBINE_H

#include <tamer/syntax.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Results, in an order; made by the macros below. What is pointed to is the caller's. */
typedef struct tamer_results {
    const void *first; /* of the pointers to results, or of the results themselves */
    tamer_size count;
    tamer_size stride; /* bytes from one result to the next; 0: pointers */
} tamer_results;

/*
 * TAMER_RESULTS(a, b, c)                   up to 16 pointers to NAME_delayed, of any NAMEs
 * TAMER_RESULTS_OF(array, count)           of pointers to one NAME_delayed
 * TAMER_RESULTS_IN(array, count)           of NAME_delayed (slots of NAME_scoped_into)
 * TAMER_RESULTS_FROM(array, count)         of tamer_delayed *, as of tamer_scope_results
 *
 *     await tamer_race(TAMER_RESULTS(fetch_scoped(scope, "a"), probe_scoped(scope, 3)))
 */
/* clang-format off */
#define TAMER_RESULTS(...) \
    ((tamer_results){(tamer_delayed *const[]){TAMER_BASES_(__VA_ARGS__)}, \
                     sizeof((char[]){TAMER_ONES_(__VA_ARGS__)}), 0})
#define TAMER_RESULTS_OF(array, count_) \
    ((tamer_results){(0 ? (const void *)&(*(array))->base : (const void *)(array)), (count_), 0})
#define TAMER_RESULTS_IN(array, count_) \
    ((tamer_results){&(array)->base, (count_), sizeof *(array)})
#define TAMER_RESULTS_FROM(array, count_) \
    ((tamer_results){(tamer_delayed *const *){(array)}, (count_), 0})

/* The list of bases, and as many ones. */
#define TAMER_BASE_(result) &(result)->base
#define TAMER_BASES_(...) TAMER_EACH_(TAMER_BASE_, __VA_ARGS__)
#define TAMER_ONE_(result) 1
#define TAMER_ONES_(...) TAMER_EACH_(TAMER_ONE_, __VA_ARGS__)
#define TAMER_EACH_(m, ...) \
    TAMER_PICK_(__VA_ARGS__, TAMER_16_, TAMER_15_, TAMER_14_, TAMER_13_, TAMER_12_, TAMER_11_, TAMER_10_, TAMER_9_, \
                TAMER_8_, TAMER_7_, TAMER_6_, TAMER_5_, TAMER_4_, TAMER_3_, TAMER_2_, TAMER_1_, 0)(m, __VA_ARGS__)
#define TAMER_PICK_(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, chosen, ...) chosen
#define TAMER_1_(m, a) m(a)
#define TAMER_2_(m, a, ...) m(a), TAMER_1_(m, __VA_ARGS__)
#define TAMER_3_(m, a, ...) m(a), TAMER_2_(m, __VA_ARGS__)
#define TAMER_4_(m, a, ...) m(a), TAMER_3_(m, __VA_ARGS__)
#define TAMER_5_(m, a, ...) m(a), TAMER_4_(m, __VA_ARGS__)
#define TAMER_6_(m, a, ...) m(a), TAMER_5_(m, __VA_ARGS__)
#define TAMER_7_(m, a, ...) m(a), TAMER_6_(m, __VA_ARGS__)
#define TAMER_8_(m, a, ...) m(a), TAMER_7_(m, __VA_ARGS__)
#define TAMER_9_(m, a, ...) m(a), TAMER_8_(m, __VA_ARGS__)
#define TAMER_10_(m, a, ...) m(a), TAMER_9_(m, __VA_ARGS__)
#define TAMER_11_(m, a, ...) m(a), TAMER_10_(m, __VA_ARGS__)
#define TAMER_12_(m, a, ...) m(a), TAMER_11_(m, __VA_ARGS__)
#define TAMER_13_(m, a, ...) m(a), TAMER_12_(m, __VA_ARGS__)
#define TAMER_14_(m, a, ...) m(a), TAMER_13_(m, __VA_ARGS__)
#define TAMER_15_(m, a, ...) m(a), TAMER_14_(m, __VA_ARGS__)
#define TAMER_16_(m, a, ...) m(a), TAMER_15_(m, __VA_ARGS__)
/* clang-format on */

/* ---- all of them ---- */

/*
 * Waits until all have finished, and receives the errors: states, values and errors
 * (tamer_delayed_state, NAME_value, tamer_delayed_error) are then to be read in the order of the
 * list. Returns how many were not done. Cancellation ends the wait, and has received nothing; the
 * tasks go on.
 */
TAMED tamer_async TAMER_API tamer_size tamer_gather(tamer_results results);

/* The same, but if some were not done, it raises one error with all the causes, in the order of the
 * list; ECANCELED for a cancelled one. */
TAMED tamer_async TAMER_API void tamer_gather_or_raise(tamer_results results);

/* ---- one of them ---- */

/*
 * Waits for the first to finish; cancels the others, and waits until they have cleaned up. Returns
 * the index of the first, if it is done; else raises its error, or ECANCELED. Of those that had
 * finished before the call, the one that comes first in the list. Errors that the others end with
 * stay with their scopes. Where the caller is cancelled meanwhile, all are cancelled and waited
 * for. EINVAL: the list is empty.
 */
TAMED tamer_async TAMER_API tamer_ssize tamer_race(tamer_results results);

/*
 * The same for the first that is done; who fails before is received. If none is done, it raises
 * one error with all causes, in the order of the list.
 */
TAMED tamer_async TAMER_API tamer_ssize tamer_first_success(tamer_results results);

/* ---- one after the other, as they finish ---- */

typedef struct tamer_arrivals tamer_arrivals;

/*
 * Begins to iterate results in the order in which they finish, those first that have finished
 * already, in the order of the list. From then on it is the affair of `scope` that they finish:
 * when this is left, those that have not are waited for, or where it is cancelled or has .exit =
 * TAMER_CANCEL, are cancelled and waited for.
 *
 *     TAMER_SCOPE(rest, .exit = TAMER_CANCEL) {
 *         tamer_arrivals *arrivals = tamer_arrivals_open(rest, TAMER_RESULTS_OF(fetches, n));
 *         for (tamer_ssize i; (i = await tamer_arrivals_next(arrivals)) >= 0;)
 *             if (good_enough(await fetch_get(fetches[i])))
 *                 break;
 *     }
 *
 * Never waits. What it returns is the scope's, and valid until that has been left. The list need
 * not exist any longer, the results must until they have finished. In a scope that is cancelled
 * already, the results are cancelled at once, and none arrives. Aborts with a message if one of
 * them is the caller's own.
 */
TAMER_API tamer_arrivals *tamer_arrivals_open(tamer_scope *scope, tamer_results results);

/* Waits for the next result to finish, and returns its index in the list; each is given out once,
 * to whom asks first. -1: none is left. Receives nothing. Cancellation ends the wait. */
TAMED tamer_async TAMER_API tamer_ssize tamer_arrivals_next(tamer_arrivals *arrivals);

#ifdef __cplusplus
}
#endif

#endif
