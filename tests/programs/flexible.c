/* SPDX-License-Identifier: BSD-3-Clause */
/* Records that end in an array without a size, as variables, parameters and results. Compilers warn
 * where one is a member of another record. */
#include <string.h>

#include "leaves.h"

struct packet {
    unsigned short size;
    char kind;
    unsigned char body[];
};

static TAMED async int received(struct packet packet, struct packet *sent)
{
    struct packet copy = packet, *p = &copy, zero = {0}, *q = &zero;
    const struct packet constant = {(unsigned short)await leaf(1), 2}, *r = &constant;
    volatile struct packet seen = packet;
    _Alignas(32) struct packet aligned = packet, *s = &aligned;
    await pause_maybe();
    p->size = (unsigned short)(p->size + await leaf(1));
    sent->size++;
    zero.kind = (char)await leaf(3);
    seen.size += 2;
    s->size++;
    await pause_maybe();
    return copy.size + packet.kind + q->kind + r->size * 100 + constant.kind * 1000 + seen.size +
           aligned.size * 10000 + (int)((__UINTPTR_TYPE__)s % 32);
}

static TAMED async struct packet made(int n)
{
    struct packet packet;
    memset(&packet, 0, sizeof packet);
    packet.size = (unsigned short)n;
    packet.kind = (char)await leaf(7);
    return packet;
}

TAMED async int main(void)
{
    for (int i = 0; i < 3; i++) {
        struct packet packet = await made(i), sent = packet;
        int n = await received(packet, &sent);
        printf("%d %d %d\n", n, sent.size, (await made(i)).kind + (await made(i + 1)).size);
    }
    return 0;
}
