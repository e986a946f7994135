"""With which certificates people sign: registered by two, so that a name alone makes nobody the signer."""
