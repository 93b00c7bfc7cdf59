/* SPDX-License-Identifier: BSD-3-Clause */
/* What asked.c, which is never translated, has of given.c, which is. */
#ifndef GIVEN_H
#define GIVEN_H

#include <tamer/tamer.h>

TAMER_GENERATES(given, int);
TAMED async void given(given_generator *to, int from, int below);

TAMER_MANAGES(lent, const char *);
TAMED async void lent(lent_manager *to);

#endif
