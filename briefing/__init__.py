"""What leaves the screen: sheets, reports, slides and files, all read from one ``Briefing``."""
