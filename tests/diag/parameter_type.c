/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that parameters define are moved in front of the function; what they depend on must have its type there. */
#include <tamer/tamer.h>

TAMED async int listed(int n[3], struct pair { int a[sizeof n]; } *pair) { return pair ? pair->a[n[0]] : 0; }

TAMED async int fine(int n, struct fine { int n, a[sizeof(struct size { int n; })], b[sizeof n]; } *fine) { return fine->a[n]; }
