/* Lines that are added or moved stand as the user's do. */
#include <tamer/tamer.h>

TAMED async int get(int n);

/* golden */
TAMED async int style(int n)
{
  int sum = 0;

  for (int i = 0; i < n; i++)
    {
      if (await get(i) > 3)
        sum += await get(i + 1);
      else if (i)
        return await get(sum +
                         await get(0));
    }
  while (await get(n))
    n--;
  do
    sum++;
  while (await get(n));
  switch (n)
    {
    case 1: return 1;
    case 2:
      await get(2);
      break;
    }
#if 1
  TAMER_SCOPE(scope)
    {
      get_scoped(scope, 1);
    }
#endif
  return sum;
}

static TAMED async void tabs(int n)
{
	if (n) {
		if (await get(n))
			await get(2 * n);
		tamer_defer { await get(3); }
	}
}

int main(void)
{
  tabs(1);
  return 0;
}
