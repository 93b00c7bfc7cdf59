/* SPDX-License-Identifier: BSD-3-Clause */
/* flags: -std=gnu89 */
/* A program's own bool, beside the language's. */
#include "leaves.h"
#undef bool
#undef true
#undef false

typedef enum { false, true, maybe } bool;

struct answer {
    bool is_known;
    _Bool is_small;
};

static bool last = maybe;

static TAMED tamer_async bool ask(bool is_known, bool (*ask_on)(bool))
{
    bool answers[2];
    bool *first = answers;
    answers[0] = (bool)await leaf(is_known);
    answers[1] = ask_on(answers[0]);
    await leaf(1);
    last = *first;
    return answers[1];
}

static bool other(bool of)
{
    return of == maybe ? maybe : of == true ? false : true;
}

static TAMED tamer_async struct answer all(bool from)
{
    bool result = await ask(from, other);
    _Bool is_small = await leaf(2);
    while (result == maybe && await ask(maybe, other) == maybe)
        result = true;
    return (struct answer){await ask(result, other), is_small};
}

int main(void)
{
    int i;
    for (i = false; i <= maybe; i++) {
        struct answer answer = all((bool)i);
        printf("%d %d %d\n", answer.is_known, answer.is_small, last);
    }
    return 0;
}
