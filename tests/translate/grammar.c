/* SPDX-License-Identifier: BSD-3-Clause */
/* As yacc and lex write them: most lines are those of another file. */
#include <stdio.h>
#include <tamer/tamer.h>
#line 10 "rules.y"
#define ACTION(n) (await leaf(n))

static TAMED async int leaf(int n)
{
    await tamer_yield();
    printf("%s:%d\n", __FILE__, __LINE__);
    return n;
}
# 40 "rules.y"
static TAMED async int parse(int n)
{
    int sum = 0;
    switch (n) {
    case 1:
#line 100 "rules.y"
        { sum += ACTION(1); printf("%s:%d\n", __FILE__, __LINE__); }
#line 57 "parser.c"
        break;
    default:
        sum = 7;
    }
    printf("%s:%d\n", __FILE__, __LINE__);
    return sum;
}

int main(void)
{
    printf("%d %d\n", parse(1), parse(2));
    printf("%s:%d\n", __FILE__, __LINE__);
#line 7
    printf("%s:%d\n", __FILE__, __LINE__);
    return 0;
}
