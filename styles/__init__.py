"""Style sheets, fonts and themes; found through `reportkit.resources.room("styles")`."""
