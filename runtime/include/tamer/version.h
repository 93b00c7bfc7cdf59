/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef TAMER_VERSION_H
#define TAMER_VERSION_H

#include <tamer/export.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TAMER_VERSION_MAJOR 0
#define TAMER_VERSION_MINOR 1
#define TAMER_VERSION_PATCH 0
#define TAMER_VERSION "0.1.0"

/* The version of the library that runs, as "0.1.0"; static. Any thread. */
TAMER_API const char *tamer_version(void);

#ifdef __cplusplus
}
#endif

#endif
