"""What the tests share: a generator of random budgets and an independent way to compute them."""
