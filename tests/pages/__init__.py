"""The generated pages of `docs/`: `scripts/docs` writes them.

Each module imports only those before it:

- `examples`: an example of each action, trigger and condition
- `fields`: the table of an action's fields
- `actions`, `automations`: a page for each action, trigger and condition, and the tables that link to them
- `red_flags`: when to get help instead
- `promises`: the tests of each promise and rule
- `__main__`: writes or compares all of them
"""
