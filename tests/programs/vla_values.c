/* SPDX-License-Identifier: BSD-3-Clause */
/* Values whose types depend on values: chosen, made by blocks, pointed to in literals. */
#include <string.h>

#include "leaves.h"

static TAMED async int literals(int n)
{
    int array[n][n], (**rows)[n] = &(int(*[])[n]){array}[0];
    int(*const *two)[n] = (int(*const[2])[n]){array, array + 1};
    int i = n;

    for (int k = 0; k < n * n; k++)
        array[k / n][k % n] = await leaf(k);
    n = 1;
    (*rows)++;
    await pause_maybe();
    int sum = (*rows)[0][1] + two[1][0][2] + (int)sizeof **rows;
    int(**one)[i] = &(int(*)[i--]){array + await leaf(1)}, (***more)[2] = &(int(**)[note(2)]){(int(**)[2])one};
    await pause_maybe();
    sum = sum * 10 + (**one)[1] + (***more)[0] + i;
    for (int k = 0; k < 2; k++) {
        int(**each)[i + 1] = &(int(*)[i + 1]){&array[k]};
        await pause_maybe();
        sum += (**each)[k] + (int)sizeof **each + (*(int(*[])[3]){array, array + k}[await leaf(1)])[0];
    }
    while ((**(int(**)[3]) & (int(*)[i + 1]){array + await leaf(sum % 2)})[0] + sum < 200)
        sum += 50;
    return sum + (*(*&(int(*)[i + await leaf(1)]){array}))[2];
}

static TAMED async int chosen(int n, int flag)
{
    int m[n][n], (*p)[n] = m, (*q)[n] = m;
    int(*const fixed)[n] = m;

    for (int i = 0; i < n * n; i++)
        m[i / n][i % n] = i;
    await pause_maybe();
    int s = (flag ? p : q)[1][0] + (int)sizeof *(flag ? q : p) + (*((flag ? p : q) + 2))[1];
    q++;
    s = s * 10 + (*(flag ? p + 1 : q))[1] + (int)((char *)(flag ? q : m) - (char *)p);
    s += (flag ? fixed : p)[2][flag] + (flag ? m : flag + 1 ? q : p)[1][2] + (q ?: p)[1][0];
    s += (int)sizeof *(flag ? p : (void *)0) + (flag ? p : 0 ? q : p)[1][1] + (int)sizeof(*(flag ? fixed : q))[0];
    __typeof__(flag ? fixed : q) same = q;
    await pause_maybe();
    return s + (*(flag ? same : fixed))[0];
}

static TAMED async int evaluated(int n, int flag)
{
    int m[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}, i = n, (*q)[n] = m;
    int(*p)[3] = flag ? (await pause_maybe(), (int(*)[i++])m) : 0;
    int s = (p != 0) * 100 + i;

    i = 3;
    p = flag ? (int(*)[i++])(m + await leaf(1)) : 0;
    s += (p != 0) * 100 + i;
    i = 3;
    s += (flag ? (int(*)[note(i)])m : 0) == 0 ? await leaf(i) : (*m)[await leaf(2)];
    if (flag)
        s += (flag ? (int(*)[i++])m : 0)[await leaf(1)][2];
    s += (await leaf(flag) ? q : (int(*)[3])m)[1][i - 3];
    s += (*(q ?: (int(*)[await leaf(3)])m))[1] + (*((await leaf(0) ? (void *)0 : q) + 1))[0];
    s += (await leaf(1) && (flag ? (int(*)[i++])m : 0));
    return s * 10 + i;
}

static TAMED async int blocks(int n)
{
    int m[n][n], sum = 0;

    for (int i = 0; i < n * n; i++)
        m[i / n][i % n] = i;
    sum += ({
        int(*p)[n] = m + await leaf(1);
        n++;
        p;
    })[1][0];
    n--;
    sum += ({
        int(*p)[n] = m;
        p + 1;
    })[await leaf(1)][2];
    sum += (*({
        int k = n;
        await pause_maybe();
        (int(*)[k--]) m;
    }))[1];
    int(*later)[n] = ({
        int k = n - 1;
        int(*p)[k + 1] = m + k;
        p;
    }) - 1;
    await pause_maybe();
    sum = sum * 10 + (*later)[0] + (int)sizeof *({
              int(*p)[note(n)] = m;
              p;
          });
    sum += ({
        typedef int row[n];
        row *p = m;
        row own;
        own[0] = await leaf(2);
        p + own[0];
    })[0][await leaf(1)];
    sum += (await leaf(1) ? ({ int(*p)[n] = m + 1; await pause_maybe(); p; }) : ({ int(*p)[n] = m; p; }))[0][0];
    for (int k = 0; k < 2; k++)
        sum += ({
            int(*p)[n] = m + k;
            if (k)
                continue;
            p;
        })[0][await leaf(1)];
    return sum;
}

int main(void)
{
    printf("%d\n", literals(3));
    printf("%d %d\n", chosen(3, 0), chosen(3, 1));
    printf("%d %d\n", evaluated(3, 0), evaluated(3, 1));
    printf("%d\n", blocks(3));
    return 0;
}
