"""The record of an event, from the claims that tell of it: a view, in which every value leads to its claims. Pure."""
