/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once
#include <stddef.h>
#include <tamer/tamer.h>

#define FETCH_LIMIT 40
#define NEXT_ID() (100 + __COUNTER__)

TAMED async int fetch(const char *path, size_t size);  /* how many bytes came */
TAMED async const char *name_of(int id);

static const int header_id = NEXT_ID();
