"""Writers for machines: what goes down a pipe is exact, whole and without colour."""
