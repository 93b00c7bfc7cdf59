/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Errors: a code, a message, the way they came, and one or many causes. One type for one cause and
 * for many. An error belongs to whoever holds the pointer; no function here takes it,
 * tamer_error_clear excepted. Any thread, one at a time.
 */
#ifndef TAMER_ERROR_H
#define TAMER_ERROR_H

#include <tamer/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

struct _IO_FILE; /* a FILE of <stdio.h> */

/* The errno value, positive; of the first cause. 0 for NULL. */
TAMER_API int tamer_error_code(const tamer_error *error);

/* The message of the first cause; with several it says how many more there are. Owned by the error.
 * "" for NULL. */
TAMER_API const char *tamer_error_message(const tamer_error *error);

/* How many causes: at least 1; 0 for NULL. */
TAMER_API tamer_size tamer_error_count(const tamer_error *error);

/* The cause `index`, from 0; an error of one cause is its own first. Owned by `error`. NULL when
 * there is none. */
TAMER_API const tamer_error *tamer_error_at(const tamer_error *error, tamer_size index);

/* Writes the asynchronous traceback of every cause: message, function, file and line of every await
 * from the raise upwards, and the line that scheduled the task. */
TAMER_API void tamer_error_print(const tamer_error *error, struct _IO_FILE *stream);

/* Frees *error and sets it to NULL. NULL and a pointer to NULL are fine. */
TAMER_API void tamer_error_clear(tamer_error **error);

#ifdef __cplusplus
}
#endif

#endif
