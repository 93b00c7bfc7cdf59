/* SPDX-License-Identifier: BSD-3-Clause */
/* Transactions of a database that takes its time: committed at the end of the block, rolled back by
 * an error and by a timeout. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#include <tamer/tamer.h>

/* Two accounts, and what the open transaction would make of them. */
struct database {
    int accounts[2], pending[2];
};

static TAMED async void answer(const char *query)
{
    printf("  %s\n", query);
    await tamer_sleep(0.01);
}

TAMER_MANAGES(transaction, int *);

static TAMED async void transaction(transaction_manager *to, struct database *db)
{
    bool committed = false;

    await answer("BEGIN");
    tamer_defer {
        if (!committed)
            await answer("ROLLBACK"); /* waits for the answer, also when cancelled */
    }
    for (int i = 0; i < 2; i++)
        db->pending[i] = db->accounts[i];
    await tamer_lend(to, db->pending);
    await answer("COMMIT");
    for (int i = 0; i < 2; i++)
        db->accounts[i] = db->pending[i];
    committed = true;
}

static TAMED async void pay(struct database *db, int amount)
{
    TAMER_WITH(accounts, transaction, db) {
        await answer("UPDATE accounts …");
        accounts[0] -= amount;
        accounts[1] += amount;
        if (accounts[0] < 0)
            tamer_raise(EDQUOT, "there are only %d left", accounts[0] + amount);
        if (amount == 13) {
            await answer("LOCK TABLE …");
            await tamer_sleep(3600);
        }
    }
}

int main(void)
{
    static const int amounts[] = {30, 90, 13};
    struct database db = {.accounts = {100, 0}};

    tamer_clock_virtual(0);
    for (int i = 0; i < 3; i++) {
        tamer_error *error = NULL;

        printf("paying %d\n", amounts[i]);
        TAMER_SCOPE(scope, .timeout = 60, .error = &error)
            pay_scoped(scope, &db, amounts[i]);
        if (error)
            printf("  not paid: %s\n", tamer_error_message(error));
        tamer_error_clear(&error);
        printf("  the accounts hold %d and %d\n", db.accounts[0], db.accounts[1]);
    }

    /* A plain function uses the same manager, and blocks. */
    puts("paying 5, plainly");
    TAMER_WITH(accounts, transaction, &db) {
        accounts[0] -= 5;
        accounts[1] += 5;
    }
    printf("  the accounts hold %d and %d\n", db.accounts[0], db.accounts[1]);
    return 0;
}
