/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ways into and out of scopes and deferred blocks. A place in the function stands inside of a chain
 * of these: jumps may leave scopes, and what a tamer_defer covers; they may enter neither, and do
 * not leave a deferred block.
 */
#include "base/arena.h"
#include "pass/check_parts.h"
#include "text/diag.h"

enum link_kind {
    LINK_SCOPE,    /* the block of a TAMER_SCOPE or its kin */
    LINK_COVER,    /* behind a tamer_defer, in its block */
    LINK_DEFERRED, /* the deferred block itself */
    LINK_CAUGHT,   /* the expression of a tamer_catch: outside of tamed functions its handler would
                      stay open */
};

struct link {
    enum link_kind kind;
    const struct ir_node *node; /* IR_SCOPE, IR_DEFER, IR_CATCH */
    const struct link *outer;
};

struct label {
    const struct ir_node *node; /* NULL: not found */
    const struct link *link;
};

/* A statement that break or continue refer to. */
struct target {
    const struct target *outer;
    const struct link *link;
    bool takes_continue, takes_break;
    bool in_head; /* what is walked is not the loop's body, but one of its expressions */
};

struct walk {
    struct check *check;
    const struct link *link;
    const struct target *targets;
    const struct link *cases; /* of the switch around */
    bool in_switch;
    struct label *labels; /* by the IR_LABEL's number */
};

static const struct link *link_new(const struct walk *walk, enum link_kind kind,
                                   const struct ir_node *node)
{
    struct link *link = arena_new(walk->check->unit->arena, struct link);
    *link = (struct link){.kind = kind, .node = node, .outer = walk->link};
    return link;
}

/* ---- one jump ---- */

/* Each walk makes links of its own. NULL, the function, is around everything. */
static bool is_around(const struct link *link, const struct link *inner)
{
    while (inner && link && (inner->kind != link->kind || inner->node != link->node))
        inner = inner->outer;
    return !link || inner;
}

static const char *keyword(const struct ir_node *jump)
{
    switch (jump->kind) {
    case IR_BREAK:
        return "break";
    case IR_CONTINUE:
        return "continue";
    case IR_RETURN:
        return "return";
    case IR_CASE:
        return "case";
    case IR_DEFAULT:
        return "default";
    default:
        return "goto";
    }
}

static const char *entry_message(enum link_kind kind)
{
    switch (kind) {
    case LINK_COVER:
        return "jumps past a tamer_defer into the statements that it covers; move the tamer_defer "
               "in front of the jump, or put it into a block of its own";
    default:
        return "jumps into a deferred block";
    }
}

static void refuse_entry(struct check *check, const struct ir_node *jump, const struct link *link)
{
    bool is_case = jump->kind == IR_CASE || jump->kind == IR_DEFAULT;
    if (link->kind == LINK_SCOPE)
        diag_error(check->diag, jump->start, jump->start, "tamer-jump",
                   "'%s' jumps into a %s, which would not be open; %s", keyword(jump),
                   link->node->opener->macro,
                   is_case ? "put the whole switch inside of it" : "jump in front of it");
    else
        diag_error(check->diag, jump->start, jump->start, "tamer-jump", "'%s' %s", keyword(jump),
                   entry_message(link->kind));
    diag_note(check->diag, link->node->start, link->node->start, "entered here");
}

static void refuse_exit(struct check *check, const struct ir_node *jump, const struct link *link)
{
    bool is_catch = link->kind == LINK_CAUGHT;
    diag_error(check->diag, jump->start, jump->start, "tamer-jump",
               is_catch ? "'%s' cannot leave the expression of a tamer_catch; note what to do in a "
                          "variable, and jump behind it"
                        : "'%s' cannot leave a deferred block: it runs while its block is being "
                          "left already",
               keyword(jump));
    diag_note(check->diag, link->node->start, link->node->start,
              is_catch ? "caught here" : "deferred here");
}

/* From a place inside of `from` to one inside of `to`. */
static void check_jump(struct check *check, const struct ir_node *jump, const struct link *from,
                       const struct link *to)
{
    for (const struct link *link = from; link && !is_around(link, to); link = link->outer)
        if (link->kind == LINK_DEFERRED || link->kind == LINK_CAUGHT) {
            refuse_exit(check, jump, link);
            return;
        }
    const struct link *entered = NULL;
    for (const struct link *link = to; link && !is_around(link, from); link = link->outer)
        entered = link;
    if (entered)
        refuse_entry(check, jump, entered);
}

/* ---- labels, found before the jumps ---- */

static void walk_statement(struct walk *walk, const struct ir_node *node,
                           void (*visit)(struct walk *, const struct ir_node *));

static void find_label(struct walk *walk, const struct ir_node *node)
{
    if (node->kind != IR_LABEL)
        return;
    walk->labels[node->number] = (struct label){.node = node, .link = walk->link};
}

/* ---- jumps ---- */

/* The one that a jump, or the address of a label, names. */
static const struct label *label_of(const struct walk *walk, const struct ir_node *node)
{
    const struct ir_node *meant = ir_label_of(walk->check->func, node);
    return meant && walk->labels[meant->number].node ? &walk->labels[meant->number] : NULL;
}

static void check_goto(struct walk *walk, const struct ir_node *node)
{
    const struct label *label = label_of(walk, node);
    if (label)
        check_jump(walk->check, node, walk->link, label->link);
}

/* A jump that is made by the machine alone, with nobody to open or to leave anything on its way. */
static void check_to_label(struct walk *walk, const struct ir_node *node,
                           const struct ir_node *named)
{
    const struct label *label = label_of(walk, named);
    const char *name = named->name;
    if (!label || (is_around(label->link, walk->link) && is_around(walk->link, label->link)))
        return;
    diag_error(walk->check->diag, node->start, node->start, "tamer-jump",
               "'%s' may lead to '%s', out of or into a TAMER_SCOPE or the reach of a tamer_defer, "
               "which only a jump to a known label can; use 'goto %s' or a switch",
               node->kind == IR_ASM ? "asm goto" : "goto *", name, name);
    diag_note(walk->check->diag, label->node->start, label->node->start, "'%s' stands here", name);
}

static void check_asm(struct walk *walk, const struct ir_node *node)
{
    for (uint32_t i = 0; node->is_asm_goto && i < node->kid_count; i++)
        if (node->kids[i]->kind == IR_LITERAL && node->kids[i]->name)
            check_to_label(walk, node, node->kids[i]);
}

static void check_computed(struct walk *walk, const struct ir_node *node)
{
    const struct ir_list *taken = &walk->check->func->labels_taken;
    size_t errors = diag_errors(walk->check->diag);
    for (uint32_t i = 0; i < taken->count && diag_errors(walk->check->diag) == errors; i++)
        check_to_label(walk, node, taken->items[i]);
}

static void check_loop_jump(struct walk *walk, const struct ir_node *node)
{
    const struct target *target = walk->targets;
    while (target && !(node->kind == IR_BREAK ? target->takes_break : target->takes_continue))
        target = target->outer;
    if (target && target->in_head && !walk->check->is_plain)
        diag_error(walk->check->diag, node->start, node->start, "tamer-jump",
                   "'%s' stands in an expression at a loop's head: some compilers take it for this "
                   "loop's, some for that of the loop around; use goto, or put the expression into "
                   "the body",
                   keyword(node));
    check_jump(walk->check, node, walk->link, target ? target->link : NULL);
}

static void check_defer(struct walk *walk, const struct ir_node *node)
{
    if (node->parent && node->parent->kind == IR_BLOCK)
        return;
    diag_error(walk->check->diag, node->start, node->start, "tamer-defer",
               "tamer_defer must stand directly in a block: it covers the rest of that");
}

static void visit_jump(struct walk *walk, const struct ir_node *node)
{
    switch (node->kind) {
    case IR_GOTO:
        check_goto(walk, node);
        break;
    case IR_GOTO_COMPUTED:
        check_computed(walk, node);
        break;
    case IR_ASM:
        check_asm(walk, node);
        break;
    case IR_BREAK:
    case IR_CONTINUE:
        check_loop_jump(walk, node);
        break;
    case IR_RETURN:
        check_jump(walk->check, node, walk->link, NULL);
        break;
    case IR_CASE:
    case IR_DEFAULT:
        if (walk->in_switch)
            check_jump(walk->check, node, walk->cases, walk->link);
        break;
    case IR_DEFER:
        check_defer(walk, node);
        break;
    default:
        break;
    }
}

/* ---- the walk ---- */

typedef void visitor(struct walk *walk, const struct ir_node *node);

static void walk_kids(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    for (uint32_t i = 0; i < node->kid_count; i++)
        if (node->kids[i])
            walk_statement(walk, node->kids[i], visit);
}

/* The expression of a switch stands outside of it. */
static void walk_switch(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    struct target target = {.outer = walk->targets, .link = walk->link, .takes_break = true};
    struct walk outer = *walk;
    walk_statement(walk, node->kids[0], visit);
    walk->targets = &target;
    walk->in_switch = true;
    walk->cases = walk->link;
    walk_statement(walk, node->kids[1], visit);
    walk->targets = outer.targets;
    walk->in_switch = outer.in_switch;
    walk->cases = outer.cases;
}

static void walk_loop(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    struct target target = {
        .outer = walk->targets, .link = walk->link, .takes_continue = true, .takes_break = true};
    uint32_t body = node->kind == IR_DO ? 0 : node->kid_count - 1;
    walk->targets = &target;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        target.in_head = i != body;
        if (node->kids[i])
            walk_statement(walk, node->kids[i], visit);
    }
    walk->targets = target.outer;
}

static void walk_catch(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    const struct link *outer = walk->link;
    walk_statement(walk, node->kids[0], visit);
    walk->link = link_new(walk, LINK_CAUGHT, node);
    walk_statement(walk, node->kids[1], visit);
    walk->link = outer;
}

/* break and continue leave a scope; the options are evaluated outside of it. */
static void walk_scope(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    struct target target = {
        .outer = walk->targets, .link = walk->link, .takes_continue = true, .takes_break = true};
    const struct link *outer = walk->link;
    walk_statement(walk, node->kids[0], visit);
    walk->targets = &target;
    walk->link = link_new(walk, LINK_SCOPE, node);
    walk_statement(walk, node->kids[1], visit);
    walk->link = outer;
    walk->targets = target.outer;
}

static void walk_deferred(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    const struct link *outer = walk->link;
    walk->link = link_new(walk, LINK_DEFERRED, node);
    walk_kids(walk, node, visit);
    walk->link = outer;
}

static void walk_block(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    const struct link *outer = walk->link;
    for (uint32_t i = 0; i < node->kid_count; i++) {
        if (!node->kids[i])
            continue;
        walk_statement(walk, node->kids[i], visit);
        if (node->kids[i]->kind == IR_DEFER)
            walk->link = link_new(walk, LINK_COVER, node->kids[i]);
    }
    walk->link = outer;
}

static void walk_statement(struct walk *walk, const struct ir_node *node, visitor *visit)
{
    if (node->kind == IR_UNEVALUATED)
        return;
    visit(walk, node);
    switch (node->kind) {
    case IR_WHILE:
    case IR_DO:
    case IR_FOR:
        walk_loop(walk, node, visit);
        break;
    case IR_SWITCH:
        walk_switch(walk, node, visit);
        break;
    case IR_CATCH:
        walk_catch(walk, node, visit);
        break;
    case IR_SCOPE:
        walk_scope(walk, node, visit);
        break;
    case IR_DEFER:
        walk_deferred(walk, node, visit);
        break;
    case IR_BLOCK:
        walk_block(walk, node, visit);
        break;
    default:
        walk_kids(walk, node, visit);
        break;
    }
}

void check_jumps(struct check *check)
{
    struct label *found = arena_array(check->unit->arena, check->func->labels.count, sizeof *found);
    struct walk labels = {.check = check, .labels = found};
    walk_statement(&labels, check->func->body, find_label);
    struct walk jumps = {.check = check, .labels = found};
    walk_statement(&jumps, check->func->body, visit_jump);
}
