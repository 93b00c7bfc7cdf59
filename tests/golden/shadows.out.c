/* golden */
int shadows(int x);
typedef int shadows__type;
typedef struct shadows_delayed { tamer_delayed base; shadows__type value; } shadows_delayed;
struct shadows_delayed *shadows__spawn(const tamer_point *tamer_at, tamer_scope *tamer_in, struct shadows_delayed *tamer_slot, int x);
struct shadows_delayed *shadows_scoped(tamer_scope *tamer_in, int x);
struct shadows_delayed *shadows_scoped_into(tamer_scope *tamer_in, struct shadows_delayed *tamer_slot, int x);
shadows__type shadows_get(struct shadows_delayed *tamer_handle);
const shadows__type *shadows_value(const struct shadows_delayed *tamer_handle);
tamer_step shadows__async(int x);

struct shadows__frame {
    tamer_frame tamer_base;
    int x;
    int y;
    int x__1;
    int x__2;
};

static tamer_step shadows__resume1(tamer_frame *, tamer_u64);
static tamer_step shadows__resume2(tamer_frame *, tamer_u64);
static const tamer_point shadows__await1 = { shadows__resume1, tamer_frame_unwind, "shadows", "shadows.c", 12, 1, sizeof(struct shadows__frame) };
static const tamer_point shadows__await2 = { shadows__resume2, tamer_frame_unwind, "shadows", "shadows.c", 16, 2, sizeof(struct shadows__frame) };

static __inline__ __attribute__((always_inline)) tamer_step
shadows__body(struct shadows__frame *tamer_self, int tamer_at, int x, tamer_u64 tamer_in)
{
    tamer_step tamer_q;
    int tamer_t1 __attribute__((__unused__));
    (void)tamer_in; (void)tamer_self; (void)tamer_at;
    switch (tamer_at) {
    case 1: goto tamer_await_1;
    case 2: goto tamer_await_2;
    case 3:
        x = tamer_self->x; break;
    default:
        break;
    }
{
    int y = x;

    {
        tamer_q = get__async(y);
        if (__builtin_expect(tamer_q.frame != 0, 0)) {
            if (tamer_failed(tamer_q)) { return tamer_unwind(&shadows__await1, tamer_q); }
            if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
            else { tamer_q.frame->parent = &tamer_self->tamer_base; }
            tamer_self->tamer_base.point = &shadows__await1;
            tamer_self->x = x; tamer_self->y = y; return tamer_pending(&tamer_self->tamer_base);
            tamer_await_1: x = tamer_self->x; y = tamer_self->y; tamer_q.value = tamer_in;
        }
        tamer_t1 = (int)tamer_q.value;
        int x__1 = tamer_t1;
        y += x__1;
        {
            int x__2 = y * 10;
            tamer_q = get__async(1);
            if (__builtin_expect(tamer_q.frame != 0, 0)) {
                if (tamer_failed(tamer_q)) { return tamer_unwind(&shadows__await2, tamer_q); }
                if (!tamer_self) { tamer_self = tamer_frame_over(tamer_q.frame, sizeof *tamer_self); }
                else { tamer_q.frame->parent = &tamer_self->tamer_base; }
                tamer_self->tamer_base.point = &shadows__await2;
                tamer_self->x = x; tamer_self->y = y; tamer_self->x__1 = x__1; tamer_self->x__2 = x__2; return tamer_pending(&tamer_self->tamer_base);
                tamer_await_2: x = tamer_self->x; y = tamer_self->y; x__1 = tamer_self->x__1; x__2 = tamer_self->x__2; tamer_q.value = tamer_in;
            }
            y += x__2;
        }
        y += x__1;
    }
    { shadows__type tamer_result = x + y; return tamer_done((tamer_u64)(tamer_u32)tamer_result); }
}
}

tamer_step shadows__async(int x)
{
    return shadows__body(0, 0, x, 0);
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
static tamer_step shadows__resume1(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct shadows__frame *tamer_self = (struct shadows__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, shadows__body(tamer_self, 1, (int){0}, tamer_in));
}

static tamer_step shadows__resume2(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct shadows__frame *tamer_self = (struct shadows__frame *)tamer_this_frame;
    return tamer_frame_next(tamer_this_frame, sizeof *tamer_self, shadows__body(tamer_self, 2, (int){0}, tamer_in));
}

__attribute__((__no_profile_instrument_function__)) static tamer_step shadows__begin(tamer_frame *tamer_this_frame, tamer_u64 tamer_in)
{
    struct shadows__frame *tamer_self = (struct shadows__frame *)tamer_this_frame;
    tamer_step tamer_s = shadows__async(tamer_self->x);
    (void)tamer_in;
    return tamer_frame_begun(tamer_this_frame, sizeof *tamer_self, tamer_s);
}

#pragma GCC diagnostic pop

static const tamer_point shadows__call = { 0, 0, "shadows", "shadows.c", 7, 0, 0 };
