"""The pages of `docs/` that are made from what they describe: `scripts/docs` writes them.

Each module knows those before it:

- `examples`: what an example of each action, trigger and condition says
- `fields`: how a field of a form is described
- `actions`, `automations`: a page for each action, trigger and condition, and the tables that lead there
- `red_flags`: when to get help instead
- `promises`: which tests hold which promise and rule
- `__main__`: all of them, written or compared
"""
