/* SPDX-License-Identifier: BSD-3-Clause */
/* A type that is defined among the parameters is not the same in another declaration. */
#include <tamer/tamer.h>

TAMED async int listed(struct pair { int a, b; } *pair) { return pair ? pair->a : 0; }

TAMED async int counted(int n, enum { ONE, TWO } kind) { return kind == TWO ? n : 0; }

TAMED async int old(pair, n) union { int a; long b; } *pair; int n; { return pair ? pair->a : n; }

TAMED async int fine(int a[sizeof(struct size { int n; })]) { return a != 0; }
