/* SPDX-License-Identifier: BSD-3-Clause */
/* Tamer for C: the one header that programs include. */
#ifndef TAMER_TAMER_H
#define TAMER_TAMER_H

/* Not while tamerc preprocesses: the marks of a system header would tear its macros' expansions
 * apart. */
#if defined(__GNUC__) && !(defined(__TAMERC__) && __TAMERC__ == 1)
#pragma GCC system_header
#endif

#include <tamer/abi.h>
#include <tamer/combine.h>
#include <tamer/error.h>
#include <tamer/export.h>
#include <tamer/generator.h>
#include <tamer/interrupt.h>
#include <tamer/io.h>
#include <tamer/manager.h>
#include <tamer/scope.h>
#include <tamer/syntax.h>
#include <tamer/time.h>
#include <tamer/version.h>

#endif
