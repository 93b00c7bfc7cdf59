/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of <stdbool.h> are the program's own. */
#include <tamer/tamer.h>

typedef _Bool bool;
enum answer { false, true };

bool is_true(enum answer answer);

bool is_true(enum answer answer)
{
    return answer == true;
}
