/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What generated programs call. TAMER_LEAVES in the environment says when leaves suspend: never,
 * always, odd (every other time), or a number that random ones follow from.
 */
#include "random.h"

unsigned pool[8] = {3, 1, 4, 1, 5, 9, 2, 6};
const char *const texts[4] = {"", "a", "some", "longer than that"};

static bool suspends(void)
{
    static unsigned calls, random;
    static const char *mode;

    if (!mode) {
        mode = getenv("TAMER_LEAVES");
        mode = mode ? mode : "never";
        random = (unsigned)strtoul(mode, NULL, 10);
    }
    switch (mode[0]) {
    case 'n':
        return false;
    case 'a':
        return true;
    case 'o':
        return calls++ % 2 == 1;
    default:
        random = random * 1103515245u + 12345u;
        return (random >> 16) % 3 == 0;
    }
}

#ifdef RANDOM_PLAIN
void pause_maybe(void)
{
    (void)suspends;
    sim_cancel_point();
}
#else
/* Also where it does not suspend it sees that the task is cancelled: what happens is then the same.
 */
#ifdef __TAMERC__
static TAMED async void nothing(void)
{
}
static nothing_delayed ready = {.base = {.state = TAMER_DONE}};
#define SEE_CANCELLATION await nothing_get(&ready)
#else
#define SEE_CANCELLATION (void)0
#endif

TAMED async void pause_maybe(void)
{
    if (suspends())
        await tamer_yield();
    else
        SEE_CANCELLATION;
}
#endif

#define LEAF(name, type)                                                                           \
    TAMED async type leaf_##name(type value)                                                       \
    {                                                                                              \
        await pause_maybe();                                                                       \
        return value;                                                                              \
    }
RANDOM_TYPES(LEAF)

void note(struct run *run, unsigned n)
{
    static int shown = -1;

    if (shown < 0)
        shown = getenv("RANDOM_TRACE") != NULL;
    run->hash = run->hash * 16777619u ^ n;
    if (shown)
        printf("[%u]\n", n);
}

bool burn(struct run *run)
{
    return run->fuel > 0 && run->fuel-- > 0;
}

TAMED async unsigned step(struct run *run, unsigned n)
{
    await pause_maybe();
    note(run, n);
    return n;
}

TAMED async unsigned bump(unsigned *p, unsigned by)
{
    *p += by;
    await pause_maybe();
    return *p += by;
}

TAMED async unsigned sum(const unsigned *p, unsigned count)
{
    unsigned result = 0;

    while (count-- > 0)
        result += await leaf_uint(*p++);
    return result;
}

TAMED async unsigned through(unsigned **p, unsigned by)
{
    unsigned before = await bump(*p, by);

    *p = await leaf_pointer(*p);
    return before + **p;
}

static TAMED async unsigned twice(unsigned n)
{
    return await leaf_uint(n) * 2;
}

static TAMED async unsigned pausing(unsigned n)
{
    await pause_maybe();
    await pause_maybe();
    return n ^ 5;
}

static unsigned plainly(unsigned n)
{
    return n + 3;
}

const handler handlers[4] = {twice, plainly, pausing, twice};

/* ---- runs ---- */

struct run *run_new(struct run *parent)
{
    struct run *run = calloc(1, sizeof *run);

    if (!run)
        abort();
    run->fuel = parent ? parent->fuel / 3 : 400;
    run->end = &run->first;
    run->loose = parent && parent->loose;
    if (parent) {
        parent->fuel -= run->fuel; /* so that everything ends */
        *parent->end = run;
        parent->end = &run->next;
    }
    return run;
}

void run_join(struct run *parent)
{
    struct run *run = parent->first, *next;

    for (; run; run = next) {
        next = run->next;
        run_join(run);
        if (run->open != 0) {
            printf("%d defers of a task have not run\n", run->open);
            exit(1);
        }
        note(parent, run->hash);
        free(run);
    }
    parent->first = NULL;
    parent->end = &parent->first;
}

void run_drop(struct run *run)
{
    run_join(run);
    if (run->open != 0) {
        printf("%d defers of a loose function have not run\n", run->open);
        exit(1);
    }
    free(run);
}

unsigned error_sum(const tamer_error *error)
{
    unsigned result = (unsigned)tamer_error_count(error);

#ifdef RANDOM_PLAIN
    if (error)
        result += error->codes * 64;
#else
    for (size_t i = 0; i < tamer_error_count(error); i++)
        result += (unsigned)tamer_error_code(tamer_error_at(error, i)) * 64;
#endif
    if (tamer_error_count(error) == 1 && strncmp(tamer_error_message(error), "raised", 6) == 0)
        result += (unsigned)strlen(tamer_error_message(error)) * 4096;
    return result;
}

void release(struct run **run)
{
    note(*run, 77);
    (*run)->open--;
}

/* ---- aggregates ---- */

struct s1 make_s1(unsigned n)
{
    return (struct s1){(unsigned char)n};
}
unsigned read_s1(struct s1 s)
{
    return s.a;
}
struct s3 make_s3(unsigned n)
{
    return (struct s3){{(unsigned char)n, 2, (unsigned char)(n >> 8)}};
}
unsigned read_s3(struct s3 s)
{
    return s.a[0] + s.a[1] * 3u + s.a[2] * 256u;
}
struct s8 make_s8(unsigned n)
{
    return (struct s8){n, {1, (short)(n & 0xff)}};
}
unsigned read_s8(struct s8 s)
{
    return s.a ^ (unsigned)s.b[1] << 4;
}
struct s12 make_s12(unsigned n)
{
    return (struct s12){n, n + 1, n + 2};
}
unsigned read_s12(struct s12 s)
{
    return s.a + s.b * 2 + s.c * 3;
}
struct s16 make_s16(unsigned n)
{
    return (struct s16){(double)(n & 0xff), n};
}
unsigned read_s16(struct s16 s)
{
    return s.b ^ (unsigned)s.a;
}
struct s24 make_s24(unsigned n)
{
    return (struct s24){n, {[8] = (unsigned char)n}};
}
unsigned read_s24(struct s24 s)
{
    return (unsigned)s.a + s.b[8];
}
struct s40 make_s40(unsigned n)
{
    return (struct s40){make_s16(n), {n, [3] = 4}};
}
unsigned read_s40(struct s40 s)
{
    return read_s16(s.a) + s.b[0] + s.b[3];
}
struct s64 make_s64(unsigned n)
{
    return (struct s64){{n, [7] = n * 7, [15] = 15}};
}
unsigned read_s64(struct s64 s)
{
    return s.a[0] + s.a[7] + s.a[15];
}
struct bits make_bits(unsigned n)
{
    return (struct bits){n & 7, n >> 3 & 0x7ff, (int)(n & 0xff) - 128, n & 1, n};
}
unsigned read_bits(struct bits s)
{
    return s.a + s.b * 2u + (unsigned)s.c + s.d + (unsigned)s.e;
}
struct anon make_anon(unsigned n)
{
    return (struct anon){.a = n, .b = n ^ 3};
}
unsigned read_anon(struct anon s)
{
    return s.a + s.b;
}
union word make_word(unsigned n)
{
    return (union word){n};
}
unsigned read_word(union word w)
{
    return w.a + w.b[0];
}
vector make_vector(unsigned n)
{
    return (vector){n, n + 1, 2, 3};
}
unsigned read_vector(vector v)
{
    return v[0] + v[1] + v[3];
}
