/* golden */
int branches(int a, int b);
typedef int branches__type;
typedef struct branches_delayed { tamer_delayed base; branches__type value; } branches_delayed;
struct branches_delayed *branches__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct branches_delayed *tamer_slot, int a, int b);
struct branches_delayed *branches_scoped(tamer_scope *tamer_in, int a, int b);
struct branches_delayed *branches_scoped_into(tamer_scope *tamer_in, struct branches_delayed *tamer_slot, int a, int b);
branches__type branches_get(struct branches_delayed *tamer_handle);
const branches__type *branches_value(const struct branches_delayed *tamer_handle);
tamer_step branches__async(int a, int b);

struct branches__frame {
    tamer_frame tamer_base;
    int a;
    int b;
    int unused;
    int r;
};

static tamer_step branches__resume1(tamer_frame *, tamer_u64);
static tamer_step branches__resume2(tamer_frame *, tamer_u64);
static const tamer_point branches__await1 = { branches__resume1, tamer_frame_unwind, "branches", "branches.c", 11, 1, sizeof(struct branches__frame) };
static const tamer_point branches__await2 = { branches__resume2, tamer_frame_unwind, "branches", "branches.c", 14, 2, sizeof(struct branches__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
branches__body(struct branches__frame *tamer_self, int tamer_at, int a, int b, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    int tamer_t2 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    case 3:
        a = tamer_self->a; b = tamer_self->b; break;
    default:
        break;
    }
{
    int unused = b, r = 0;

    tamer_q = get__async(a);
    if (__builtin_expect(tamer_q.frame != 0, 0)) {
        if (tamer_failed(tamer_q)) { return tamer_unwind(&branches__await1, tamer_q); }
        if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
        else { tamer_q.frame->parent = &tamer_self->tamer_base; }
        tamer_self->tamer_base.point = &branches__await1;
        tamer_self->a = a; tamer_self->b = b; tamer_self->unused = unused; tamer_self->r = r; return tamer_pending(&tamer_self->tamer_base);
        tamer_await_1: a = tamer_self->a; b = tamer_self->b; unused = tamer_self->unused; r = tamer_self->r; tamer_q.value = tamer_in;
    }
    tamer_t1 = (int)tamer_q.value;
    if (tamer_t1)
        r = a;
    else if (b > 1)
        { tamer_q = get__async(b);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&branches__await2, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &branches__await2;
            tamer_self->unused = unused; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_2: unused = tamer_self->unused; tamer_q.value = tamer_in;
        }
        tamer_t2 = (int)tamer_q.value;
        r = tamer_t2; }
    { branches__type tamer_result = r + unused; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step branches__async(int a, int b)
{
    return branches__body(0, 0, a, b, 0);
}

#pragma GCC diagnostic push

#pragma GCC diagnostic ignored "-Wpragmas"

#pragma GCC diagnostic ignored "-Warray-bounds"

#pragma GCC diagnostic ignored "-Wdangling-pointer"

#pragma GCC diagnostic ignored "-Wformat-overflow"

#pragma GCC diagnostic ignored "-Wformat-truncation"

#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#pragma GCC diagnostic ignored "-Wnonnull"

#pragma GCC diagnostic ignored "-Wrestrict"

#pragma GCC diagnostic ignored "-Wstringop-overflow"

#pragma GCC diagnostic ignored "-Wstringop-overread"

#pragma GCC diagnostic ignored "-Wstringop-truncation"

#pragma GCC diagnostic ignored "-Wuse-after-free"
static tamer_step branches__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct branches__frame *tamer_self = (struct branches__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, branches__body(tamer_self, 1, (int){0}, (int){0}, tamer_in));
}

static tamer_step branches__resume2(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct branches__frame *tamer_self = (struct branches__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, branches__body(tamer_self, 2, (int){0}, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step branches__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct branches__frame *tamer_self = (struct branches__frame *)tamer_this_frame;
    tamer_step tamer_s = branches__async(tamer_self->a, tamer_self->b);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point branches__call = { 0, 0, "branches", "branches.c", 7, 0, 0 };
