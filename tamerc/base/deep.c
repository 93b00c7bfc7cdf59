/* SPDX-License-Identifier: BSD-3-Clause */
#include "base/deep.h"

#include <pthread.h>
#include <stddef.h>

#define STACK_SIZE ((size_t)512 << 20)

void deep_run(void *(*function)(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_t thread;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    if (pthread_create(&thread, &attributes, function, argument) == 0)
        pthread_join(thread, NULL);
    else
        function(argument);
    pthread_attr_destroy(&attributes);
}
