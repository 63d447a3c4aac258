"""Keys of the public API: asked for on the public site or issued by an officer, of which only a hash is kept."""
