"""Bytes in, files out: `whole` never leaves half a file, `names` says what the files are called."""
