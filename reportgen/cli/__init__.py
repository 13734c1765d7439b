"""The commands: parse options, call the package, report."""
