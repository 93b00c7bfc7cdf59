/* SPDX-License-Identifier: BSD-3-Clause */
/* Names that the translation would choose, too. */
#include <string.h>

#include "leaves.h"

enum { tamer_result = 40, tamer_value1 };

struct tamer_tag1 {
    int tamer_self, tamer_q;
};

static int tamer_kept = 3;

static int tamer_s(int tamer_s)
{
    int tamer_t1 = tamer_s;

    return tamer_t1 + tamer_kept;
}

static TAMED async int run(int tamer_in, int tamer_at)
{
    int tamer_count = await leaf(tamer_at);

    for (int tamer_t1 = 0; tamer_t1 < tamer_in; tamer_t1++)
        tamer_count += tamer_at + await leaf(tamer_t1);
    return tamer_count + tamer_result;
}

static TAMED async int kinds(int tamer_self, int tamer_slot[tamer_self])
{
    typedef long tamer_q;
    enum { tamer_u = 7, tamer_error1 };
    struct tamer_base {
        int tamer_base;
    } tamer_exit1 = {await leaf(2)}, *tamer_out = &tamer_exit1;
    tamer_q tamer_p1 = tamer_self;
    int tamer_t2 = 0;

tamer_await_1:
    tamer_p1 += await leaf(tamer_out->tamer_base) + tamer_slot[0];
    tamer_t2 += (int)(await leaf(1) && (tamer_p1 > 2 || await leaf(0)));
    if (tamer_p1 < 20)
        goto tamer_await_1;
    {
        int tamer_t2 = await leaf(3);
        tamer_p1 += tamer_t2;
    }
    return (int)tamer_p1 + tamer_u + tamer_error1 + tamer_t2 +
           (int)strlen("tamer_q"
                       "tamer_in");
}

/* Those of the runtime, which generated code calls where they are hidden. */
static TAMED async int hides(int tamer_step, const int tamer_frame_new[tamer_step])
{
    static int tamer_pending = 2;
    long tamer_u64 = tamer_step;
    int tamer_unwind[2] = {tamer_frame_new[0], 1}, *tamer_frame_over = tamer_unwind;

    for (int tamer_done = 0; tamer_done < tamer_step; tamer_done++)
        tamer_pending += await leaf(tamer_done) + tamer_frame_over[1]++;
    return (int)tamer_u64 + tamer_pending + tamer_unwind[1] + (int)sizeof tamer_unwind;
}

static TAMED async struct tamer_tag1 hides_all(int tamer_spawn_out,
                                               struct tamer_tag1 tamer_call_end, int tamer_point)
{
    struct tamer_tag1 tamer_frame = tamer_call_end;

    tamer_frame.tamer_q += tamer_spawn_out + tamer_point;
    return tamer_frame;
}

static TAMED async struct tamer_tag1 tamer_e(struct tamer_tag1 tamer_v, int tamer_handle)
{
    struct tamer_tag1 tamer_c = {await leaf(tamer_v.tamer_q), tamer_handle};

    tamer_c.tamer_q += await leaf(tamer_v.tamer_self) + 10;
    printf("%s\n", __func__);
    return tamer_c;
}

TAMED async int main(void)
{
    struct tamer_tag1 tamer_f = await tamer_e((struct tamer_tag1){1, 2}, 3);
    int tamer_slot[] = {4, 5};

    printf("%d %d\n", await hides(2, tamer_slot), (await hides_all(1, tamer_f, 2)).tamer_q);
    printf("%d %d\n", await run(3, 2), await kinds(2, tamer_slot));
    printf("%d %d %d %d\n", tamer_f.tamer_self, tamer_f.tamer_q, tamer_s(4), tamer_value1);
    return 0;
}
