/* SPDX-License-Identifier: BSD-3-Clause */
/* Errors of blocking calls in tamed functions: raised there, caught there. */
#include <errno.h>
#include <stdio.h>
#include <tamer/tamer.h>
static TAMED async int bad(int n)
{
    await tamer_yield();
    if (n)
        tamer_raise(EPROTO, "bad %d", n);
    return 7;
}
static TAMED async void vbad(int n)
{
    await bad(n);
}
static int plain(int n)
{
    return bad(n) + 1;
}
static TAMED async int direct(int n)
{
    int x = 1 + tamer_blocking(bad(n));
    tamer_blocking(vbad(n));
    return x;
}
static TAMED async int caught(int n)
{
    tamer_error *e = NULL;
    int r = 0;
    if (tamer_catch(&e, r = plain(n))) {
        printf("caught %s\n", tamer_error_message(e));
        tamer_error_clear(&e);
    }
    if (tamer_catch(&e, r += tamer_blocking(bad(n)) + await bad(0))) {
        printf("caught %s\n", tamer_error_message(e));
        tamer_error_clear(&e);
    }
    while (r < 20 && tamer_blocking(bad(0)) > 3)
        r += 5;
    return r;
}
int main(void)
{
    for (int i = 0; i < 2; i++) {
        tamer_error *e = NULL;
        int r = -1;
        if (tamer_catch(&e, r = direct(i))) {
            tamer_error_print(e, stdout);
            tamer_error_clear(&e);
        }
        printf("%d %d\n", r, caught(i));
    }
    return 0;
}
