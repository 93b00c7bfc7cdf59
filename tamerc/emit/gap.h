/* SPDX-License-Identifier: BSD-3-Clause */
/* What stands between tokens of preprocessed text: comments, markers, other directives. All of it
 * in text[at, end). */
#ifndef TAMERC_GAP_H
#define TAMERC_GAP_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a comment begins at `at`; where it ends. */
bool gap_has_comment(const char *text, uint32_t at, uint32_t end);
uint32_t gap_comment_end(const char *text, uint32_t at, uint32_t end);

struct gap {
    uint32_t newlines;
    bool has_comment, has_directive;
};

struct gap gap_look_at(const char *text, uint32_t at, uint32_t end);

/* How many blanks stand at `at`. */
uint32_t gap_blanks(const char *text, uint32_t at, uint32_t end);

/* The next newline, or `end`. */
uint32_t gap_line_end(const char *text, uint32_t at, uint32_t end);

/* Of the directive at `at`, whose line ends at `end`: whether it is a marker, and whether one says
 * that what follows counts as a system header's. */
bool gap_has_marker(const char *text, uint32_t at, uint32_t end);
bool gap_says_system(const char *text, uint32_t at, uint32_t end);

#endif
