/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * tamerc: C functions marked `TAMED async` become state machines.
 *
 *     driver/     the command line, the user's compiler, files
 *     front/      preprocessed text to the tree of ir/, by libclang
 *     pass/       check, lower, flow, liveness, frame layout: each on that tree
 *     emit/       the tree back to C
 *     translate.c puts those in order
 */
#include "driver/driver.h"

int main(int argc, char **argv)
{
    return driver_run(argc, argv);
}
