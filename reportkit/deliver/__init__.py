"""Letters out: as message files for somebody's mail program, or by SMTP. What they say is decided in `compose`."""
