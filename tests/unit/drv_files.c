/* SPDX-License-Identifier: BSD-3-Clause */
/* The scan for tamed C, and output files. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "driver/args.h"
#include "driver/command.h"
#include "driver/files.h"
#include "driver/outfile.h"
#include "driver/scan.h"

static struct arena arena;
static char directory[64];

static int setup(void **state)
{
    (void)state;
    strcpy(directory, "/tmp/tamer-files-XXXXXX");
    unsetenv("CPATH");
    unsetenv("C_INCLUDE_PATH");
    return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(&arena);
    char *command = arena_printf(&arena, "rm -rf '%s'", directory);
    int status = chdir("/") == 0 ? system(command) : -1;
    arena_free(&arena);
    return status;
}

/* Makes the directories on the way too. */
static void write_file(const char *path, const char *text)
{
    char *copy = arena_strdup(&arena, path);
    for (char *slash = strchr(copy, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(copy, 0700);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static bool scan(const char *line, const char *path)
{
    struct args words = {0};
    struct command command;
    args_split(&arena, &words, line);
    assert_true(command_parse(&arena, words.at, words.count, &command));
    return scan_can_be_tamed(&arena, &command, path, path);
}

static void test_plain_and_direct(void **state)
{
    (void)state;
    write_file("plain.c", "#include <stdio.h>\n#include <stdlib.h>\nint included;\n");
    write_file("direct.c", "#include <tamer/tamer.h>\n");
    assert_false(scan("gcc -c plain.c", "plain.c"));
    assert_true(scan("gcc -c direct.c", "direct.c"));
    assert_false(scan("gcc -c missing.c", "missing.c"));
}

/* What each file includes, and whether a header that includes one of Tamer's is reached. */
static void test_includes(void **state)
{
    (void)state;
    static const struct {
        const char *line, *text;
        bool found;
    } table[] = {
        {"gcc", "#include \"quiet.h\"\n", false},
        {"gcc", "#include \"near.h\"\n", true},
        {"gcc", "  #\tinclude\t\"near.h\"\n", true},
        {"gcc", "%: include \"near.h\"\n", true},
        {"gcc", "#include \\\n \"near.h\"\n", true},
        {"gcc", "#include <near.h>\n", false},
        {"gcc -Isrc", "#include <near.h>\n", true},
        {"gcc -I src", "#include <near.h>\n", true},
        {"gcc -Ione -Itwo", "#include <far.h>\n", true},
        {"gcc -Ione", "#include <far.h>\n", false},
        {"gcc -iquote two", "#include \"far.h\"\n", true},
        {"gcc -iquote two", "#include <far.h>\n", false},
        {"gcc -isystem two", "#include <far.h>\n", true},
        {"gcc -idirafter two", "#include <far.h>\n", true},
        {"gcc --sysroot=root", "#include <rooted.h>\n", true},
        {"gcc -Ione -Itwo", "#include <both.h>\n", false},
        {"gcc -Ione -Itwo", "#include_next <both.h>\n", true},
        {"gcc -include src/near.h", "int x;\n", true},
        {"gcc -imacros two/far.h", "int x;\n", true},
        {"gcc", "#include MACRO\n", true},
        {"gcc", "#include \"nowhere.h\"\n", true},
        {"gcc", "#include <nowhere.h>\n", false},
        {"arm-none-eabi-gcc", "#include <nowhere.h>\n", true},
        {"gcc -B x", "#include <nowhere.h>\n", true},
        {"gcc", "#include \"loop.h\"\n", false},
        {"gcc", "int include = 1; // #include x\n", false},
        {"gcc", "char *s = \"# include\";\n// # include X\n", false},
        {"gcc", "/* x */ # include \"near.h\"\n", true},
        {"gcc", "", false},
    };
    write_file("src/near.h", "#include \"deep/deeper.h\"\n");
    write_file("src/deep/deeper.h", "#include \"../../two/far.h\"\n");
    write_file("src/loop.h", "#include \"../src/loop.h\"\n#include \"loop.h\"\n");
    write_file("two/far.h", "#include <tamer/tamer.h>\n");
    write_file("one/both.h", "int x;\n");
    write_file("two/both.h", "#include <tamer/tamer.h>\n");
    write_file("root/usr/include/rooted.h", "#include <tamer/tamer.h>\n");
    write_file("src/quiet.h", "int nothing;\n");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        write_file("src/in.c", table[i].text);
        if (scan(table[i].line, "src/in.c") != table[i].found)
            fail_msg("%s: %s", table[i].line, table[i].text);
    }
}

static void test_environment(void **state)
{
    (void)state;
    write_file("two/far.h", "#include <tamer/tamer.h>\n");
    write_file("in.c", "#include <far.h>\n");
    assert_false(scan("gcc", "in.c"));
    setenv("CPATH", "/nowhere:two", 1);
    assert_true(scan("gcc", "in.c"));
    unsetenv("CPATH");
    setenv("C_INCLUDE_PATH", "two:", 1);
    assert_true(scan("gcc", "in.c"));
    unsetenv("C_INCLUDE_PATH");
}

/* Cheap beside any compiler: the bound is 50 times what it takes here, for slow machines. */
static void test_speed(void **state)
{
    (void)state;
    struct timespec start, end;
    write_file("in.c", "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
                       "#include <sys/socket.h>\n#include <pthread.h>\n#include <unistd.h>\n");
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    for (int i = 0; i < 10; i++)
        assert_false(scan("gcc -Ia -Ib -Ic", "in.c"));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double seconds =
        (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    print_message("%.2f ms a scan\n", seconds * 100);
    assert_true(seconds < 1);
}

static void expect_content(const char *path, const char *text)
{
    struct strbuf content = {0};
    assert_true(files_read(path, &content));
    assert_string_equal(content.text, text);
    strbuf_free(&content);
}

static int count_files(void)
{
    struct strbuf list = {0};
    FILE *pipe = popen("ls -A | wc -l", "r");
    assert_non_null(pipe);
    assert_true(files_read_fd(fileno(pipe), &list));
    assert_int_equal(pclose(pipe), 0);
    int count = atoi(list.text);
    strbuf_free(&list);
    return count;
}

static void test_write(void **state)
{
    (void)state;
    struct stat status;
    mode_t mask = umask(027);
    assert_true(outfile_write("new", "one", 3));
    umask(mask);
    expect_content("new", "one");
    assert_int_equal(stat("new", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_int_equal(chmod("new", 0600), 0);
    assert_true(outfile_write("new", "", 0));
    expect_content("new", "");
    assert_int_equal(stat("new", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(count_files(), 1);
}

static void test_write_through_link(void **state)
{
    (void)state;
    struct stat status;
    write_file("d/target", "old");
    assert_int_equal(symlink("d/target", "link"), 0);
    assert_true(outfile_write("link", "new", 3));
    expect_content("d/target", "new");
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
}

static void test_write_fails(void **state)
{
    (void)state;
    assert_false(outfile_write("/dev/full", "x", 1));
    assert_false(outfile_write("missing/out", "x", 1));
    assert_int_equal(mkdir("dir", 0700), 0);
    assert_false(outfile_write("dir", "x", 1));
    assert_true(outfile_write("/dev/null", "x", 1));
    assert_int_equal(count_files(), 1);
}

/* A name is too long for a temporary file beside it: reported, and the old content stays. */
static void test_write_keeps_old(void **state)
{
    (void)state;
    char name[256];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    write_file(name, "old");
    assert_false(outfile_write(name, "new", 3));
    expect_content(name, "old");
    assert_int_equal(count_files(), 1);
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *path, *base, *suffix, *object, *directory;
    } table[] = {
        {"a.c", "a.c", ".c", "a.o", ""},
        {"d.x/a", "a", "", "d.x/a.o", "d.x/"},
        {"/a.b.c", "a.b.c", ".c", "/a.b.o", "/"},
        {".hidden", ".hidden", "", ".hidden.o", ""},
        {"d/", "", "", "d/.o", "d/"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_string_equal(files_base(table[i].path), table[i].base);
        assert_string_equal(files_suffix(table[i].path), table[i].suffix);
        assert_string_equal(files_with_suffix(&arena, table[i].path, ".o"), table[i].object);
        assert_string_equal(files_directory(&arena, table[i].path), table[i].directory);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_plain_and_direct),
        CASE(test_includes),
        CASE(test_environment),
        CASE(test_speed),
        CASE(test_write),
        CASE(test_write_through_link),
        CASE(test_write_fails),
        CASE(test_write_keeps_old),
        CASE(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
