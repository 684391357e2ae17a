"""``python -m glossary``."""

from glossary.cli import main

if __name__ == "__main__":  # a process of a crew loads this module as well
    main()
