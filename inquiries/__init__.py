"""Official inquiries（授权查询）: whom an organ asks about, for what, by whose leave, and what it was answered."""
