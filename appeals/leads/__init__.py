"""Leads（线索）: what anybody writes to the office about a fact, without standing; it marks nothing."""
