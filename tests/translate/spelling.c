/* SPDX-License-Identifier: BSD-3-Clause */
/* Spellings that seldom occur. */
#include <stdio.h>

#include <tamer/tamer.h>

#def\
ine JOI\
NED 12

static TAMED async int leaf(int n)
<%
    await tamer_yield();
    return n;
%>

static TAMED as\
ync int splic\
ed(int größe)
{
    int list<:2:> = <% größe, JOINED %>;
    // a comment that goes on \
       here: if (await leaf(1)) return 0;
    // another one: { \
       "(
    await le\
af(1);
    list[0] += JOI\
NED; /* kept */
    ret\
urn list<:0:> + list[1] + await leaf(größe);
}

static TAMED async int behind(int n) { return n + \
    await leaf(n) \
    ; } // a comment that goes on \
    and this
static TAMED async int after(int n) { int line = __LINE__; return line * 0 + await leaf(n) + __LINE__; }

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)
#define JOINED_TO(a, b) a##b
#define JOIN(a, b) JOINED_TO(a, b)
static int JOIN(of_line_, __LINE__) = 4, *of_line = &JOIN(of_line_, __LINE__);

%: define DIGRAPH(x) %:x
int 	main(void)
{
    puts(DIGRAPH(a  b)); printf("%d %d\n", splic\
ed(3), __LINE__);
    printf("%d %d %d %d\n", behind(1), after(2), *of_line, (int)sizeof TEXT(__LINE__));
    return 0;
}
