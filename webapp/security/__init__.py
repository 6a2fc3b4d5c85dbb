"""Who may do what: accounts, sign-ins, tokens, and the headers that keep strangers out."""
