"""Questions asked often: found and given out, and the desk where the centre keeps them."""
