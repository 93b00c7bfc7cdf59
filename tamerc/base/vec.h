/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Typed arrays that grow, in an arena.
 *
 *     struct token_list VEC(struct token);
 *     struct token_list tokens = {0};
 *     vec_push(arena, &tokens, token);
 *
 * Pointers into `at` end with the next push.
 */
#ifndef TAMERC_VEC_H
#define TAMERC_VEC_H

#include <stddef.h>

struct arena;

#define VEC(type)                                                                                  \
    {                                                                                              \
        type *at;                                                                                  \
        size_t count, capacity;                                                                    \
    }

/* `item` is evaluated after the array has grown; `vec` is evaluated several times. */
#define vec_push(arena, vec, item)                                                                 \
    ((void)((vec)->count < (vec)->capacity ||                                                      \
            ((vec)->at = vec_grow_((arena), (vec)->at, sizeof *(vec)->at, (vec)->count,            \
                                   &(vec)->capacity))),                                            \
     (vec)->at[(vec)->count++] = (item))

/* The last element, as an lvalue; count must not be 0. */
#define vec_last(vec) ((vec)->at[(vec)->count - 1])

#define vec_pop(vec) ((vec)->at[--(vec)->count])

/* `at` itself where one more element fits, else a copy with more room, zeroed, and *capacity
 * raised. */
void *vec_grow_(struct arena *arena, void *at, size_t size, size_t count, size_t *capacity);

#endif
