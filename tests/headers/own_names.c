/* SPDX-License-Identifier: BSD-3-Clause */
/* What <tamer/tamer.h> leaves to the program: names of the C library's headers for other things, NULL and size_t among them, and
 * those of <stdbool.h> where they are no keywords. */
#include <tamer/tamer.h>

#define NULL (void *)"nothing"
#define offsetof 7

typedef struct { short parts[3]; } uint64_t;
typedef float int64_t;
typedef union { char c; } uintptr_t;
typedef signed char uint32_t;
typedef double *size_t;
typedef struct { int sign; } ssize_t;
typedef enum { DEV_NONE, DEV_ONE } dev_t;
typedef const char *FILE;
typedef int socklen_t[3];
typedef struct { int none; } nullptr_t;
typedef struct { long count; } pthread_mutex_t;
typedef void (*pthread_t)(int);
struct timespec {
    int when;
};
union iovec {
    int one;
};
enum printf { open, close, read };

#if !defined __STDC_VERSION__ || __STDC_VERSION__ < 202000L
typedef enum { true = 3, false = 5 } bool;
#else
#include <stdbool.h>
#endif

extern int abs(int n);
extern int putchar(int c);

static double written;

static void write(int n)
{
    written += n;
}

TAMED async static bool is_open(FILE name, uint64_t bits, enum printf state);
TAMED async static uint64_t shifted(uint64_t bits, int64_t by, pthread_t done);
TAMED async static size_t larger(size_t left, size_t right, union iovec which);

TAMED async static bool is_open(FILE name, uint64_t bits, enum printf state)
{
    bool known = name[0] ? true : false;
    pthread_mutex_t mutex;
    ssize_t size;
    socklen_t lengths;
    nullptr_t end;

    mutex.count = bits.parts[1];
    size.sign = 4;
    lengths[2] = 5;
    end.none = -1;
    await tamer_yield();
    return state == close && mutex.count + size.sign + lengths[2] + end.none == 10 ? known : false;
}

TAMED async static uint64_t shifted(uint64_t bits, int64_t by, pthread_t done)
{
    uint32_t step = (uint32_t)by;
    dev_t device = DEV_ONE;
    struct timespec time;

    time.when = 1;
    await tamer_yield();
    bits.parts[1] = (short)(bits.parts[1] + step + (int)device - time.when);
    done(step);
    return bits;
}

TAMED async static size_t larger(size_t left, size_t right, union iovec which)
{
    uintptr_t mark;
    const char *nothing = NULL;

    mark.c = (char)which.one;
    await tamer_yield();
    return (*left > *right) == (mark.c == 0 && nothing[offsetof] == '\0') ? left : right;
}

TAMED async static int all(void)
{
    uint64_t bits = {{1, 2, 3}};
    double two = 2, three = 3;
    union iovec first;
    int wrong = 0;

    first.one = 0;
    wrong += await is_open("name", bits, close) != true;
    wrong += await is_open("", bits, close) != false;
    wrong += await is_open("name", bits, open) != false;
    bits = await shifted(bits, 2.5f, write);
    wrong += bits.parts[0] != 1 || bits.parts[1] != 4;
    wrong += *await larger(&two, &three, first) != 3;
    return abs(wrong);
}

int main(void)
{
    if (all() != 0 || written != 2)
        return 1;
    putchar('!');
    return 0;
}
