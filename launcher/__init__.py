"""What build.py does before the command line can run; standard library only."""
