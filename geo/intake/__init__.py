"""Files that users bring: read within limits, judged row by row, placed, compared and kept.

A file becomes a `RawTable` (`readers`), its columns are matched to fields (`columns`), its
coordinates read in a declared or confirmed datum (`datums`, `proposals`), its rows judged
(`rows`) and gathered into an `Intake` (`intake`), which is reported (`report`), compared with what
was there (`changes`) and, from the command line, kept (`keeping`).
"""
