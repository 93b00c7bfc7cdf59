/* SPDX-License-Identifier: BSD-3-Clause */
/* What was done, for programs to read. */
#ifndef TAMERC_ADOPT_REPORT_H
#define TAMERC_ADOPT_REPORT_H

struct adopt_result;
struct strbuf;

/* home: paths below it are given from there on. */
void adopt_report_json(struct strbuf *out, const struct adopt_result *result, const char *home);

/* One line for each function, fields separated by tabs:
 * tamed NAME FILE:LINE, or plain NAME FILE:LINE KIND REASON. */
void adopt_report_lines(struct strbuf *out, const struct adopt_result *result, const char *home);

/* The path as seen from `home`; borrowed from `path`. */
const char *adopt_report_path(const char *path, const char *home);

#endif
