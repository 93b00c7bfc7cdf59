/* SPDX-License-Identifier: BSD-3-Clause */
enum { HERE = 9 };
