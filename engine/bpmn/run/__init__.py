"""An instance that moves: its tokens, what they call, what they wait for."""
