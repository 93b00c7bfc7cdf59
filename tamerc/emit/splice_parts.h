/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by splice.c and splice_parts.c: where the user's file is changed. */
#ifndef TAMERC_SPLICE_PARTS_H
#define TAMERC_SPLICE_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

struct cwriter_edit;
struct splice;

struct splice_range {
    uint32_t start, end; /* bytes of the source */
};

struct splice_range_list VEC(struct splice_range);

struct splice_part {
    uint32_t start, end; /* bytes of the user's file that it stands in place of */
    const char *text;    /* within its line; NULL: made from the ranges, on lines of its own */
    struct splice_range_list ranges; /* in order */
};

struct splice_part_list VEC(struct splice_part);

/* In order; none overlaps another. false: see splice->reason. */
bool splice_parts_find(struct splice *splice, const struct cwriter_edit *edits, uint32_t edit_count,
                       struct splice_part_list *parts);

/* The piece that the byte of the source belongs to, or PIECE_NONE. */
uint32_t splice_piece_at(const struct splice *splice, uint32_t offset);

#endif
