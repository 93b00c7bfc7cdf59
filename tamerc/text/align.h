/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which token of a user's line became which token of the preprocessed line: the heaviest common
 * subsequence of both. What is left over in the preprocessed line came from a macro, whose name is
 * left over in the user's.
 */
#ifndef TAMERC_ALIGN_H
#define TAMERC_ALIGN_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct original;
struct source;

struct align_entry {
    uint32_t token; /* of the original; UINT32_MAX: unknown */
    bool exact;
};

/* Tokens [first, first + count) of the preprocessed text, which all stand on one line of one file.
 */
struct align_line {
    const struct source *source;
    uint32_t first, count;
    struct align_entry *entries; /* one each */
};

bool align_line_covers(const struct align_line *line, uint32_t index);

/* Aligns the line that token `index` stands on. The entries are the arena's. */
void align_line_compute(struct arena *arena, struct align_line *line, const struct source *source,
                        const struct original *original, uint32_t index);

/* For a token that the line covers. false: unknown. */
bool align_line_token(const struct align_line *line, uint32_t index, uint32_t *ret_token,
                      bool *ret_exact);

#endif
