"""The files of a data folder as tables of PostGIS, and back; what they mean is not known here.

It lies below the region, which is read from the data folder as a program starts: by then the
folder's copy of a database must be there.
"""
