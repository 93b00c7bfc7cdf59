/* SPDX-License-Identifier: BSD-3-Clause */
/* Programs as people write them, with awaits where they may fall. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "leaves.h"

static TAMED async bool less(int a, int b)
{
    return await leaf(a) < await leaf(b);
}

static TAMED async void quicksort(int *a, int n)
{
    int pivot, i, j;

    if (n < 2)
        return;
    pivot = a[n / 2];
    for (i = 0, j = n - 1;; i++, j--) {
        while (await less(a[i], pivot))
            i++;
        while (await less(pivot, a[j]))
            j--;
        if (i >= j)
            break;
        int swap = a[i];
        a[i] = a[j];
        a[j] = swap;
    }
    await quicksort(a, i);
    await quicksort(a + i, n - i);
}

struct node {
    int value;
    struct node *next;
};

static TAMED async struct node *merge(struct node *a, struct node *b)
{
    struct node head = {0, NULL}, *tail = &head;

    while (a && b) {
        struct node **from = await less(b->value, a->value) ? &b : &a;
        tail = tail->next = *from;
        *from = (*from)->next;
    }
    tail->next = a ? a : b;
    return head.next;
}

static TAMED async struct node *merge_sort(struct node *list)
{
    struct node *slow = list, *fast = list, *half;

    if (!list || !list->next)
        return list;
    while ((fast = fast->next) && (fast = fast->next))
        slow = slow->next;
    half = slow->next;
    slow->next = NULL;
    return await merge(await merge_sort(list), await merge_sort(half));
}

/* expression = term {(+|-) term}, term = factor {(*|/) factor}, factor = number | ( expression ) |
 * - factor */
struct parser {
    const char *at;
    int depth;
};

static TAMED async int expression(struct parser *p);

static TAMED async char peek(struct parser *p)
{
    await pause_maybe();
    while (isspace((unsigned char)*p->at))
        p->at++;
    return *p->at;
}

static TAMED async int factor(struct parser *p)
{
    int value = 0;

    switch (await peek(p)) {
    case '(':
        p->at++, p->depth++;
        value = await expression(p);
        if (await peek(p) == ')')
            p->at++;
        p->depth--;
        return value;
    case '-':
        p->at++;
        return -await factor(p);
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        while (isdigit((unsigned char)await peek(p)))
            value = value * 10 + (*p->at++ - '0');
        return value;
    default:
        return -1000000;
    }
}

static TAMED async int term(struct parser *p)
{
    int value = await factor(p);

    for (char c; (c = await peek(p)) == '*' || c == '/';) {
        p->at++;
        int right = await factor(p);
        value = c == '*' ? value * right : right ? value / right : 0;
    }
    return value;
}

static TAMED async int expression(struct parser *p)
{
    int value = await term(p);

    while (await peek(p) == '+' || *p->at == '-')
        value += *p->at++ == '+' ? await term(p) : -await term(p);
    return value;
}

static TAMED async int evaluate(const char *text)
{
    return await expression(&(struct parser){.at = text});
}

static TAMED async int queens(int n, int row, unsigned columns, unsigned left, unsigned right)
{
    int count = 0;

    if (row == n)
        return await leaf(1);
    for (int i = 0; i < n; i++) {
        unsigned bit = 1u << i;

        if ((columns & bit) || (left & bit) || (right & bit))
            continue;
        count += await queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return count;
}

static TAMED async int collatz(unsigned long n)
{
    int steps = 0;

    while (n != 1) {
        n = n % 2 ? 3 * n + 1 : n / 2;
        if (await leaf(++steps) > 500)
            break;
    }
    return steps;
}

static TAMED async void multiply(int n, double (*out)[4], double (*a)[4], double (*b)[4])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++)
                sum += await leaf_double(a[i][k]) * await leaf_double(b[k][j]);
            out[i][j] = sum;
        }
}

static TAMED async size_t words(const char *text, char (*out)[12], size_t room)
{
    enum { OUTSIDE, INSIDE } state = OUTSIDE;
    size_t count = 0, length = 0;

    for (const char *c = text;; c++) {
        await pause_maybe();
        switch (state) {
        case OUTSIDE:
            if (!*c)
                return count;
            if (isspace((unsigned char)*c))
                continue;
            state = INSIDE;
            length = 0;
            /* fall through */
        case INSIDE:
            if (*c && !isspace((unsigned char)*c)) {
                if (length < sizeof *out - 1)
                    out[count][length++] = *c;
                continue;
            }
            out[count][length] = '\0';
            if (++count == room || !*c)
                return count;
            state = OUTSIDE;
        }
    }
}

static TAMED async int sieve(int n)
{
    char *composite = calloc((size_t)n + 1, 1);
    int count = 0;

    for (int i = 2; i <= n; i++) {
        if (composite[i])
            continue;
        count += await leaf(1);
        for (int j = i * 2; j <= n; j += i)
            composite[j] = 1;
    }
    free(composite);
    return count;
}

static TAMED async void sorting(void)
{
    int numbers[] = {9, 3, 7, 1, 8, 2, 6, 5, 4, 0, 3, 9};
    int count = sizeof numbers / sizeof numbers[0];
    struct node nodes[12], *sorted;

    for (int i = 0; i < count; i++)
        nodes[i] = (struct node){numbers[i], i + 1 < count ? &nodes[i + 1] : NULL};
    await quicksort(numbers, count);
    for (int i = 0; i < count; i++)
        printf("%d ", numbers[i]);
    for (sorted = await merge_sort(nodes); sorted; sorted = sorted->next)
        printf("%d ", await leaf(sorted->value));
    puts("");
}

TAMED async int main(void)
{
    double a[4][4] = {{1, 2}, {3, 4}}, b[4][4] = {{0, 1}, {1, 0}}, c[4][4];
    char out[8][12];
    size_t count;

    await sorting();
    printf("%d %d\n", await evaluate("1 + 2 * (3 - -4) / 2 - (5)"), await evaluate("2*(3+4)*5-x"));
    printf("%d %d %d\n", await queens(6, 0, 0, 0, 0), await collatz(27), await sieve(100));
    await multiply(2, c, a, b);
    printf("%g %g %g %g\n", c[0][0], c[0][1], c[1][0], c[1][1]);
    count = await words("  the quick brown   fox ", out, 8);
    for (size_t i = 0; i < count; i++)
        printf("(%s)", out[i]);
    printf("\n");
    return 0;
}
