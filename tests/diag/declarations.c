/* SPDX-License-Identifier: BSD-3-Clause */
#include <tamer/tamer.h>

TAMED async int 3;
TAMED async int number(, int);
TAMED async int sum(int first) + 2;
typedef struct made { int n; } call(int);
TAMED async call through_typedef;

TAMED_AS(stem) async int first(int n);
TAMED_AS(stem) async int second(int n);

TAMED async int twice(int n);
async int twice(int n);
TAMED async int other_stem(int n);
TAMED_AS(another) async int other_stem(int n);
