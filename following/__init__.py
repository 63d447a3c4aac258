"""Who follows what stands in public: alerts by mail, keys of the API, calls of other systems."""
