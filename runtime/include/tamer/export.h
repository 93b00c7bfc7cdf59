/* SPDX-License-Identifier: BSD-3-Clause */
/* What the shared library exports. */
#ifndef TAMER_EXPORT_H
#define TAMER_EXPORT_H

#define TAMER_API __attribute__((__visibility__("default")))

#endif
