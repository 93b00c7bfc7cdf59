/* SPDX-License-Identifier: BSD-3-Clause */
/* The marks of declarations. */
#include "adopt/parts.h"

/* Does a declaration that begins at the same place have to stay without marks? */
static bool is_shared(const struct adoption *adoption, const struct outline_decl *decl)
{
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *other = &adoption->outline->decls.at[i];
        if (outline_same_spot(other->start.written, decl->start.written) &&
            adoption->outline->entities.at[other->entity].kind == OUTLINE_FUNCTION &&
            !adoption->states[other->entity].is_tamed)
            return true;
    }
    return false;
}

static bool mark(struct adoption *adoption, const struct outline_decl *decl)
{
    if (!places_is_owned(adoption, decl->start.written))
        return adoption_refuse(adoption, decl->entity, decl->start.written,
                               "a header of the system declares it");
    if (is_shared(adoption, decl))
        return adoption_refuse(adoption, decl->entity, decl->start.written,
                               "a plain function is declared in the same declaration");
    struct outline_spot start = places_declaration_start(adoption, decl);
    edits_add(adoption, start, decl->end.written.offset, EDIT_MARK, "TAMED async ");
    return false;
}

bool marks_add(struct adoption *adoption)
{
    bool refused = false;
    for (size_t i = 0; i < adoption->outline->decls.count; i++) {
        const struct outline_decl *decl = &adoption->outline->decls.at[i];
        const struct state *state = &adoption->states[decl->entity];
        if (!decl->is_marked && state->is_tamed)
            refused |= mark(adoption, decl);
    }
    return !refused;
}
