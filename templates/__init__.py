"""Jinja templates and the example event of `init`; found through `reportkit.resources.room("templates")`."""
