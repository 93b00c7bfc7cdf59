/* SPDX-License-Identifier: BSD-3-Clause */
/* Awaits in statement expressions: wherever an expression may stand, with whatever may stand in
 * them. */
#include <stddef.h>
#include <string.h>

#include "leaves.h"

#define min(a, b)                                                                                  \
    ({                                                                                             \
        __typeof__(a) a_ = (a);                                                                    \
        __typeof__(b) b_ = (b);                                                                    \
        a_ < b_ ? a_ : b_;                                                                         \
    })
#define max(a, b)                                                                                  \
    ({                                                                                             \
        __auto_type a_ = (a);                                                                      \
        __auto_type b_ = (b);                                                                      \
        (void)(&a_ == &b_);                                                                        \
        a_ > b_ ? a_ : b_;                                                                         \
    })
#define container_of(pointer, type, member)                                                        \
    ({                                                                                             \
        const __typeof__(((type *)0)->member) *inner_ = (pointer);                                 \
        (type *)((char *)inner_ - offsetof(type, member));                                         \
    })
#define RETRY(expression)                                                                          \
    (__extension__({                                                                               \
        long result_;                                                                              \
        do                                                                                         \
            result_ = (long)(expression);                                                          \
        while (result_ == -1L && tries++ < 3);                                                     \
        result_;                                                                                   \
    }))
#define FIND(limit)                                                                                \
    ({                                                                                             \
        __label__ out;                                                                             \
        int found_ = -1;                                                                           \
        for (int at_ = 0; at_ < (limit); at_++)                                                    \
            for (int k_ = 0; k_ < 3; k_++)                                                         \
                if (await leaf(at_ * k_) == 6) {                                                   \
                    found_ = at_;                                                                  \
                    goto out;                                                                      \
                }                                                                                  \
    out:                                                                                           \
        found_;                                                                                    \
    })
#define TRY(expression)                                                                            \
    ({                                                                                             \
        int value_ = (expression);                                                                 \
        if (value_ < 0)                                                                            \
            return value_;                                                                         \
        value_;                                                                                    \
    })
#define ERR_PTR(error) ((void *)(long)(error))
#define IS_ERR(pointer) ((unsigned long)(void *)(pointer) >= (unsigned long)-4095)
#define PTR_OR_GO(expression, label)                                                               \
    ({                                                                                             \
        void *pointer_ = (expression);                                                             \
        if (IS_ERR(pointer_))                                                                      \
            goto label;                                                                            \
        pointer_;                                                                                  \
    })

struct holder {
    int before;
    struct pair pair;
};

static int tries;

static TAMED async int kernel(int n)
{
    struct holder holder = {1, {2, n}};
    struct pair *inside = &holder.pair;
    int smallest = min(await leaf(n), await leaf(3));
    int nested = max(min(await leaf(n * 2), 9), max(await leaf(1), n - await leaf(2)));

    inside = container_of((await pause_maybe(), inside), struct holder, pair) ? inside : NULL;
    holder.before += container_of(inside, struct holder, pair)->before + await leaf(1);
    tries = 0;
    nested += (int)RETRY(await leaf(n - 3));
    return smallest * 100 + nested + holder.before + tries * 1000 + FIND(n) * 3 + FIND(n + 2);
}

static TAMED async int negative(int n)
{
    int a = TRY(await leaf(n)), b = TRY(await leaf(n - 1)) + TRY(await leaf(n - 2));
    return a * 10 + b;
}

static TAMED async void *object(int n)
{
    static int there;
    await pause_maybe();
    return n % 2 ? ERR_PTR(-n) : &there;
}

static TAMED async int pointers(int n)
{
    int *a = PTR_OR_GO(await object(n), fail);
    *a = n;
    *a += *(int *)PTR_OR_GO(await object(n + 2), fail);
    return *a;
fail:
    return -100;
}

/* Every position of an expression. */
static TAMED async int positions(int n)
{
    int array[3] = {({ await step(1); }), [2] = ({
                                              int x = n;
                                              x += await step(2);
                                              x;
                                          })};
    struct pair pair = {.second = ({ await leaf(n); }), .first = ({
                                                            long l = await leaf(5);
                                                            l;
                                                        })};
    int *p = &array[({ await step(2); })];
    int r = note(1) + ({ await step(2); }) * note(3) - ({ note(4); });

    array[({ await step(1); })] = ({ await step(7); });
    array[({ await step(0); })] += ({ await step(n); });
    *p += ({
        int inner = r;
        inner += await leaf(1);
        inner;
    });
    r += n && ({ await step(n); });
    r += n == 1 || ({ await step(n) > 2; });
    r += n > 2 ? ({ await step(10); }) : ({ await step(20); });
    r += ({ await leaf(n); }) ?: ({ await step(30); });
    r += (({ await step(40); }), ({ note(41); }));
    r += await leaf(({ await step(5); }) + ({
                        int y = await leaf(n);
                        y *y;
                    }));
    r += (int)(char)({ await step(6); }) + !({ await leaf(n); }) - -({ await leaf(n); });
    r += ({ await leaf_pair(n, 7); }).second + ({
                                                   struct pair q = pair;
                                                   await pause_maybe();
                                                   q.first++;
                                                   q;
                                               }).first;
    r += (int)strlen(({ await leaf_text("text"); }));
    r += sizeof(({ await leaf(n); })) == sizeof(int);
    r += sizeof(__typeof__(({
        long z = await leaf(1);
        z;
    })));
    return r * 100 + array[0] + array[1] * 3 + array[2] * 5 + (int)pair.first + (int)pair.second;
}

/* Every condition and every head of a loop. */
static TAMED async int conditions(int n)
{
    int r = 0, i = 0;

    if (({
            int x = await step(n);
            x % 2;
        }))
        r += 1;
    else if (({ await step(n); }) == 2)
        r += 2;
    while (({
        int x = await step(i);
        x < n;
    })) {
        if (++i == 2)
            continue;
        r += i;
    }
    do {
        if (i-- == 3)
            continue;
        r += 10;
    } while (({ await step(i) > 0; }));
    for (int k = ({ await step(0); }); ({ await step(k) < n; }); ({
             await pause_maybe();
             k++;
         })) {
        if (k == 1)
            continue;
        r += k * 100;
    }
    for (i = 0; i < 3; i += ({ int x = await leaf(1); x; }))
        if (({ await leaf(i) == n; }))
            break;
    switch (({
        int x = await step(n);
        x * 2;
    })) {
    case 2 ... 4:
        r += ({ await leaf(1000); });
        break;
    case 6:
        r += 5000;
        /* fall through */
    default:
        r += ({ 1; });
    }
    return r + i;
}

/* What may stand inside. */
static TAMED async int inside(int n)
{
    int r = 0;
    int loops = ({
        int sum = 0;
        for (int i = 0; i < n; i++) {
            if (await leaf(i) == 1)
                continue;
            if (i == 4)
                break;
            sum += i;
        }
        while (sum > 5 && await leaf(1))
            sum -= 5;
        do
            sum++;
        while (await leaf(sum) < 3);
        sum;
    });
    int selected = ({
        int x;
        switch (await leaf(n)) {
        case 0:
            x = 7;
            break;
        case 1:
        case 2:
            x = await leaf(8);
            break;
        default:
            x = 9;
        }
        x;
    });
    int backwards = ({
        int x = 0;
    again:
        x += await leaf(2);
        if (x < n)
            goto again;
        x;
    });

    ({
        r += await leaf(1);
        r++;
    });
    ({
        if (n == 3)
            r += await leaf(100);
    });
    (void)({
        await leaf(1);
        r;
    });
    ({ await leaf(5), note(r); });
    ({ n ? await pause_maybe() : (void)r; });
    return r + loops * 10 + selected * 1000 + backwards * 10000;
}

/* Ways out of the statement, over operands that were evaluated. */
static TAMED async int ways_out(int n)
{
    int r = 0;

    for (int i = 0; i < 6; i++) {
        r += note(i) + ({
                 int x = await leaf(i);
                 if (x == 1)
                     continue;
                 if (x == n)
                     break;
                 if (x == 4 && n == 5)
                     goto out;
                 if (x == 5)
                     return -r;
                 x;
             });
        r += await leaf(({
            if (i == 2 && n == 4)
                goto out;
            await leaf(3);
        }));
    }
    switch (({
        if (n == 3)
            goto out;
        await leaf(n);
    })) {
    case 1:
        r += ({
            if (n)
                break;
            await leaf(1);
        });
        r++;
    }
    r += 1000;
out:
    r += 10000;
    return r;
}

/* Names of one kind inside and outside. */
static TAMED async int shadows(int n)
{
    int x = n, y = 2;
    x += ({
        int x = y;
        x += await leaf(1);
        {
            int y = x;
            x += await leaf(y);
        }
        x + await leaf(({
            int y = x;
            y + await leaf(1);
        }));
    });
    y += ({
        typedef struct pair x;
        x p = await leaf_pair(y, 3);
        (int)p.first;
    });
    y += sizeof(({
        char x = 1;
        x;
    }));
    int *p = &x;
    await pause_maybe();
    *p += sizeof(({
              char x = 1;
              x;
          })) +
          _Generic(x, int: 5, default: 6);
    return x * 100 + y;
}

/* Objects of the inner block whose address is taken. */
static TAMED async int addresses(int n)
{
    int total = 0;
    for (int i = 0; i < 3; i++)
        total += ({
            int array[4] = {i, n, i + n};
            int *p = array, *q = &array[3];
            await pause_maybe();
            *q = p[0] + p[1];
            struct pair pair = {await leaf(1), *q};
            struct pair *pp = &pair;
            await pause_maybe();
            pp->first += array[3];
            (int)(pp->first + pair.second);
        });
    const char *text = ({
        const char *t = await leaf_text("abc");
        char c[] = "xyz";
        await pause_maybe();
        c[1] == 'y' ? t : NULL;
    });
    return total * 10 + text[0];
}

/* Without an await in them they stay what they are. */
static TAMED async int plain(int n)
{
    int a = ({
                int x = n;
                if (n == 4)
                    return 44;
                x + 1;
            }) +
            await leaf(({
                int y = 2;
                y *n;
            }));
    while (({
        a--;
        a > 3;
    }))
        await pause_maybe();
    return a + ({
               static int calls;
               ++calls;
           });
}

/* Of what is chosen among, the rest is not evaluated. */
static TAMED async int chosen(int n)
{
    int r = _Generic(n, long: tamer_blocking(step(1)), int: tamer_blocking(step(2)));

    r += _Generic(n, long: ({ tamer_blocking(step(3)); }), int: ({
                      int x = tamer_blocking(step(4));
                      x;
                  }));
    r += __builtin_choose_expr(0, tamer_blocking(step(5)), tamer_blocking(step(6)));
    return r + await leaf(n);
}

TAMED async int main(void)
{
    for (int n = 0; n < 7; n++) {
        printf("%d:", n);
        printf(" %d", await kernel(n));
        printf(" %d", await negative(n));
        printf(" %d", await pointers(n));
        printf(" %d", await positions(n % 3));
        printf(" %d", await conditions(n));
        printf(" %d", await inside(n));
        printf(" %d", await ways_out(n));
        printf(" %d", await shadows(n));
        printf(" %d", await addresses(n));
        printf(" %d", await plain(n));
        printf(" %d\n", await chosen(n));
    }
    return 0;
}
