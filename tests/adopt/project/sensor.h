/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef SENSOR_H
#define SENSOR_H

#include <tamer/tamer.h>

struct reading {
    int channel, value;
};

/* The one function that waits. */
TAMED async struct reading sensor_read(int channel);

#endif
