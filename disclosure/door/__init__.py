"""The door for visitors: what they send is asked, checked, counted and sealed here; nothing of it is kept."""
