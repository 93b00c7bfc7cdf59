/* SPDX-License-Identifier: BSD-3-Clause */
static const int from_header = __COUNTER__;
