"""The demonstration: invented departments and returns, walked through the real verbs（模拟…演示）."""
