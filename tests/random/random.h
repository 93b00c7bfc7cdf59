/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What generated programs are made of. RANDOM_PLAIN: for the oracle, an ordinary C program, with
 * the parts of tamed C that have no untranslated meaning simulated by plain.h.
 *
 * A function touches its own variables, what its arguments point to, and its `run`. Tasks have runs
 * of their own, which their parent takes up in the order in which it made them: so what a program
 * prints does not depend on how tasks take turns.
 */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef RANDOM_PLAIN
#include "plain.h"
#else
#include <tamer/tamer.h>
#define DEFER_BEGIN
#define DEFER_END
#define SIM_TASK(name, type, first, second)
#define LOOSE(...)                                                                                 \
    do {                                                                                           \
        if (!run->loose)                                                                           \
            await __VA_ARGS__;                                                                     \
    } while (0)
#define GUARDED(type, name, value) type name __attribute__((cleanup(release))) = value
#endif

/* How an await is spelled where a program may be built to block instead. */
#ifdef RANDOM_BLOCKING
#define AWAIT(...) tamer_blocking(__VA_ARGS__)
#else
#define AWAIT(...) await __VA_ARGS__
#endif

/* The scoped way: a task, and what comes of it. */
#define RUN(function, ...) RUN_(function, __VA_ARGS__)
#define RUN_(function, ...) function##_get(function##_scoped(__VA_ARGS__))

struct run {
    unsigned fuel;                   /* loops and calls that may still be made */
    unsigned hash;                   /* of all that was noted, in order */
    int open;                        /* defers that have not run yet */
    bool loose;                      /* below a loose function: those are not called once more */
    unsigned g[4];                   /* in place of global variables */
    struct run *first, *next, **end; /* those of its tasks, owned */
};

extern unsigned pool[8];
extern const char *const texts[4];

struct run *run_new(struct run *parent);
/* The children's hashes become part of the parent's; they are freed. */
void run_join(struct run *parent);
/* Frees it with its children; none of them may have an open defer. */
void run_drop(struct run *run);

void note(struct run *run, unsigned n);
bool burn(struct run *run);

/* Count, codes and, of a single cause, the message. */
unsigned error_sum(const tamer_error *error);

struct pair {
    long a, b;
};
struct s1 {
    unsigned char a;
};
struct s3 {
    unsigned char a[3];
};
struct s8 {
    unsigned a;
    short b[2];
};
struct s12 {
    unsigned a, b, c;
};
struct s16 {
    double a;
    unsigned b;
};
struct s24 {
    unsigned long long a;
    unsigned char b[9];
};
struct s40 {
    struct s16 a;
    unsigned b[4];
};
struct s64 {
    unsigned a[16];
};
struct bits {
    unsigned a : 3, b : 11;
    int c : 9;
    _Bool d : 1;
    unsigned long long e : 35;
};
union word {
    unsigned a;
    unsigned char b[4];
    float c;
};
struct anon {
    unsigned a;
    union {
        unsigned b;
        struct {
            unsigned short c, d;
        };
    };
};
enum colour { RED, GREEN, BLUE = 7, GREY };
typedef unsigned *pointer;
typedef const char *text;
typedef unsigned vector __attribute__((vector_size(16)));
#ifdef __SIZEOF_INT128__
typedef unsigned __int128 wide;
#else
typedef unsigned long long wide;
#endif
#ifdef RANDOM_PLAIN
typedef unsigned (*handler)(unsigned);
#else
typedef TAMED async unsigned (*handler)(unsigned);
#endif
extern const handler handlers[4];

/* X(name, type) for each type that variables have. */
#define RANDOM_TYPES(X)                                                                            \
    X(uint, unsigned)                                                                              \
    X(int, int)                                                                                    \
    X(schar, signed char) X(uchar, unsigned char) X(short, short) X(ushort, unsigned short)        \
        X(long, long) X(ulong, unsigned long) X(llong, long long) X(ullong, unsigned long long)    \
            X(bool, _Bool) X(colour, enum colour) X(float, float) X(double, double)                \
                X(ldouble, long double) X(complex, _Complex double) X(wide, wide) X(s1, struct s1) \
                    X(s3, struct s3) X(s8, struct s8) X(s12, struct s12) X(s16, struct s16)        \
                        X(s24, struct s24) X(s40, struct s40) X(s64, struct s64)                   \
                            X(bits, struct bits) X(word, union word) X(anon, struct anon)          \
                                X(pointer, pointer) X(text, text) X(handler, handler)              \
                                    X(vector, vector)

/* Returns its argument, perhaps after a while. */
#define LEAF(name, type) TAMED tamer_async type leaf_##name(type value);
RANDOM_TYPES(LEAF)
#undef LEAF

TAMED tamer_async void pause_maybe(void);

/* Notes and returns n. */
TAMED tamer_async unsigned step(struct run *run, unsigned n);
/* *p += by, before and after a pause; returns it. */
TAMED tamer_async unsigned bump(unsigned *p, unsigned by);
TAMED tamer_async unsigned sum(const unsigned *p, unsigned count);
TAMED tamer_async unsigned through(unsigned **p, unsigned by);

/* Aggregates from and to a number. */
#define STRUCTS(X) X(s1) X(s3) X(s8) X(s12) X(s16) X(s24) X(s40) X(s64) X(bits) X(anon)
#define STRUCT(name)                                                                               \
    struct name make_##name(unsigned n);                                                           \
    unsigned read_##name(struct name value);
STRUCTS(STRUCT)
#undef STRUCT
union word make_word(unsigned n);
unsigned read_word(union word value);
vector make_vector(unsigned n);
unsigned read_vector(vector value);

/* Of cleanup variables. */
void release(struct run **run);

#endif
