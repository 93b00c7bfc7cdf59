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

%: define DIGRAPH(x) %:x
int 	main(void)
{
    puts(DIGRAPH(a  b)); printf("%d %d\n", splic\
ed(3), __LINE__);
    return 0;
}
