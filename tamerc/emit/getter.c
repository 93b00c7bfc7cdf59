/* SPDX-License-Identifier: BSD-3-Clause */
#include "emit/getter.h"

#include <string.h>

#include "base/strbuf.h"
#include "ir/ir.h"

bool getter_is_exported(const struct ir_signature *signature)
{
    return strncmp(signature->name, "tamer_", 6) == 0;
}

bool getter_is_local(const struct ir_signature *signature)
{
    return signature->has_tasks && signature->getter->is_mentioned &&
           !getter_is_exported(signature);
}

void getter_add_place(struct strbuf *out, const struct ir_signature *signature)
{
    if (signature->result == IR_RESULT_VOID)
        strbuf_puts(out, "0, 0");
    else
        strbuf_addf(out, "__builtin_offsetof(struct %s_delayed, value), sizeof(%s__type)",
                    signature->stem, signature->name);
}

void getter_add_point(struct strbuf *out, const struct ir_signature *signature)
{
    const char *getter = signature->getter->name;
    strbuf_addf(out,
                "static __attribute__((__unused__)) const tamer_point %s__call = "
                "{ 0, 0, \"%s\", \"%s\", 0, ",
                getter, getter, signature->name);
    getter_add_place(out, signature);
    strbuf_puts(out, " };\n");
}

/* What has arrived is taken where it is awaited. */
static void add_scalar(struct strbuf *out, const struct ir_signature *signature)
{
    const char *cast = signature->result == IR_RESULT_POINTER ? "(tamer_uptr)" : "";
    if (getter_is_exported(signature)) {
        strbuf_addf(out, "return tamer_delayed_take__async(&tamer_handle->base, &%s__call);\n}\n",
                    signature->getter->name);
        return;
    }
    strbuf_addf(out,
                "if (!tamer_delayed_is_there(&tamer_handle->base))\n"
                "return tamer_delayed_take_slow(&tamer_handle->base, &%s__call);\n"
                "return tamer_done((tamer_u64)%stamer_handle->value);\n}\n",
                signature->getter->name, cast);
}

void getter_add_entry(struct strbuf *out, const struct ir_signature *signature, const char *linkage)
{
    strbuf_addf(out, "%stamer_step %s__async(struct %s_delayed *tamer_handle", linkage,
                signature->getter->name, signature->stem);
    if (signature->result == IR_RESULT_OUT)
        strbuf_addf(out, ", %s__type *tamer_out", signature->name);
    strbuf_puts(out, ")\n{\n");
    if (signature->result == IR_RESULT_OUT)
        strbuf_addf(out,
                    "return tamer_delayed_copy__async(&tamer_handle->base, "
                    "__builtin_offsetof(struct %s_delayed, value), sizeof tamer_handle->value, "
                    "tamer_out);\n}\n",
                    signature->stem);
    else if (signature->result == IR_RESULT_VOID)
        strbuf_puts(out, "return tamer_delayed_wait__async(&tamer_handle->base);\n}\n");
    else if (signature->result == IR_RESULT_BITS)
        strbuf_puts(out, "tamer_step tamer_s = tamer_delayed_wait__async(&tamer_handle->base);\n\n"
                         "if (!tamer_s.frame)\n__builtin_memcpy(&tamer_s.value, "
                         "&tamer_handle->value, sizeof tamer_handle->value);\n"
                         "return tamer_s;\n}\n");
    else
        add_scalar(out, signature);
}
