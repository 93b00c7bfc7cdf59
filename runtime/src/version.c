/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/version.h>

const char *tamer_version(void)
{
    return TAMER_VERSION;
}
