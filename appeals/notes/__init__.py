"""Department notes（单位说明）: the subject's own voice, which stands in public beside its record."""
