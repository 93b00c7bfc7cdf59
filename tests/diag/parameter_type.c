/* SPDX-License-Identifier: BSD-3-Clause */
/* Types that parameters define are moved in front of the function; where they depend on another parameter, they cannot be. */
#include <tamer/tamer.h>

TAMED async int listed(int n, struct pair { int a[sizeof n]; } *pair) { return pair ? pair->a[n] : 0; }

TAMED async int counted(long n, enum { ONE = 1 + sizeof(n), TWO } kind) { return kind == TWO ? (int)n : 0; }

TAMED async int old(either, n) union either { int a; long n; } *either; int n; { return either ? either->a : n; }

TAMED async int fine(int n, struct fine { int n, a[sizeof(struct size { int n; })]; } *fine) { return fine->a[n]; }
