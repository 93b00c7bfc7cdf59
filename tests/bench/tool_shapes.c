/* SPDX-License-Identifier: BSD-3-Clause */
/* shapes SHAPE N: prints a file of tamed C in which N parts of one kind follow one another. shapes
 * --list: the names. Deterministic. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void begin(void)
{
    puts("TAMED async int whole(int n, int m)\n{\n    int s = 0;");
}

static void end(void)
{
    puts("    return s;\n}");
}

static void straight(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    s = (s + n * %d) ^ (m - s);\n%s", i, i % 20 ? "" : "    await leaf(s);\n");
    end();
}

static void loops(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    for (int i = 0; i < n; i++) {\n        if (s > %d)\n            continue;\n"
               "        s += await leaf(i);\n        while (s < m)\n            s += i;\n    }\n",
               i);
    end();
}

static void awaits(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    s += await leaf(n + %d);\n", i);
    end();
}

/* Expressions with several awaits each. */
static void operands(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    s = s * %d + await leaf(n) - (m ? await leaf(s) : s) * await leaf(m + %d);\n",
               i, i);
    end();
}

/* All of them live across each of a few awaits. */
static void locals(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    int v%d = s++ + n;\n%s", i, i % (count / 4 + 1) ? "" : "    await leaf(n);\n");
    puts("    await leaf(n);");
    for (int i = 0; i < count; i++)
        printf("    s += v%d;\n", i);
    end();
}

/* Names that hide others, next to one another and inside one another. */
static void shadows(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    {\n        int a = n + %d, s1 = a;\n        await leaf(a);\n        {\n"
               "            int a = m;\n            await leaf(a);\n            s += a;\n"
               "        }\n        s += a + s1;\n    }\n",
               i);
    end();
}

/* Lives that do not meet, and whose addresses are given away. */
static void blocks(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    {\n        int b%d[4] = {n};\n        int c%d = m;\n        use(b%d);\n"
               "        await leaf(c%d);\n        s += b%d[1] + c%d;\n    }\n",
               i, i, i, i, i, i);
    end();
}

static void cases(int count)
{
    begin();
    puts("    switch (n) {");
    for (int i = 0; i < count; i++)
        printf("    case %d:\n        s += %s(m);\n        break;\n", i,
               i % 8 ? "plain" : "await leaf");
    puts("    }");
    end();
}

/* Compilers take 256 levels; beyond 100 there are several such functions. */
static void nesting(int count)
{
    for (int done = 0; done < count; done += 100) {
        int depth = count - done < 100 ? count - done : 100;
        printf("TAMED async int whole%d(int n, int m)\n{\n    int s = 0;\n", done);
        for (int i = 0; i < depth; i++)
            printf("    if (n > %d) {\n        int x%d = n;\n        s += await leaf(m + x%d);\n",
                   i, i, i);
        for (int i = 0; i < depth; i++)
            puts("    }");
        end();
    }
}

static void functions(int count)
{
    for (int i = 0; i < count; i++)
        printf("TAMED async int f%d(int n, const char *text)\n{\n    if (n == 0)\n"
               "        return text[0];\n    return await leaf(n) + %d;\n}\n\n",
               i, i);
}

static void statics(int count)
{
    for (int i = 0; i < count; i++)
        printf("static TAMED async int f%d(int n)\n{\n    await leaf(n);\n    return n + %s%d%s;\n"
               "}\n\n",
               i, i ? "await f" : "", i ? i - 1 : 0, i ? "(n)" : "");
    printf("TAMED async int whole(int n)\n{\n    return await f%d(n);\n}\n", count - 1);
}

static void plain(int count)
{
    for (int i = 0; i < count; i++)
        printf("int f%d(int n, const char *text)\n{\n    for (int i = 0; i < n; i++)\n"
               "        if (text[i] == %d)\n            return i;\n    return -1;\n}\n\n",
               i, i);
    begin();
    puts("    s = f0(await leaf(n), \"x\");");
    end();
}

/* Much plain C, and here and there a tamed function. */
static void mixed(int count)
{
    for (int i = 0; i < count; i++)
        if (i % 50)
            printf("int f%d(int n, const char *text)\n{\n    for (int i = 0; i < n; i++)\n"
                   "        if (text[i] == %d)\n            return i;\n    return -1;\n}\n\n",
                   i, i);
        else
            printf("TAMED async int f%d(int n, const char *text)\n{\n    int s = plain(n);\n"
                   "    s += await leaf(n) + text[0];\n    return s + %d;\n}\n\n\n",
                   i, i);
}

static void tasks(int count)
{
    begin();
    puts("    TAMER_SCOPE(scope) {");
    for (int i = 0; i < count; i++)
        printf("        leaf_scoped(scope, n + %d);\n", i);
    puts("    }");
    end();
}

static void defers(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("    if (n > %d) {\n        tamer_defer { s++; }\n        await leaf(%d);\n    }\n",
               i, i);
    end();
}

static void labels(int count)
{
    begin();
    for (int i = 0; i < count; i++)
        printf("l%d:\n    if (s++ < n)\n        goto l%d;\n    await leaf(%d);\n", i, i / 2, i);
    end();
}

static void macros(int count)
{
    puts("#define TWICE(x) ((x) + (x))\n#define STEP(v) (v = TWICE(v) + __LINE__)");
    begin();
    for (int i = 0; i < count; i++)
        printf("    STEP(s);\n    s -= TWICE(n + %d); /* %d */\n%s", i, i,
               i % 10 ? "" : "    s += TWICE(await leaf(m));\n");
    end();
}

static const struct shape {
    const char *name;
    void (*print)(int count);
} shapes[] = {
    {"straight", straight}, {"loops", loops},         {"awaits", awaits},   {"operands", operands},
    {"locals", locals},     {"shadows", shadows},     {"blocks", blocks},   {"cases", cases},
    {"nesting", nesting},   {"functions", functions}, {"statics", statics}, {"plain", plain},
    {"mixed", mixed},       {"tasks", tasks},         {"defers", defers},   {"labels", labels},
    {"macros", macros},
};

static int list(void)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        puts(shapes[i].name);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--list") == 0)
        return list();
    for (size_t i = 0; argc == 3 && i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shapes[i].name, argv[1]) == 0) {
            puts("#include <tamer/tamer.h>\n\nTAMED async int leaf(int n);\nint plain(int n);\n"
                 "void use(int *place);\n");
            shapes[i].print(atoi(argv[2]));
            return EXIT_SUCCESS;
        }
    fputs("usage: shapes SHAPE N | --list\n", stderr);
    return 2;
}
