/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * counts OUT FLAG... -- FILE...: translates one file after the other in one process, into OUT.
 * Under `valgrind --tool=callgrind`, the instructions of each are dumped under the name of its
 * file; what the compiler takes to preprocess it is another process, and not counted. The first
 * file is there to warm up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/callgrind.h>

#include "driver/driver.h"

enum { ARGS_MAX = 64 };

static int translate_file(char *out, char **flags, int flag_count, char *file)
{
    char tool[] = "tamerc", output[] = "-o", behind[] = "--";
    char *args[ARGS_MAX] = {tool, file, output, out, behind};
    int count = 5, status;

    for (int i = 0; i < flag_count && count < ARGS_MAX - 1; i++)
        args[count++] = flags[i];
    CALLGRIND_ZERO_STATS;
    status = driver_run(count, args);
    CALLGRIND_DUMP_STATS_AT(file);
    return status;
}

int main(int argc, char **argv)
{
    int behind = 2, status = EXIT_SUCCESS;

    while (behind < argc && strcmp(argv[behind], "--") != 0)
        behind++;
    if (behind >= argc) {
        fputs("usage: counts OUT FLAG... -- FILE...\n", stderr);
        return 2;
    }
    for (int i = behind + 1; i < argc && status == EXIT_SUCCESS; i++)
        status = translate_file(argv[1], argv + 2, behind - 2, argv[i]);
    return status;
}
