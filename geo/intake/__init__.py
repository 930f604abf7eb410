"""Files that users bring: read within limits, judged row by row, placed, compared and kept.

A file becomes a `RawTable` (`files`, by a module of `formats`, in a process `apart`), its `columns`
are matched to fields, its `positions` read in a declared or confirmed datum, its rows judged
(`judging`, by their `values` and `places`) and gathered into an `Intake` (`intake`), which is
reported (`report`), compared with what was there and, from the command line, kept (`keeping`, by
`replacing` the register's folder). A file of any size is joined a chunk at a time (`chunks`).
"""
