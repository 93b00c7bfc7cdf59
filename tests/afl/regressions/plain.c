/* SPDX-License-Identifier: BSD-3-Clause */
/* Nothing tamed, nothing to replace. */
int count;
