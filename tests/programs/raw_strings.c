/* SPDX-License-Identifier: BSD-3-Clause */
/* compilers: gcc clang-19 */
/* Raw strings of GNU C: quotes, comments, markers and lines in them are none. */
#include "leaves.h"

#define ROW "row"
#define BESIDE R"(")" /* its quote opens nothing */
#define SAME(x) x
#define TEXT_OF(x) #x

static const char *usage = R"x(usage: {
 "quoted" ) ' \ )" // no comment /* neither
# 12 "no marker"
#pragma none
await leaf(3) TAMED async
)x";
static const int line = __LINE__;

static TAMED async int strings(int n)
{
    const char *text = R"(a"b
{ await leaf(1) } \)"
                       "x"
                       R"-(

)-";
    int sum = await leaf(n) + (int)sizeof R"(x\n)" + (int)sizeof u8R"(y"})" + LR"(")"[0];
    printf("%s|%s|%d\n", text,
           "R" ROW "R("
           R"(R")",
           __LINE__);
    printf("%s\n", TEXT_OF(R"(a
\b"c)" await n));
    sum += SAME(R"(" ,)")[await leaf(1)] + BESIDE[await leaf(0)];
    return sum + text[1] + usage[7] + __LINE__;
}

TAMED async int main(void)
{
    printf("%d%s%d\n", await strings(3), usage, line);
    printf(R"(%d %d
)",
           await leaf(__LINE__ - line), await leaf(R"(
y)"[1]));
    return 0;
}
